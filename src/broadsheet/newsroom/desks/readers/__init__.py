"""Readers: which stories were read these days, and where readers came from."""
