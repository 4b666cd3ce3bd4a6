"""Settings that are written as they are: field by field."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from domain.places.settings import StockSettings
from domain.settings.postage import PostageSettings
from domain.settings.scanning import ScanSettings
from storage.codec import make_converter

STOCK: Final = "stock"
SCANNING: Final = "scanning"
POSTAGE: Final = "postage"
Plain = TypeVar("Plain", StockSettings, ScanSettings, PostageSettings)


def plain_from(kind: type[Plain], stored: Mapping[str, Any] | None) -> Plain:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure({**plain_to(kind()), **(stored or {})}, kind)


def plain_to(settings: StockSettings | ScanSettings | PostageSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written
