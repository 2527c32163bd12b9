"""The way in through the municipality's own login."""
