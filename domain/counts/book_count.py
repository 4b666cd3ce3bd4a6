"""A count is done: the books follow what was decided, and every thing that was seen knows that it was."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, Seat
from domain.assets.ledger import Fact
from domain.assets.model import Asset
from domain.assets.status import Kind, open_kinds
from domain.clock import Clock
from domain.counts.errors import CountNeedsSecond, CountUndecided
from domain.counts.model import CountId, CountLine, CountStep, Decision, Finding, StockCount
from domain.counts.moved import CountMoved
from domain.places.model import PlaceState, QuarantineReason
from domain.places.move_things import catch, put
from domain.places.quarantine import hold, is_held, seen, sought_no_more
from domain.ports import Unit
from domain.supplies.model import Movement, MovementKind
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class BookCount(Command):
    """The office decides too; the books of shelves are moved by those who stand before them."""

    seats: ClassVar[frozenset[Seat]] = FLOOR

    count_id: CountId


def book_count(command: BookCount, unit: Unit, clock: Clock) -> CountMoved:
    """A line to which something happened since the review is left alone: the newer fact wins.

    Raises UnknownCount, IllegalCountStep, CountUndecided; CountNeedsSecond, which the database asks too.
    """
    count = unit.counts.get(command.count_id)
    stage, lines = count.after(CountStep.BOOK), unit.counts.lines(count)
    open_lines = sum(line.is_open for line in lines)
    if open_lines:
        raise CountUndecided(count=open_lines)
    agreed = unit.counts.agreed_by(count)
    if agreed in (None, unit.context.actor_id) and unit.counts.needs_second(count.id):
        raise CountNeedsSecond(count=count.number)
    unit.counts.step(count, CountStep.BOOK)
    ids = [line.asset_id for line in lines if line.asset_id is not None]
    assets = {asset.id: asset for asset in unit.assets.get_all(ids)}
    booking = _Booking(unit, clock, count)
    for line in lines:
        booking.book(line, None if line.asset_id is None else assets[line.asset_id])
    differences = sum(line.is_difference for line in lines)
    return CountMoved(count.id, count.number, stage, differences, booking.changed, booking.overtaken)


class _Booking:
    def __init__(self, unit: Unit, clock: Clock, count: StockCount) -> None:
        self._unit, self._clock, self._count = unit, clock, count
        self.changed = self.overtaken = 0

    def book(self, line: CountLine, asset: Asset | None) -> None:
        if line.finding is Finding.PIECES:
            self._pieces(line)
        elif asset is None:
            if line.decision is Decision.ASK:
                self._ask(line)
        elif line.seq != asset.state.seq:
            self.overtaken += line.is_difference
        elif line.finding is Finding.FOUND:
            self._found(line, asset)
        else:
            self._differs(line, asset)

    def _found(self, line: CountLine, asset: Asset) -> None:
        if Kind.COUNTED not in open_kinds(asset.state.status):
            return
        counted, event = asset.record(
            Kind.COUNTED, self._unit.context, self._clock.now(), {"count": self._count.number}
        )
        self._unit.assets.append(counted, event)
        self._is_here(counted)

    def _is_here(self, asset: Asset) -> Asset:
        return sought_no_more(self._unit, self._clock, asset) if is_held(asset) else asset

    def _differs(self, line: CountLine, asset: Asset) -> None:
        if line.decision is Decision.MOVE and line.place_id is not None:
            above = self._unit.places.above(line.place_id)
            if above[0].state is PlaceState.CLOSED:
                self.overtaken += 1
                return
            moved = self._is_here(put(self._unit, self._clock, asset, above, self._count.number))
            catch(self._unit, self._clock, moved, above)
        elif line.decision is Decision.SEARCH:
            self._search(line, asset)
        elif line.decision is Decision.LOST:
            facts: dict[str, Fact] = {"count": self._count.number}
            lost, event = asset.record(Kind.LOST, self._unit.context, self._clock.now(), facts)
            self._unit.assets.append(lost, event)
            seen(self._unit, asset)
        elif line.decision is Decision.ASK:
            self._ask(line)
        else:
            return
        self.changed += line.decision is not Decision.ASK

    def _search(self, line: CountLine, asset: Asset) -> None:
        if Kind.QUARANTINED in open_kinds(asset.state.status) and not is_held(asset):
            hold(self._unit, self._clock, asset, QuarantineReason.MISSING, line.note)
        if not self._unit.tasks.is_open(TaskKind.THING_SOUGHT, asset.code):
            self._unit.tasks.open(TaskKind.THING_SOUGHT, asset.code, self._facts(line))

    def _ask(self, line: CountLine) -> None:
        if not self._unit.tasks.is_open(TaskKind.COUNT_QUESTION, line.text):
            self._unit.tasks.open(TaskKind.COUNT_QUESTION, line.text, self._facts(line))

    def _facts(self, line: CountLine) -> dict[str, str | int]:
        place = "" if line.place_id is None else self._unit.places.get(line.place_id).name
        return {"count": self._count.number, "place": place}

    def _pieces(self, line: CountLine) -> None:
        if line.decision is not Decision.BOOK or line.variant_id is None or line.place_id is None:
            return
        shelves = {shelf.place_id: shelf.on_hand for shelf in self._unit.supplies.shelves(line.variant_id)}
        wanted = (line.counted or 0) - (line.books or 0)
        difference = max(wanted, -shelves.get(line.place_id, 0))
        reason = f"{self._count.number}: {line.note}"
        self._unit.supplies.move(
            Movement(line.place_id, line.variant_id, MovementKind.COUNTED, difference, reason=reason)
        )
        self.changed += 1
