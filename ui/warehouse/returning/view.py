"""Return: scan what came back, say how it looks, take it back; what else is expected stands beside it."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from domain.clock import today
from domain.maintenance.meters import Occasion
from domain.views.floor_rows import ComingBack, ReturnRow
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.printing.paper import Printer
from ui.repairs.needs import NeedsStrip
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.theme import Tone, theme
from ui.warehouse.choices import condition_choices, grade_choices, pressed_first, purpose_choices
from ui.warehouse.returning.line_deeds import LineDeeds
from ui.warehouse.returning.parts import CaseCard, ParcelCard, WentOutCard
from ui.warehouse.returning.taking import Entry, Taking, TakingState
from ui.warehouse.scanned import Outcome, ScanPage, Settled
from ui.widgets.answer import Answer, Verdict
from ui.widgets.base import column, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column, DataTable


class ConditionCard(Card):
    """How the thing in hand looks: by touch, or by the keys 1 to 4 and A to D."""

    changed = Signal()
    take_back_wanted = Signal()
    put_aside_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("How does it look?"))
        self.condition, self.grade, self.purpose = condition_choices(), grade_choices(), purpose_choices()
        self._asked_for = text(_("Nobody announced it. What is it for?"), "muted", wrap=True)
        self.take_back = button(
            _("Take it back"), self.take_back_wanted.emit, kind="primary", sign="check-bold", touch=True
        )
        self.take_back.setShortcut("Ctrl+Return")
        self.take_back.setObjectName("take_back")
        self.put_aside = button(_("Put aside"), self.put_aside_wanted.emit, touch=True)
        self.put_aside.setObjectName("put_aside")
        self._place = text("", "muted", wrap=True)
        self.add(self.condition, text(_("Grade, if it can be told already"), "muted"), self.grade)
        self.add(self._asked_for, self.purpose)
        self.add(self._place, self.take_back, self.put_aside)
        for choices in (self.condition, self.grade, self.purpose):
            choices.changed.connect(self.changed)

    def entry(self) -> Entry:
        chosen = Entry()
        return Entry(
            self.condition.value() or chosen.condition, self.grade.value(), self.purpose.value() or chosen.purpose
        )

    def show_entry(self, entry: Entry, place: str, *, is_announced: bool) -> None:
        with QSignalBlocker(self.condition), QSignalBlocker(self.grade), QSignalBlocker(self.purpose):
            self.condition.set_value(entry.condition)
            self.grade.set_value(entry.grade)
            self.purpose.set_value(entry.purpose)
        for part in (self._asked_for, self.purpose):
            part.setVisible(not is_announced)
        self._place.setText(
            _("Goes to {place}").format(place=place) if place else _("Scan a place to say where it goes.")
        )

    def press(self, key: str) -> bool:
        asked = [self.condition.press, self.grade.press]
        if self.purpose.isVisible():
            asked.append(self.purpose.press)
        return self.isVisible() and pressed_first(key, *asked)


class ReturnScreen(ScanPage):
    """The list of expected returns until something is scanned; then one thing at a time."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.taking = Taking(desk)
        super().__init__(shell, desk, _("Take back"), self.taking.act)
        self.printer = Printer(shell, desk, self)
        self.state = TakingState()
        self._shown_number, self._is_following = "", False
        self.returns = DataTable(
            self._columns(),
            empty=EmptyState(
                "package-variant-closed-check",
                _("No return is announced"),
                _("Scan whatever a customer brings: it is taken back without an announcement, too."),
            ),
            name=_("Expected returns"),
            touch=True,
        )
        self.asked, self.case, self.parcel = ConditionCard(), CaseCard(desk, shell), ParcelCard()
        self.needs = NeedsStrip(desk, shell, Occasion.TAKE_BACK, is_card=True)
        self.went_out = WentOutCard(desk, shell)
        self.deeds = LineDeeds(self)
        self._lower = QStackedWidget()
        for card in (
            Card(_("Expected returns")).add(self.returns, stretch=1),
            Card(_("Last scans"), margin=16).add(self.scans, stretch=1),
        ):
            card.setMinimumHeight(theme().px(144))
            self._lower.addWidget(card)
        below = QWidget()
        below.setLayout(column(self.went_out, self._lower, gap=24))
        self._side = QWidget()
        self._side.setLayout(column(self.asked, self.parcel, self.needs, self.case, None, gap=24))
        self.set_parts(below, self._side)
        self._connect()
        self._show_loaded(self.state)

    def show_target(self, argument: str) -> None:
        if self._is_following:
            return
        work = partial(self.taking.open, argument) if argument else self.taking.leave
        self.load(work, self._show_loaded)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if not self.lane.is_touching and kinds & {"returns", "assets"}:
            self.load(self.taking.refresh, self.show_state)

    def undo(self) -> None:
        self.lane.do(self.taking.put_aside)

    def show_state(self, state: Any) -> None:
        was_asked = self.state.coming
        self.state = state
        self.asked.setVisible(state.coming is not None)
        self.went_out.show_photos(() if state.coming is None else state.coming.went_out)
        self.case.show_case(state.case if state.coming is None else None)
        self.parcel.show_parcel(state.parcel)
        self._side.setVisible(not state.is_list)
        self._show_needs(was_asked, state)
        self.bring(self._lower, 0 if state.is_list else 1)
        if state.coming is not None and (was_asked is None or was_asked.asset.id != state.coming.asset.id):
            self._show_entry(self.taking.entry, state)
            self.setFocus()
        elif state.coming is not None:
            self._show_entry(self.asked.entry(), state)
        if state.is_list:
            self.returns.set_rows(state.returns)
        self._show_heading(state)
        if state.labels:
            self.printer.labels.give(_("Label {code}").format(code=state.labels[0].code), state.labels)

    def _show_needs(self, before: ComingBack | None, state: TakingState) -> None:
        """Of the thing in hand, and of the one that was taken back last until something else is done."""
        thing = state.coming or before
        if state.is_list:
            self.needs.show_thing(None)
        elif thing is not None:
            self.needs.show_thing(thing.asset.id)

    def _show_entry(self, entry: Entry, state: TakingState) -> None:
        place = state.place.name if state.place else ""
        self.asked.show_entry(entry, place, is_announced=state.case is not None)

    def answer_of(self, outcome: Outcome) -> Answer:
        case = self.state.case
        done, of = (case.row.received, case.row.wanted) if case else (0, 0)
        hint = _("Put aside: scan the card “Undo”, or press Ctrl+Z") if self.state.coming else ""
        return Answer(outcome.verdict, outcome.title, outcome.detail, done, of, self._next_step(), hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if held or not self.asked.press(event.text()):
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.returns.opened.connect(lambda chosen: self.shell.open("return", chosen.number))
        self.returns.view.clicked.connect(self._on_touched)
        self.asked.changed.connect(self._on_chosen)
        self.asked.take_back_wanted.connect(lambda: self.lane.do(self.taking.take_back))
        self.asked.put_aside_wanted.connect(self.undo)
        self.lane.settled.connect(self._on_outcome)
        self.parcel.again_wanted.connect(lambda: self.lane.do(partial(self.taking.take_parcel, sends_again=True)))
        self.parcel.end_wanted.connect(lambda: self.lane.do(partial(self.taking.take_parcel, sends_again=False)))
        self.parcel.put_aside_wanted.connect(self.undo)

    def _on_touched(self) -> None:
        """One touch opens: nobody double-clicks with gloves."""
        chosen = self.returns.current()
        if chosen is not None:
            self.shell.open("return", chosen.number)

    def _on_chosen(self) -> None:
        self.taking.entry = self.asked.entry()

    def _on_outcome(self, settled: Settled) -> None:
        """A thing that was opened makes itself heard; a return that was scanned belongs to back and forward."""
        if settled.outcome.verdict is Verdict.READY:
            self.shell.play(Sound.NOTE)
        number = self.state.case.row.number if self.state.case else ""
        if number != self._shown_number and self.state.coming is None:
            self._shown_number, self._is_following = number, True
            self.shell.open("return", number)
            self._is_following = False

    def _show_loaded(self, state: TakingState) -> None:
        self._shown_number = state.case.row.number if state.case else ""
        self.show_state(state)
        if state.coming is not None:
            return
        title = _("What came back?")
        detail = _("Scan the label of the thing. Announced or not: both work.")
        self.answer.show_answer(self.answer_of(Outcome(Verdict.READY, title, detail)))

    def _show_heading(self, state: TakingState) -> None:
        if state.case is None:
            self.set_heading(_("Take back"))
            return
        found = state.case.row
        words = " · ".join(filter(None, (found.number, found.customer, found.city)))
        self.set_heading(_("Take back"), words)

    def _next_step(self) -> str:
        if self.state.coming is not None:
            return _("choose the condition, then take back")
        lines = self.state.case.lines if self.state.case else ()
        waiting = [each for each in lines if each.received_at is None and not each.is_absent]
        return f"{waiting[0].title}, {waiting[0].code}" if waiting else ""

    def _columns(self) -> list[Column[ReturnRow]]:
        return [
            Column("customer", _("Customer"), lambda r: r.customer, fills=True),
            Column("city", _("City"), lambda r: r.city, width=128, yields=4),
            Column("number", _("Return"), lambda r: r.number, width=168, code=True, yields=2),
            Column("until", _("Expected by"), lambda r: r.return_until, show=shown_date, width=128, yields=1),
            Column(
                "here",
                _("Here"),
                lambda r: _("{done} of {of}").format(done=r.received, of=r.wanted),
                width=96,
                yields=3,
            ),
            Column("purpose", _("What for"), lambda r: label(r.purpose), width=176, yields=5),
            Column("state", _("State"), self._standing, width=128, tone=self._tone),
        ]

    def _standing(self, found: ReturnRow) -> str:
        return _("overdue") if self._is_late(found) else _("expected")

    def _tone(self, found: ReturnRow) -> Tone:
        return Tone.WARN if self._is_late(found) else Tone.ACCENT

    def _is_late(self, found: ReturnRow) -> bool:
        return found.return_until is not None and found.return_until < today(self.desk.clock)
