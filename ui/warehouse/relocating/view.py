"""Relocate: scan a place, then thing after thing; or a thing, then its place. What has no place yet stands beside."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QTabWidget, QWidget

from domain.views.depot import PutAwayRow
from domain.views.floor_rows import PlaceRow
from domain.views.office_rows import Found
from domain.views.supplies import SupplyRow
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_instant
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.warehouse.relocating.moving import Gathered, Moving, MovingState
from ui.warehouse.relocating.side import MoveSide
from ui.warehouse.scanned import Outcome, ScanPage
from ui.widgets.answer import Answer, Verdict
from ui.widgets.base import column, row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column, DataTable

PUT_AWAY, BATCH, SCANS = range(3)


class RelocatePage(ScanPage):
    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.moving = Moving(desk)
        super().__init__(shell, desk, _("Relocate"), self.moving.act)
        self.state = MovingState()
        self.side = MoveSide()
        homeless = EmptyState(
            "package-variant-closed-check", _("Everything has its place"), _("What comes in without one stands here.")
        )
        self.homeless: DataTable[PutAwayRow] = DataTable(
            _homeless_columns(), empty=homeless, name=_("To put away"), touch=True
        )
        gathered = EmptyState("tray-plus", _("Nothing is gathered"), _("Scan things; the place may come after them."))
        self.batch: DataTable[Gathered] = DataTable(_batch_columns(), empty=gathered, name=_("Gathered"), touch=True)
        self.put = button(_("Put where proposed"), self._on_put, sign="tray-arrow-down", touch=True)
        self.put.setObjectName("put_proposed")
        self.tabs = QTabWidget()
        waiting = QWidget()
        waiting.setLayout(column(8, self.homeless, row(None, self.put), gap=8))
        for words, shown in ((_("To put away"), waiting), (_("Gathered"), self.batch), (_("Last scans"), self.scans)):
            page = QWidget()
            page.setLayout(column(0 if shown is waiting else 8, shown, gap=0))
            self.tabs.addTab(page, words)
        card = Card(margin=16).add(self.tabs, stretch=1)
        card.setMinimumHeight(theme().px(216))
        self.set_parts(card, self.side)
        self._connect()
        self.show_state(self.state)
        self.answer.show_answer(self.answer_of(_ready()))

    def show_target(self, argument: str) -> None:
        self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if {"places", "assets", "supplies"} & kinds:
            self._load()

    def undo(self) -> None:
        self.lane.do(self.moving.undo)

    def show_state(self, state: MovingState) -> None:
        self.state = state
        self.side.show_state(state)
        self.batch.set_rows(state.batch)
        if state.batch:
            self.bring(self.tabs, BATCH)
        elif self.tabs.currentIndex() == BATCH:
            self.bring(self.tabs, SCANS)

    def answer_of(self, outcome: Outcome) -> Answer:
        place = self.state.place
        step = _("scan its place") if self.state.batch and place is None else _("scan things for {place}")
        step = _("scan the place") if place is None and not self.state.batch else step
        hint = _("Undo: scan the card “Undo”, or press Ctrl+Z") if self.state.batch or self.state.can_undo else ""
        shown = step.format(place=place.name if place else "")
        return Answer(outcome.verdict, outcome.title, outcome.detail, next_step=shown, hint=hint)

    def _connect(self) -> None:
        side = self.side
        side.place_chosen.connect(lambda place: self.lane.do(partial(self.moving.set_place, place)))
        side.batch_chosen.connect(lambda on: self._edit(partial(self.moving.set_batch, on)))
        side.book_wanted.connect(lambda: self.lane.do(self.moving.book))
        side.undo_wanted.connect(lambda: self.lane.do(self.moving.undo))
        side.drop_wanted.connect(lambda reason: self._edit(partial(self.moving.drop, reason)))
        side.carry_wanted.connect(lambda shelf, pieces: self.lane.do(partial(self.moving.carry, shelf, pieces)))
        self.homeless.opened.connect(lambda chosen: self.lane.do(partial(self.moving.put, [chosen])))

    def _edit(self, change: Callable[[], MovingState]) -> None:
        self.load(change, self.show_state)

    def _on_put(self) -> None:
        chosen = self.homeless.selected()
        if not chosen:
            self.shell.toast(_("Choose the things first; several with Ctrl or Shift."))
        else:
            self.lane.do(partial(self.moving.put, chosen))

    def _load(self) -> None:
        floor = self.desk.floor
        self.load(lambda: (floor.places(), floor.supplies(), floor.depot.to_put_away()), self._show_lists)

    def _show_lists(self, found: tuple[tuple[PlaceRow, ...], tuple[SupplyRow, ...], Found[PutAwayRow]]) -> None:
        places, shelves, homeless = found
        self.side.show_places(places, shelves)
        self.side.show_state(self.state)
        self.homeless.set_rows(homeless.rows)
        self.put.setEnabled(bool(homeless.rows))


def _ready() -> Outcome:
    return Outcome(Verdict.READY, _("Which place?"), _("Scan the place where things go, or a thing first."))


def _homeless_columns() -> list[Column[PutAwayRow]]:
    return [
        Column("title", _("Product"), lambda r: r.asset.title, fills=True),
        Column("code", _("Number"), lambda r: r.asset.code, width=136, code=True),
        Column("status", _("Status"), lambda r: label(r.asset.status), width=128, yields=3),
        Column("since", _("Since"), lambda r: r.since, show=shown_instant, width=152, yields=2),
        Column("proposed", _("Proposed place"), lambda r: r.proposed and r.proposed.name, width=144, yields=1),
    ]


def _batch_columns() -> list[Column[Gathered]]:
    return [
        Column("title", _("Product"), lambda r: r.asset.title, fills=True),
        Column("code", _("Number"), lambda r: r.asset.code, width=136, code=True),
        Column("place", _("Lies in"), lambda r: r.asset.place or None, width=120, yields=2),
        Column(
            "blocker", _("Can it go?"), lambda r: r.blocker or _("yes"), width=200, yields=1,
            tone=lambda r: Tone.BAD if r.blocker else Tone.OK,
        ),
    ]  # fmt: skip
