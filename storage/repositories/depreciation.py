"""By which rules things lose value, as the owner decided."""

from collections.abc import Mapping
from typing import Any, Final

from domain.kpis.depreciation import DepreciationSettings
from storage.codec import make_converter

DEPRECIATION: Final = "depreciation"


def depreciation_from(stored: Mapping[str, Any] | None) -> DepreciationSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure(
        {**depreciation_to(DepreciationSettings()), **(stored or {})}, DepreciationSettings
    )


def depreciation_to(settings: DepreciationSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written
