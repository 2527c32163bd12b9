"""The start page: what to do today, and the shortest way to a note."""
