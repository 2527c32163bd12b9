"""Getting in and out: login, activation of an account, one's own settings."""
