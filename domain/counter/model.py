"""A sale at the counter: what was agreed, signed and paid there, and how far the worker is with it. Its ways as one
table.

Money and signature are facts from the moment on in which they are kept; contract, bill and bookings follow. What cannot
follow waits for a person, and the money that was taken stands to the customer's credit meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID, uuid5

from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import AssetId, ContractId, CustomerId, OrderId, PersonId, StoreId
from domain.money import Money
from domain.orders.place_order import OrderedItem
from domain.till.model import ReceiptId, TillId

SaleId = NewType("SaleId", UUID)

NOTE_LENGTH: Final = 300
LARGEST_SIGNATURE: Final = 512 * 1024


class SaleStage(StrEnum):
    """TAKEN: kept, and the worker has not been there. BOOKED: there is an order, and goods wait for being handed over.
    STUCK: a person decides. DONE: nothing is left to do. TAKEN_BACK: nothing came of it."""

    TAKEN = "taken"
    BOOKED = "booked"
    DONE = "done"
    STUCK = "stuck"
    TAKEN_BACK = "taken_back"


class SaleStep(StrEnum):
    """SELL: goods without a name left with the receipt. BRING_BACK: and came back with it. HINDER: something stands
    against the hand-over. HONOUR: a person wants it carried out as it was agreed."""

    SELL = "sell"
    BRING_BACK = "bring_back"
    BOOK = "book"
    STICK = "stick"
    HONOUR = "honour"
    TAKE_BACK = "take_back"
    HINDER = "hinder"
    HAND_OVER = "hand_over"


TRANSITIONS: Final[Mapping[tuple[SaleStage, SaleStep], SaleStage]] = {
    (SaleStage.TAKEN, SaleStep.SELL): SaleStage.DONE,
    (SaleStage.DONE, SaleStep.BRING_BACK): SaleStage.TAKEN_BACK,
    (SaleStage.TAKEN, SaleStep.BOOK): SaleStage.BOOKED,
    (SaleStage.TAKEN, SaleStep.STICK): SaleStage.STUCK,
    (SaleStage.STUCK, SaleStep.HONOUR): SaleStage.TAKEN,
    (SaleStage.STUCK, SaleStep.TAKE_BACK): SaleStage.TAKEN_BACK,
    (SaleStage.BOOKED, SaleStep.HINDER): SaleStage.BOOKED,
    (SaleStage.BOOKED, SaleStep.HAND_OVER): SaleStage.DONE,
}


class Consent(StrEnum):
    """What the customer agreed to at the counter. SEPA: a mandate; PRIVACY: was handed the notice."""

    TERMS = "terms"
    PRIVACY = "privacy"
    CREDIT_CHECK = "credit_check"
    SEPA = "sepa"


class UnknownSale(NotFound):
    """No sale of this id, or another store's."""

    code = "unknown_sale"


class IllegalSaleStep(RuleViolation):
    """The sale is not in a state from which this is possible."""

    code = "illegal_sale_step"


class NothingSold(InvalidInput):
    """A sale names what is sold."""

    code = "nothing_sold"


class NotForAnybody(RuleViolation):
    """Without a customer only things that are bought once and carried away are sold."""

    code = "not_for_anybody"


class PriceNotValid(RuleViolation):
    """The plan was not offered any more on the day of the sale, or another price was agreed than it knows."""

    code = "sale_price_not_valid"


class ThingNamedTwice(InvalidInput):
    """The same thing cannot be sold twice, and no more things than pieces."""

    code = "thing_named_twice"


class SaleReasonMissing(InvalidInput):
    """Why a person decides has to be said, in a line or two."""

    code = "sale_reason_missing"


class SignedPictureWrong(InvalidInput):
    """A picture (PNG or SVG) of at most half a megabyte, and the digest is its own."""

    code = "signed_picture_wrong"


class GoodsMissing(RuleViolation):
    """Something of the order was not scanned or counted: it is handed over as a whole."""

    code = "goods_missing"


class SaleOnceOnly(Conflict):
    """This sale, or its signature, was kept before."""

    code = "sale_once_only"


@dataclass(frozen=True, slots=True)
class SoldItem:
    """`seen` is the plan's price of one piece as it was shown; `item.price` another one that was agreed, None: `seen`.

    `asset_ids`: the things that were scanned for it, as far as they were. `because`: why another price was agreed.
    """

    item: OrderedItem
    seen: Money
    asset_ids: tuple[AssetId, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class KeptItem:
    """As it is kept, and said by the database: `was_offered`: the plan was offered when it was sold; `is_allowed`:
    whoever sold it may agree that price at that till."""

    sold: SoldItem
    title: str
    was_offered: bool = True
    is_allowed: bool = False


@dataclass(frozen=True, slots=True)
class CounterSale:
    """`customer_id` None: goods without a name. `number` is the receipt's, "" where nothing was to pay at once.

    `is_honoured`: a person wants it carried out although its price was not valid. `signature` is the digest of what
    was signed, "" for nothing.
    """

    id: SaleId
    number: str
    till_id: TillId
    store_id: StoreId
    person_id: PersonId
    customer_id: CustomerId | None
    sold_on: date
    at: datetime
    items: tuple[KeptItem, ...]
    receipt_id: ReceiptId | None = None
    voucher: str = ""
    start_on: date | None = None
    note: str = ""
    signature: str = ""
    consents: tuple[Consent, ...] = ()
    stage: SaleStage = SaleStage.TAKEN
    is_honoured: bool = False

    @property
    def order_id(self) -> OrderId:
        """Made from the sale's id: carried out twice, there is one order."""
        return OrderId(uuid5(self.id, "order"))

    @property
    def contract_id(self) -> ContractId:
        return ContractId(uuid5(self.id, "contract"))

    @property
    def asset_ids(self) -> tuple[AssetId, ...]:
        return tuple(asset_id for each in self.items for asset_id in each.sold.asset_ids)

    def stepped(self, step: SaleStep) -> "CounterSale":
        """Raises IllegalSaleStep."""
        return replace(self, stage=after(self.stage, step), is_honoured=self.is_honoured or step is SaleStep.HONOUR)


def after(stage: SaleStage, step: SaleStep) -> SaleStage:
    """The stage that follows. Raises IllegalSaleStep for pairs outside the table."""
    if (stage, step) not in TRANSITIONS:
        raise IllegalSaleStep(stage=stage, step=step)
    return TRANSITIONS[stage, step]
