"""Web archives as a source of saved pages: WARC, ARC, and WACZ, which packs WARC files with their hashes."""
