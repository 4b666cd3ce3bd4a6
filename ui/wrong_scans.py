"""A scan that was of no use, on its way to the log."""

from dataclasses import dataclass

from domain.assets.codes import CodeCheckWrong, CodeRefused
from domain.assets.scan import Scan
from domain.errors import AppError, Unavailable
from domain.scans.model import WrongKind
from domain.settings.scanning import SymbologyNotTaken


@dataclass(frozen=True, slots=True)
class WrongSeen:
    """What `ScanHub.wrong` carries. `refusal`: code of the refusal that was shown, "" where there was none."""

    scan: Scan
    kind: WrongKind
    refusal: str = ""


def wrong_seen(scan: Scan, error: AppError) -> WrongSeen | None:
    """None: nobody scanned wrongly, the connection was away."""
    if isinstance(error, Unavailable):
        return None
    return WrongSeen(scan, kind_of(error), error.code)


def kind_of(error: AppError) -> WrongKind:
    if isinstance(error, SymbologyNotTaken):
        return WrongKind.SYMBOLOGY
    if isinstance(error, CodeCheckWrong):
        return WrongKind.MISREAD
    return WrongKind.NO_CODE if isinstance(error, CodeRefused) else WrongKind.REFUSED
