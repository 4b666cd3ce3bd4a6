"""Scales and other meters at serial lines."""
