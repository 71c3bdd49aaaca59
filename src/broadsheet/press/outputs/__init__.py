"""The outputs: one format of the paper each."""
