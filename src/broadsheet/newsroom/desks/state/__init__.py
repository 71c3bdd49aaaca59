"""State: how the paper's machinery is doing, and a button to try again."""
