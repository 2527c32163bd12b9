"""Power cuts and kills: the real app's own writes, cut off anywhere, and the truth about what was acknowledged."""
