"""The window around the screens: rail, header, search, scans, refusals, crash dialog."""
