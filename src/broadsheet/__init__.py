"""Broadsheet: the press of a small independent newspaper."""
