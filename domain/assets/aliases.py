"""Codes of others that lead to a thing of ours: old labels, makers' serials, GIAI, GRAI and SGTIN.

Source: RULES.md 3.12 and 6 (unknown: offer to attach).
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, final

from domain.assets.codes import CodeRefused, Gs1, Gtin, OwnCode, classify
from domain.errors import Conflict, RuleViolation
from domain.ids import AssetId


@final
class CodeNamesNoThing(CodeRefused):
    """An own code, a product's number or a parcel's: it never stands for one thing."""

    code = "code_names_no_thing"


class CodeAttachedBefore(RuleViolation):
    """It leads to this very thing already."""

    code = "code_attached_before"


class CodeOfAnotherThing(Conflict):
    """It leads to another thing; `asset` is that one's code."""

    code = "code_of_another_thing"


class CodeNotAttached(RuleViolation):
    """This thing has no such code (any more), or it is the serial that it was received with."""

    code = "code_not_attached"


class ThingIsGone(RuleViolation):
    """Sold, lost, retired, or its receipt was taken back: nothing is attached to it any more."""

    code = "thing_is_gone"


class Bearer(NamedTuple):
    """The thing that a text leads to; `is_serial`: by its serial, which stays."""

    asset_id: AssetId
    asset_code: str
    is_serial: bool


class AliasBook(Protocol):
    def bearer(self, text: str) -> Bearer | None: ...

    def of(self, asset_ids: Sequence[AssetId]) -> tuple[tuple[AssetId, str], ...]:
        """What is attached to these things, serials left out."""
        ...

    def is_product(self, gtin: str) -> bool:
        """Whether the catalogue has this number, of 14 digits."""
        ...

    def attach(self, asset_id: AssetId, text: str) -> None:
        """Raises SerialTaken (at the latest when the unit ends): somebody was faster."""
        ...

    def detach(self, asset_id: AssetId, text: str) -> None: ...


def alias_of(text: str, symbology: str = "") -> str:
    """The one spelling under which a code is kept and found: that of `resolve`.

    Raises:
        CodeNamesNoThing: it names something else than one thing.
        CodeRefused: it is no code that may act.
    """
    found = classify(text, symbology or None)
    if isinstance(found, OwnCode) or (isinstance(found, Gtin) and symbology):
        raise CodeNamesNoThing(text=found.text)
    if not isinstance(found, Gs1):
        return found.text
    if found.thing is None and (found.serial is None or found.parcel is not None):
        raise CodeNamesNoThing(text=found.text)
    return found.thing or found.serial or found.text
