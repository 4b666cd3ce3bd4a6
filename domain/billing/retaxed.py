"""Whether what is billed still carries the right tax once more is known of who the customer was on a day."""

from collections.abc import Callable

from domain.billing.model import BilledPeriod
from domain.billing.tax import BillingParty, TaxRules
from domain.contracts.model import Contract

Fits = Callable[[BilledPeriod, BilledPeriod], bool]
"""Whether the first may keep its tax; it is the second, which is billed, or what would be left of it."""


def tax_fits(contract: Contract, party: BillingParty, rules: TaxRules) -> Fits | None:
    """For `due_postings`; None: the party never changed, all that is billed stays.

    A change of the party is a change of the timeline, whoever made it and whenever: what no longer fits is credited
    at the tax it was billed with, and charged anew. A new rate in the table is none: what is billed stays, and so does
    all that was billed for days before the first change.
    """
    since = party.first_change_on
    if since is None:
        return None
    hire_days = hire_days_of(contract)

    def fits(row: BilledPeriod, billed: BilledPeriod) -> bool:
        if (billed.period.last_day or billed.period.start) < since:
            return True
        last_day = row.period.last_day or row.period.start
        return rules.fits(contract.line(row.line_id), party, last_day, hire_days, row.tax)

    return fits


def hire_days_of(contract: Contract) -> int | None:
    """The agreed length of the whole contract in days; None: open."""
    if contract.start_on is None or contract.end_on is None:
        return None
    return (contract.end_on - contract.start_on).days
