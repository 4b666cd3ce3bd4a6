"""Signing devices of tills."""
