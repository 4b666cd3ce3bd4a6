"""What happens at the scanner itself: which symbols a page takes, and what was scanned wrongly."""
