"""The back office: dense lists with keyboard, pages of single things, forms that check while typing."""
