"""How the owner's rules of stock are written."""

from collections.abc import Mapping
from typing import Any, Final

from domain.places.settings import StockSettings
from storage.codec import make_converter

STOCK: Final = "stock"


def stock_from(stored: Mapping[str, Any] | None) -> StockSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure({**stock_to(StockSettings()), **(stored or {})}, StockSettings)


def stock_to(settings: StockSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written
