"""What the back office and the owner ask about vouchers, friends and staying."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.contracts.preview_change import ChangePreview
from domain.ids import ContractId, CustomerId, PlanId
from domain.loyalty.book import KeptProgramme, KeptTiers
from domain.loyalty.referrals import Referral, ReferralState
from domain.loyalty.scheme import Scheme
from domain.loyalty.steps import NextBenefit
from domain.loyalty.tiers import Standing, Tier, TierProgramme
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
class Climbing:
    """Where a customer stands among the owner's steps. `standing` None: they never had one. `coming` None: nothing more
    can be reached. `reached` in months or minor units, as `programme` measures."""

    programme: TierProgramme
    standing: Standing | None
    coming: Tier | None
    reached: int

    @property
    def missing(self) -> int:
        """To the next step; 0: it is reached, and seen tomorrow morning."""
        return 0 if self.coming is None else max(self.coming.least - self.reached, 0)


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
    climbing: Climbing
    vouchers: tuple[str, ...] = ()


class FigureKind(StrEnum):
    """What is counted. CODES: given to customers; CODES_USED: those that brought somebody. DUE: promised, and waits."""

    CODES = "codes"
    CODES_USED = "codes_used"
    FRIENDS = "friends"
    FRIENDS_REVENUE = "friends_revenue"
    DUE = "due"
    BLOCKED = "blocked"
    PAID = "paid"
    LAPSED = "lapsed"
    NOT_GIVEN = "not_given"
    VOUCHER_USES = "voucher_uses"
    TIERS_REACHED = "tiers_reached"


@dataclass(frozen=True, slots=True)
class Figure:
    """`amount` None: it has none."""

    kind: FigureKind
    number: int
    amount: Money | None = None


class StayingKind(StrEnum):
    """Customers compared: all, those whom a friend brought, those who used a voucher, those with a step, without."""

    ALL = "all"
    BROUGHT = "brought"
    WITH_VOUCHER = "with_voucher"
    TIER = "tier"
    NO_TIER = "no_tier"


@dataclass(frozen=True, slots=True)
class Staying:
    """Customers with a contract that ever began. `here`: one of them runs. `months` on average from the first day to
    today, or to the last one. `tier` is the step's name, "" for the other kinds."""

    kind: StayingKind
    tier: str
    customers: int
    here: int
    months: int

    @property
    def share(self) -> int:
        """Of all of them, in whole percent."""
        return (200 * self.here + self.customers) // (2 * self.customers) if self.customers else 0


@dataclass(frozen=True, slots=True)
class LoyaltyFigures:
    figures: tuple[Figure, ...]
    staying: tuple[Staying, ...]


class LoyaltyQuestions(Protocol):
    def programme(self) -> KeptProgramme: ...

    def tiers(self) -> KeptTiers: ...

    def figures(self, since: date | None, until: date | None, today: date) -> LoyaltyFigures:
        """What happened on days in [since, until), and who stays, whenever they came."""
        ...

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
