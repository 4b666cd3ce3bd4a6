"""Inspection forms: which there are, and the editor with its preview."""
