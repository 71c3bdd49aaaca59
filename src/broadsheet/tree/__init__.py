"""The tree: what is printed where, and the ledger that knows why."""
