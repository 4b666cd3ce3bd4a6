"""Everything is scanned: what was found is held against the books, and the review begins."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.counts.model import CountId, CountStep
from domain.counts.moved import CountMoved
from domain.counts.review import review
from domain.ids import AssetId
from domain.places.within import insides
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class FinishCount(Command):
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    count_id: CountId


def finish_count(command: FinishCount, unit: Unit, _clock: Clock) -> CountMoved:
    """Raises UnknownCount, IllegalCountStep."""
    count = unit.counts.get(command.count_id)
    stage = count.after(CountStep.FINISH)
    scans = unit.counts.scans(count.id)
    inside = insides(unit.places.everything())
    places = [place_id for place_id, around in inside.items() if count.place_id in around]
    ids = [scan.asset_id for scan in scans if scan.asset_id is not None]
    seqs: dict[AssetId, int] = {asset.id: asset.state.seq for asset in unit.assets.get_all(ids)}
    expected = unit.counts.expected(count, places)
    pieces = unit.counts.expected_pieces(places) if count.place_id is not None else ()
    lines = review(count, scans, expected, pieces, inside=inside, seqs=seqs)
    unit.counts.add_lines(count, lines)
    unit.counts.step(count, CountStep.FINISH)
    return CountMoved(count.id, count.number, stage, sum(line.is_difference for line in lines))
