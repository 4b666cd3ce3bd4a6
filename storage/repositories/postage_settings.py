"""How the owner's table of postage is written."""

from collections.abc import Mapping
from typing import Any, Final

from domain.settings.postage import PostageSettings
from storage.codec import make_converter

POSTAGE: Final = "postage"


def postage_from(stored: Mapping[str, Any] | None) -> PostageSettings:
    """Never saved: there are no zones."""
    return make_converter().structure(stored, PostageSettings) if stored else PostageSettings()


def postage_to(settings: PostageSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written
