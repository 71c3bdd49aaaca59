"""Keeping a paper: backing it up, bringing it back, upgrading it, looking after it."""
