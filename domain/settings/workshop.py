"""What an hour of our workshop costs us: refurbishments are priced with it."""

from dataclasses import dataclass

from domain.errors import InvalidInput
from domain.money import Money


class HourlyRateNegative(InvalidInput):
    """An hour may cost nothing, never less."""

    code = "hourly_rate_negative"


@dataclass(frozen=True, slots=True)
class WorkshopSettings:
    """Raises HourlyRateNegative."""

    hourly_rate: Money

    def __post_init__(self) -> None:
        if self.hourly_rate.minor < 0:
            raise HourlyRateNegative(value=self.hourly_rate)
