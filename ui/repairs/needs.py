"""What a thing in hand needs now: its form, its meters, what is due. For the pages on which things are handled."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from domain.application import Event
from domain.clock import legal_day, today
from domain.ids import AssetId
from domain.maintenance.meters import Occasion
from domain.maintenance.plan import DueState
from domain.views.maintenance import DueRow, ThingCare, ToInspect
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.repairs.care_card import TONES, due_words
from ui.repairs.care_dialogs import DoneDialog, ReadDialog
from ui.repairs.series import shown_value
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button


@dataclass(frozen=True, slots=True)
class Needs:
    """The form that is filled now, and all that is known of its maintenance."""

    form: ToInspect
    care: ThingCare


class NeedsStrip(QFrame):
    """Hidden while the thing needs nothing; its form and what is due are shown while the thing is in the workshop.

    `occasion`: on which meters are read here; None: as its place says.
    """

    changed = Signal(object)
    """A `Needs`, each time it was asked for."""

    def __init__(self, desk: Desk, shell: Shell, occasion: Occasion | None = None, *, is_card: bool = False) -> None:
        super().__init__()
        self._desk, self._shell, self._asker = desk, shell, Asker(shell, self)
        self._occasion = occasion
        self._asset_id: AssetId | None = None
        self.needs: Needs | None = None
        self.dialog: DeedDialog | None = None
        self._list = column(gap=8, margin=24 if is_card else 0)
        if is_card:
            self.setProperty("role", "card")
        self.setLayout(self._list)
        self.hide()

    def show_thing(self, asset_id: AssetId | None) -> None:
        """None: nothing is in hand."""
        self._asset_id = asset_id
        if asset_id is None:
            self._asker.forget()
            self.needs = None
            self.hide()
            return
        self._asker.ask(partial(self._ask, asset_id), self._show)

    def _ask(self, asset_id: AssetId) -> Needs:
        floor = self._desk.floor
        care = floor.care.of_asset(asset_id, today(self._desk.clock))
        return Needs(floor.inspections.to_inspect(str(asset_id), self._occasion), care)

    def _show(self, needs: Needs) -> None:
        self.needs = needs
        clear(self._list)
        if needs.form.form is not None and needs.form.is_owed:
            self._list.addWidget(self._form(needs.form, needs.form.form.name))
        if needs.care.meters:
            self._list.addWidget(self._meters(needs.form.asset_code, needs.care))
        is_here = needs.form.in_workshop
        due = [each for each in needs.care.due if each.due.state is not DueState.LATER] if is_here else []
        for each in due:
            self._list.addWidget(self._due(each))
        self.setVisible(bool(self._list.count()))
        self.changed.emit(needs)

    def _form(self, found: ToInspect, name: str) -> QWidget:
        last = found.last
        words, tone = (_("open"), Tone.WARN) if last is None else (_("not passed"), Tone.BAD)
        if last is not None and last.passed:
            words, tone = _("passed"), Tone.OK
        go = button(_("Inspect …"), partial(self._shell.open, "inspect", found.asset_code), touch=True)
        go.setObjectName("inspect")
        return _line(name, "", Badge(words, tone), go)

    def _meters(self, code: str, care: ThingCare) -> QWidget:
        shown = []
        for meter in care.meters:
            known = care.of(meter)
            value = _("never read") if not known else shown_value(meter, known[0].reading.value)
            day = "" if not known else f", {shown_date(legal_day(known[0].reading.read_at))}"
            shown.append(f"{label(meter)}: {value}{day}")
        read = button(_("Read …"), self._on_read, touch=True)
        read.setObjectName("read_meter")
        return _line(_("Meter of {code}").format(code=code), " · ".join(shown), None, read)

    def _due(self, due: DueRow) -> QWidget:
        done = button(_("Done …"), partial(self._on_done, due), touch=True)
        return _line(due.plan.title, due_words(due), Badge(label(due.due.state), TONES[due.due.state]), done)

    def _on_read(self) -> None:
        if self.needs is None or self._asset_id is None:
            return
        care, form = self.needs.care, self.needs.form
        of = (self._desk, self._shell, self)
        occasion = self._occasion or Occasion.WORKSHOP
        self._open(ReadDialog(of, form.asset_id, form.asset_code, occasion, care))

    def _on_done(self, due: DueRow) -> None:
        if self.needs is not None:
            of, day = (self._desk, self._shell, self), today(self._desk.clock)
            self._open(DoneDialog(of, due, day, self.needs.care))

    def _open(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.done_with = self._on_given
        dialog.open()

    def _on_given(self, _event: Event) -> None:
        self.show_thing(self._asset_id)


def _line(title: str, about: str, badge: Badge | None, deed: QWidget) -> QWidget:
    made = QWidget()
    words = column(text(title, "strong", wrap=True), gap=2)
    if about:
        words.addWidget(text(about, "small", wrap=True))
    layout = row(gap=12)
    layout.addLayout(words, 1)
    if badge is not None:
        layout.addWidget(badge)
    layout.addWidget(deed)
    made.setLayout(layout)
    return made
