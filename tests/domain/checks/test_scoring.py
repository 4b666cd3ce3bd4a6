"""Our own look at an order: each point by itself, their sum by hand, and that nothing but the facts decides."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.checks.accounts import FormOnly
from domain.checks.facts import Account, Alike, BlockHit, CheckFacts, Mark
from domain.checks.marks import NothingToBlock, marks_of, typed_mark
from domain.checks.plausible import is_postcode, oddities
from domain.checks.scoring import BuiltIn, colour_of
from domain.checks.settings import STANDARD_WEIGHTS, CheckSettings, Weight
from domain.checks.verdict import Colour, Point, Source, Verdict, together
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.ids import OrderId
from domain.money import Money
from domain.settings.business import IbanWrong

HOME = Address("Kastanienallee 12", "10435", "Berlin")
DAY = date(2026, 1, 31)
PLAIN = CheckFacts(
    OrderId(UUID(int=1)), "OR-1", DAY, CustomerKind.CONSUMER, PersonalData("Jo", "Brückner", address=HOME), (),
    value=Money.of("900.00"), is_first=False,
)  # fmt: skip
SETTINGS = CheckSettings(is_on=True)


def points(facts: CheckFacts, settings: CheckSettings = SETTINGS) -> dict[Point, int]:
    return {each.point: each.weight for each in BuiltIn(settings).verdict(facts).reasons}


def person(**changes: object) -> PersonalData:
    return replace(PLAIN.person, **changes)


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (PLAIN, {}),
        (replace(PLAIN, is_first=True), {Point.NEW_CUSTOMER: 10}),
        (replace(PLAIN, paid_on_time=3), {Point.PAID_ON_TIME: -12}),
        (replace(PLAIN, paid_on_time=30), {Point.PAID_ON_TIME: -20}),
        (replace(PLAIN, paid_late=2, went_back=1), {Point.PAID_LATE: 16, Point.PAYMENT_WENT_BACK: 25}),
        (replace(PLAIN, overdue=Money(1)), {Point.OVERDUE: 30}),
        (replace(PLAIN, out=Money.of("4100.00")), {}),
        (replace(PLAIN, out=Money.of("4100.01")), {Point.ABOVE_LIMIT: 40}),
        (replace(PLAIN, alike=(Alike(Mark.EMAIL, 2, 0),)), {}),
        (replace(PLAIN, alike=(Alike(Mark.EMAIL, 3, 0), Alike(Mark.PHONE, 9, 0))), {Point.MANY_ORDERS: 40}),
        (replace(PLAIN, alike=(Alike(Mark.IBAN, 1, 1),)), {Point.SHARED_WITH_OTHERS: 20}),
        (replace(PLAIN, alike=(Alike(Mark.ADDRESS, 1, 2), Alike(Mark.NAME, 1, 1))), {Point.SAME_HOUSE: 10}),
        (replace(PLAIN, blocked=(BlockHit(Mark.EMAIL, "x"), BlockHit(Mark.PHONE, "x"))), {Point.BLOCKED: 100}),
        (replace(PLAIN, account=Account(is_valid=False)), {Point.ACCOUNT_WRONG: 30}),
        (replace(PLAIN, account=Account(is_valid=True, country="DE", bank="Bank")), {}),
        (replace(PLAIN, account=Account(is_valid=True, country="DE", bank="")), {Point.BANK_UNKNOWN: 15}),
        (replace(PLAIN, account=Account(is_valid=True, country="MT")), {Point.ACCOUNT_ABROAD: 5}),
        (replace(PLAIN, person=person(address=None)), {Point.ADDRESS_INCOMPLETE: 30}),
        (replace(PLAIN, person=person(address=replace(HOME, street="Am Markt"))), {Point.HOUSE_NUMBER_MISSING: 15}),
        (replace(PLAIN, person=person(address=replace(HOME, street="Packstation 145"))), {Point.PARCEL_STATION: 20}),
        (replace(PLAIN, person=person(address=replace(HOME, postcode="00123"))), {Point.POSTCODE_WRONG: 25}),
    ],
)
def test_each_point_counts_what_the_owner_says(facts: CheckFacts, wanted: dict[Point, int]) -> None:
    assert points(facts) == wanted


def test_the_sum_makes_the_colour_and_praise_never_makes_it_negative() -> None:
    bad = replace(PLAIN, is_first=True, overdue=Money(500), paid_late=4)
    verdict = BuiltIn(SETTINGS).verdict(bad)
    assert (verdict.score, verdict.colour, verdict.source) == (10 + 30 + 32, Colour.RED, Source.BUILT_IN)
    good = BuiltIn(SETTINGS).verdict(replace(PLAIN, paid_on_time=99))
    assert (good.score, good.colour, good.valid_until) == (0, Colour.GREEN, date(2026, 7, 30))
    assert [colour_of(score, SETTINGS) for score in (29, 30, 69, 70)] == [
        Colour.GREEN,
        Colour.YELLOW,
        Colour.YELLOW,
        Colour.RED,
    ]


def test_what_the_owner_took_out_does_not_count() -> None:
    settings = replace(SETTINGS, weights=(Weight(Point.BLOCKED, 50),))
    assert points(replace(PLAIN, is_first=True, paid_late=3), settings) == {}


@given(
    late=st.integers(0, 50), back=st.integers(0, 50), good=st.integers(0, 50), shared=st.integers(0, 50),
    weights=st.permutations(STANDARD_WEIGHTS),
)  # fmt: skip
def test_worse_facts_never_make_a_better_verdict(
    late: int, back: int, good: int, shared: int, weights: tuple[Weight, ...]
) -> None:
    """Whatever else is known, and in whatever order the weights are written."""
    settings = replace(SETTINGS, weights=tuple(weights))
    one = replace(PLAIN, paid_late=late, went_back=back, paid_on_time=good, alike=(Alike(Mark.EMAIL, shared, shared),))
    score = BuiltIn(settings).verdict(one).score
    assert score == BuiltIn(SETTINGS).verdict(one).score
    for worse in (
        replace(one, paid_late=late + 1),
        replace(one, went_back=back + 1),
        replace(one, overdue=Money(1)),
        replace(one, blocked=(BlockHit(Mark.NAME, "x"),)),
    ):
        assert BuiltIn(settings).verdict(worse).score >= score
    assert BuiltIn(settings).verdict(replace(one, paid_on_time=good + 1)).score <= score


def test_the_worse_of_two_opinions_holds() -> None:
    own = Verdict(Colour.YELLOW, 40, Source.BUILT_IN, valid_until=DAY)
    for colour, wanted, source in (
        (Colour.GREEN, Colour.YELLOW, Source.BUILT_IN),
        (Colour.YELLOW, Colour.YELLOW, Source.BUILT_IN),
        (Colour.RED, Colour.RED, Source.BUREAU),
    ):
        both = together(own, Verdict(colour, 700, Source.BUREAU))
        assert (both.colour, both.source, both.score) == (wanted, source, 40)


@pytest.mark.parametrize(
    ("postcode", "country", "wanted"),
    [
        ("10435", "DE", True), ("1043", "DE", False), ("00123", "DE", False), ("43123", "DE", False),
        ("99999", "DE", True), ("１０４３５", "DE", False), ("1010", "AT", True), ("0101", "AT", False),
        ("1012 AB", "NL", True), ("anything", "XX", True),
    ],
)  # fmt: skip
def test_postcodes(postcode: str, country: str, wanted: bool) -> None:
    assert is_postcode(postcode, country) is wanted


def test_streets() -> None:
    odd = {street: list(oddities(replace(HOME, street=street))) for street in ("Post Box 7", "P.O. Box 9", "Q7, 24")}
    assert odd == {"Post Box 7": [Point.PARCEL_STATION], "P.O. Box 9": [Point.PARCEL_STATION], "Q7, 24": []}


def test_the_same_person_has_the_same_marks_however_it_is_written() -> None:
    one = PersonalData("Jonas", "Brückner", email="jo.nas+rad@gmail.com", phone="030 / 123 45 67", address=HOME)
    other = PersonalData("Brueckner", "Jonas", email="Jonas@googlemail.com", phone="+49 30 1234567",
                         address=Address("Kastanien-Allee 12", "10435", "berlin"))  # fmt: skip
    assert marks_of(one, "de89 3704 0044 0532 0130 00") == marks_of(other, "DE89370400440532013000")
    assert set(marks_of(PersonalData("", "X"))) == set()


def test_what_is_typed_is_a_value_or_refused() -> None:
    assert typed_mark(Mark.PHONE, "030 1234567") == "49301234567"
    for mark, text in ((Mark.EMAIL, "nobody"), (Mark.PHONE, "12"), (Mark.ADDRESS, "Weg 1"), (Mark.NAME, "Jo")):
        with pytest.raises(NothingToBlock):
            typed_mark(mark, text)
    with pytest.raises(IbanWrong):
        typed_mark(Mark.IBAN, "DE00")


def test_without_a_directory_the_check_digits_decide() -> None:
    assert FormOnly().account("DE89 3704 0044 0532 0130 00") == Account(is_valid=True, country="DE")
    assert not FormOnly().account("DE88370400440532013000").is_valid
