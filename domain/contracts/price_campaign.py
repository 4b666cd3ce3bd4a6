"""An announced change of price over many contracts: from a day on, by a percentage, unless a customer objects.

Nothing changes for who objected. Source: BILLING.md, "Price list change"; RULES.md 4, event 28.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, NewType, Protocol
from uuid import UUID

from domain.billing.periods import next_period_start, rhythm_on
from domain.billing.stretches import rate_on
from domain.contracts.model import Contract, ContractLine
from domain.contracts.status import Status
from domain.errors import Conflict, InvalidInput, NotFound
from domain.ids import ContractId
from domain.money import Currency, Money, total
from domain.period import ONE_DAY, Interval, Unit

CampaignId = NewType("CampaignId", UUID)

_HUNDRED: Final = Decimal(100)
_PER_YEAR: Final = {Unit.DAY: Decimal(365), Unit.WEEK: Decimal(365) / 7, Unit.MONTH: Decimal(12), Unit.YEAR: Decimal(1)}
RUNNING: Final = frozenset({Status.ACTIVE, Status.PAUSED})


class CampaignNotUnderstood(InvalidInput):
    """No change of price, one of -100 percent or less, no contract, or days in the wrong order."""

    code = "campaign_not_understood"


class UnknownCampaign(NotFound):
    """No campaign of this id, or the contract is not part of it."""

    code = "unknown_campaign"


class PriceChangedBefore(Conflict):
    """The new price holds already: another change puts it right."""

    code = "price_changed_before"


class Consent(StrEnum):
    """What became of one contract in a campaign. LEFT_OUT: it had ended, or notice was given, when the day came."""

    ANNOUNCED = "announced"
    OBJECTED = "objected"
    APPLIED = "applied"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Campaign:
    """`percent` above zero: dearer. It holds for periods that begin on `effective_on` or later; `object_until` is the
    last day on which an objection is in time.

    Raises CampaignNotUnderstood.
    """

    id: CampaignId
    title: str
    percent: Decimal
    effective_on: date
    object_until: date

    def __post_init__(self) -> None:
        is_percent = self.percent.is_finite() and self.percent > -_HUNDRED and self.percent != 0
        if not (is_percent and self.title.strip() and self.object_until < self.effective_on):
            raise CampaignNotUnderstood(title=self.title)


@dataclass(frozen=True, slots=True)
class Concerned:
    """One contract of a campaign: what one period costs before and after, by all recurring lines."""

    contract_id: ContractId
    number: str
    from_on: date
    before: Money
    after: Money
    year_before: Money
    year_after: Money
    consent: Consent = Consent.ANNOUNCED


@dataclass(frozen=True, slots=True)
class CampaignPreview:
    """What a campaign would change; sums of a year by currency (a forecast: a year has 12 months or 365 days)."""

    rows: tuple[Concerned, ...]
    year_before: tuple[Money, ...]
    year_after: tuple[Money, ...]


class Campaigns(Protocol):
    def add(self, campaign: Campaign, concerned: Sequence[Concerned]) -> None: ...

    def get(self, campaign_id: CampaignId) -> Campaign:
        """Raises UnknownCampaign."""
        ...

    def concerned(self, campaign_id: CampaignId) -> list[Concerned]:
        """In order of contract numbers."""
        ...

    def consent(self, campaign_id: CampaignId, contract_id: ContractId) -> Consent:
        """Locked until the command is done. Raises UnknownCampaign."""
        ...

    def set_consent(self, campaign_id: CampaignId, contract_id: ContractId, consent: Consent, on: date) -> None: ...


def concerned(contract: Contract, percent: Decimal, effective_on: date) -> Concerned | None:
    """What a campaign does to one contract; None: nothing (it does not run then, or nothing recurs)."""
    lines = _running(contract, effective_on)
    if contract.status not in RUNNING or not lines:
        return None
    nothing = Money(0, contract.terms.currency)
    before = after = year_before = year_after = nothing
    for line in lines:
        rate = rate_on(contract, line, _first_day(contract, line, effective_on))
        old, new = rate.price.times(rate.quantity), _raised(rate.price, percent).times(rate.quantity)
        times = _times_a_year(rhythm_on(contract, line, effective_on).interval)
        before, after = before + old, after + new
        year_before, year_after = year_before + old.times(times), year_after + new.times(times)
    first = min(_first_day(contract, line, effective_on) for line in lines)
    return Concerned(contract.id, contract.number, first, before, after, year_before, year_after)


def campaign_preview(contracts: Iterable[Contract], percent: Decimal, effective_on: date) -> CampaignPreview:
    """Over all contracts, without writing; those that nothing happens to are left out."""
    found = [concerned(each, percent, effective_on) for each in contracts]
    rows = tuple(each for each in found if each is not None)
    currencies = sorted({row.before.currency for row in rows})
    return CampaignPreview(
        rows,
        tuple(_sum((row.year_before for row in rows), currency) for currency in currencies),
        tuple(_sum((row.year_after for row in rows), currency) for currency in currencies),
    )


def repriced(contract: Contract, percent: Decimal, effective_on: date) -> Contract:
    """The timeline with the new prices, each from the line's first period that begins on the day or later."""
    changed = contract
    for line in _running(contract, effective_on):
        first = _first_day(contract, line, effective_on)
        price = _raised(rate_on(contract, line, first).price, percent)
        changed = changed.price_changed(line.id, first, price)
    return changed


def _running(contract: Contract, day: date) -> list[ContractLine]:
    """The recurring lines that still run when their first period with the new price begins."""
    found: list[ContractLine] = []
    for line in contract.lines:
        span = contract.span(line)
        if line.is_recurring and span is not None and _first_day(contract, line, day) in span:
            found.append(line)
    return found


def _first_day(contract: Contract, line: ContractLine, day: date) -> date:
    start = max(contract.start_on or day, line.start_on or date.min)
    return start if day <= start else next_period_start(contract, line, day - ONE_DAY)


def _raised(price: Money, percent: Decimal) -> Money:
    return price.times((_HUNDRED + percent) / _HUNDRED)


def _times_a_year(interval: Interval) -> Decimal:
    return _PER_YEAR[interval.unit] / interval.count


def _sum(amounts: Iterable[Money], currency: Currency) -> Money:
    return total((amount for amount in amounts if amount.currency == currency), currency)
