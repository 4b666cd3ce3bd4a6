"""Decides what a scan does while things are put away or carried elsewhere. All of it runs on the database thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from domain.assets.resolve import Card, Meaning, Resolved
from domain.assets.status import Kind, open_kinds
from domain.errors import AppError
from domain.ids import AssetId, PlaceId
from domain.places.move_things import MoveThings, ThingsMoved
from domain.places.undo_move import MoveUndone, UndoMove
from domain.supplies.move_supplies import MoveSupplies, SuppliesMoved
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count
from ui.warehouse.scanned import Outcome, give, no_use_for, not_here, refused, unknown
from ui.widgets.answer import Verdict

if TYPE_CHECKING:  # the rows of all warehouse pages stand in that file
    from domain.views.depot import PutAwayRow
    from domain.views.floor_rows import AssetRow, PlaceRow
    from domain.views.supplies import SupplyRow


@dataclass(frozen=True, slots=True)
class Gathered:
    """A thing of the batch. `blocker` "": it can go; else why it cannot, the same words for the same reason."""

    asset: AssetRow
    blocker: str = ""


@dataclass(frozen=True, slots=True)
class MovingState:
    """`place` is the fixed header: where everything goes. `is_batch`: things are gathered and booked together.
    `product`: the counted goods that were scanned, by their number."""

    place: PlaceRow | None = None
    is_batch: bool = False
    batch: tuple[Gathered, ...] = ()
    can_undo: bool = False
    product: str = ""

    @property
    def blockers(self) -> tuple[tuple[str, int], ...]:
        """Each reason with how many it stops."""
        reasons = [each.blocker for each in self.batch if each.blocker]
        return tuple((reason, reasons.count(reason)) for reason in dict.fromkeys(reasons))

    @property
    def can_book(self) -> bool:
        return self.place is not None and bool(self.batch) and not self.blockers


class Moving:
    """The fixed place stays until another one is scanned. A thing that is scanned first waits for its place."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._now = MovingState()
        self._last: tuple[AssetId, ...] = ()

    def state(self) -> MovingState:
        return replace(self._now, can_undo=bool(self._last))

    def act(self, found: Resolved) -> Outcome:
        """What a scan does."""
        if found.card is not None:
            return self.card(found.card)
        if found.meaning is Meaning.PLACE and found.id is not None:
            return self._place(found)
        if found.meaning is Meaning.ASSET:
            return self._thing(self._desk.floor.asset(str(found.id)).row)
        if found.meaning is Meaning.PRODUCT:
            return self._product(found)
        if found.meaning is Meaning.UNKNOWN:
            return unknown(found)
        return not_here(found, _("Scan a place, or a thing that is to go there."))

    def card(self, card: Card) -> Outcome:
        if card is Card.CONFIRM:
            return self.book()
        if card is Card.UNDO:
            return self.undo()
        return self.next_place() if card is Card.NEXT else no_use_for(card)

    def set_batch(self, is_batch: bool) -> MovingState:
        self._now = replace(self._now, is_batch=is_batch)
        return self.state()

    def set_place(self, place: PlaceRow | None) -> Outcome:
        """By hand from the list, as if it had been scanned."""
        if place is None:
            return self.next_place()
        return self._at(place)

    def next_place(self) -> Outcome:
        """The header is empty again; what is gathered stays."""
        self._now = replace(self._now, place=None)
        words = _("Which place?")
        return Outcome(Verdict.READY, words, _("Scan the place where things go."), is_listed=False, state=self.state())

    def drop(self, reason: str) -> MovingState:
        """One tap: all that cannot go for this reason leave the batch."""
        self._now = replace(self._now, batch=tuple(each for each in self._now.batch if each.blocker != reason))
        return self.state()

    def book(self) -> Outcome:
        """All of the batch, or none."""
        place, batch = self._now.place, self._now.batch
        if place is None or not batch:
            return no_use_for(Card.CONFIRM)
        if self._now.blockers:
            title = _("Something cannot go")
            reason = self._now.blockers[0][0]
            return Outcome(Verdict.REFUSED, title, reason, what=place.name, result=title, state=self.state())
        return self._move([each.asset for each in batch], place)

    def put(self, rows: Sequence[PutAwayRow]) -> Outcome:
        """Chosen ones of the list go where they are proposed, a place after the other; undone as one. A place that
        refuses ends it, and what went before stays."""
        wanted = [row for row in rows if row.proposed is not None]
        if not wanted:
            return no_use_for(Card.CONFIRM)
        outcome, moved = no_use_for(Card.CONFIRM), list[AssetId]()
        for place in dict.fromkeys(row.proposed for row in wanted if row.proposed is not None):
            try:
                outcome = self._move([row.asset for row in wanted if row.proposed == place], place)
            except AppError as error:
                outcome = refused(error, place.code, place.name)
                break
            moved += self._last
        self._last = tuple(moved) or self._last
        return replace(outcome, state=self.state())

    def carry(self, shelf: SupplyRow, pieces: int) -> Outcome:
        """Counted goods, from a shelf to the place in the header. Raises AppErrors."""
        place = self._now.place
        if place is None or shelf.place_id is None:
            return self.next_place()
        command = MoveSupplies(shelf.variant_id, shelf.place_id, place.id, pieces)
        self._now = replace(self._now, product="")
        return give(self._desk, command, self._carried, _("Move is kept"))

    def undo(self) -> Outcome:
        """One step back: the last of the batch, then the last move."""
        if self._now.batch:
            last = self._now.batch[-1].asset
            self._now = replace(self._now, batch=self._now.batch[:-1])
            title = _("Taken off the list")
            return Outcome(Verdict.NOTE, title, last.title, last.code, last.title, title, state=self.state())
        if not self._last:
            return no_use_for(Card.UNDO)
        outcome = give(self._desk, UndoMove(self._last), self._undone, _("Undo is kept"))
        self._last = ()
        return replace(outcome, state=self.state())

    def _place(self, found: Resolved) -> Outcome:
        place = next((row for row in self._desk.floor.places() if row.id == found.id), None)
        if place is None:
            title = _("Nothing is put there")
            detail = _("The place is given up, in quarantine, or in another store.")
            return Outcome(Verdict.REFUSED, title, detail, found.text, "–", title)
        return self._at(place)

    def _at(self, place: PlaceRow) -> Outcome:
        """Things that wait for their place go there at once, unless they are a batch."""
        self._now = replace(self._now, place=place)
        if self._now.batch and not self._now.is_batch and not self._now.blockers:
            return self._move([each.asset for each in self._now.batch], place)
        title = _("Place chosen")
        return Outcome(Verdict.ACCEPTED, place.name, title, place.code, place.name, title, state=self.state())

    def _thing(self, asset: AssetRow) -> Outcome:
        if any(each.asset.id == asset.id for each in self._now.batch):
            title = _("On the list already")
            return Outcome(Verdict.DUPLICATE, title, asset.title, asset.code, asset.title, title)
        blocker = self._blocker(asset)
        if self._now.place is not None and not self._now.is_batch:
            if blocker:
                title = _("Cannot go there")
                return Outcome(Verdict.REFUSED, title, blocker, asset.code, asset.title, title)
            return self._move([asset], self._now.place)
        self._now = replace(self._now, batch=(*self._now.batch, Gathered(asset, blocker)))
        waits = count("{count} thing on the list", "{count} things on the list", len(self._now.batch))
        verdict = Verdict.NOTE if blocker else Verdict.ACCEPTED
        detail = blocker or (waits if self._now.place else _("Now scan its place."))
        return Outcome(verdict, asset.title, detail, asset.code, asset.title, blocker or waits, state=self.state())

    def _blocker(self, asset: AssetRow) -> str:
        if Kind.MOVED in open_kinds(asset.status):
            return ""
        return _("By the books it is not in house: {status}").format(status=label(asset.status))

    def _product(self, found: Resolved) -> Outcome:
        """Counted goods go by number: the shelf and the pieces are entered beside."""
        rows = [row for row in self._desk.floor.supplies() if row.variant_id == found.id]
        if not rows:
            return not_here(found, _("Single things are scanned one by one; this is the code of their product."))
        self._now = replace(self._now, product=rows[0].sku)
        detail = _("Say from which shelf, and how many.")
        return Outcome(Verdict.NOTE, rows[0].title, detail, found.text, rows[0].title, detail, state=self.state())

    def _move(self, assets: Sequence[AssetRow], place: PlaceRow) -> Outcome:
        ids = tuple(asset.id for asset in assets)
        outcome = give(
            self._desk, MoveThings(ids, PlaceId(place.id)), lambda event: self._moved(event, assets), _("Move is kept")
        )
        self._now = replace(self._now, batch=tuple(each for each in self._now.batch if each.asset.id not in ids))
        self._last = ids if outcome.verdict is not Verdict.WAITING else ()
        shown = assets[0].code if len(assets) == 1 else place.code
        what = outcome.what or (assets[0].title if len(assets) == 1 else place.name)
        return replace(outcome, code=shown, what=what, state=self.state())

    def _moved(self, event: ThingsMoved, assets: Sequence[AssetRow]) -> Outcome:
        pieces = count("{count} thing", "{count} things", len(event.codes))
        what = assets[0].title if len(assets) == 1 else pieces
        if event.held:
            words = _("In quarantine now, as the place is")
            return Outcome(Verdict.NOTE, event.place, words, what=what, result=words)
        if event.found:
            words = _("Found: it was being looked for")
            return Outcome(Verdict.ACCEPTED, event.place, words, what=what, result=words)
        return Outcome(Verdict.ACCEPTED, event.place, what, what=what, result=_("lies there now"))

    def _undone(self, event: MoveUndone) -> Outcome:
        title = _("Move taken back")
        pieces = count("{count} thing", "{count} things", len(event.codes))
        return Outcome(Verdict.NOTE, title, pieces, event.codes[0], pieces, title)

    def _carried(self, event: SuppliesMoved) -> Outcome:
        pieces = count("{count} piece", "{count} pieces", event.quantity)
        detail = f"{pieces} → {event.place}"
        return Outcome(Verdict.ACCEPTED, event.title, detail, what=event.title, result=detail, state=self.state())
