"""Our files at a bank that keeps books: what it takes, refuses, books and sends back comes home as we understand it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from lxml import etree

from connectors.psp.sepa.files import SepaFiles
from connectors.psp.sepa.reading import read_message
from connectors.reference.target_days import EcbCalendar
from domain.banking.model import BankEntry, Nature
from domain.clock import MovableClock
from tests.connectors.sepa.bank import CLOSED_IBAN, EMPTY_IBAN, Bank, open_bank
from tests.connectors.sepa.orders import CREDITOR, IBAN, Shelf, key, order
from tests.connectors.sepa.test_reading import XSD


@pytest.fixture(scope="module")
def bank() -> Iterator[Bank]:
    with open_bank("2026-02-02T09:00") as opened:
        yield opened


def heard(bank: Bank, kind: str) -> list[BankEntry]:
    return [entry for content in bank.mail(kind) for entry in read_message(content).entries]


def test_from_hand_over_to_a_return(bank: Bank) -> None:
    shelf = Shelf()
    provider = SepaFiles(lambda: CREDITOR, shelf, EcbCalendar(), MovableClock(datetime(2026, 2, 2, 8, tzinfo=UTC)))
    provider.collect([order(1), order(2, "999.00", EMPTY_IBAN), order(3, iban=CLOSED_IBAN), order(4), order(5, "5.55")])
    [file] = shelf.files

    bank.hand_over(file.content)
    said = {one.end_to_end: (one.nature, one.reason) for one in heard(bank, "pain.002")}
    assert said == {
        key(1).hex: (Nature.TAKEN, ""),
        key(2).hex: (Nature.REFUSED, "AM04"),
        key(3).hex: (Nature.REFUSED, "AC04"),
        key(4).hex: (Nature.TAKEN, ""),
        key(5).hex: (Nature.TAKEN, ""),
    }
    bank.hand_over(file.content)
    assert [(one.end_to_end, one.reason) for one in heard(bank, "pain.002")] == [("", "DUPL")]

    bank.refuse(key(4).hex, "MD01")
    assert [(one.end_to_end, one.reason) for one in heard(bank, "pain.002")] == [(key(4).hex, "MD01")]

    bank.advance_to(date(2026, 2, 9))
    booked = [one for one in heard(bank, "camt.054") if one.nature is Nature.COLLECTED]
    assert {one.end_to_end: str(one.amount) for one in booked} == {key(1).hex: "79.00 EUR", key(5).hex: "5.55 EUR"}
    stated = [one for one in heard(bank, "camt.053") if one.nature is Nature.COLLECTED]
    assert {one.ref for one in stated} == {one.ref for one in booked}

    bank.refuse(key(1).hex, "MD06")
    bank.advance(2)
    [back] = [one for one in heard(bank, "camt.054") if one.nature is Nature.RETURNED]
    assert (back.end_to_end, back.reason, str(back.amount)) == (key(1).hex, "MD06", "79.00 EUR")
    [told] = heard(bank, "pacs.004")
    assert (told.nature, told.end_to_end) == (Nature.RETURNED, key(1).hex)


def test_a_transfer_is_the_same_in_report_notice_and_statement(bank: Bank) -> None:
    bank.mail()
    bank.credit(amount=7900, note="R-2026-000001", debtor={"name": "Jonas Bruckner", "iban": IBAN}, wrap=35)
    report = bank.report()
    assert etree.XMLSchema(file=str(XSD / "camt.052.001.08.xsd")).validate(etree.fromstring(report))
    [of_the_day] = [one for one in read_message(report).entries if one.nature is Nature.TRANSFER]
    [noticed] = [one for one in heard(bank, "camt.054") if one.nature is Nature.TRANSFER]
    bank.advance(1)
    [stated] = [one for one in heard(bank, "camt.053") if one.nature is Nature.TRANSFER]
    assert of_the_day == noticed == stated
    assert (stated.text, stated.payer, str(stated.amount)) == ("R-2026-000001", "Jonas Bruckner", "79.00 EUR")
