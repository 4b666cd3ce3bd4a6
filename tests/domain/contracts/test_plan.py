"""Price plans: what they refuse, and the line they make."""

from decimal import Decimal
from uuid import UUID

import pytest

from domain.catalog.plan import PlanCurrencyDiffers, PricePlan, TransitDaysNegative
from domain.contracts.model import LineKind, NegativePrice
from domain.contracts.terms import ContractTerms
from domain.ids import ContractLineId, PlanId, ProductId
from domain.money import Currency, Money
from tests.domain.billing.timelines import euro


def a_plan(price: Money, **values: object) -> PricePlan:
    ids = PlanId(UUID(int=1)), ProductId(UUID(int=2))
    return PricePlan(*ids, "Flex", LineKind.RENTAL, "standard", price, ContractTerms(), **values)


def test_a_plan_makes_a_line_that_keeps_its_price() -> None:
    plan = a_plan(euro("79"), means_of_transport=True)
    line = plan.line(ContractLineId(UUID(int=3)), 1, "E-bike M", Decimal(2), None)
    assert (line.versions[0].price, line.versions[0].quantity) == (euro("79"), Decimal(2))
    assert (line.kind, line.vat, line.means_of_transport) == (LineKind.RENTAL, "standard", True)
    assert plan.repriced(euro("89")).version == 2
    assert line.versions[0].price == euro("79")


def test_a_free_plan_is_ordinary_and_a_negative_price_is_refused() -> None:
    assert a_plan(euro("0")).price == euro("0")
    with pytest.raises(NegativePrice):
        a_plan(euro("-1"))


def test_a_plan_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(TransitDaysNegative):
        a_plan(euro("1"), transit_days=-1)
    with pytest.raises(PlanCurrencyDiffers):
        a_plan(Money(1, Currency("CHF")))
