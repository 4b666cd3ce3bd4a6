"""Refurbish: what waits, then one thing on the bench with its checklist, minutes and parts, until it is done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from domain.assets.status import Grade
from domain.clock import legal_day, today
from domain.ids import VariantId
from domain.refurbishment.model import RefurbishmentStatus
from domain.views.floor_rows import RefurbishmentRow
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.printing.paper import Printer
from ui.repairs.needs import NeedsStrip
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.warehouse.choices import pressed_first
from ui.warehouse.refurbishing.bench import Bench, BenchState, Work
from ui.warehouse.refurbishing.cards import ChecksCard, WorkCard
from ui.warehouse.scanned import Outcome, ScanPage
from ui.warehouse.words import shown_age
from ui.widgets.answer import Answer, Verdict
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.overlays import confirm
from ui.widgets.table import Column, DataTable
from ui.widgets.typed import seen

EVERY_MS: Final = 15_000
"""How often the minutes on screen are looked at."""

_STAGE_TONES: Final = {RefurbishmentStatus.QUEUED: Tone.WARN, RefurbishmentStatus.IN_WORK: Tone.ACCENT}


class RefurbishScreen(ScanPage):
    """The list of the workshop while the bench is empty."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.bench = Bench(desk)
        super().__init__(shell, desk, _("Refurbish"), self.bench.act)
        self.printer = Printer(shell, desk, self)
        self.state = BenchState()
        self._shown_code, self._is_following = "", False
        self.things = DataTable(
            self._columns(),
            empty=EmptyState(
                "wrench-check-outline",
                _("Nothing waits for the workshop"),
                _("Whatever is taken back appears here by itself."),
            ),
            name=_("In the workshop"),
            touch=True,
        )
        self.checks, self.work = ChecksCard(NeedsStrip(desk, shell)), WorkCard()
        self._lower = QStackedWidget()
        self.reprint = button("", lambda: self.lane.do(self.bench.print), sign="printer", touch=True)
        waiting = Card(_("In the workshop")).add(self.things, stretch=1).add(row(None, self.reprint))
        for card in (waiting, self.checks):
            card.setMinimumHeight(theme().px(144))
            self._lower.addWidget(card)
        self.set_parts(self._lower, self.work)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._show_minutes)
        self._connect()
        self._show_loaded(self.state)

    def show_target(self, argument: str) -> None:
        if self._is_following:
            return
        page = self.state.page
        if page is not None and page.row.asset.code == argument:
            self.load(self.bench.refresh, self.show_state)
        elif argument:
            self.lane.do(partial(self.bench.put_on, argument))
        else:
            self.load(self.bench.leave, self._show_loaded)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if not self.lane.is_touching and kinds & {"refurbishments", "assets"}:
            self.load(self.bench.refresh, self.show_state)
        if self.state.page is not None and kinds & {"inspections", "care"}:
            self.checks.needs.show_thing(self.state.page.row.asset.id)

    def undo(self) -> None:
        self.lane.do(self.bench.undo)

    def show_state(self, state: Any) -> None:
        self.state = state
        is_working = state.page is not None
        self.work.setVisible(is_working)
        self.bring(self._lower, 1 if is_working else 0)
        if is_working:
            self.checks.show_page(state.page, state.work)
            self.work.show_state(state)
            asset = state.page.row.asset
            self.set_heading(_("Refurbish"), f"{asset.code} · {asset.title}")
            self._show_minutes()
            self._timer.start()
        else:
            self._timer.stop()
            self.checks.forget()
            self.things.set_rows(state.rows)
            self.reprint.setText(_("Label {code}").format(code=state.finished))
            self.reprint.setVisible(bool(state.finished))
            self.set_heading(_("Refurbish"))
        if state.labels:
            self.printer.labels.give(_("Label {code}").format(code=state.labels[0].code), state.labels)

    def answer_of(self, outcome: Outcome) -> Answer:
        page, work = self.state.page, self.state.work
        hint = _("Undo: scan the card “Undo”, or press Ctrl+Z") if self.state.can_undo else ""
        of = len(page.points) if page and not self.checks.has_form else 0
        done = sum(work.results.values()) if work and of else 0
        return Answer(outcome.verdict, outcome.title, outcome.detail, done, of, self._next_step(), hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A to D choose the grade while nothing is being written."""
        if self.state.page is None or not pressed_first(event.text(), self.work.grade.press):
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.things.opened.connect(lambda chosen: self.shell.open("refurbish", chosen.asset.code))
        self.things.view.clicked.connect(self._on_touched)
        self.checks.changed.connect(self._on_checked)
        work = self.work
        work.minutes.corrected.connect(self._on_minutes)
        work.grade.changed.connect(lambda: self._note_grade(work.grade.value()))
        work.reason.textEdited.connect(lambda typed: self._note(lambda w: replace(w, reason=seen(typed))))
        work.parts.search_wanted.connect(self._on_search)
        work.parts.moved.connect(self._on_part)
        work.finish_wanted.connect(lambda: self.lane.do(partial(self.bench.finish, passed=True)))
        work.retire_wanted.connect(self._on_retire)
        work.leave_wanted.connect(lambda: self.shell.open("refurbish"))
        work.print_wanted.connect(lambda: self.lane.do(self.bench.print))
        self.lane.settled.connect(self._on_moved_on)

    def _note(self, change: Callable[[Work], Work]) -> None:
        """What is entered counts on the screen at once, and is kept behind the scans before it, in order: a look at
        the clock between two keys shows what was typed, not what was known before."""
        page, work = self.state.page, self.state.work
        if page is None:
            return
        if work is not None:
            self.state = replace(self.state, work=change(work))
        self.load(partial(self.bench.note, page.row.asset.id, change), lambda _kept: None)

    def _note_grade(self, grade: Grade | None) -> None:
        self._note(lambda work: replace(work, grade=grade))

    def _on_touched(self) -> None:
        """One touch opens: nobody double-clicks with gloves."""
        chosen = self.things.current()
        if chosen is not None:
            self.shell.open("refurbish", chosen.asset.code)

    def _on_checked(self) -> None:
        results = self.checks.results()
        self._note(lambda work: replace(work, results=results))
        if self.state.work is not None:
            self.state = replace(self.state, work=replace(self.state.work, results=results))
            self.answer.show_answer(
                replace(self.answer.answer, done=sum(results.values()), next_step=self._next_step())
                if not self.checks.has_form
                else replace(self.answer.answer, done=0, of=0, next_step=self._next_step())
            )

    def _on_minutes(self, minutes: int) -> None:
        now = self.desk.clock.now()
        self._note(lambda work: replace(work, extra=minutes - replace(work, extra=0).minutes(now)))

    def _on_search(self, words: str) -> None:
        def show(found: Any) -> None:
            self.work.parts.show_hits(words, found.rows)

        self.load(partial(self.desk.floor.variants, words, 20), show)

    def _on_part(self, variant_id: VariantId, by: int) -> None:
        self.lane.do(partial(self.bench.add_part, variant_id, by))

    def _on_retire(self) -> None:
        page = self.state.page
        if page is None:
            return
        if not self.work.reason.text().strip() and self.checks.notes():
            notes = self.checks.notes()
            self.work.reason.setText(notes)
            self._note(lambda work: replace(work, reason=notes))
        if not self.work.reason.text().strip():
            self.lane.do(partial(self.bench.finish, passed=False))
            self.work.reason.setFocus()
            return
        confirm(
            self,
            _("Retire {asset}?").format(asset=page.row.asset.code),
            _("It leaves the business for good: it can no longer be rented or sold."),
            _("Retire"),
            lambda: self.lane.do(partial(self.bench.finish, passed=False)),
            danger=True,
        )

    def _on_moved_on(self) -> None:
        """A scan put a thing on the bench, or the work ended: back and forward must know."""
        code = self.state.page.row.asset.code if self.state.page else ""
        if code != self._shown_code:
            self._shown_code, self._is_following = code, True
            self.shell.open("refurbish", code)
            self._is_following = False

    def _show_minutes(self) -> None:
        if self.state.work is not None:
            self.work.minutes.show_minutes(self.state.work.minutes(self.desk.clock.now()))

    def _show_loaded(self, state: BenchState) -> None:
        self._shown_code = ""
        self.show_state(state)
        title = _("What is to be done?")
        detail = _("Scan a thing to begin, or choose one below.")
        self.answer.show_answer(self.answer_of(Outcome(Verdict.READY, title, detail)))

    def _next_step(self) -> str:
        page, work = self.state.page, self.state.work
        if page is None or work is None:
            return ""
        if self.checks.has_form:
            return _("fill the form") if self.checks.waits_for_form else _("finish: back in stock")
        waiting = [point for point in page.points if not work.results.get(point.code)]
        return _("finish the checklist") if waiting else _("finish: back in stock")

    def _columns(self) -> list[Column[RefurbishmentRow]]:
        clock = self.desk.clock
        return [
            Column("title", _("Asset"), lambda r: r.asset.title, fills=True),
            Column("code", _("Code"), lambda r: r.asset.code, width=152, code=True),
            Column("serial", _("Serial number"), lambda r: r.asset.serial, width=152, optional=True),
            Column("stage", _("Stage"), lambda r: r.status, show=label, width=112, tone=_tone),
            Column("age", _("For"), _since, show=lambda on: shown_age(on, today(clock)), width=104, yields=2),
            Column("condition", _("Condition"), lambda r: r.asset.condition, show=label, width=176, yields=3),
            Column("place", _("Place"), lambda r: r.asset.place, width=112, yields=4),
        ]


def _tone(found: RefurbishmentRow) -> Tone:
    return _STAGE_TONES[found.status]


def _since(found: RefurbishmentRow) -> date:
    return legal_day(found.started_at or found.queued_at)
