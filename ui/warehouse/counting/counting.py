"""Decides what a scan or a button does in a stock count. All of it runs on the database thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from domain.assets.resolve import Card, Meaning, Resolved
from domain.counts.agree_count import AgreeCount
from domain.counts.book_count import BookCount
from domain.counts.count_pieces import CountPieces
from domain.counts.decide_lines import DecideLines
from domain.counts.drop_count import DropCount
from domain.counts.finish_count import FinishCount
from domain.counts.model import CountStage, Decided, Decision, Finding
from domain.counts.reopen_count import ReopenCount
from domain.counts.scan_count import CountScanned, ScanCount
from domain.counts.take_back_scan import TakeBackScan
from domain.ids import AssetId, PlaceId
from domain.losses.find_lost import FindLost
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count
from ui.warehouse.scanned import Outcome, give, no_use_for, not_here
from ui.widgets.answer import Verdict

if TYPE_CHECKING:  # the rows of all warehouse pages stand in that file
    from domain.application import Command
    from domain.counts.moved import CountMoved
    from domain.views.depot import CountLineRow, CountPage, PlaceNode
    from domain.views.floor_rows import FloorVariant


@dataclass(frozen=True, slots=True)
class CountState:
    """`page` None: none is open. `place` the fixed header, None: the place of the count. `product`: counted goods whose
    number is asked for. `places`: those that may be the header."""

    page: CountPage | None = None
    place: PlaceNode | None = None
    product: FloorVariant | None = None
    places: tuple[PlaceNode, ...] = ()


class Counting:
    """One count at a time; everything that is scanned is written down at once, so that nothing is lost."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._now = CountState()

    def load(self, ref: str) -> CountState:
        """`ref` "": the same again. Raises UnknownCount."""
        page = self._desk.floor.depot.count(ref or self._ref())
        tree = self._desk.floor.depot.tree()
        outer = next((node for node in tree if node.id == page.place_id), None)
        deep = 0 if outer is None else len(outer.path)
        places = tuple(node for node in tree if node.is_usable and (outer is None or node.path[:deep] == outer.path))
        kept = self._now.place if self._now.place in places and not ref else None
        self._now = CountState(page, kept, self._now.product if not ref else None, places)
        return self._now

    def act(self, found: Resolved) -> Outcome:
        """What a scan does."""
        page = self._now.page
        if page is None or page.row.stage is not CountStage.OPEN:
            return not_here(found, _("This count is not being scanned now."))
        if found.card is not None:
            return self.card(found.card)
        if found.meaning in (Meaning.ASSET, Meaning.UNKNOWN):
            return self._scan(found.text, None if found.id is None else AssetId(found.id))
        if found.meaning is Meaning.PLACE:
            return self._place(found)
        if found.meaning is Meaning.PRODUCT:
            return self._product(found)
        return not_here(found, _("Scan what lies here."))

    def card(self, card: Card) -> Outcome:
        if card is Card.CONFIRM:
            return self.finish()
        if card is Card.UNDO:
            return self.take_back()
        return self.set_place(None) if card is Card.NEXT else no_use_for(card)

    def set_place(self, place: PlaceNode | None) -> Outcome:
        """Everything that is scanned from now on lies there."""
        self._now = replace(self._now, place=place)
        name = place.name if place is not None else self._what()
        title = _("Place chosen")
        return Outcome(Verdict.ACCEPTED, name, title, place.code if place else "", name, title, state=self._now)

    def pieces(self, variant: FloorVariant, pieces: int) -> Outcome:
        """The number that lies there of counted goods. Raises AppErrors."""
        command = CountPieces(self._page().row.id, variant.id, pieces, self._place_id())
        self._now = replace(self._now, product=None)
        return self._given(command, lambda event: self._scanned(event, variant.title))

    def take_back(self) -> Outcome:
        """The last scan of whoever works here counts no longer; those of colleagues stay."""
        page = self._page()
        last = next((scan for scan in page.scans if scan.is_mine), None)
        if last is None:
            return no_use_for(Card.UNDO)
        title = _("Scan taken back")
        done = Outcome(Verdict.NOTE, title, last.text, last.text, last.title or "–", title)
        return self._given(TakeBackScan(page.row.id, last.id), lambda _event: done)

    def finish(self) -> Outcome:
        return self._given(FinishCount(self._page().row.id), self._finished)

    def step(self, step: type[ReopenCount | DropCount | AgreeCount]) -> Outcome:
        words = {ReopenCount: _("Go on scanning"), DropCount: _("Count dropped"), AgreeCount: _("Agreed")}[step]
        done = Outcome(Verdict.NOTE, words, self._page().row.number, is_listed=False)
        return self._given(step(self._page().row.id), lambda _event: done)

    def book(self) -> Outcome:
        return self._given(BookCount(self._page().row.id), self._booked)

    def decide(self, rows: Sequence[CountLineRow], decision: Decision, note: str) -> Outcome:
        """Several lines at once, all or none."""
        fitting = [row for row in rows if decision in row.ways]
        decided = tuple(Decided(row.line.n, decision, note) for row in fitting)
        words = label(decision)
        lines = count("{count} line", "{count} lines", len(decided))
        done = Outcome(Verdict.ACCEPTED, words, lines, is_listed=False)
        return self._given(DecideLines(self._page().row.id, decided), lambda _event: done)

    def propose(self) -> Outcome:
        """The likeliest way for all lines without a decision that need no reason."""
        waiting = [row for row in self._page().lines if row.line.is_open and row.line.finding is not Finding.PIECES]
        if not waiting:
            return no_use_for(Card.CONFIRM)
        decided = tuple(Decided(row.line.n, row.ways[0]) for row in waiting)
        words = count("{count} line", "{count} lines", len(decided))
        done = Outcome(Verdict.ACCEPTED, _("Decided as proposed"), words, is_listed=False)
        return self._given(DecideLines(self._page().row.id, decided), lambda _event: done)

    def found_again(self, row: CountLineRow) -> Outcome:
        """A thing that was lost lies here: it goes the way of all that is found. Raises AppErrors."""
        asset_id = row.line.asset_id
        if asset_id is None:
            return no_use_for(Card.CONFIRM)
        done = Outcome(Verdict.ACCEPTED, _("Found again"), _("It goes to the workshop first."), is_listed=False)
        outcome = give(
            self._desk, FindLost(asset_id, place_id=row.line.place_id), lambda _event: done, _("Find is kept")
        )
        self.decide([row], Decision.KEEP, _("found again"))
        return replace(outcome, state=self.load(""))

    def _place(self, found: Resolved) -> Outcome:
        place = next((node for node in self._now.places if node.id == found.id), None)
        if place is None:
            title = _("Not part of this count")
            return Outcome(Verdict.REFUSED, title, _("Scan a place in {what}.").format(what=self._what()), found.text)
        return self.set_place(place)

    def _scan(self, text: str, asset_id: AssetId | None) -> Outcome:
        page = self._page()
        what = self._desk.floor.asset(str(asset_id)).row.title if asset_id else ""
        command = ScanCount(page.row.id, text, asset_id, self._place_id())
        return self._given(command, lambda event: self._scanned(event, what))

    def _product(self, found: Resolved) -> Outcome:
        variants = self._desk.floor.supplies()
        known = next((row for row in variants if row.variant_id == found.id), None)
        if known is None:
            return not_here(found, _("Single things are scanned one by one; this is the code of their product."))
        self._now = replace(self._now, product=self._desk.floor.variant(known.variant_id))
        return Outcome(
            Verdict.NOTE,
            known.title,
            _("How many lie here?"),
            found.text,
            known.title,
            is_listed=False,
            state=self._now,
        )

    def _scanned(self, event: CountScanned, what: str) -> Outcome:
        if event.pieces is not None:
            pieces = count("{count} piece", "{count} pieces", event.pieces)
            return Outcome(Verdict.ACCEPTED, what, pieces, event.text, what, pieces)
        if not what:
            title = _("Unknown code, written down")
            return Outcome(Verdict.NOTE, title, _("Decide about it in the review."), event.text, "–", title)
        return Outcome(Verdict.ACCEPTED, what, event.text, event.text, what, _("counted"))

    def _finished(self, event: CountMoved) -> Outcome:
        words = count("{count} difference", "{count} differences", event.differences)
        verdict = Verdict.NOTE if event.differences else Verdict.ACCEPTED
        return Outcome(verdict, _("Everything is scanned"), words, is_listed=False)

    def _booked(self, event: CountMoved) -> Outcome:
        words = count("{count} place or number changed", "{count} places or numbers changed", event.changed)
        if event.overtaken:
            left = count("{count} line left alone", "{count} lines left alone", event.overtaken)
            words = f"{words} · {left}: " + _("something happened there since.")
        return Outcome(Verdict.ACCEPTED, _("Count booked"), words, is_listed=False)

    def _given(self, command: Command, accepted: object) -> Outcome:
        """Gives it and loads the count again, as the database has it now."""
        outcome = give(self._desk, command, accepted, _("Kept here"))  # type: ignore[arg-type]  # each its own event
        if outcome.verdict is Verdict.WAITING:
            return outcome
        return replace(outcome, state=self.load(""))

    def _page(self) -> CountPage:
        if self._now.page is None:
            raise LookupError("no count is open")
        return self._now.page

    def _ref(self) -> str:
        return str(self._page().row.id)

    def _what(self) -> str:
        return self._page().row.what

    def _place_id(self) -> PlaceId | None:
        return None if self._now.place is None else self._now.place.id
