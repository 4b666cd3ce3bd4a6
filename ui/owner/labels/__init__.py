"""What labels look like: templates for groups of things."""
