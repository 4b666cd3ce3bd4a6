"""A scan was of no use: who, when, where and why. The text itself is kept only where it cannot name a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.scan import Scan
from domain.assets.symbologies import symbology_of
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ports import Unit
from domain.scans.model import MOST_SHOWN, Trace, WrongKind, WrongScan, trace_of

_LONGEST = 64


class WrongScanTooLong(InvalidInput):
    """More of a scan than may be kept."""

    code = "wrong_scan_too_long"


@dataclass(frozen=True, slots=True)
class NoteWrongScan(Command):
    """Made by `of`, which leaves out of the text what is nobody's business."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR | {Seat.BACKOFFICE}

    wrong: WrongKind
    shown: str
    digest: str
    page: str
    device: str
    symbology: str = ""
    refusal: str = ""

    @classmethod
    def of(cls, scan: Scan, wrong: WrongKind, page: str, refusal: str = "") -> "NoteWrongScan":
        """`refusal`: code of the refusal that was shown."""
        symbology = symbology_of(scan.text, scan.symbology) or ""
        trace = trace_of(scan.text, scan.symbology)
        return cls(wrong, *(trace.shown, trace.digest, page[:_LONGEST], scan.device[:_LONGEST], symbology), refusal)


@dataclass(frozen=True, slots=True)
class WrongScanNoted(Event):
    wrong: WrongKind

    def touched(self) -> Iterable[str]:
        return ("wrong_scans",)


def note_wrong_scan(command: NoteWrongScan, unit: Unit, _clock: Clock) -> WrongScanNoted:
    """Raises WrongScanTooLong: not made by `of`."""
    trace = Trace(command.shown, command.digest)
    told = (trace.digest, command.page, command.device, command.symbology, command.refusal)
    if len(trace.shown) > MOST_SHOWN or max(map(len, told)) > _LONGEST:
        raise WrongScanTooLong(most=MOST_SHOWN)
    unit.scans.note(WrongScan(command.wrong, trace, *told[1:]))
    return WrongScanNoted(command.wrong)
