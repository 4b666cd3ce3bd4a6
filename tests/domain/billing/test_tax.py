"""Place of supply and dated rates."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.billing.tax import (
    BRITISH_PLACES,
    EU,
    PLACES,
    SWISS_PLACES,
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
from domain.customers.model import CustomerKind, StatusChange
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
        ({"kind": LineKind.CHARGE, "vat": "late_payment"}, (COMPANY, "AT", "ATU1"), True, None, ("O", "0", "DE")),
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
    abroad = set(Buyer) - {Buyer.EU_CONSUMER, Buyer.EU_BUSINESS}
    assert all(set(table[supply]) == abroad for table in (SWISS_PLACES, BRITISH_PLACES) for supply in Supply)


@pytest.mark.parametrize(
    ("seller", "line", "who", "expected"),
    [
        ("CH", BIKE, (CONSUMER, "CH", ""), ("S", "8.1", "CH")),
        ("CH", BIKE, (CONSUMER, "LI", ""), ("S", "8.1", "CH")),
        ("CH", WASHER, (CONSUMER, "DE", ""), ("G", "0", "DE")),
        ("CH", REPAIR, (CONSUMER, "AT", ""), ("O", "0", "AT")),
        ("CH", LOCK, (COMPANY, "NL", "NL123456789B01"), ("G", "0", "NL")),
        ("GB", BIKE, (CONSUMER, "IM", ""), ("S", "20", "GB")),
        ("GB", BIKE, (CONSUMER, "FR", ""), ("O", "0", "FR")),
        ("GB", REPAIR, (CONSUMER, "FR", ""), ("S", "20", "GB")),
        ("GB", REPAIR, (COMPANY, "FR", ""), ("O", "0", "FR")),
        ("GB", LOCK, (CONSUMER, "CH", ""), ("G", "0", "CH")),
        ("DE", LOCK, (CONSUMER, "MC", ""), ("S", "20", "FR")),
    ],
)
def test_sellers_and_buyers_outside_the_union(seller, line, who, expected) -> None:
    kind, country, vat_id = who
    party = BillingParty(CUSTOMER, kind, country, vat_id)
    tax = TaxRules(TABLE, TaxSeller(seller, oss=True)).tax(a_line(1, **line), party, DAY, None)
    assert (tax.category.value, str(tax.rate), tax.country) == expected


@pytest.mark.parametrize(
    ("country", "category", "day", "rate"),
    [
        ("CH", "standard", date(2017, 12, 31), "8"),
        ("CH", "standard", date(2023, 12, 31), "7.7"),
        ("CH", "standard", date(2024, 1, 1), "8.1"),
        ("CH", "reduced", date(2024, 1, 1), "2.6"),
        ("GB", "standard", date(2011, 1, 3), "17.5"),
        ("GB", "standard", date(2011, 1, 4), "20"),
        ("FI", "reduced2", date(2025, 12, 31), "14"),
        ("FI", "reduced2", date(2026, 1, 1), "13.5"),
        ("LT", "reduced2", date(2025, 12, 31), "9"),
        ("LT", "reduced2", date(2026, 1, 1), "12"),
    ],
)
def test_rates_that_were_entered_by_hand(country: str, category: str, day: date, rate: str) -> None:
    assert TABLE.rate(country, category, day) == Decimal(rate)


MOVED = BillingParty(CUSTOMER, CONSUMER, "DE", "", (StatusChange(date(2026, 3, 20), country="AT"),))


@pytest.mark.parametrize(("day", "place"), [(date(2026, 3, 19), "DE"), (date(2026, 3, 20), "AT")])
def test_a_family_that_moves_is_taxed_by_where_it_lives_on_the_last_day(day: date, place: str) -> None:
    rules = TaxRules(TABLE, TaxSeller("DE", oss=True))
    assert rules.tax(a_line(1, **BIKE), MOVED, day, None).country == place
    assert rules.tax(a_line(1, **WASHER), MOVED, day, None).country == "DE"


def test_a_company_that_gets_its_vat_id_later_is_a_consumer_until_then() -> None:
    later = StatusChange(date(2026, 6, 1), vat_id="NL123456789B01")
    party = BillingParty(CUSTOMER, COMPANY, "NL", "", (later,))
    rules = TaxRules(TABLE, TaxSeller("DE", oss=True))
    found = [rules.tax(a_line(1, **BIKE), party, date(2026, month, 28), None) for month in (5, 6)]
    assert [(tax.category.value, str(tax.rate)) for tax in found] == [("S", "21"), ("AE", "0")]


def test_what_is_billed_fits_until_the_party_of_its_day_changed() -> None:
    """A rate that the table learns later is no reason to bill anew."""
    rules = TaxRules(TABLE, TaxSeller("DE", oss=True))
    bike = a_line(1, **BIKE)
    german = rules.tax(bike, BillingParty(CUSTOMER, CONSUMER, "DE"), DAY, None)
    assert rules.fits(bike, MOVED, date(2026, 3, 19), None, german)
    assert not rules.fits(bike, MOVED, date(2026, 3, 20), None, german)
    assert rules.fits(a_line(1, **WASHER), MOVED, DAY, None, german)
    austrian = rules.tax(bike, MOVED, DAY, None)
    assert rules.fits(bike, MOVED, DAY, None, replace(austrian, rate=Decimal(99)))
    back = replace(MOVED, changes=(*MOVED.changes, StatusChange(date(2026, 3, 20), country="DE")))
    assert not rules.fits(bike, back, DAY, None, austrian)


@pytest.mark.parametrize(
    "document",
    [None, [], {}, {"rates": []}, {"rates": {"DE": [{}]}}, {"rates": {"DE": [{"from": "x", "rates": {}}]}}],
)
def test_a_broken_table_is_refused(document: object) -> None:
    with pytest.raises(TaxTableBroken):
        TaxTable.parsed(document)
