"""The demo world: invented organisations, people and work, dated relative to today."""
