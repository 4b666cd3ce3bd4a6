"""Repair orders: the list, the page of one, and the card on the page of a thing; for every seat."""
