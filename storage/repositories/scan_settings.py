"""How the value of the settings for scanning is written."""

from collections.abc import Mapping
from typing import Any, Final

from domain.settings.scanning import ScanSettings
from storage.codec import make_converter

SCANNING: Final = "scanning"


def scanning_from(stored: Mapping[str, Any] | None) -> ScanSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure({**scanning_to(ScanSettings()), **(stored or {})}, ScanSettings)


def scanning_to(settings: ScanSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written
