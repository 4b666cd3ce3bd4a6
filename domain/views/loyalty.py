"""What the back office and the owner ask about vouchers, friends and staying."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.contracts.preview_change import ChangePreview
from domain.ids import ContractId, CustomerId, PlanId
from domain.loyalty.book import KeptProgramme
from domain.loyalty.referrals import Referral, ReferralState
from domain.loyalty.scheme import Scheme
from domain.loyalty.steps import NextBenefit
from domain.loyalty.vouchers import Batch, BatchId, VoucherState
from domain.money import Money


@dataclass(frozen=True, slots=True)
class BatchRow:
    """`codes` of it, `used` uses in all. `discounts` is what they took off what was billed so far, `revenue` what the
    contracts they were used for were billed. `code` is the only one, "" when there are more."""

    batch: Batch
    code: str
    codes: int
    used: int
    discounts: Money
    revenue: Money


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code. `contracts` and `customers` used it, as numbers."""

    code: str
    state: VoucherState
    used: int
    contracts: str
    customers: str


@dataclass(frozen=True, slots=True)
class FriendRow:
    """`revenue`: what the friend was billed so far, less credits. `cost`: the reward, and what of it lapsed."""

    referral: Referral
    referrer: str
    referrer_number: str
    friend: str
    friend_number: str
    contract: str
    revenue: Money
    cost: Money


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """`contracts` have it agreed, by its title; `plans` are the names of those it is for, "" for all."""

    scheme: Scheme
    contracts: int
    plans: str


@dataclass(frozen=True, slots=True)
class Family:
    """A price plan in all its versions, to choose from."""

    family: PlanId
    title: str


@dataclass(frozen=True, slots=True)
class Coming:
    """What one contract has to look forward to."""

    contract: str
    title: str
    next: NextBenefit | None


@dataclass(frozen=True, slots=True)
class CustomerLoyalty:
    """`code` None: they have none yet. `rewards` are all that were given. `own_scheme` None: as everybody."""

    code: str | None
    is_open: bool
    is_active: bool
    friends: tuple[FriendRow, ...]
    rewards: Money
    coming: tuple[Coming, ...]
    own_scheme: str | None
    vouchers: tuple[str, ...] = ()


class LoyaltyQuestions(Protocol):
    def programme(self) -> KeptProgramme: ...

    def batches(self) -> Sequence[BatchRow]:
        """The newest first."""
        ...

    def batch(self, batch_id: BatchId) -> Batch:
        """Raises UnknownBatch."""
        ...

    def codes(self, batch_id: BatchId, today: date) -> Sequence[CodeRow]: ...

    def friends(self, text: str, states: Sequence[ReferralState], limit: int) -> Sequence[FriendRow]:
        """The newest first. `states` empty: all."""
        ...

    def schemes(self) -> Sequence[SchemeRow]: ...

    def families(self) -> Sequence[Family]:
        """Recurring plans on offer, by name."""
        ...

    def of_customer(self, customer_id: CustomerId, today: date) -> CustomerLoyalty: ...

    def redeeming(self, contract_id: ContractId, code: str) -> ChangePreview:
        """What the voucher would do to a running contract. Raises what redeeming it would."""
        ...
