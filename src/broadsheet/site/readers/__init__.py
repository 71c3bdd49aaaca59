"""Readers counted from logs that hold no address: those of nginx and Caddy as `deploy/` has them written."""
