"""The small forms of maintenance: meters are read, something was done, a customer is asked."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.errors import AppError
from domain.ids import AssetId
from domain.maintenance.ask_maintenance import AskMaintenance
from domain.maintenance.book import Visit
from domain.maintenance.meters import MOST_WORDS, TRAITS, Meter, MeterJumped, MeterWentBack, Occasion, Shown
from domain.maintenance.note_maintenance import NoteMaintenance
from domain.maintenance.plan import CareKind
from domain.maintenance.read_meter import ReadMeter
from domain.maintenance.undo_maintenance import UndoMaintenance
from domain.refurbishment.repairs import RepairId
from domain.views.maintenance import DoneRow, DueRow, ReadingRow, ThingCare
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count
from ui.owner.fields import CheckField, OptionalWholeField
from ui.repairs.series import shown_value
from ui.shell.port import Shell
from ui.texts import refusal
from ui.widgets.forms import ChoiceField, DateField, Field, TextField

TWO_WEEKS = timedelta(days=14)
For = tuple[Desk, Shell, QWidget]


class MeterDialog(DeedDialog):
    """A form in which meters are read. What cannot be is asked again: then a reason, or a second look, is entered."""

    def __init__(self, of: For, title: str, detail: str, deed: str) -> None:
        super().__init__(*of, title=title, detail=detail, deed=deed)
        self._meters: tuple[Meter, ...] = ()
        self.reason = TextField(_("Why it went back: a new meter, another battery"), longest=MOST_WORDS)
        self.sure = CheckField(_("Looked at again"), _("I looked again, it is right"))

    def add_meters(self, meters: Sequence[Meter], known: Sequence[ReadingRow]) -> None:
        self._meters = tuple(meters)
        last = {each.reading.meter: each.reading for each in reversed(known)}
        for meter in meters:
            before = last.get(meter)
            hint = "" if before is None else _("{value} before").format(value=shown_value(meter, before.value))
            self.form.add(
                **{f"meter_{meter}": OptionalWholeField(label(meter), least=0, most=TRAITS[meter].most, hint=hint)}
            )
        self.form.add(reason=self.reason)
        self.form.add(sure=self.sure)
        self.reason.hide()
        self.sure.hide()

    def shown(self, values: Mapping[str, Any]) -> tuple[Shown, ...]:
        """What was entered; empty fields were not read."""
        entered = ((meter, values[f"meter_{meter}"]) for meter in self._meters)
        reason, is_sure = values.get("reason", ""), bool(values.get("sure", False))
        return tuple(Shown(meter, value, reason, is_sure) for meter, value in entered if value is not None)

    def show_problem(self, error: Exception) -> None:
        super().show_problem(error)
        if isinstance(error, MeterWentBack):
            self.reason.show()
            self.reason.setFocus()
        elif isinstance(error, MeterJumped):
            self.sure.show()
            self.sure.setFocus()


class ReadDialog(MeterDialog):
    def __init__(self, of: For, asset_id: AssetId, code: str, occasion: Occasion, care: ThingCare) -> None:
        about = _("What the meter shows now. It says when maintenance is due.")
        super().__init__(of, _("Read the meter: {code}").format(code=code), about, _("Keep it"))
        self._asset_id, self._occasion = asset_id, occasion
        self.add_meters(care.meters, care.readings)
        self.form[f"meter_{care.meters[0]}"].setFocus()

    def command(self, values: Mapping[str, Any]) -> Command | None:
        shown = self.shown(values)
        if not shown:
            self.problem.setText(_("Nothing is entered yet."))
            self.problem.show()
            return None
        return ReadMeter(self._asset_id, self._occasion, shown)


class DoneDialog(MeterDialog):
    """`row`: what was due."""

    def __init__(self, of: For, row: DueRow, day: date, care: ThingCare) -> None:
        about = _("The next one counts from this day. What was not passed leads to a repair.")
        title = _("Done: {title}").format(title=row.plan.title)
        super().__init__(of, title, f"{row.asset_code} · {row.title}. {about}", _("Note it"))
        self._row, self._repair_id = row, RepairId(uuid4())
        on = DateField(_("Done on"), day)
        outcome = ChoiceField(_("Result"), [(True, _("passed")), (False, _("not passed"))])
        outcome.set_value(True)
        test = row.plan.kind is CareKind.LEGAL_TEST
        hint = _("Who tested, the number of the protocol.") if test else _("About the thing alone: no names.")
        note = TextField(_("What was done"), longest=MOST_WORDS, hint=hint)
        self.form.add(on=on, passed=outcome)
        self.form.add(note=note)
        self.add_meters(sorted(care.meters, key=lambda meter: meter is not row.plan.meter), care.readings)
        note.setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        row = self._row
        return NoteMaintenance(
            row.asset_id,
            row.plan.id,
            values["on"],
            self._repair_id,
            values["passed"],
            values["note"],
            self.shown(values),
        )


class AskManyDialog(DeedDialog):
    """Customers of several things are asked, one letter a thing; what is refused stays in the list, and is named."""

    def __init__(self, of: For, rows: Sequence[DueRow], day: date) -> None:
        about = _("Each gets a letter. What is brought goes out again; the contracts go on unchanged.")
        title = count("Ask {count} customer", "Ask {count} customers", len(rows))
        super().__init__(*of, title=title, detail=about, deed=_("Send the letters"))
        self._rows, self._of = tuple(rows), of
        _add_visit(self, day)

    def give(self) -> None:
        """One after the other, behind the window."""
        values = self.form.read()
        if values is None or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        desk, shell, _parent = self._of
        commands = [AskMaintenance(row.asset_id, row.plan.id, values["visit"], values["on"]) for row in self._rows]

        def work() -> tuple[set[str], list[str]]:
            touched, refused = set[str](), list[str]()
            for row, command in zip(self._rows, commands, strict=True):
                try:
                    event = desk.run(command).event
                except AppError as error:
                    refused.append(f"{row.asset_code}: {refusal(error)}")
                else:
                    touched |= set(event.touched()) if event is not None else set()
            return touched, refused

        shell.services.background.run(work, self._on_asked, self.show_problem, self)

    def _on_asked(self, found: tuple[set[str], list[str]]) -> None:
        touched, refused = found
        _desk, shell, _parent = self._of
        shell.services.changes.touch(frozenset(touched))
        sent = len(self._rows) - len(refused)
        if not refused:
            shell.toast(count("{count} letter is on its way.", "{count} letters are on their way.", sent))
            self.accept()
            return
        self.problem.setText("\n".join(refused[:6]))
        self.problem.show()
        self.save.hide()


def _add_visit(dialog: DeedDialog, day: date) -> None:
    visit = ChoiceField(_("How"), [(each, label(each)) for each in Visit])
    visit.set_value(Visit.BRING)
    on: Field[Any] = DateField(_("By this day, or we come on it"), day + TWO_WEEKS)
    dialog.form.add(visit=visit, on=on)
    visit.setFocus()


def ask_dialog(of: For, row: DueRow, day: date) -> DeedDialog:
    about = _("{customer} gets a letter. What is brought goes out again; the contract goes on unchanged.")
    title = _("Ask for it: {title}").format(title=row.plan.title)
    made = DeedDialog(*of, title=title, detail=about.format(customer=row.customer), deed=_("Send the letter"))
    _add_visit(made, day)
    made.make = lambda values: AskMaintenance(row.asset_id, row.plan.id, values["visit"], values["on"])
    return made


def undo_dialog(of: For, done: DoneRow, asset_id: AssetId) -> DeedDialog:
    about = _("It was noted by mistake: it counts no more, and what was due before is due again. It stays known.")
    made = DeedDialog(*of, title=_("Take back: {title}").format(title=done.plan), detail=about, deed=_("Take it back"))
    reason = TextField(_("Why"), required=True, longest=MOST_WORDS)
    made.form.add(reason=reason)
    made.make = lambda values: UndoMaintenance(done.id, asset_id, values["reason"])
    reason.setFocus()
    return made
