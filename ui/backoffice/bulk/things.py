"""What can be done with many things that lie in house: carried elsewhere, held back, let go."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.assets.status import IllegalTransition, Kind, Readiness, open_kinds
from domain.places.lift_quarantine import LiftQuarantine, NotInQuarantine
from domain.places.model import QuarantineReason
from domain.places.move_things import MoveThings
from domain.places.quarantine_things import InQuarantineAlready, QuarantineThings
from domain.views.floor_rows import AssetRow, PlaceRow
from ui.backoffice.bulk.bar import Bulk
from ui.backoffice.bulk.deed import BulkDeed, Plan
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.widgets.forms import ChoiceField, Form, TextField

HOLD_REASONS = tuple(each for each in QuarantineReason if each is not QuarantineReason.MISSING)
"""What a person says; that something is being looked for, a count says."""


def things_bulk(desk: Desk) -> Bulk:
    """The choice of the list is the places whose things it shows."""

    def everything(_words: str, choice: Any, most: int) -> Sequence[AssetRow]:
        return desk.floor.depot.things_in(choice, most).rows

    return Bulk(desk, (_move(desk), _hold(), _let_go()), everything)


def named(row: AssetRow) -> tuple[str, str]:
    return row.code, row.title


def _move(desk: Desk) -> BulkDeed[AssetRow]:
    places: list[PlaceRow] = []

    def prepare() -> None:
        places[:] = desk.floor.places()

    def form() -> Form:
        return Form().add(place=ChoiceField(_("Where they go"), [(each, each.name) for each in places]))

    def plan(row: AssetRow, values: Mapping[str, Any]) -> Plan:
        if Kind.MOVED not in open_kinds(row.status):
            raise IllegalTransition(status=row.status, kind=Kind.MOVED)
        words = f"{row.place or '–'} → {values['place'].name}"
        return Plan(MoveThings((row.id,), values["place"].id), words)

    about = _("In the books they lie there at once. Somebody has to carry them.")
    words, deed = _("Move …"), _("Move")
    return BulkDeed("move", words, "dolly", about, deed, named, plan, form, prepare=prepare)


def _hold() -> BulkDeed[AssetRow]:
    def form() -> Form:
        asked = Form().add(reason=ChoiceField(_("Why"), [(each, label(each)) for each in HOLD_REASONS]))
        return asked.add(note=TextField(_("More about it"), longest=300))

    def plan(row: AssetRow, values: Mapping[str, Any]) -> Plan:
        if row.readiness is Readiness.QUARANTINED:
            raise InQuarantineAlready(asset=row.code)
        if Kind.QUARANTINED not in open_kinds(row.status):
            raise IllegalTransition(status=row.status, kind=Kind.QUARANTINED)
        return Plan(QuarantineThings((row.id,), values["reason"], values["note"]), label(values["reason"]))

    about = _("It is not proposed and not packed until somebody lifts the quarantine.")
    words, deed = _("Quarantine …"), _("Hold back")
    return BulkDeed("hold", words, "shield-alert-outline", about, deed, named, plan, form)


def _let_go() -> BulkDeed[AssetRow]:
    def form() -> Form:
        return Form().add(note=TextField(_("What was found"), longest=300))

    def plan(row: AssetRow, values: Mapping[str, Any]) -> Plan:
        if row.readiness is not Readiness.QUARANTINED:
            raise NotInQuarantine(asset=row.code)
        return Plan(LiftQuarantine((row.id,), values["note"]), _("free again"))

    about = _("In stock it may go out again; in the workshop it waits for its turn as before.")
    words, deed = _("Lift the quarantine …"), _("Lift")
    return BulkDeed("lift", words, "shield-check-outline", about, deed, named, plan, form)
