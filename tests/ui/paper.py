"""A label printer that notes what it gets."""

from collections.abc import Iterable, Iterator

from domain.labels.medium import MEDIA
from domain.labels.printers import LabelPrinter, LabelPrinterUnreachable, WayOut
from hardware.printers.picture import printed

ZEBRA = LabelPrinter("Zebra", WayOut.ZPL_NETWORK, MEDIA["dymo_89_36"], host="127.0.0.1")


class Paper:
    """`is_off`: it takes nothing."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.is_off = False

    def send(self, parts: Iterable[bytes]) -> Iterator[int]:
        if self.is_off:
            raise LabelPrinterUnreachable(printer="Zebra", why="Connection refused")
        for count, part in enumerate(parts, start=1):
            self.parts.append(part)
            yield count

    def words(self) -> list[str]:
        """The lines of all labels, as they stand on them."""
        return [word for part in self.parts for each in printed(part.decode()) for word in each.words]
