"""Readers counted from the logs of web servers, which hold no address: nginx's and Caddy's, as `deploy/` has them written."""
