"""An offer to keep rented things for a price: a document with a number, valid until a day. Its ways as one table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.buyout.formula import FormulaKind
from domain.errors import Conflict, NotFound, RuleViolation
from domain.ids import AssetId, ContractId, ContractLineId
from domain.money import Currency, Money, total

OfferId = NewType("OfferId", UUID)

PREFIX: Final = "BO"


class OfferStatus(StrEnum):
    """ACCEPTED: charged and waiting for its money. SETTLED: the things are the customer's."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"


class OfferAction(StrEnum):
    """What customers, the house, days and payments do to an offer."""

    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    SETTLE = "settle"
    TAKE_BACK = "take_back"


class IllegalOfferTransition(RuleViolation):
    """The offer is not in a state from which this is possible."""

    code = "illegal_offer_transition"


class UnknownOffer(NotFound):
    """No offer of this id, or this role may not see it."""

    code = "unknown_offer"


class OfferExpired(RuleViolation):
    """Its last day is over: the house is no longer bound by it."""

    code = "offer_expired"


class BuyoutPending(Conflict):
    """One of these things is being bought already."""

    code = "buyout_pending"


TRANSITIONS: Final[Mapping[tuple[OfferStatus, OfferAction], OfferStatus]] = {
    (OfferStatus.OFFERED, OfferAction.ACCEPT): OfferStatus.ACCEPTED,
    (OfferStatus.OFFERED, OfferAction.WITHDRAW): OfferStatus.WITHDRAWN,
    (OfferStatus.OFFERED, OfferAction.EXPIRE): OfferStatus.EXPIRED,
    (OfferStatus.ACCEPTED, OfferAction.SETTLE): OfferStatus.SETTLED,
    (OfferStatus.ACCEPTED, OfferAction.TAKE_BACK): OfferStatus.TAKEN_BACK,
}

LIVE: Final = frozenset({OfferStatus.OFFERED, OfferStatus.ACCEPTED})


def after(status: OfferStatus, action: OfferAction) -> OfferStatus:
    """The state that follows. Raises IllegalOfferTransition when the table has no such way."""
    if (status, action) not in TRANSITIONS:
        raise IllegalOfferTransition(status=status, action=action)
    return TRANSITIONS[status, action]


@dataclass(frozen=True, slots=True)
class OfferItem:
    """One thing and its price. `sale_line_id` is the line that charges it; None: not accepted yet."""

    asset_id: AssetId
    line_id: ContractLineId
    price: Money
    formula: FormulaKind
    sale_line_id: ContractLineId | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """`valid_until` is the last day on which it can be accepted. `closed_on`: the day it left its live states.

    `uses_deposit`: the deposit pays as much of it as it can. `on_credit`: the things change hands before the money.
    """

    id: OfferId
    number: str
    contract_id: ContractId
    items: tuple[OfferItem, ...]
    offered_on: date
    valid_until: date
    status: OfferStatus = OfferStatus.OFFERED
    on_credit: bool = False
    uses_deposit: bool = False
    accepted_on: date | None = None
    closed_on: date | None = None
    reason: str = ""

    @property
    def currency(self) -> Currency:
        return self.items[0].price.currency

    @property
    def price(self) -> Money:
        """Of all things together, as the contract's prices are."""
        return total((each.price for each in self.items), self.currency)

    @property
    def assets(self) -> frozenset[AssetId]:
        return frozenset(each.asset_id for each in self.items)

    @property
    def sale_lines(self) -> tuple[ContractLineId, ...]:
        return tuple(each.sale_line_id for each in self.items if each.sale_line_id is not None)

    def accepted(self, on: date, sale_lines: Mapping[AssetId, ContractLineId], *, uses_deposit: bool) -> "Offer":
        """Raises IllegalOfferTransition, OfferExpired."""
        status = after(self.status, OfferAction.ACCEPT)
        if on > self.valid_until:
            raise OfferExpired(number=self.number, until=self.valid_until)
        items = tuple(replace(each, sale_line_id=sale_lines[each.asset_id]) for each in self.items)
        return replace(self, status=status, accepted_on=on, items=items, uses_deposit=uses_deposit)

    def closed(self, action: OfferAction, on: date, reason: str = "") -> "Offer":
        """Withdrawn, expired, settled or taken back. Raises IllegalOfferTransition."""
        return replace(self, status=after(self.status, action), closed_on=on, reason=reason or self.reason)
