"""Readings as the commands take them in that look at a thing."""

from collections.abc import Sequence

from domain.ids import AssetId
from domain.maintenance.meters import MeterNotDeclared, Occasion, Reading, Shown, read_on
from domain.maintenance.plan import ProductCare
from domain.ports import Unit


def take_readings(
    asset_id: AssetId, shown: Sequence[Shown], occasion: Occasion, unit: Unit, care: ProductCare | None = None
) -> list[Reading]:
    """Kept, each after the one before it. `care` None: it is asked for.

    Raises MeterNotDeclared, MeterValueWrong, MeterWentBack, MeterJumped.
    """
    if not shown:
        return []
    declared = (care or unit.care.of_asset(asset_id)).meters
    found: list[Reading] = []
    for each in shown:
        if each.meter not in declared:
            raise MeterNotDeclared(meter=each.meter)
        known = unit.care.last_reading(asset_id, each.meter)
        reading = read_on(known, asset_id, each, unit.context.effective_at, occasion)
        unit.care.add_reading(reading)
        found.append(reading)
    return found
