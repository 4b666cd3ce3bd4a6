"""What a scale or another meter says."""

from dataclasses import dataclass
from decimal import Decimal
from typing import final

from domain.errors import Unavailable


@final
class MeterSilent(Unavailable):
    """Nothing came from the meter for a while: off, unplugged, or set to another speed."""

    code = "meter_silent"


@final
class MeterOutOfRange(Unavailable):
    """More or less lies on it than it can weigh."""

    code = "meter_out_of_range"


@dataclass(frozen=True, slots=True)
class Measured:
    """One value. `unit` as the meter writes it ("kg", "km", "%"), "" where it says none.

    `is_stable` False: it still moves; for what is kept, wait.
    """

    value: Decimal
    unit: str
    is_stable: bool = True
