"""Taking things back: what came, in which condition, and what else is expected."""
