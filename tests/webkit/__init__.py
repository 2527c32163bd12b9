"""A smoke test in WebKitGTK, the nearest to Safari that runs on Linux; `make webkit`."""
