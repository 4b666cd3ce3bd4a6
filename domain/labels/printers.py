"""The label printers of one workplace: kept there, because addresses mean nothing elsewhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.errors import Conflict, InvalidInput, NotFound, Unavailable
from domain.labels.medium import ROLL_50_25, Medium, MediumKind

PORT: Final = 9100
RESOLUTIONS: Final = (203, 300, 600)
LONGEST_NAME: Final = 40
MOST_PRINTERS: Final = 12
_NAME: Final = r"[A-Za-z0-9_\-]{1,63}"
_HOST: Final = re.compile(rf"(?=.{{1,253}}\Z)(?:{_NAME}(?:\.{_NAME})*\.?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)")
"""A name, or an address of version 4 or 6."""
_QUEUE: Final = re.compile(r"[^\s/#\-][^\s/#]{0,126}")


class LabelPrinterWrong(InvalidInput):
    """A printer lacks its name or its address, or cannot be reached like this; `field` names what."""

    code = "label_printer_wrong"


class LabelPrinterNamesAlike(InvalidInput):
    """Two label printers of a workplace have one name."""

    code = "label_printer_names_alike"


class UnknownLabelPrinter(NotFound):
    """There is no label printer of this name here (any more)."""

    code = "unknown_label_printer"


class LabelPrinterUnreachable(Unavailable):
    """The printer takes nothing: off, out of reach, or its queue refuses. Nothing was printed."""

    code = "label_printer_unreachable"


class PrintingBrokeOff(Unavailable):
    """The connection broke while labels went out: nobody knows how many are on paper."""

    code = "printing_broke_off"


class PrintJobBusy(Conflict):
    """The job is being printed, or it is over: this cannot be done with it now."""

    code = "print_job_busy"


class UnknownPrintJob(NotFound):
    """There is no such print job (any more)."""

    code = "unknown_print_job"


class WayOut(StrEnum):
    """How labels reach a printer: in its own language (ZPL) over the network, a queue of the system that adds nothing,
    or a device file; as pages (PDF) by a queue of the system."""

    ZPL_NETWORK = "zpl_network"
    ZPL_QUEUE = "zpl_queue"
    ZPL_DEVICE = "zpl_device"
    PDF_QUEUE = "pdf_queue"


@dataclass(frozen=True, slots=True)
class LabelPrinter:
    """`medium` lies in it. `host` and `port`, `queue` or `path`: what its way needs. `dpi` counts for ZPL alone."""

    name: str
    way: WayOut
    medium: Medium = ROLL_50_25
    host: str = ""
    port: int = PORT
    queue: str = ""
    path: str = ""
    dpi: int = RESOLUTIONS[0]

    @property
    def speaks_zpl(self) -> bool:
        return self.way is not WayOut.PDF_QUEUE


@dataclass(frozen=True, slots=True)
class PrinterState:
    """`waiting`: labels that are not out yet. `trouble`: why it takes nothing, in the words of the system, "" while all
    is well. `position`: the next free label of the sheet that lies in it, 1 for others."""

    printer: LabelPrinter
    is_busy: bool
    waiting: int
    trouble: str
    position: int


def checked(printers: Sequence[LabelPrinter]) -> tuple[LabelPrinter, ...]:
    """The printers of a workplace, the usual one first.

    Raises LabelPrinterWrong, LabelPrinterNamesAlike.
    """
    if len(printers) > MOST_PRINTERS:
        raise LabelPrinterWrong(field="name")
    for each in printers:
        _check(each)
    names = [each.name.casefold() for each in printers]
    for each in printers:
        if names.count(each.name.casefold()) > 1:
            raise LabelPrinterNamesAlike(name=each.name)
    return tuple(printers)


def _check(printer: LabelPrinter) -> None:
    name = printer.name
    if not name or name != name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise LabelPrinterWrong(field="name")
    if printer.way is WayOut.ZPL_NETWORK:
        if not _HOST.fullmatch(printer.host):
            raise LabelPrinterWrong(field="host")
        if not 0 < printer.port < 65_536:
            raise LabelPrinterWrong(field="port")
    if printer.way in {WayOut.ZPL_QUEUE, WayOut.PDF_QUEUE} and not _QUEUE.fullmatch(printer.queue):
        raise LabelPrinterWrong(field="queue")
    if printer.way is WayOut.ZPL_DEVICE and not _is_port(printer.path):
        raise LabelPrinterWrong(field="path")
    if printer.speaks_zpl and printer.medium.kind is MediumKind.SHEET:
        raise LabelPrinterWrong(field="medium")
    if printer.dpi not in RESOLUTIONS:
        raise LabelPrinterWrong(field="dpi")


def _is_port(path: str) -> bool:
    return path.startswith("/dev/") and path.isprintable() and ".." not in path.split("/")
