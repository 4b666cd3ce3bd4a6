"""Money given back for days that stay charged: goodwill, and refunds for late delivery or a defect.

Source: BILLING.md, lesson 15: a refund names the days that it concerns.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from domain.billing.charges import line_charges
from domain.contracts.model import Contract
from domain.contracts.parts import GiveBack, GiveBackReason, NothingGivenBack
from domain.errors import RuleViolation
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import ONE_DAY, Period


class NothingChargedThen(RuleViolation):
    """No day of this period is charged, so nothing of it can be given back."""

    code = "nothing_charged_then"


class MoreThanCharged(RuleViolation):
    """More would be given back than these periods cost."""

    code = "more_than_charged"


class _Cost(NamedTuple):
    """Days of one charge of a line: what they cost, and what the whole charge costs."""

    line_id: ContractLineId
    days: Period
    amount: Money
    whole: Money


@dataclass(frozen=True, slots=True)
class Gift:
    """What is given back: `amount` for the days of `period`, None: all that they cost.

    `line_ids` empty: all recurring lines. `key` tells it from others; its parts are numbered.
    """

    key: str
    period: Period
    amount: Money | None
    reason: GiveBackReason = GiveBackReason.GOODWILL
    line_ids: tuple[ContractLineId, ...] = ()


def given_back(contract: Contract, gift: Gift) -> Contract:
    """Spread over the lines and their charges within the period, by what these cost.

    An amount may exceed what the days cost, but not what the charges cost that these days belong to.

    Raises:
        NothingChargedThen: no day of the period is charged.
        MoreThanCharged: the amount exceeds it.
        NothingGivenBack: all of these days cost nothing, or the amount is nothing.
    """
    lines = gift.line_ids or tuple(line.id for line in contract.lines if line.is_recurring)
    found = [cost for line_id in lines for cost in _costs(contract, line_id, gift.period)]
    if not found:
        raise NothingChargedThen(first_day=gift.period.first_day, last_day=gift.period.last_day)
    currency = contract.terms.currency
    days_cost = Money(sum(cost.amount.minor for cost in found), currency)
    whole = Money(sum(cost.whole.minor for cost in found), currency)
    given = days_cost if gift.amount is None else gift.amount
    if whole < given:
        raise MoreThanCharged(amount=given, charged=whole)
    if given.minor <= 0:
        raise NothingGivenBack(amount=given)
    parts = given.split([(cost.whole if days_cost < given else cost.amount).minor for cost in found])
    more = tuple(
        GiveBack(f"{gift.key}-{number}", cost.line_id, cost.days, part, gift.reason)
        for number, (cost, part) in enumerate(zip(found, parts, strict=True), start=1)
        if part
    )
    return replace(contract, given_back=(*contract.given_back, *more))


def _costs(contract: Contract, line_id: ContractLineId, period: Period) -> list[_Cost]:
    found: list[_Cost] = []
    last = period.start if period.end is None else period.end - ONE_DAY
    for charge in line_charges(contract, contract.line(line_id), last, last):
        common = charge.period.intersect(period)
        if common is not None:
            found.append(_Cost(line_id, common, charge.amount.share(common.days, charge.period.days), charge.amount))
    return found
