"""One story: what stands beside its text on the screen where it is written, and the deeds that need an answer."""
