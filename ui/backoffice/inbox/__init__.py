"""Everything that is stuck, on one page."""
