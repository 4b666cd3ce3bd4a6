"""What staying is worth for a new contract: the customer's own programme, or the newest one for its plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.catalog.plan import PricePlan
from domain.contracts.model import Contract
from domain.ids import CustomerId
from domain.loyalty.book import Offers
from domain.loyalty.scheme import Loyalty
from domain.loyalty.standing import agreed_at_start
from domain.period import Unit as Length
from domain.ports import Unit


def with_loyalty_agreed(contract: Contract, plans: Sequence[PricePlan], unit: Unit) -> Contract:
    """A new contract with its programme, and with the percentage of a tier that the customer has reached."""
    known = loyalty_for(plans, contract.customer_id, unit.loyalty, unit.today())
    return agreed_at_start(replace(contract, loyalty=known), unit)


def loyalty_for(
    plans: Sequence[PricePlan], customer_id: CustomerId | None, offers: Offers, today: date
) -> Loyalty | None:
    """None: nothing, or the contract is paid by days or weeks."""
    leading = next((plan for plan in plans if plan.is_recurring), None)
    if leading is None or leading.terms.interval.unit not in (Length.MONTH, Length.YEAR):
        return None
    scheme = offers.scheme_for(customer_id, leading.family)
    if scheme is None:
        return None
    families = scheme.rule.plan_families
    return Loyalty(scheme.title, scheme.rule, today, offers.versions(families) if families else ())
