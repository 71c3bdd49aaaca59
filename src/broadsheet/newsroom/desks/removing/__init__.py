"""Removing a name: every place where it stands is shown in its words, and then it goes from all of them at once."""
