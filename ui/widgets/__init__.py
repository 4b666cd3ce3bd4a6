"""Parts every screen is made of."""
