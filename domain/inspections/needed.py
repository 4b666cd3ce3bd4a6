"""Which form a thing in the workshop has to pass before it goes back into stock."""

from domain.assets.model import Asset
from domain.inspections.book import InspectionOpen
from domain.inspections.form import Form, form_for
from domain.maintenance.meters import Occasion
from domain.ports import Unit


def occasion_in_house(*, is_repaired: bool) -> Occasion:
    """What came back is looked at as it came; what is repaired is looked at again after it."""
    return Occasion.WORKSHOP if is_repaired else Occasion.TAKE_BACK


def form_to_pass(asset: Asset, unit: Unit, *, is_repaired: bool) -> Form | None:
    """None: its kind has no form, the checklist of its category counts."""
    return form_for(unit.inspections.fitting(asset.variant_id), occasion_in_house(is_repaired=is_repaired))


def check_passed(asset: Asset, form: Form, unit: Unit) -> None:
    """Raises InspectionOpen."""
    last = unit.inspections.last(asset.id)
    if last is None or last.form_id != form.id or not last.passed:
        raise InspectionOpen(asset=asset.code, form=form.name)
