"""Orders as a file for the bank: valid whatever people are called, never on a closed day, never twice."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from connectors.psp.sepa.files import SepaFiles
from connectors.psp.sepa.letters import plain
from connectors.psp.sepa.pain008 import Debit, FileNotValid, check_valid, written
from connectors.reference.target_days import EcbCalendar
from domain.banking.days import earliest_collection
from domain.clock import MovableClock
from domain.money import Money
from domain.payments.provider import DebitSequence, Outcome, ProviderRefusesUs, Scheme
from domain.payments.reasons import ReasonClass
from tests.connectors.sepa.orders import CREDITOR, IBAN, Shelf, key, order

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)


def files(shelf: Shelf, now: datetime = NOW) -> SepaFiles:
    return SepaFiles(lambda: CREDITOR, shelf, EcbCalendar(), MovableClock(now))


def debit(n: int, **what: object) -> Debit:
    values: dict[str, object] = {
        "attempt_id": key(n), "amount": Money.of("79.00"), "iban": IBAN, "holder": "Anna Bär", "mandate": f"M-{n}",
        "signed_on": date(2026, 1, 15), "collect_on": date(2026, 2, 6), "purpose": "Rechnung R-2026-000001",
    }  # fmt: skip
    return Debit(**{**values, **what})  # type: ignore[arg-type]  # one helper for every field


def texts(content: bytes, name: str) -> list[str]:
    return [each.text or "" for each in etree.fromstring(content).iter(f"{{*}}{name}")]


def test_orders_stand_in_one_file_by_day_scheme_and_sequence() -> None:
    shelf = Shelf()
    orders = [
        order(1),
        order(2, "10.10"),
        order(3, sequence=DebitSequence.FIRST),
        order(4, scheme=Scheme.B2B),
        order(5, collect_on=date(2026, 2, 9)),
    ]
    found = files(shelf).collect(orders)
    [file] = shelf.files
    assert {answer.outcome for answer in found.answers.values()} == {Outcome.PENDING}
    assert found.files == (file,)
    assert texts(file.content, "ReqdColltnDt") == ["2026-02-06", "2026-02-06", "2026-02-06", "2026-02-09"]
    assert texts(file.content, "SeqTp") == ["RCUR", "FRST", "RCUR", "RCUR"]
    assert texts(file.content, "CtrlSum") == ["326.10", "79.00", "79.00", "89.10", "79.00"]
    assert "Joerg Weiss + Soehne" in texts(file.content, "Nm")


def test_the_same_orders_make_the_same_bytes_in_whatever_order_they_come() -> None:
    one, other = Shelf(), Shelf()
    files(one).collect([order(1), order(2)])
    files(other, NOW.replace(hour=17)).collect([order(2), order(1)])
    assert one.files == other.files


def test_an_order_in_a_kept_file_is_in_no_second_one() -> None:
    shelf = Shelf()
    provider = files(shelf)
    provider.collect([order(1)])
    again = provider.collect([order(1), order(2)])
    assert len(shelf.files) == 2
    assert texts(shelf.files[1].content, "EndToEndId") == [key(2).hex]
    assert again.answers[key(1)].outcome is Outcome.PENDING
    assert provider.collect([order(1), order(2)]).files == ()
    assert provider.look_up(key(1), "") == again.answers[key(1)]
    assert provider.look_up(key(3), "") is None


def test_nothing_is_collected_on_a_closed_day_or_before_the_bank_can() -> None:
    good_friday = files(Shelf(), datetime(2026, 3, 25, tzinfo=UTC)).collect([order(1, collect_on=date(2026, 4, 3))])
    assert good_friday.answers[key(1)].on == date(2026, 4, 7)
    sunday = files(Shelf(), datetime(2026, 2, 8, 9, tzinfo=UTC)).collect([order(1, collect_on=date(2026, 2, 8))])
    assert sunday.answers[key(1)].on == date(2026, 2, 10)
    assert earliest_collection(date(2026, 4, 2), 2, EcbCalendar()) == date(2026, 4, 8)


@pytest.mark.parametrize(
    ("wrong", "of", "code"),
    [
        (order(1, iban="DE89370400440532013001"), ReasonClass.METHOD_WRONG, "AC01"),
        (order(1, "1000000000.00"), ReasonClass.OUR_DATA, "AM01"),
        (order(1, "0.00"), ReasonClass.OUR_DATA, "AM01"),
    ],
)
def test_what_no_bank_takes_is_refused_here_and_the_others_go(wrong: object, of: ReasonClass, code: str) -> None:
    shelf = Shelf()
    found = files(shelf).collect([wrong, order(2)])  # type: ignore[list-item]  # parametrize knows no types
    reason = found.answers[key(1)].reason
    assert reason is not None
    assert (reason.of, reason.code) == (of, code)
    assert found.answers[key(2)].outcome is Outcome.PENDING


def test_without_a_creditor_nothing_is_asked() -> None:
    provider = SepaFiles(lambda: None, shelf := Shelf(), EcbCalendar(), MovableClock(NOW))
    with pytest.raises(ProviderRefusesUs):
        provider.collect([order(1)])
    assert shelf.files == []


def test_a_mandate_of_another_account_says_so() -> None:
    content = written([debit(1, other_account=True, old_reference="ALT-7")], CREDITOR, NOW).content
    assert texts(content, "AmdmntInd") == ["true"]
    assert texts(content, "OrgnlMndtId") == ["ALT-7"]
    assert "SMNDA" in texts(content, "Id")


def test_what_is_not_valid_does_not_leave() -> None:
    content = written([debit(1)], CREDITOR, NOW).content
    with pytest.raises(FileNotValid):
        check_valid(content.replace(b"<PmtMtd>DD</PmtMtd>", b""))


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(st.text(max_size=200), min_size=1, max_size=6),
    minors=st.lists(st.integers(1, 99_999_999_999), min_size=6, max_size=6),
    purpose=st.text(max_size=300),
)
def test_a_file_is_valid_whatever_people_are_called(names: list[str], minors: list[int], purpose: str) -> None:
    debits = [
        debit(n, holder=name, mandate=name, purpose=purpose, amount=Money(minors[n])) for n, name in enumerate(names)
    ]
    made = written(debits, CREDITOR, NOW)
    sums = texts(made.content, "CtrlSum")
    assert Decimal(sums[0]) == Decimal(sum(each.amount.minor for each in debits)) / 100
    assert texts(made.content, "NbOfTxs")[0] == str(len(debits))


@given(st.text(max_size=300), st.integers(1, 140))
def test_only_letters_that_every_bank_reads(text: str, most: int) -> None:
    found = plain(text, most)
    assert found == "NOTPROVIDED" or 0 < len(found) <= most
    assert found.isascii()
    assert "//" not in found
    assert not found.startswith("/")
    assert not found.endswith("/")


def test_umlauts_are_spelt_out() -> None:
    assert plain("Çelik Öztürk, Großmann & Ångström", 70) == "Celik Oeztuerk, Grossmann + Angstroem"
