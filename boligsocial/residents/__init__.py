"""Residents: who they are, with the least that the work needs, and what part they have in a case."""
