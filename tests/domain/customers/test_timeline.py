"""Who a customer was on a day, and the form of VAT ids."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.customers.model import Address, CustomerKind, StatusChange
from domain.customers.timeline import CustomerChange, CustomerState, CustomerTimeline
from domain.customers.vat_ids import VatIdWrong, vat_id_from
from domain.ids import CustomerId

BERLIN, WIEN = Address("A 1", "10435", "Berlin"), Address("B 2", "1060", "Wien", "AT")
START = CustomerTimeline(CustomerId(UUID(int=1)), CustomerState(CustomerKind.CONSUMER, "DE", "", BERLIN))
MOVE, COMPANY = date(2026, 3, 10), date(2026, 5, 1)


def test_each_change_holds_from_its_day_whatever_was_entered_first() -> None:
    company = CustomerChange(StatusChange(COMPANY, CustomerKind.COMPANY, None, "ATU12345678"))
    move = CustomerChange(StatusChange(MOVE, country="AT"), WIEN)
    for timeline in (START.changed(company).changed(move), START.changed(move).changed(company)):
        party = timeline.party()
        assert [party.on(day).country for day in (date(2026, 3, 9), MOVE, COMPANY)] == ["DE", "AT", "AT"]
        assert party.on(date(2026, 4, 30)).kind is CustomerKind.CONSUMER
        assert party.on(COMPANY).vat_id == "ATU12345678"
        assert [timeline.address_on(day) for day in (date(2026, 3, 9), MOVE)] == [BERLIN, WIEN]


def test_of_two_entries_for_one_day_the_later_holds() -> None:
    timeline = START.changed(CustomerChange(StatusChange(MOVE, country="AT"), WIEN))
    timeline = timeline.changed(CustomerChange(StatusChange(MOVE, country="DE"), BERLIN))
    assert (timeline.party().on(MOVE).country, timeline.address_on(MOVE)) == ("DE", BERLIN)


@given(st.lists(st.tuples(st.dates(), st.sampled_from(["AT", "DE", "NL"])), max_size=5), st.dates())
def test_what_was_before_a_day_does_not_depend_on_what_comes_after(changes: list[tuple[date, str]], day: date) -> None:
    timeline, earlier = START, START
    for from_on, country in changes:
        change = CustomerChange(StatusChange(from_on, country=country))
        timeline = timeline.changed(change)
        earlier = earlier.changed(change) if from_on <= day else earlier
    assert timeline.party().on(day) == earlier.party().on(day)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ATU12345678", "ATU12345678"),
        ("nl 1234.56789.B01", "NL123456789B01"),
        ("DE-123456789", "DE123456789"),
        ("EL123456789", "EL123456789"),
    ],
)
def test_a_vat_id_is_kept_without_blanks_in_capitals(text: str, plain: str) -> None:
    assert vat_id_from(text) == plain


@pytest.mark.parametrize(
    "text", ["", "DE", "DE12345678", "GR123456789", "CHE123456789", "US123", "DE１２３４５６７８９"]
)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(VatIdWrong):
        vat_id_from(text)
