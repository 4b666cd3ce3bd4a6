"""What an end before the minimum term costs: four rules, capped by what would still be to pay."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.billing.charges import charges
from domain.contracts.agreed import EarlyEnd, FeeRule, step_for
from domain.contracts.model import Contract
from domain.money import Money
from domain.period import ONE_DAY, add_months


def early_end_fee(contract: Contract, agreed: EarlyEnd, last_day: date, term_last_day: date) -> Money:
    """The fee for an end on `last_day` where notice would end the contract on `term_last_day`."""
    left = remaining_value(contract, last_day, term_last_day)
    fee = Money(0, contract.terms.currency)
    if agreed.rule is FeeRule.REMAINING:
        fee = left
    elif agreed.rule is FeeRule.PERCENT and agreed.percent is not None:
        fee = left.times(agreed.percent / Decimal(100))
    elif agreed.rule is FeeRule.FIXED and agreed.amount is not None:
        fee = agreed.amount
    else:
        step = step_for(agreed.steps, months_begun(contract, last_day))
        fee = fee if step is None else step.amount
    return min(fee, left)


def remaining_value(contract: Contract, last_day: date, term_last_day: date) -> Money:
    """What the recurring lines would still cost from the day after `last_day` to `term_last_day`.

    Counted by the charges themselves: with the one end, less those with the other.
    """
    more = _worth(contract.ended(term_last_day), term_last_day) - _worth(contract.ended(last_day), term_last_day)
    return max(more, Money(0, contract.terms.currency))


def months_begun(contract: Contract, last_day: date) -> int:
    """The month since the start that a day lies in; 1 is the first."""
    start = contract.start_on or last_day
    months = (last_day.year - start.year) * 12 + last_day.month - start.month
    return months + 1 if add_months(start, months) <= last_day else max(months, 1)


def _worth(contract: Contract, last_day: date) -> Money:
    lines = tuple(line for line in contract.lines if line.is_recurring)
    owed = charges(replace(contract, lines=lines, due_moves=(), kept=()), last_day + ONE_DAY)
    return Money(sum(charge.amount.minor for charge in owed), contract.terms.currency)
