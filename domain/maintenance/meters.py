"""Meters of things: kilometres, cycles, hours, health of a battery. What is read counts up; a new meter starts anew.

A reading is asked again when it cannot be: a meter that fell, a jump that nobody makes in that time.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput, RuleViolation
from domain.ids import AssetId

MOST_WORDS: Final = 200


class Meter(StrEnum):
    """What is counted. ODOMETER in kilometres, BATTERY is the health in percent of when it was new."""

    ODOMETER = "odometer"
    CYCLES = "cycles"
    HOURS = "hours"
    BATTERY = "battery"


class Occasion(StrEnum):
    """When somebody looked at the thing. CUSTOMER: its holder told us."""

    HAND_OUT = "hand_out"
    TAKE_BACK = "take_back"
    WORKSHOP = "workshop"
    MAINTENANCE = "maintenance"
    CUSTOMER = "customer"


class MeterNotDeclared(RuleViolation):
    """Things of this product have no such meter."""

    code = "meter_not_declared"


class MeterValueWrong(InvalidInput):
    """A value is a whole number that the meter can show."""

    code = "meter_value_wrong"


class MeterWentBack(RuleViolation):
    """A counter shows less than before, or a battery is better than before: only with a reason."""

    code = "meter_went_back"


class MeterJumped(RuleViolation):
    """It is much more than anybody uses in that time: it is asked, and taken when somebody is sure."""

    code = "meter_jumped"


@dataclass(frozen=True, slots=True)
class Trait:
    """`most`: what the meter can show. `a_day`: more than that in one day is asked; of a battery, in all. `sign`: what
    stands behind a value in every language."""

    most: int
    a_day: int
    sign: str


TRAITS: Final = {
    Meter.ODOMETER: Trait(999_999, 300, "km"),
    Meter.CYCLES: Trait(9_999_999, 300, "×"),
    Meter.HOURS: Trait(999_999, 24, "h"),
    Meter.BATTERY: Trait(100, 15, "%"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """`used`: what was counted in all, new meters left out; the first reading counts from zero. 0 for a battery.
    `reason`: why it went back, "" when it did not."""

    asset_id: AssetId
    meter: Meter
    n: int
    value: int
    used: int
    read_at: datetime
    occasion: Occasion
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a meter showed, as somebody entered it. `is_sure`: a jump was looked at again."""

    meter: Meter
    value: int
    reason: str = ""
    is_sure: bool = False


def read_on(known: Reading | None, asset_id: AssetId, shown: Shown, at: datetime, occasion: Occasion) -> Reading:
    """The reading that follows `known`, the one before of the same meter (None: it is the first).

    Raises MeterValueWrong, MeterWentBack, MeterJumped.
    """
    trait, reason = TRAITS[shown.meter], " ".join(shown.reason.split())[:MOST_WORDS]
    if not 0 <= shown.value <= trait.most:
        raise MeterValueWrong(value=shown.value, most=trait.most)
    counts = shown.meter is not Meter.BATTERY
    if known is None:
        return Reading(asset_id, shown.meter, 1, shown.value, shown.value if counts else 0, at, occasion)
    moved = shown.value - known.value if counts else known.value - shown.value
    if moved < 0 and not reason:
        raise MeterWentBack(meter=shown.meter, value=shown.value, before=known.value)
    days = max((at - known.read_at).days, 0) + 1 if counts else 1
    if moved > trait.a_day * days and not shown.is_sure:
        raise MeterJumped(meter=shown.meter, value=shown.value, before=known.value)
    used = known.used + max(moved, 0) if counts else 0
    why = reason if moved < 0 else ""
    return Reading(asset_id, shown.meter, known.n + 1, shown.value, used, at, occasion, why)
