"""Handing a case over because one must not handle it oneself (inhabil)."""
