"""The outside world over the wire: mail, carriers, payment, shops. Knows the domain and no other room."""
