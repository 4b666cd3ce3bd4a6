"""What stands on labels, where it stands, and on what it is printed."""
