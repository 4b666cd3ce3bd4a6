"""What a thing needs, on its page: its meters with what they showed, what is due, and its inspections."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from domain.application import Event
from domain.assets.status import GONE, OUT
from domain.clock import legal_day, today
from domain.maintenance.meters import Occasion
from domain.maintenance.plan import DueState
from domain.views.floor_rows import AssetRow
from domain.views.maintenance import DoneRow, DueRow, InspectionRow, ThingCare
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import link
from ui.desk import Desk
from ui.inspections.paper import print_inspection
from ui.labels import label
from ui.language import _, shown_date
from ui.printing.paper import Printer
from ui.repairs.care_dialogs import DoneDialog, ReadDialog, ask_dialog, undo_dialog
from ui.repairs.series import MeterLine, shown_value
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button, tool
from ui.widgets.card import Card

MOST: Final = 3
TONES: Final = {DueState.LATER: Tone.NEUTRAL, DueState.SOON: Tone.WARN, DueState.OVERDUE: Tone.BAD}


class CareCard(Card):
    """It asks for what it shows itself, each time the thing is shown."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Maintenance and inspections"), parent=parent)
        self._desk, self._shell, self._asker = desk, shell, Asker(shell, self)
        self._printer = Printer(shell, desk, self)
        self._thing: AssetRow | None = None
        self.care: ThingCare | None = None
        self.dialog: DeedDialog | None = None
        self._list = column(gap=12)
        self.read = button(_("Read the meter …"), self._on_read, sign="counter", touch=True)
        self.inspect = button(_("Inspect …"), self._on_inspect, sign="clipboard-check-outline", touch=True)
        self.body.addLayout(self._list)
        self.add(self.read, self.inspect)
        self.buttons: dict[str, QObject] = {}

    def show_thing(self, thing: AssetRow) -> None:
        self._thing = thing
        day = today(self._desk.clock)
        self._asker.ask(partial(self._desk.floor.care.of_asset, thing.id, day), self._show)

    def _show(self, care: ThingCare) -> None:
        self.care = care
        clear(self._list)
        self.buttons = {}
        is_ours = self._thing is not None and self._thing.status not in GONE
        for meter in care.meters:
            self._list.addWidget(MeterLine(meter, care.of(meter)))
        for n, due in enumerate(care.due if is_ours else ()):
            if n or care.meters:
                self._list.addWidget(line())
            self._list.addWidget(self._due(due))
        for done in care.done[:MOST]:
            self._list.addWidget(self._done(done))
        for one in care.inspections[:MOST]:
            self._list.addWidget(self._inspection(one))
        if not self._list.count():
            words = _("Nothing is declared for things of this kind. The owner does so under Products, Maintenance.")
            self._list.addWidget(text(words, "muted", wrap=True))
        self.read.setVisible(bool(care.meters) and is_ours)
        self.inspect.setVisible(is_ours)

    def _due(self, due: DueRow) -> QWidget:
        made = QWidget()
        head = row(text(due.plan.title, "strong", wrap=True), gap=12)
        head.addStretch(1)
        head.addWidget(Badge(label(due.due.state), TONES[due.due.state]))
        words = " · ".join(filter(None, (due_words(due), asked_words(due))))
        done = button(_("Done …"), partial(self._on_done, due), touch=True)
        deeds = column(done, gap=8)
        self.buttons[f"done_{due.plan.title}"] = done
        if due.is_out and due.contract_id is not None and due.asked is None:
            ask = button(_("Ask the customer …"), partial(self._ask, partial(ask_dialog, row=due)), touch=True)
            self.buttons[f"ask_{due.plan.title}"] = ask
            deeds.addWidget(ask)
        made.setLayout(column(head, text(words, "muted", wrap=True), deeds, gap=8))
        return made

    def _done(self, done: DoneRow) -> QWidget:
        made = QWidget()
        about = " · ".join(part for part in (shown_date(done.done_on), done.person, done.note) if part)
        head = row(text(done.plan, "strong", wrap=True), None)
        if done.undone:
            head.addWidget(Badge(_("taken back"), Tone.NEUTRAL))
            about = f"{about} · {done.undone}"
        else:
            undo = tool("undo-variant", _("Take back {what} …").format(what=done.plan), partial(self._on_undo, done))
            self.buttons[f"undo_{done.plan}"] = undo
            head.addWidget(_result(done.passed))
            head.addWidget(undo)
        made.setLayout(column(head, text(about, "small", wrap=True), gap=4))
        return made

    def _inspection(self, one: InspectionRow) -> QWidget:
        made = QWidget()
        go = link(one.form, partial(print_inspection, self._desk, self._shell, self._printer, one.id))
        go.setToolTip(_("Show it as a paper"))
        parts = (shown_date(legal_day(one.filled_at)), label(one.occasion), one.person, one.repair)
        about = text(" · ".join(part for part in parts if part), "small", wrap=True)
        made.setLayout(column(row(go, None, _result(one.passed)), about, gap=4))
        return made

    def _on_read(self) -> None:
        thing, care = self._thing, self.care
        if thing is not None and care is not None and care.meters:
            occasion = Occasion.CUSTOMER if thing.status in OUT else Occasion.WORKSHOP
            self._open(ReadDialog((self._desk, self._shell, self), thing.id, thing.code, occasion, care))

    def _on_done(self, due: DueRow) -> None:
        if self.care is None:
            return
        of, day = (self._desk, self._shell, self), today(self._desk.clock)
        self._open(DoneDialog(of, due, day, self.care))

    def _ask(self, make: Callable[..., DeedDialog]) -> None:
        self._open(make((self._desk, self._shell, self), day=today(self._desk.clock)))

    def _on_undo(self, done: DoneRow) -> None:
        if self._thing is not None:
            self._open(undo_dialog((self._desk, self._shell, self), done, self._thing.id))

    def _on_inspect(self) -> None:
        if self._thing is not None:
            self._shell.open("inspect", self._thing.code)

    def _open(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.done_with = self._on_given
        dialog.open()

    def _on_given(self, _event: Event) -> None:
        if self._thing is not None:
            self.show_thing(self._thing)


def due_words(due: DueRow) -> str:
    """By when, and what is left on the meter."""
    parts = []
    if due.due.on is not None:
        parts.append(_("by {day}").format(day=shown_date(due.due.on)))
    if due.plan.meter is not None and due.due.left is not None:
        left = shown_value(due.plan.meter, abs(due.due.left))
        words = _("{left} left") if due.due.left > 0 else _("{left} over it")
        parts.append(words.format(left=left))
    elif due.plan.meter is not None:
        parts.append(_("{meter} never read").format(meter=label(due.plan.meter)))
    return " · ".join(parts)


def asked_words(due: DueRow) -> str:
    if due.asked is None or due.asked_for is None:
        return ""
    return f"{label(due.asked)}: {shown_date(due.asked_for)}"


def _result(passed: bool) -> Badge:
    return Badge(_("passed"), Tone.OK) if passed else Badge(_("not passed"), Tone.BAD)
