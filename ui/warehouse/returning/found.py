"""A lost or stolen thing is scanned: it is here again, and goes to inspection like all that comes back."""

from dataclasses import replace
from typing import Final

from domain.assets.status import Status
from domain.errors import Conflict, RuleViolation
from domain.ids import PlaceId
from domain.losses.find_lost import FindLost, LostFound
from domain.views.floor_rows import AssetRow
from ui.desk import Desk
from ui.language import _
from ui.warehouse.scanned import Outcome, give, refused
from ui.widgets.answer import Verdict

LOST: Final = frozenset({Status.LOST, Status.STOLEN})


def found_again(desk: Desk, asset: AssetRow, place_id: PlaceId | None) -> Outcome:
    """Booked at once: there is nobody it comes from. What it means for money, the office decides."""

    def accepted(_event: LostFound) -> Outcome:
        detail = _("It was in the books as lost. It goes to inspection; the office hears of it.")
        return Outcome(Verdict.ACCEPTED, _("Found again: {title}").format(title=asset.title), detail)

    try:
        outcome = give(desk, FindLost(asset.id, place_id=place_id), accepted, _("Find is kept"))
    except (RuleViolation, Conflict) as error:
        return refused(error, asset.code, asset.title)
    return replace(outcome, code=asset.code, what=asset.title)
