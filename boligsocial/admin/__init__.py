"""Who has an account. An administrator sees people who work with the app, and nothing about residents."""
