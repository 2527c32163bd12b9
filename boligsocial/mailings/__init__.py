"""E-mails that somebody must look at: perhaps sent, not sent, come back."""
