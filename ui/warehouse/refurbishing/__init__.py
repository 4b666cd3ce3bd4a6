"""The workshop: what waits, what is in work, and how it ends."""
