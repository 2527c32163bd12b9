"""Concern: danger and children first, answered in one tap."""
