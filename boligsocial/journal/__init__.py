"""The journal: a closed case as a package for the municipality's records system, and the receipt for it."""
