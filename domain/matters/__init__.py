"""What went wrong or is stuck, in one list: who looks after it, until when it may wait, what was said about it."""
