"""Rounds in which everything that people can write is hostile: texts in a real browser, forms, pictures."""
