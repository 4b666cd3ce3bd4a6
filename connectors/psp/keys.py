"""What our own keys tell at every provider."""

from datetime import UTC, datetime
from uuid import UUID


def born_at(key: UUID) -> datetime:
    """When a key was made, by its first 48 bits; long ago for a key of another kind."""
    if key.version != 7:
        return datetime.fromtimestamp(0, UTC)
    return datetime.fromtimestamp((key.int >> 80) // 1000, UTC)
