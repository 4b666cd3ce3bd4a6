"""One deed for many rows of a list: planned with the engine, shown, agreed to, done one command a row."""
