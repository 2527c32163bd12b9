"""Where the work happens: housing organisations, their departments and homes. Kept up by workers and administrators."""
