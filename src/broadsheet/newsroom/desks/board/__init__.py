"""This issue: the board on which an issue is planned, and closed."""
