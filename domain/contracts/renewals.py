"""The term is over and the contract goes on: until notice, for the same term again, or not at all.

Source: RULES.md 1.3, 3.1.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from domain.billing.stretches import rate_on
from domain.contracts.agreed import AtRenewal
from domain.contracts.edits import discounted
from domain.contracts.end_dates import binding_terms
from domain.contracts.model import Contract, ContractLine
from domain.contracts.parts import Discount, Duration, DurationKind, Renewed
from domain.contracts.pausing import term_end
from domain.contracts.terms import Renewal
from domain.period import ONE_DAY

_HUNDRED: Final = Decimal(100)


def running_term_end(contract: Contract, *, is_consumer: bool) -> date | None:
    """The last day of the term that runs now; None: none was agreed, or it goes on until notice already."""
    if contract.renewed:
        return contract.renewed[-1].until
    terms = binding_terms(contract.terms, is_consumer=is_consumer, on=contract.start_on or date.min)
    return term_end(replace(contract, terms=terms))


def renewed(contract: Contract, *, is_consumer: bool) -> Contract:
    """The contract after its running term, with the new price and the bonus that were agreed for that day.

    Unchanged where no term runs, and where it ends by itself.
    """
    last_day = running_term_end(contract, is_consumer=is_consumer)
    if last_day is None or contract.start_on is None or contract.end_on is not None:
        return contract
    on = last_day + ONE_DAY
    terms = binding_terms(contract.terms, is_consumer=is_consumer, on=on)
    if terms.renewal is Renewal.NONE:
        return contract.ended(last_day)
    until = None if terms.renewal is Renewal.OPEN_ENDED else _next_end(contract, on)
    changed = replace(contract, renewed=(*contract.renewed, Renewed(on, until)))
    agreed = contract.terms.at_renewal
    return changed if agreed is None else _with_agreed(changed, on, agreed)


def _next_end(contract: Contract, on: date) -> date | None:
    """Counted from the start where pauses did not move the term, so that the 31st comes back."""
    term, start = contract.terms.min_term, contract.start_on
    if term is None or start is None:
        return None
    n = len(contract.renewed) + 1
    if term.after(start, n) == on:
        return term.after(start, n + 1) - ONE_DAY
    return term.after(on, 1) - ONE_DAY


def _with_agreed(contract: Contract, on: date, agreed: AtRenewal) -> Contract:
    """A line that gets a price of its own on that very day (another plan, an announced price) keeps that one."""
    if agreed.price_percent:
        factor = (_HUNDRED + agreed.price_percent) / _HUNDRED
        for line in contract.lines:
            span = contract.span(line)
            if line.is_recurring and span is not None and on in span and not _has_price_from(line, on):
                price = rate_on(contract, line, on).price
                contract = contract.price_changed(line.id, on, price.times(factor))
    if agreed.bonus_percent is None:
        return contract
    thanks = Discount(
        f"renewal-{on.isoformat()}",
        agreed.bonus_title,
        agreed.bonus_percent,
        duration=Duration(DurationKind.PERIODS, agreed.bonus_periods),
        from_on=on,
    )
    return discounted(contract, thanks)


def _has_price_from(line: ContractLine, on: date) -> bool:
    return any(each.from_on == on and each.price is not None for each in line.versions)
