"""Labels on their way to paper: sending them, the queue, the printers of the workplace."""
