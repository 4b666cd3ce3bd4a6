"""What staying is worth for a new contract: the customer's own programme, or the newest one for its plan."""

from collections.abc import Sequence
from datetime import date

from domain.catalog.plan import PricePlan
from domain.ids import CustomerId
from domain.loyalty.book import Offers
from domain.loyalty.scheme import Loyalty
from domain.period import Unit


def loyalty_for(
    plans: Sequence[PricePlan], customer_id: CustomerId | None, offers: Offers, today: date
) -> Loyalty | None:
    """None: nothing, or the contract is paid by days or weeks."""
    leading = next((plan for plan in plans if plan.is_recurring), None)
    if leading is None or leading.terms.interval.unit not in (Unit.MONTH, Unit.YEAR):
        return None
    scheme = offers.scheme_for(customer_id, leading.family)
    if scheme is None:
        return None
    families = scheme.rule.plan_families
    return Loyalty(scheme.title, scheme.rule, today, offers.versions(families) if families else ())
