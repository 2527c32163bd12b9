"""Showing a note to a contact person: a text of its own, chosen photos, taken back in one tap."""
