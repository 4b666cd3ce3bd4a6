"""Files that ask the bank to collect: an order is in one for ever, and what the bank says of groups is taken apart."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.banking.debit_files import CarriedOrder, FileStep, FileStepRefused, OrderInAnotherFile
from domain.banking.hear_bank import HearBank
from domain.banking.keep_debit_file import KeepDebitFile
from domain.banking.model import BankFileKind, Nature
from domain.banking.note_file_step import NoteFileStep
from domain.money import Money
from domain.payments.provider import AttemptId, CollectionFile, DebitSequence, Outcome, Scheme
from storage.debit_shelf import DebitShelf
from tests.storage.bank_story import bank_file, transfer
from tests.storage.business import Business

DAY = date(2026, 2, 6)


def orders(count: int, group: str) -> list[CarriedOrder]:
    ids = [AttemptId(uuid4()) for _ in range(count)]
    euro = Money.of("10.00")
    return [CarriedOrder(one, one.hex, group, euro, DAY, Scheme.CORE, DebitSequence.RECURRING) for one in ids]


def shelf(business: Business) -> DebitShelf:
    def run(command_id: Any, command: Any) -> Any:
        return business.answer(Seat.WORKER, command, command_id).event

    return DebitShelf(business.connection(Seat.WORKER), run)


def file(message_id: str) -> CollectionFile:
    return CollectionFile(f"{message_id}.xml", message_id, b"<Document/>")


def status(business: Business, message_id: str) -> str:
    [row] = business.rows("SELECT status FROM umlauf.debit_file WHERE message_id = %(id)s", id=message_id)
    return str(row["status"])


def heard(business: Business, *entries: Any, about: str = "", kind: BankFileKind = BankFileKind.ANSWER) -> Any:
    """What the worker makes of a file with these entries."""
    told = business.answer(Seat.BACKOFFICE, bank_file(*entries, kind=kind, about=about)).event
    return business.answer(Seat.WORKER, HearBank(told.file_id)).event.news


def said(nature: Nature, reason: str = "", amount: str = "0.00", **more: str) -> Any:
    return transfer(uuid4().hex, amount, nature=nature, reason=reason, on=DAY, **more)


def test_an_order_is_in_one_file_for_ever(business: Business) -> None:
    on_shelf, first = shelf(business), orders(2, "UM1-1")
    on_shelf.keep(file("UM1"), first)
    on_shelf.keep(file("UM1"), first)
    assert {each.message_id for each in on_shelf.carried([one.attempt_id for one in first]).values()} == {"UM1"}
    with pytest.raises(OrderInAnotherFile):
        on_shelf.keep(file("UM2"), [*orders(1, "UM2-1"), first[1]])
    assert [row["message_id"] for row in business.rows("SELECT message_id FROM umlauf.debit_file")] == ["UM1"]


def test_a_sum_for_a_group_stands_for_all_that_were_not_refused(business: Business) -> None:
    three = orders(3, "UM1-1")
    shelf(business).keep(file("UM1"), three)
    refused = heard(business, said(Nature.REFUSED, "AM04", end_to_end=three[0].end_to_end), about="UM1")
    assert [(one.key, one.answer.outcome) for one in refused] == [(three[0].attempt_id, Outcome.FAILED)]
    assert status(business, "UM1") == "part"
    notice = BankFileKind.NOTICE
    assert heard(business, said(Nature.COLLECTED, amount="15.00", group="UM1-1"), kind=notice) == ()
    settled = heard(business, said(Nature.COLLECTED, amount="20.00", group="UM1-1"), kind=notice)
    assert {one.key for one in settled} == {one.attempt_id for one in three[1:]}
    assert {str(one.answer.amount) for one in settled} == {"10.00 EUR"}


def test_a_file_that_is_refused_as_a_whole_fails_all_but_not_when_it_came_twice(business: Business) -> None:
    two = orders(2, "UM1-1")
    shelf(business).keep(file("UM1"), two)
    assert heard(business, said(Nature.REFUSED, "DUPL"), about="UM1") == ()
    assert status(business, "UM1") == "made"
    assert len(heard(business, said(Nature.REFUSED, "FF01"), about="UM1")) == 2
    assert status(business, "UM1") == "rejected"
    assert heard(business, said(Nature.REFUSED, "FF01"), about="NOT-OURS") == ()


def test_what_the_bank_says_is_not_noted_by_hand(business: Business) -> None:
    [one] = orders(1, "UM1-1")
    shelf(business).keep(file("UM1"), [one])
    made = KeepDebitFile.of(file("UM1"), [one])
    with pytest.raises(FileStepRefused):
        business.do(Seat.BACKOFFICE, NoteFileStep(made.file_id, FileStep.ACCEPT))
    business.do(Seat.BACKOFFICE, NoteFileStep(made.file_id, FileStep.HAND_OVER))
    with pytest.raises(FileStepRefused):
        business.do(Seat.BACKOFFICE, NoteFileStep(made.file_id, FileStep.HAND_OVER))
    heard(business, said(Nature.TAKEN, end_to_end=one.end_to_end), about="UM1")
    assert status(business, "UM1") == "accepted"
