"""What the screens of purchases ask, and the rows that answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from domain.assets.status import Condition
from domain.buyout.book import KeptRules
from domain.buyout.formula import Worked
from domain.buyout.offer import Offer, OfferId, OfferStatus
from domain.buyout.offer_sheet import OfferSheet
from domain.buyout.quote import HeldThing, Taxed
from domain.contracts.model import Contract
from domain.contracts.preview_change import ChangePreview
from domain.contracts.status import Status
from domain.errors import AppError
from domain.ids import AssetId, ContractId, PlanId
from domain.money import Money


@dataclass(frozen=True, slots=True)
class Piece:
    """A thing that is with the customer. `quote` None: `refusal` says why no formula gives a price."""

    thing: HeldThing
    quote: Worked | None
    refusal: AppError | None = None


@dataclass(frozen=True, slots=True)
class OfferTold:
    """An offer with the names of its things and what it asks for in all. `stuck`: paid, and a thing is not there."""

    offer: Offer
    things: str
    asked: Taxed
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class PurchasePage:
    """Of one contract: what could be offered, all offers (newest first), and the deposit we hold."""

    contract: Contract
    pieces: tuple[Piece, ...]
    offers: tuple[OfferTold, ...]
    deposit: Money

    @property
    def can_offer(self) -> bool:
        return bool(self.pieces) and self.contract.start_on is not None


@dataclass(frozen=True, slots=True)
class Selling:
    """Where an offer begins: the contract, whose it is, and the thing that is meant (None: all of them)."""

    page: PurchasePage
    customer: str
    asset_id: AssetId | None = None


@dataclass(frozen=True, slots=True)
class AcceptPreview:
    """What accepting causes: at once, and when it is paid the same day."""

    now: ChangePreview
    paid: ChangePreview

    @property
    def rent_back(self) -> Money:
        """Rent that was charged for later days, given back when it is paid."""
        return self.now.today_more - self.paid.today_more

    @property
    def ends_contract(self) -> bool:
        return self.paid.contract.status is Status.BOUGHT_OUT


@dataclass(frozen=True, slots=True)
class Recovery:
    """Of the things of an offer, without VAT: rent so far, what repairs cost, what they were bought for (None: nobody
    entered it), and the price that is or would be paid."""

    rent: Money
    repair: Money
    acquired: Money | None
    price: Money

    @property
    def collected(self) -> Money:
        return self.rent + self.price

    @property
    def percent(self) -> Decimal | None:
        """Of the cost that came back. Source: RULES.md 2, "Cost recovery"."""
        if self.acquired is None or not self.acquired.minor:
            return None
        found = Decimal(self.collected.minor) * 100 / self.acquired.minor
        return found.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def margin(self) -> Money | None:
        return None if self.acquired is None else self.collected - self.acquired - self.repair


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One line of the list. `recovery` None: not asked for, or this role may not see it."""

    offer: Offer
    contract: str
    customer: str
    things: str
    recovery: Recovery | None = None


@dataclass(frozen=True, slots=True)
class OfferQuestion:
    """`statuses` empty: all. `text` is looked for in numbers and names."""

    text: str = ""
    statuses: tuple[OfferStatus, ...] = ()
    with_recovery: bool = False
    limit: int = 200


class BuyoutQuestions(Protocol):
    def purchases(self, contract_id: ContractId, conditions: Mapping[AssetId, Condition] | None = None) -> PurchasePage:
        """`conditions`: as a person saw the things; else as the ledger knows them. Raises UnknownContract."""
        ...

    def selling(self, ref: str) -> Selling:
        """By the code of a thing that is with a customer, or a contract's number. Raises UnknownContract."""
        ...

    def preview_accept(self, offer_id: OfferId, *, uses_deposit: bool) -> AcceptPreview:
        """Raises UnknownOffer, and what accepting would."""
        ...

    def preview_take_back(self, offer_id: OfferId) -> ChangePreview:
        """Raises UnknownOffer, and what taking back would."""
        ...

    def offers(self, question: OfferQuestion) -> tuple[OfferRow, ...]:
        """The newest first."""
        ...

    def offer_sheet(self, offer_id: OfferId) -> OfferSheet:
        """As it is printed. Raises UnknownOffer."""
        ...

    def rules(self, plan_id: PlanId) -> KeptRules:
        """Of the plan's family, whichever version is named."""
        ...
