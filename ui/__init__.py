"""The room with the screens: the only one that knows Qt."""
