"""What the law says about a price plan before anyone orders under it. Source: RULES.md 3.1, 3.4."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from domain.catalog.offer import Audience
from domain.catalog.plan import PricePlan
from domain.contracts.terms import LawType, Renewal
from domain.errors import RuleViolation
from domain.period import Interval, Unit

_ANY_DAY: Final = date(2024, 1, 1)
_LONGEST_TERM: Final = Interval(Unit.MONTH, 24).after(_ANY_DAY, 1)
_LONGEST_NOTICE: Final = Interval(Unit.MONTH).after(_ANY_DAY, 1)


class RenewalNotForConsumers(RuleViolation):
    """A consumer's contract may not renew itself for a fixed term, except for plain rental that was confirmed."""

    code = "renewal_not_for_consumers"


class TermTooLongForConsumers(RuleViolation):
    """The first term of a consumer's contract is at most 24 months."""

    code = "term_too_long_for_consumers"


class NoticeTooLongForConsumers(RuleViolation):
    """A consumer's notice is at most one month."""

    code = "notice_too_long_for_consumers"


class PlanWarning(StrEnum):
    """What is allowed but should be thought about."""

    BUYOUT_AT_SIGNING = "buyout_at_signing"
    FREE_OF_CHARGE = "free_of_charge"


def check_plan(plan: PricePlan) -> None:
    """Raises RenewalNotForConsumers, TermTooLongForConsumers, NoticeTooLongForConsumers."""
    terms = plan.terms
    if plan.offer.audience is Audience.COMPANIES or not plan.is_recurring:
        return
    is_rental = terms.law_type is LawType.RENTAL and plan.offer.is_rental_confirmed
    if terms.renewal is Renewal.FIXED and not is_rental:
        raise RenewalNotForConsumers(plan=plan.name)
    if terms.min_term is not None and terms.min_term.after(_ANY_DAY, 1) > _LONGEST_TERM:
        raise TermTooLongForConsumers(plan=plan.name)
    if terms.notice is not None and terms.notice.after(_ANY_DAY, 1) > _LONGEST_NOTICE:
        raise NoticeTooLongForConsumers(plan=plan.name)


def warnings(plan: PricePlan) -> Iterator[PlanWarning]:
    """A buyout price that stands in a consumer's contract may make it consumer credit."""
    if plan.offer.buyout is not None and plan.offer.audience is not Audience.COMPANIES:
        yield PlanWarning.BUYOUT_AT_SIGNING
    if not plan.price and all(not phase.price for phase in plan.offer.phases):
        yield PlanWarning.FREE_OF_CHARGE
