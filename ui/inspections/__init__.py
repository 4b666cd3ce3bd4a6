"""Inspections: a form page by page, for gloves and keys; its preview, and what was answered."""
