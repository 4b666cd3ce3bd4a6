"""The page of one thing: what it is, who has it, everything that happened to it."""
