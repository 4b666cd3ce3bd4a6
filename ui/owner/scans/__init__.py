"""Scans of no use, for the owner."""
