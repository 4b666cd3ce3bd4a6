"""One stock count: scan everything, look at what differs, decide line by line, book."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from domain.counts.agree_count import AgreeCount
from domain.counts.drop_count import DropCount
from domain.counts.model import CountStage, Decision, Finding
from domain.counts.reopen_count import ReopenCount
from domain.views.depot import CountLineRow, CountScanRow
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_time
from ui.printing.paper import Printer
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.warehouse.counting.counting import Counting, CountState
from ui.warehouse.counting.sheet import print_count
from ui.warehouse.counting.side import TONES, CountSide
from ui.warehouse.counting.words import books_words, decision_words, seen_words
from ui.warehouse.scanned import Outcome, ScanPage
from ui.widgets.answer import Answer, Verdict
from ui.widgets.base import column
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.overlays import confirm
from ui.widgets.table import Column, DataTable

_TONES = {
    Finding.FOUND: Tone.OK,
    Finding.MISSING: Tone.BAD,
    Finding.UNEXPECTED: Tone.WARN,
    Finding.UNKNOWN: Tone.WARN,
    Finding.PIECES: Tone.NEUTRAL,
}
SCANNED, REVIEW = range(2)


class CountPageView(ScanPage):
    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.counting = Counting(desk)
        super().__init__(shell, desk, _("Stock count"), self.counting.act)
        self.printer = Printer(shell, desk, self)
        self.state = CountState()
        self.side = CountSide()
        nothing = EmptyState("barcode-scan", _("Nothing scanned yet"), _("Scan everything that lies here."))
        self.scanned: DataTable[CountScanRow] = DataTable(_scan_columns(), empty=nothing, name=_("Scanned"), touch=True)
        in_order = EmptyState("check-all", _("Nothing differs"), _("Everything lies where it is to be."))
        self.lines: DataTable[CountLineRow] = DataTable(
            _line_columns(), empty=in_order, name=_("What was found"), touch=True
        )
        self.stack = QStackedWidget()
        for shown in (self.scanned, self.lines):
            self.stack.addWidget(shown)
        self.tabs = QTabWidget()
        for words, part in ((_("This count"), self.stack), (_("Last scans"), self.scans)):
            page = QWidget()
            page.setLayout(column(8, part, gap=0))
            self.tabs.addTab(page, words)
        card = Card(margin=16).add(self.tabs, stretch=1)
        card.setMinimumHeight(theme().px(216))
        self.set_parts(card, self.side)
        self._connect()

    def show_target(self, argument: str) -> None:
        self.load(partial(self.counting.load, argument), self._show_first)

    def on_changes(self, kinds: frozenset[str]) -> None:
        page = self.state.page
        if page is not None and f"count:{page.row.id}" in kinds and not self.lane.is_touching:
            self.load(partial(self.counting.load, ""), self.show_state)

    def undo(self) -> None:
        if self.state.page is not None and self.state.page.row.stage is CountStage.OPEN:
            self.lane.do(self.counting.take_back)

    def show_state(self, state: CountState) -> None:
        self.state = state
        page = state.page
        if page is None:
            return
        badge = (label(page.row.stage), TONES.get(page.row.stage, Tone.NEUTRAL))
        self.set_heading(_("Stock count"), f"{page.row.number} · {page.row.what}", (badge,))
        self.side.show_state(state)
        self.scanned.set_rows(page.scans)
        self.lines.set_rows([each for each in page.lines if each.line.is_difference] or page.lines)
        self.stack.setCurrentIndex(SCANNED if page.row.stage is CountStage.OPEN else REVIEW)
        self._on_chosen()

    def answer_of(self, outcome: Outcome) -> Answer:
        page = self.state.page
        if page is None or page.row.stage is not CountStage.OPEN:
            return Answer(outcome.verdict, outcome.title, outcome.detail)
        where = self.state.place.name if self.state.place else page.row.what
        step = _("scan what lies in {place}").format(place=where)
        can_undo = any(scan.is_mine for scan in page.scans)
        hint = _("Undo: scan the card “Undo”, or press Ctrl+Z") if can_undo else ""
        return Answer(outcome.verdict, outcome.title, outcome.detail, next_step=step, hint=hint)

    def _show_first(self, state: CountState) -> None:
        self.show_state(state)
        if state.page is not None and state.page.row.stage is CountStage.OPEN:
            ready = Outcome(Verdict.READY, state.page.row.what, _("Scan everything that lies here."))
        else:
            ready = Outcome(Verdict.READY, _("What was found"), _("Each difference gets a decision."))
        self.answer.show_answer(self.answer_of(ready))

    def _connect(self) -> None:
        side, counting, do = self.side, self.counting, self.lane.do
        side.place_chosen.connect(lambda place: do(partial(counting.set_place, place)))
        side.pieces_counted.connect(lambda variant, pieces: do(partial(counting.pieces, variant, pieces)))
        side.back_wanted.connect(lambda: do(counting.take_back))
        side.finish_wanted.connect(lambda: do(counting.finish))
        side.book_wanted.connect(lambda: do(counting.book))
        side.propose_wanted.connect(lambda: do(counting.propose))
        side.reopen_wanted.connect(lambda: do(partial(counting.step, ReopenCount)))
        side.agree_wanted.connect(lambda: do(partial(counting.step, AgreeCount)))
        side.drop_wanted.connect(self._on_drop)
        side.decided.connect(self._on_decided)
        side.found_wanted.connect(self._on_found)
        side.print_wanted.connect(self._on_print)
        self.lines.view.selectionModel().selectionChanged.connect(lambda *_changed: self._on_chosen())
        self.lines.opened.connect(self._on_opened)

    def _on_drop(self) -> None:
        """Asks first: what colleagues scanned is lost with it."""
        if self.state.page is None:
            return
        title = _("Drop count {number}?").format(number=self.state.page.row.number)
        detail = _("Nothing of it is booked, and no scan of it counts, your colleagues' neither. It cannot be resumed.")
        then = partial(self.lane.do, partial(self.counting.step, DropCount))
        confirm(self, title, detail, _("Drop this count"), then, danger=True)

    def _on_chosen(self) -> None:
        self.side.show_lines([row for row in self.lines.selected() if row.line.is_difference])

    def _on_decided(self, way: Decision, note: str) -> None:
        self.lane.do(partial(self._decide, self.lines.selected(), way, note))

    def _decide(self, rows: Sequence[CountLineRow], way: Decision, note: str) -> Outcome:
        """On the database thread. What was typed stays until it is kept: a refusal raises."""
        return replace(self.counting.decide(rows, way, note), then=self.side.note.clear)

    def _on_found(self) -> None:
        [row] = self.lines.selected()
        self.lane.do(partial(self.counting.found_again, row))

    def _on_opened(self, row: CountLineRow) -> None:
        """To the page of the thing: who has it, and what happened."""
        if row.line.asset_id is not None:
            self.shell.open("asset", row.line.text)

    def _on_print(self) -> None:
        if self.state.page is not None:
            print_count(self.printer, self.desk, self.state.page)


def _scan_columns() -> list[Column[CountScanRow]]:
    return [
        Column("at", _("Time"), lambda r: r.at, show=shown_time, width=72, yields=3),
        Column("text", _("Number"), lambda r: r.text, width=136, code=True),
        Column("title", _("Product"), lambda r: r.title or _("unknown code"), fills=True),
        Column("pieces", _("Pieces"), lambda r: r.pieces, width=80, yields=2),
        Column("place", _("Place"), lambda r: r.place or None, width=128, yields=1),
        Column("who", _("Who"), lambda r: r.who, width=112, yields=4),
    ]


def _finding_tone(row: CountLineRow) -> Tone:
    return _TONES[row.line.finding]


def _line_columns() -> list[Column[CountLineRow]]:
    return [
        Column("finding", _("Finding"), lambda r: label(r.line.finding), width=128, tone=_finding_tone),
        Column("text", _("Number"), lambda r: r.line.text, width=128, code=True),
        Column("title", _("Product"), lambda r: r.title or None, fills=True, yields=3),
        Column("where", _("Seen in"), seen_words, width=120, yields=4),
        Column("books", _("By the books"), books_words, width=176, yields=2),
        Column("decision", _("Decision"), decision_words, width=184, yields=1, tone=_decision_tone),
    ]


def _decision_tone(row: CountLineRow) -> Tone | None:
    return None if not row.ways else Tone.OK if row.line.decision is not None else Tone.WARN
