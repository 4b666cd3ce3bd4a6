"""Collecting money: the list of attempts, the methods of a customer, the attempts of an invoice."""
