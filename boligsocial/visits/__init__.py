"""Visits: planned, started on arrival, finished; what is logged in between belongs to them."""
