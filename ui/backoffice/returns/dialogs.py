"""The small forms with which a return is moved on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from domain.ids import ReturnId
from domain.returns.drop_claim import DropClaim
from domain.returns.extend_return import ExtendReturn
from domain.returns.note_return_sent import NoteReturnSent
from domain.returns.object_to_claim import LONGEST as LONGEST_OBJECTION
from domain.returns.object_to_claim import ObjectToClaim
from domain.returns.refuse_return import LONGEST as LONGEST_WHY
from domain.returns.refuse_return import RefuseReturn
from domain.returns.send_return_label import LONGEST as LONGEST_TRACKING
from domain.returns.send_return_label import SendReturnLabel
from ui.backoffice.deed_dialog import DeedDialog, Make
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.forms import DateField, Field, TextField


def refuse_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId) -> DeedDialog:
    about = _("The customer keeps the things and gets a letter with this reason, word for word.")
    made = DeedDialog(desk, shell, parent, title=_("Refuse return"), detail=about, deed=_("Refuse and tell them"))
    why = TextField(_("Reason, as the customer reads it"), required=True, lines=4, longest=LONGEST_WHY)
    return _with(made, {"why": why}, lambda values: RefuseReturn(return_id, values["why"]))


def label_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId) -> DeedDialog:
    about = _("The customer is told that the label is on its way. With a number the parcel can be followed.")
    made = DeedDialog(desk, shell, parent, title=_("Send label"), detail=about, deed=_("Label is sent"))
    tracking = TextField(_("Parcel number"), longest=LONGEST_TRACKING)
    return _with(made, {"tracking": tracking}, lambda values: SendReturnLabel(return_id, values["tracking"]))


def sent_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId) -> DeedDialog:
    about = _("The customer or the carrier says that it is on its way. No letter goes out.")
    made = DeedDialog(desk, shell, parent, title=_("On its way"), detail=about, deed=_("Note it"))
    tracking = TextField(_("Parcel number"), longest=LONGEST_TRACKING)
    return _with(made, {"tracking": tracking}, lambda values: NoteReturnSent(return_id, values["tracking"]))


def extend_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId, day: date) -> DeedDialog:
    about = _("What is missing is waited for until then too. The customer gets a letter, and reminders begin anew.")
    made = DeedDialog(desk, shell, parent, title=_("Give more time"), detail=about, deed=_("Give more time"))
    until = DateField(_("Everything back by"), day)
    return _with(made, {"until": until}, lambda values: ExtendReturn(return_id, values["until"]))


def object_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId) -> DeedDialog:
    about = _("Nothing is charged by itself then: you decide whether it is charged all the same, or let go.")
    made = DeedDialog(desk, shell, parent, title=_("Customer objects"), detail=about, deed=_("Note the objection"))
    words = TextField(_("What the customer says"), lines=4, longest=LONGEST_OBJECTION)
    return _with(made, {"words": words}, lambda values: ObjectToClaim(return_id, values["words"]))


def drop_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId) -> DeedDialog:
    about = _("Nothing is charged, and the customer is told so.")
    made = DeedDialog(desk, shell, parent, title=_("Let the claim go"), detail=about, deed=_("Let it go"))
    reason = TextField(_("Reason, for the house"), longest=200)
    return _with(made, {"reason": reason}, lambda values: DropClaim(return_id, values["reason"]))


def _with(made: DeedDialog, fields: Mapping[str, Field[Any]], make: Make) -> DeedDialog:
    made.form.add(**fields)
    made.make = make
    next(iter(fields.values())).setFocus()
    return made
