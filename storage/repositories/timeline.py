"""What lies on a contract's timeline beside its lines, as the `timeline` column holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final
from uuid import UUID

from domain.contracts.about import About, ChargeCause
from domain.contracts.beginning import Beginning
from domain.contracts.bundle import Bundle
from domain.contracts.elsewhere import Elsewhere
from domain.contracts.model import Contract
from domain.contracts.parts import (
    Cycle,
    Discount,
    DueMove,
    Ending,
    GiveBack,
    Kept,
    Outage,
    Pause,
    Phase,
    Renewed,
)
from domain.contracts.payment import PaymentTerms
from domain.ids import AssetId
from domain.loyalty.scheme import Loyalty
from storage.codec import make_converter

_CONVERTER: Final = make_converter()


@dataclass(frozen=True, slots=True)
class Parts:
    """The members of the column; those that are empty are left out there."""

    cycles: tuple[Cycle, ...] = ()
    pauses: tuple[Pause, ...] = ()
    discounts: tuple[Discount, ...] = ()
    given_back: tuple[GiveBack, ...] = ()
    due_moves: tuple[DueMove, ...] = ()
    ending: Ending | None = None
    kept: tuple[Kept, ...] = ()
    renewed: tuple[Renewed, ...] = ()
    outages: tuple[Outage, ...] = ()
    reminded_of: date | None = None
    beginning: Beginning | None = None
    payment_terms: tuple[PaymentTerms, ...] = ()
    loyalty: Loyalty | None = None
    elsewhere: Elsewhere | None = None


NOTHING: Final = Parts()
PART_NAMES: Final = tuple(each.name for each in fields(Parts))
"""Called as the contract's own fields are."""


def parts_of(contract: Contract) -> Parts:
    return Parts(*(getattr(contract, name) for name in PART_NAMES))


def parts_from(stored: Mapping[str, Any]) -> Parts:
    return _CONVERTER.structure(stored, Parts) if stored else NOTHING


def parts_to(contract: Contract) -> dict[str, Any]:
    written: dict[str, Any] = _CONVERTER.unstructure(parts_of(contract))
    return {name: value for name, value in written.items() if value}


def contract_from(stored: Mapping[str, Any]) -> Contract:
    """A whole timeline as it was before a change."""
    return _CONVERTER.structure(stored, Contract)


def contract_to(contract: Contract) -> dict[str, Any]:
    written: dict[str, Any] = _CONVERTER.unstructure(contract)
    return written


def phases_from(stored: list[Any] | None) -> tuple[Phase, ...]:
    return _CONVERTER.structure(stored, tuple[Phase, ...]) if stored else ()


def phases_to(phases: tuple[Phase, ...]) -> list[Any]:
    written: list[Any] = _CONVERTER.unstructure(list(phases))
    return written


def bundle_from(stored: Mapping[str, Any] | None) -> Bundle | None:
    return None if stored is None else _CONVERTER.structure(stored, Bundle)


def bundle_to(bundle: Bundle) -> dict[str, Any]:
    written: dict[str, Any] = _CONVERTER.unstructure(bundle)
    return written


def about_from(stored: Mapping[str, Any] | None, asset_id: UUID | None) -> About | None:
    if stored is None:
        return None
    return About(ChargeCause(stored["cause"]), AssetId(asset_id) if asset_id else None, stored["message"])


def about_to(about: About) -> dict[str, str]:
    """Without the thing, which has a column of its own: the database knows then that it exists."""
    return {"cause": about.cause, "message": about.message}
