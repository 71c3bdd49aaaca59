"""The press: turns an edition into artifacts, and writes only those whose bytes change."""
