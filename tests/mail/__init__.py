"""Notices under kills and a bad mail server: a round plays the real `flask jobs`, a verdict counts what arrived."""
