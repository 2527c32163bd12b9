"""Numbers for the boards of the housing organisations: their own departments, no small cells, nobody's data."""
