"""The machine itself: what must be installed on it before anything else of Umlauf can run. Standard library only."""
