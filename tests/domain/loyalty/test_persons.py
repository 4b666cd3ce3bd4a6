"""The same person, written in other ways, is the same person; a neighbour is not."""

import pytest

from domain.customers.model import Address, PersonalData
from domain.loyalty.persons import Likeness, plain_email, plain_phone, shared, traits_of

HOME = Address("Kastanienallee 12", "10435", "Berlin")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jonas.Brueckner+rad@gmail.com", "jonasbrueckner@googlemail.com"),
        (" JONAS@Example.org", "jonas+2@example.org"),
    ],
)
def test_mail_addresses(one: str, other: str) -> None:
    assert plain_email(one) == plain_email(other) != ""


def test_no_mail_address_is_like_nothing() -> None:
    assert plain_email("") == plain_email("@example.org") == plain_email("jonas") == ""
    assert plain_email("j.onas@example.org") != plain_email("jonas@example.org")


@pytest.mark.parametrize("text", ["0171 5556677", "+49 171 555 66 77", "0049 (0)171/5556677", "+49 (0) 171-5556677"])
def test_phones(text: str) -> None:
    assert plain_phone(text) == "491715556677"


def test_few_digits_are_no_phone() -> None:
    assert plain_phone("110") == plain_phone("") == ""


def test_name_and_address_in_other_spellings() -> None:
    one = traits_of(PersonalData("Jonas", "Brückner", address=Address("Müllerstraße 7 a", "13353", "Berlin")))
    other = traits_of(PersonalData("brueckner", "Jonas", address=Address("Muellerstr. 7A", "13 353", "BERLIN")))
    assert shared(one, other) == {Likeness.NAME_AND_ADDRESS, Likeness.ADDRESS}


def test_a_flat_share_shares_the_address_alone() -> None:
    one = traits_of(PersonalData("Jonas", "Brückner", address=HOME, email="j@example.org", phone="0171 5556677"))
    other = traits_of(PersonalData("Mia", "Sander", address=HOME, email="m@example.org"))
    assert shared(one, other) == {Likeness.ADDRESS}
    assert shared(one, traits_of(PersonalData("", ""))) == frozenset()
