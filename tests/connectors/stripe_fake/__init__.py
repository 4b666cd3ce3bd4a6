"""Our own Stripe: keeps state and keys, breaks down where it is told to, and is judged by Stripe's own description."""
