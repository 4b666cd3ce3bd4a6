"""The warehouse seat: receive, ship, take back, refurbish, and the page of any asset."""
