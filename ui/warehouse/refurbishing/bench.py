"""Decides what a scan or button does in the workshop. All of it runs on the database thread."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from domain.assets.label_sheet import Label
from domain.assets.resolve import Card, Meaning, Resolved
from domain.assets.status import Grade
from domain.errors import AppError, Unavailable
from domain.ids import AssetId, PlaceId, VariantId
from domain.refurbishment.finish_refurbishment import FinishRefurbishment, RefurbishmentFinished
from domain.refurbishment.model import CheckResult, NotQueued, PartUsed, RefurbishmentStatus
from domain.refurbishment.start_refurbishment import RefurbishmentStarted, StartRefurbishment
from domain.views.floor_rows import FloorVariant, PlaceRow, RefurbishmentPage, RefurbishmentRow
from ui.desk import Desk
from ui.language import _
from ui.warehouse.scanned import Outcome, give, no_use_for, not_here, refused, unknown
from ui.widgets.answer import Verdict

A_SHIFT: Final = timedelta(hours=10)
"""Work that began longer ago was left lying: the minutes are then counted anew."""


@dataclass(frozen=True, slots=True)
class Part:
    variant: FloorVariant
    quantity: int


@dataclass(frozen=True, slots=True)
class Work:
    """What was entered for one thing so far. `results` by the code of the point: fine or not; open ones are absent.

    `started_at` is what the minutes count from, `extra` what a person added (or took off).
    """

    started_at: datetime
    results: dict[str, bool] = field(default_factory=dict)
    extra: int = 0
    parts: tuple[Part, ...] = ()
    grade: Grade | None = None
    place: PlaceRow | None = None
    reason: str = ""

    def minutes(self, now: datetime) -> int:
        """Whole minutes since the work began, and what was added; never below zero."""
        return max(int((now - self.started_at).total_seconds() // 60) + self.extra, 0)

    def with_part(self, variant: FloorVariant, by: int) -> "Work":
        """One part more or less; at none it is gone."""
        known = {part.variant.id: part for part in self.parts}
        quantity = (known[variant.id].quantity if variant.id in known else 0) + by
        known[variant.id] = Part(variant, quantity)
        return replace(self, parts=tuple(part for part in known.values() if part.quantity > 0))


@dataclass(frozen=True, slots=True)
class BenchState:
    """What the screen shows. `page` None: nothing is on the bench, then `rows` are what waits.

    `labels`: to print now. `finished`: the code of the thing that was finished last, "" for none yet.
    """

    page: RefurbishmentPage | None = None
    work: Work | None = None
    rows: tuple[RefurbishmentRow, ...] = ()
    labels: tuple[Label, ...] = ()
    finished: str = ""

    @property
    def can_undo(self) -> bool:
        """A part can be taken off again."""
        return self.work is not None and bool(self.work.parts)


class Bench:
    """One thing on the bench, or none. What was entered for others stays until they come back to it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._page: RefurbishmentPage | None = None
        self._works: dict[AssetId, Work] = {}
        self._last: AssetId | None = None
        self._finished = ""

    @property
    def work(self) -> Work | None:
        return self._works.get(self._page.row.asset.id) if self._page else None

    def note(self, asset_id: AssetId, change: Callable[[Work], Work]) -> BenchState:
        """Something was entered for a thing; it counts even when another thing came on the bench meanwhile."""
        if asset_id in self._works:
            self._works[asset_id] = change(self._works[asset_id])
        return self.state()

    def state(self) -> BenchState:
        if self._page is None:
            return BenchState(rows=self._desk.floor.refurbishments().rows, finished=self._finished)
        return BenchState(self._page, self.work)

    def refresh(self) -> BenchState:
        """As the database knows it; a thing that is not in work any more leaves the bench."""
        if self._page is not None:
            try:
                self._page = self._desk.floor.refurbishment(self._page.row.asset.id)
            except NotQueued:
                self._page = None
        return self.state()

    def leave(self) -> BenchState:
        """Back to the list; what was entered stays."""
        self._page = None
        return self.state()

    def put_on(self, ref: str) -> Outcome:
        """Puts a thing on the bench by its code; work begins when it waited. Raises UnknownAsset."""
        return self._put_on(self._desk.floor.asset(ref).row.id)

    def act(self, found: Resolved) -> Outcome:
        """What a scan does."""
        if found.card is not None:
            return self.card(found.card)
        if found.meaning is Meaning.UNKNOWN or found.id is None:
            return unknown(found)
        if found.meaning is Meaning.ASSET:
            return self._put_on(AssetId(found.id))
        if found.meaning is Meaning.PRODUCT:
            return self.add_part(VariantId(found.id))
        if found.meaning is Meaning.PLACE and self._page is not None:
            return self._put_to(PlaceId(found.id), found.text)
        return not_here(found, _("Scan the thing to work on, then the parts that go into it."))

    def card(self, card: Card) -> Outcome:
        """Confirm: done and fine. Undo: the last part. Next: back to the list. Print: a new label."""
        if card is Card.CONFIRM:
            return self.finish(passed=True)
        if card is Card.UNDO:
            return self.undo()
        if card is Card.PRINT:
            return self.print()
        if self._page is None:
            return no_use_for(card)
        title = _("Which thing is next?")
        return Outcome(Verdict.READY, title, state=self.leave(), is_listed=False)

    def add_part(self, variant_id: VariantId, by: int = 1) -> Outcome:
        """A spare part goes into the thing, or comes out of it."""
        page, work = self._page, self.work
        if page is None or work is None:
            title = _("Nothing is on the bench")
            detail = _("Scan the thing first, then the parts that go into it.")
            return Outcome(Verdict.REFUSED, title, detail, what="–", result=title)
        variant = self._desk.floor.variant(variant_id)
        self._works[page.row.asset.id] = work.with_part(variant, by)
        title = _("Part noted") if by > 0 else _("Part taken off")
        verdict = Verdict.ACCEPTED if by > 0 else Verdict.NOTE
        return Outcome(verdict, variant.title, title, variant.sku, variant.title, title, state=self.state())

    def undo(self) -> Outcome:
        """Takes the last part off again."""
        work = self.work
        if work is None or not work.parts:
            return no_use_for(Card.UNDO)
        return self.add_part(work.parts[-1].variant.id, -1)

    def finish(self, *, passed: bool) -> Outcome:
        """Back in stock, or retired for the reason entered."""
        page, work = self._page, self.work
        if page is None or work is None:
            return no_use_for(Card.CONFIRM)
        asset = page.row.asset
        command = FinishRefurbishment(
            asset.id,
            passed,
            work.minutes(self._desk.clock.now()),
            tuple(
                CheckResult(point.code, work.results[point.code]) for point in page.points if point.code in work.results
            ),
            tuple(PartUsed(part.variant.id, part.quantity) for part in work.parts),
            work.grade,
            "" if passed else work.reason,
            work.place.id if work.place else None,
        )
        try:
            outcome = give(self._desk, command, _finished, _("The end of the work is kept"))
        except AppError as error:
            if isinstance(error, Unavailable):
                raise
            return replace(refused(error, asset.code, asset.title), state=self.refresh())
        self._works.pop(asset.id, None)
        self._page, self._last = None, asset.id
        self._finished = asset.code if passed else ""
        return replace(outcome, code=asset.code, what=asset.title, state=self.state())

    def print(self) -> Outcome:
        """A new label for the thing on the bench, or the one that was finished last."""
        wanted = self._page.row.asset.id if self._page else self._last
        if wanted is None:
            return no_use_for(Card.PRINT)
        labels = self._desk.floor.labels([wanted])
        title = _("Label")
        state = replace(self.state(), labels=labels)
        return Outcome(Verdict.ACCEPTED, title, labels[0].code, labels[0].code, labels[0].title, title, state=state)

    def _put_on(self, asset_id: AssetId) -> Outcome:
        if self._page is not None and self._page.row.asset.id == asset_id:
            asset = self._page.row.asset
            title = _("Is on the bench")
            return Outcome(Verdict.DUPLICATE, title, asset.title, asset.code, asset.title, title, state=self.state())
        try:
            page = self._desk.floor.refurbishment(asset_id)
        except NotQueued as error:
            asset = self._desk.floor.asset(str(asset_id)).row
            return replace(refused(error, asset.code, asset.title), state=self.state())
        title, touched = _("Work goes on"), frozenset[str]()
        if page.row.status is RefurbishmentStatus.QUEUED:
            started = give(self._desk, StartRefurbishment(asset_id), _started, _("The start is kept"))
            if started.verdict is Verdict.WAITING:
                return replace(started, code=page.row.asset.code, what=page.row.asset.title)
            title, touched = started.title, started.touched
            page = self._desk.floor.refurbishment(asset_id)
        self._page = page
        self._works.setdefault(asset_id, Work(self._counted_from(page.row)))
        asset = page.row.asset
        return Outcome(
            Verdict.ACCEPTED, asset.title, title, asset.code, asset.title, title, touched, state=self.state()
        )

    def _counted_from(self, row: RefurbishmentRow) -> datetime:
        now = self._desk.clock.now()
        is_fresh = row.started_at is not None and now - row.started_at < A_SHIFT
        return row.started_at if is_fresh and row.started_at is not None else now

    def _put_to(self, place_id: PlaceId, code: str) -> Outcome:
        work = self.work
        place = next((each for each in self._desk.floor.places() if each.id == place_id), None)
        if work is not None and self._page is not None:
            self._works[self._page.row.asset.id] = replace(work, place=place)
        title = _("Place chosen")
        name = place.name if place else code
        detail = _("It goes to {place} when it is done.").format(place=name)
        return Outcome(Verdict.ACCEPTED, title, detail, code, name, title, state=self.state())


def _started(event: RefurbishmentStarted) -> Outcome:
    return Outcome(Verdict.ACCEPTED, _("Work begun"), event.asset_code)


def _finished(event: RefurbishmentFinished) -> Outcome:
    if event.passed:
        detail = _("{asset} can be rented again. A new label: scan the card “Print”.").format(asset=event.asset_code)
        return Outcome(Verdict.ACCEPTED, _("Back in stock"), detail, result=_("Back in stock"))
    detail = _("{asset} is retired and leaves the business.").format(asset=event.asset_code)
    return Outcome(Verdict.NOTE, _("Retired"), detail, result=_("Retired"))
