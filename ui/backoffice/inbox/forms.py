"""Who looks after it, until when it may wait, what is to be said: the small forms of a stuck thing."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from domain.matters.assign_matter import AssignMatter
from domain.matters.model import LONGEST_WORDS
from domain.matters.note_matter import NoteMatter
from domain.matters.settle_matter import SettleMatter
from domain.matters.snooze_matter import SnoozeMatter
from domain.views.matters import Colleague, MatterRow
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.inbox.words import kind_words
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.forms import ChoiceField, DateField, TextField


def assign_dialog(
    desk: Desk, shell: Shell, parent: QWidget, row: MatterRow, colleagues: Sequence[Colleague]
) -> DeedDialog:
    made = _dialog(desk, shell, parent, row, _("Who looks after it?"), _("Give"))
    names = [(each.id, _("{name} (me)").format(name=each.name) if each.is_me else each.name) for each in colleagues]
    whom = ChoiceField(_("Person"), [*names, (None, _("Nobody"))])
    made.form.add(whom=whom)
    if row.person_id in [value for value, _name in names]:
        whom.set_value(row.person_id)
    made.make = lambda values: AssignMatter(row.kind, row.id, values["whom"])
    whom.setFocus()
    return made


def snooze_dialog(desk: Desk, shell: Shell, parent: QWidget, row: MatterRow, day: date) -> DeedDialog:
    made = _dialog(desk, shell, parent, row, _("Put off"), _("Put off"))
    made.form.add(until=DateField(_("Show it again on"), day + timedelta(days=7), earliest=day + timedelta(days=1)))
    made.form.add(reason=TextField(_("Why it can wait"), required=True, longest=LONGEST_WORDS))
    made.make = lambda values: SnoozeMatter(row.kind, row.id, values["until"], values["reason"])
    made.form["reason"].setFocus()
    return made


def settle_dialog(desk: Desk, shell: Shell, parent: QWidget, row: MatterRow) -> DeedDialog:
    made = _dialog(desk, shell, parent, row, _("Done with it"), _("Done with it"))
    made.form.add(reason=TextField(_("What was done"), required=True, longest=LONGEST_WORDS))
    made.make = lambda values: SettleMatter(row.kind, row.id, row.cause, values["reason"])
    made.form["reason"].setFocus()
    return made


def note_dialog(desk: Desk, shell: Shell, parent: QWidget, row: MatterRow) -> DeedDialog:
    made = _dialog(desk, shell, parent, row, _("Note"), _("Save"))
    made.form.add(words=TextField(_("For whoever looks at it next"), required=True, lines=3, longest=LONGEST_WORDS))
    made.make = lambda values: NoteMatter(row.kind, row.id, values["words"])
    made.form["words"].setFocus()
    return made


def _dialog(desk: Desk, shell: Shell, parent: QWidget, row: MatterRow, *words: str) -> DeedDialog:
    """`words`: title and deed."""
    title, deed = words
    about = " · ".join(filter(None, (kind_words(row), row.number, row.customer)))
    return DeedDialog(desk, shell, parent, title=title, detail=about, deed=deed)
