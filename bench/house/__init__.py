"""What the figures share: a house of their own on a real, durable Postgres, things made in bulk, and the JSON line."""
