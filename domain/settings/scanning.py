"""Which symbols count on which page: a code of another kind is named, and not acted on."""

from dataclasses import dataclass, fields
from typing import Final

from domain.assets.symbologies import NAMES, SYMBOLOGIES
from domain.errors import InvalidInput, RuleViolation

_LABELS: Final = {"CODE128", "GS1_128", "QRCODE", "DATAMATRIX"}
_BOXES: Final = {"EAN13", "EAN8", "UPCA", "UPCE"}
_MAKERS: Final = {"CODE39", "CODE93", "ITF"}
_PAGES: Final = {
    "receive": "receiving",
    "ship": "shipping",
    "return": "returns",
    "refurbish": "workshop",
    "supplies": "supplies",
}
"""Key of a page → the field that it goes by; every other page goes by `elsewhere`."""


class SymbologyNotTaken(RuleViolation):
    """The owner takes no codes of this kind on this page."""

    code = "symbology_not_taken"


class NoSymbologyLeft(InvalidInput):
    """A page that takes nothing, not even our own labels, could not be worked with."""

    code = "no_symbology_left"


def _of(*groups: set[str]) -> tuple[str, ...]:
    return tuple(name for name in SYMBOLOGIES if any(name in group for group in groups))


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """What each page takes: names of SYMBOLOGIES, in their order. PDF417 (identity cards), Aztec (tickets) and Codabar
    (read out of nothing more often than any other) usually count nowhere.

    Raises NoSymbologyLeft: a page takes neither Code 128 nor QR codes, of which our own labels are made.
    """

    receiving: tuple[str, ...] = _of(_LABELS, _BOXES, _MAKERS)
    shipping: tuple[str, ...] = _of(_LABELS, _BOXES, _MAKERS)
    returns: tuple[str, ...] = _of(_LABELS, _MAKERS)
    workshop: tuple[str, ...] = _of(_LABELS, _BOXES, _MAKERS)
    supplies: tuple[str, ...] = _of(_LABELS, _BOXES, _MAKERS)
    elsewhere: tuple[str, ...] = _of(_LABELS, _BOXES, _MAKERS)

    def __post_init__(self) -> None:
        for page in fields(self):
            names = getattr(self, page.name)
            if names != _of(set(names)) or not {"CODE128", "QRCODE"} & set(names):
                raise NoSymbologyLeft(page=page.name)

    def check(self, page: str, symbology: str | None) -> None:
        """`page`: its key. `symbology` None: the device does not tell, and nothing can be said.

        Raises SymbologyNotTaken.
        """
        if symbology is not None and symbology not in getattr(self, _PAGES.get(page, "elsewhere")):
            raise SymbologyNotTaken(symbology=NAMES.get(symbology, symbology), page=page)
