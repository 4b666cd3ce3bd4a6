"""A credit bureau is asked once by a mapping; whatever it does, the answer is a colour or a fault that has a name."""

import json
import socket
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from connectors.bureau.choice import chosen_desks
from connectors.bureau.mapping import BureauMappingWrong, filled_path, found_at, read_mapping
from domain.checks.facts import CheckFacts
from domain.checks.verdict import BureauFault, CheckUnavailable, Colour
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.ids import OrderId
from domain.money import Money
from tests.connectors.bureau_desk import MAPPING, SECRET, bureau


def facts(name: str = "Muster") -> CheckFacts:
    person = PersonalData("Kim", name, address=Address('Weg "1"', "10115", "Berlin"))
    number = "OR-001001-&?x"
    day = date(2026, 1, 31)
    return CheckFacts(OrderId(UUID(int=1)), number, day, CustomerKind.CONSUMER, person, (), value=Money.of("900.05"))


def test_it_is_asked_with_what_the_mapping_names_and_read_where_it_says() -> None:
    with bureau() as here:
        here.says("Muster", "Y", 412, "AGE", "ADDRESS")
        said = here.desk().verdict(facts())
    assert (said.colour, said.score, [each.detail for each in said.reasons]) == (Colour.YELLOW, 412, ["AGE", "ADDRESS"])
    person = {"name": "Kim Muster", "street": 'Weg "1"', "zip": "10115"}
    assert here.asked == [{"person": person, "amount": "900.05", "products": ["risk"]}]
    assert here.keys == [SECRET]


def test_a_score_becomes_a_colour_by_its_limits() -> None:
    answer = {"score": "result.score", "green": 600, "yellow": 400}
    with bureau() as here:
        seen = []
        for score in (700, 600, 599, 400, 399):
            here.says("Muster", "?", score)
            seen.append(here.desk(answer=answer).verdict(facts()).colour)
        low_is_good = {"score": "result.score", "green": 10, "yellow": 20, "higher_is_better": False}
        here.says("Muster", "?", 20)
        seen.append(here.desk(answer=low_is_good).verdict(facts()).colour)
    green, yellow, red = Colour.GREEN, Colour.YELLOW, Colour.RED
    assert seen == [green, green, yellow, yellow, red, yellow]


FAULTS = {
    "no JSON": ((200, b"<html>ok</html>"), BureauFault.UNREADABLE),
    "another shape": ((200, b'{"result": 5}'), BureauFault.UNREADABLE),
    "a colour nobody knows": ((200, b'{"result": {"light": "blue"}}'), BureauFault.UNREADABLE),
    "a list": ((200, b"[]"), BureauFault.UNREADABLE),
    "broken down": ((500, b"{}"), BureauFault.UNKNOWN),
    "too many": ((429, b"{}"), BureauFault.UNREACHED),
    "key refused": ((401, b"{}"), BureauFault.REFUSED),
    "sent away": ((302, b""), BureauFault.UNREACHED),
    "hangs": (None, BureauFault.UNKNOWN),
}


def test_each_way_to_fail_has_its_name_and_nobody_asks_twice() -> None:
    with bureau() as here:
        for what, (answer, fault) in FAULTS.items():
            here.answers["Muster"] = answer
            before = len(here.asked)
            with pytest.raises(CheckUnavailable) as failed:
                here.desk().verdict(facts())
            assert (failed.value.facts["fault"], len(here.asked) - before) == (fault, 1), what
            assert SECRET not in repr(failed.value)


def test_a_closed_door_was_surely_not_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with bureau() as here, pytest.raises(CheckUnavailable) as failed:
        here.desk(address=f"http://127.0.0.1:{port}").verdict(facts())
    assert failed.value.facts["fault"] is BureauFault.UNREACHED


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"body": {"a": ["{password}"]}}, "body.a {password}"),
        ({"answer": {}}, "answer.colour"),
        ({"answer": {"score": "s", "green": 5}}, "answer.colour"),
        ({"answer": {"colour": "a", "colours": {"x": "blue"}}}, "answer.colours"),
        ({"answer": {"colour": "a", "colors": {}}}, "answer.colors"),
        ({"seconds": 0}, "seconds"),
        ({"method": "DELETE"}, "method"),
        ({"address": "ftp://x"}, "address"),
        ({"secret": "abc"}, "secret"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_where(change: dict[str, object], where: str) -> None:
    with pytest.raises(BureauMappingWrong) as wrong:
        read_mapping(json.dumps({**MAPPING, **change}))
    assert wrong.value.facts["where"] == where


def test_what_is_filled_in_never_becomes_a_part_of_the_address() -> None:
    assert filled_path("/a?ref={reference}", {"reference": "x&b=1/../#"}) == "/a?ref=x%26b%3D1%2F..%2F%23"


def test_a_path_goes_through_lists_and_finds_nothing_where_it_breaks_off() -> None:
    told = {"a": [{"b": 1}, {"b": 2}, {}], "c": {"d": "x"}}
    assert [found_at(told, path) for path in ("a[].b", "a[1].b", "c.d", "c.e", "a.b", "a[7].b")] == [
        [1, 2],
        [2],
        ["x"],
        [],
        [],
        [],
    ]


def test_what_is_set_up_wrongly_asks_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert chosen_desks({}, tmp_path).bureau is None
    (tmp_path / "bureau.json").write_text(json.dumps(MAPPING))
    assert chosen_desks({"UMLAUF_BUREAU_SECRET": SECRET}, tmp_path).bureau is not None
    (tmp_path / "bureau.json").write_text(json.dumps({**MAPPING, "address": "http://example.org"}))
    assert chosen_desks({"UMLAUF_BUREAU_SECRET": SECRET}, tmp_path).bureau is None
    (tmp_path / "bureau.json").write_text("{")
    desks = chosen_desks({"UMLAUF_STRIPE_IDENTITY_KEY": "pk_wrong"}, tmp_path)
    assert (desks.bureau, desks.identity) == (None, None)
    assert SECRET not in caplog.text
    assert "pk_wrong" not in caplog.text


def test_banks_are_known_without_asking(tmp_path: Path) -> None:
    accounts = chosen_desks({}, tmp_path).accounts
    known = accounts.account("DE89 3704 0044 0532 0130 00")
    assert (known.is_valid, known.country, known.bank) == (True, "DE", "Commerzbank")
    assert accounts.account("DE93999999990000000001").bank == ""
    assert not accounts.account("DE00370400440532013000").is_valid
