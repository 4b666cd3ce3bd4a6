"""An announced change of price over many contracts: from a day on, by a rule, unless a customer objects.

Nothing changes for who objected. Source: BILLING.md, "Price list change"; RULES.md 4, event 28.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final, NewType, Protocol
from uuid import UUID

from domain.contracts.status import Status
from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import ContractId, ContractLineId, PlanId
from domain.money import EUR, Currency, Money
from domain.period import Interval, Unit

CampaignId = NewType("CampaignId", UUID)

_HUNDRED: Final = Decimal(100)
_MONTH: Final = Interval(Unit.MONTH)
DAYS_TO_OBJECT: Final = timedelta(days=14)
"""A customer has at least so long to object."""
RUNNING: Final = frozenset({Status.ACTIVE, Status.PAUSED})


class CampaignNotUnderstood(InvalidInput):
    """No change of price, one of -100 percent or less, no contract, no title, or days in the wrong order."""

    code = "campaign_not_understood"


class PriceNoticeTooShort(RuleViolation):
    """Dearer at the earliest one month after the letters, and at least 14 days to object (section 308 no. 5 BGB)."""

    code = "price_notice_too_short"


class UnknownCampaign(NotFound):
    """No campaign of this id, or the contract is not part of it."""

    code = "unknown_campaign"


class PriceChangedBefore(Conflict):
    """The new price holds already: another change puts it right."""

    code = "price_changed_before"


class CampaignWithdrawn(Conflict):
    """The campaign was withdrawn: nothing changes for anybody."""

    code = "campaign_withdrawn"


class CampaignTooLateToWithdraw(RuleViolation):
    """The day of the new prices has come."""

    code = "campaign_too_late_to_withdraw"


class Consent(StrEnum):
    """What became of one contract in a campaign. CHOSEN: its letter is being written. LEFT_OUT: nothing is to change,
    or something else had changed when the day came."""

    CHOSEN = "chosen"
    ANNOUNCED = "announced"
    OBJECTED = "objected"
    APPLIED = "applied"
    LEFT_OUT = "left_out"
    WITHDRAWN = "withdrawn"


class LeftOut(StrEnum):
    """Why a campaign does nothing to a contract."""

    NOT_RUNNING = "not_running"
    ENDS_BEFORE = "ends_before"
    IN_TERM = "in_term"
    IN_CAMPAIGN = "in_campaign"
    NO_CHANGE = "no_change"
    CHANGED_MEANWHILE = "changed_meanwhile"


class Oddity(StrEnum):
    """What a person should look at before the letter goes out, the oddest first."""

    BIG_JUMP = "big_jump"
    ENDS_SOON = "ends_soon"
    LATER_PRICE = "later_price"
    DISCOUNT = "discount"
    AFTER_PHASES = "after_phases"
    AFTER_TERM = "after_term"
    NONE = "none"


class InTerm(StrEnum):
    """What a dearer price does to a contract inside its minimum term: it waits for the term's end, leaves the contract
    out, or holds although (where the contract says so)."""

    AFTER_TERM = "after_term"
    LEAVE_OUT = "leave_out"
    ALTHOUGH = "although"


class Rounding(StrEnum):
    """To what a new price is rounded, half up."""

    CENT = "cent"
    TEN_CENTS = "ten_cents"
    FIFTY_CENTS = "fifty_cents"
    FULL = "full"


_STEP: Final = {Rounding.CENT: 1, Rounding.TEN_CENTS: 10, Rounding.FIFTY_CENTS: 50, Rounding.FULL: 100}


@dataclass(frozen=True, slots=True)
class PlanPrice:
    """A new price for all lines under one plan; `plan_ids` are all its versions."""

    plan_ids: tuple[PlanId, ...]
    price: Money


@dataclass(frozen=True, slots=True)
class PriceRule:
    """By `percent` (above zero: dearer) for the lines under `plan_ids` (empty: all), or new `prices` by plan.

    Raises CampaignNotUnderstood.
    """

    percent: Decimal | None = None
    plan_ids: tuple[PlanId, ...] = ()
    prices: tuple[PlanPrice, ...] = ()
    rounding: Rounding = Rounding.CENT
    in_term: InTerm = InTerm.AFTER_TERM
    currency: Currency = EUR

    def __post_init__(self) -> None:
        if (self.percent is None) != bool(self.prices):
            raise CampaignNotUnderstood(percent=self.percent)
        if self.percent is not None and not (
            self.percent.is_finite() and self.percent > -_HUNDRED and self.percent != 0 and self.percent <= 1000
        ):
            raise CampaignNotUnderstood(percent=self.percent)
        if any(each.price.currency != self.currency or each.price.minor < 0 for each in self.prices):
            raise CampaignNotUnderstood(percent=None)

    def new_price(self, old: Money, plan_id: PlanId | None) -> Money | None:
        """None: the rule says nothing about this line."""
        if self.percent is None:
            return next((each.price for each in self.prices if plan_id in each.plan_ids), None)
        if self.plan_ids and plan_id not in self.plan_ids:
            return None
        step = _STEP[self.rounding]
        raised = Decimal(old.minor) * (_HUNDRED + self.percent) / _HUNDRED / step
        return Money(int(raised.quantize(Decimal(1), ROUND_HALF_UP)) * step, old.currency)


@dataclass(frozen=True, slots=True)
class Campaign:
    """It holds for periods that begin on `effective_on` or later; `object_until` is the last day on which an objection
    is in time. `withdrawn_on` None: it stands.

    Raises CampaignNotUnderstood.
    """

    id: CampaignId
    title: str
    rule: PriceRule
    effective_on: date
    object_until: date
    announced_on: date
    withdrawn_on: date | None = None

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.announced_on <= self.object_until < self.effective_on:
            raise CampaignNotUnderstood(title=self.title)

    @property
    def is_dearer(self) -> bool:
        """False only where every price falls for sure; a list of new prices counts as dearer."""
        return self.rule.percent is None or self.rule.percent > 0

    def check_notice(self) -> None:
        """Raises PriceNoticeTooShort."""
        earliest = earliest_day(self.announced_on)
        too_soon = self.effective_on < earliest or self.object_until < self.announced_on + DAYS_TO_OBJECT
        if self.is_dearer and too_soon:
            raise PriceNoticeTooShort(earliest=earliest, object_until=self.announced_on + DAYS_TO_OBJECT)


def earliest_day(announced_on: date) -> date:
    """From when on a dearer price may hold that is announced on a day."""
    return _MONTH.after(announced_on, 1)


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What was announced for one line: the price of one unit from a day on. `interval` is that of its periods."""

    line_id: ContractLineId
    title: str
    from_on: date
    old: Money
    new: Money
    interval: Interval


@dataclass(frozen=True, slots=True)
class Concerned:
    """One contract of a campaign. `lines` empty: it is left out, for `left_out`. The sums of a year are a forecast
    (12 months or 365 days) over the announced lines. `oddity` is for the preview alone."""

    contract_id: ContractId
    number: str
    lines: tuple[LinePrice, ...]
    year_before: Money
    year_after: Money
    consent: Consent = Consent.ANNOUNCED
    left_out: LeftOut | None = None
    oddity: Oddity = Oddity.NONE

    @property
    def from_on(self) -> date | None:
        """The first day on which one of its prices is another; None: left out."""
        return min((line.from_on for line in self.lines), default=None)

    @property
    def percent(self) -> Decimal | None:
        """How much dearer a year is; None where it cost nothing before."""
        if not self.year_before.minor:
            return None
        more = Decimal(self.year_after.minor - self.year_before.minor) * 100 / self.year_before.minor
        return more.quantize(Decimal("0.1"), ROUND_HALF_UP)


class Campaigns(Protocol):
    def add(self, campaign: Campaign, contract_ids: Sequence[ContractId]) -> None:
        """All of them CHOSEN. Raises UnknownCampaign when one is no contract."""
        ...

    def get(self, campaign_id: CampaignId) -> Campaign:
        """Raises UnknownCampaign."""
        ...

    def consent(self, campaign_id: CampaignId, contract_id: ContractId) -> Consent:
        """Locked until the command is done. Raises UnknownCampaign."""
        ...

    def prices(self, campaign_id: CampaignId, contract_id: ContractId) -> tuple[LinePrice, ...]:
        """What was announced for it."""
        ...

    def companies(self, contract_ids: Sequence[ContractId]) -> frozenset[ContractId]:
        """Those of the contracts whose customer is a company."""
        ...

    def elsewhere(self, campaign_id: CampaignId, contract_ids: Sequence[ContractId]) -> frozenset[ContractId]:
        """Those of the contracts that another campaign is still to change."""
        ...

    def told(self, campaign_id: CampaignId, concerned: Concerned) -> None:
        """Keeps what the contract's letter says, or why it gets none."""
        ...

    def set_consent(
        self, campaign_id: CampaignId, contract_id: ContractId, consent: Consent, on: date, reason: str = ""
    ) -> None: ...

    def withdraw(self, campaign_id: CampaignId, on: date) -> None:
        """For all contracts that were not dealt with yet, too."""
        ...

    def withdrawn_letters(self, campaign_id: CampaignId) -> Iterable[ContractId]:
        """The contracts that were told a new price which was then withdrawn."""
        ...
