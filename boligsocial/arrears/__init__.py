"""Rent arrears: trying to reach a resident before it is too late."""
