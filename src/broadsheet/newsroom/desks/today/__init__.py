"""Today: what the newsroom opens with."""
