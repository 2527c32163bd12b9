"""Whom do I call? A topic and a department lead to a person; the workers keep the list."""
