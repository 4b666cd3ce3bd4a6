"""Place of supply and dated rates."""

from datetime import date
from decimal import Decimal

import pytest

from domain.billing.tax import (
    EU,
    PLACES,
    BillingParty,
    Buyer,
    Supply,
    TaxRateUnknown,
    TaxRules,
    TaxSeller,
    TaxTable,
    TaxTableBroken,
)
from domain.contracts.model import LineKind
from domain.customers.model import CustomerKind
from tests.domain.billing.timelines import CUSTOMER, TABLE, a_line

DAY = date(2026, 3, 31)
CONSUMER, COMPANY = CustomerKind.CONSUMER, CustomerKind.COMPANY
BIKE = {"kind": LineKind.RENTAL, "means_of_transport": True}
WASHER = {"kind": LineKind.RENTAL}
LOCK = {"kind": LineKind.SALE}
REPAIR = {"kind": LineKind.SERVICE}
APP = {"kind": LineKind.DIGITAL}


@pytest.mark.parametrize(
    ("line", "who", "oss", "hire_days", "expected"),
    [
        (BIKE, (CONSUMER, "DE", ""), True, None, ("S", "19", "DE")),
        (BIKE, (CONSUMER, "AT", ""), False, None, ("S", "20", "AT")),
        (BIKE, (CONSUMER, "AT", ""), True, 31, ("S", "20", "AT")),
        (BIKE, (CONSUMER, "AT", ""), True, 30, ("S", "19", "DE")),
        (BIKE, (COMPANY, "AT", "ATU12345678"), True, None, ("AE", "0", "AT")),
        (BIKE, (COMPANY, "AT", "ATU12345678"), True, 30, ("S", "19", "DE")),
        (BIKE, (COMPANY, "AT", ""), True, None, ("S", "20", "AT")),
        (BIKE, (COMPANY, "DE", "DE123456789"), True, None, ("S", "19", "DE")),
        (BIKE, (CONSUMER, "CH", ""), True, None, ("O", "0", "CH")),
        (WASHER, (CONSUMER, "AT", ""), True, None, ("S", "19", "DE")),
        (WASHER, (COMPANY, "AT", "ATU12345678"), True, None, ("AE", "0", "AT")),
        (LOCK, (CONSUMER, "AT", ""), True, None, ("S", "20", "AT")),
        (LOCK, (CONSUMER, "AT", ""), False, None, ("S", "19", "DE")),
        (LOCK, (COMPANY, "AT", "ATU12345678"), True, None, ("K", "0", "AT")),
        (LOCK, (CONSUMER, "CH", ""), True, None, ("G", "0", "CH")),
        (REPAIR, (CONSUMER, "AT", ""), True, None, ("S", "19", "DE")),
        (REPAIR, (COMPANY, "CH", ""), True, None, ("O", "0", "CH")),
        (APP, (CONSUMER, "FI", ""), True, None, ("S", "25.5", "FI")),
        (APP, (CONSUMER, "FI", ""), False, None, ("S", "19", "DE")),
        ({"kind": LineKind.SERVICE, "vat": "exempt"}, (CONSUMER, "DE", ""), True, None, ("E", "0", "DE")),
        ({"kind": LineKind.SALE, "vat": "zero"}, (CONSUMER, "DE", ""), True, None, ("Z", "0", "DE")),
        ({"kind": LineKind.DEPOSIT}, (CONSUMER, "AT", ""), True, None, ("O", "0", "DE")),
    ],
)
def test_place_and_treatment(line, who, oss, hire_days, expected) -> None:
    kind, country, vat_id = who
    rules = TaxRules(TABLE, TaxSeller("DE", oss))
    tax = rules.tax(a_line(1, **line), BillingParty(CUSTOMER, kind, country, vat_id), DAY, hire_days)
    assert (tax.category.value, str(tax.rate), tax.country) == expected


@pytest.mark.parametrize(
    ("day", "rate"),
    [(date(2020, 6, 30), "19"), (date(2020, 7, 1), "16"), (date(2020, 12, 31), "16"), (date(2021, 1, 1), "19")],
)
def test_the_last_day_of_the_period_decides_the_rate(day: date, rate: str) -> None:
    assert TABLE.rate("DE", "standard", day) == Decimal(rate)


def test_a_word_that_stands_for_two_rates_is_refused_and_not_guessed() -> None:
    with pytest.raises(TaxRateUnknown):
        TABLE.rate("AT", "reduced", DAY)
    assert TABLE.rate("AT", "reduced1", DAY) == Decimal(10)
    with pytest.raises(TaxRateUnknown):
        TABLE.rate("US", "standard", DAY)


def test_every_state_of_the_union_has_a_standard_rate() -> None:
    assert all(TABLE.rate(country, "standard", DAY) >= 17 for country in EU)


def test_every_supply_has_a_place_for_every_buyer() -> None:
    assert all(set(PLACES[supply]) == set(Buyer) for supply in Supply)


@pytest.mark.parametrize(
    "document",
    [None, [], {}, {"rates": []}, {"rates": {"DE": [{}]}}, {"rates": {"DE": [{"from": "x", "rates": {}}]}}],
)
def test_a_broken_table_is_refused(document: object) -> None:
    with pytest.raises(TaxTableBroken):
        TaxTable.parsed(document)
