"""What a resident can demand: a copy of their data, a correction, and who has looked."""
