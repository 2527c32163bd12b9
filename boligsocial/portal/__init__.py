"""The contact person's side: what is shared with them, and nothing else."""
