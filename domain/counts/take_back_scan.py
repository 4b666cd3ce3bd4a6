"""A scan of a count was a mistake of whoever made it: it counts no longer, and stays written down."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, CommandKind, Seat
from domain.clock import Clock
from domain.counts.errors import ScannedByAnother, UnknownScan
from domain.counts.model import CountId, CountScan, ScanId
from domain.counts.scan_count import CountScanned, open_for_scans
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TakeBackScan(Command):
    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    count_id: CountId
    scan_id: ScanId


def take_back_scan(command: TakeBackScan, unit: Unit, _clock: Clock) -> CountScanned:
    """Raises UnknownCount, IllegalCountStep, UnknownScan, ScannedByAnother, CountTooLong."""
    count = open_for_scans(unit, command.count_id)
    scan = unit.counts.scan(count.id, command.scan_id)
    if scan is None:
        raise UnknownScan(scan=command.scan_id)
    if scan.scanned_by != unit.context.actor_id:
        raise ScannedByAnother(text=scan.text)
    taken = CountScan(
        ScanId(unit.new_id()), count.id, scan.place_id, scan.text, unit.context.effective_at, takes_back=scan.id
    )
    unit.counts.add_scan(taken)
    return CountScanned(count.id, scan.id, scan.text)
