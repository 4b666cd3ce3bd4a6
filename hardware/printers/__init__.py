"""Label printers and the queue before them."""
