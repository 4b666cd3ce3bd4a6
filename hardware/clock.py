"""The machine's clock."""

from datetime import UTC, datetime


class SystemClock:
    """`domain.clock.Clock` by the machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)
