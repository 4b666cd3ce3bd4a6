"""Files of the bank are chosen, looked at and read in; transfers are booked by proposal, by hand and all at once."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from connectors.psp.sepa.reader import SepaReader
from domain.application import Seat
from domain.banking.book_transfer import BookTransfer
from domain.banking.debit_files import CarriedOrder, FileStep
from domain.banking.keep_bank_file import KeepBankFile
from domain.banking.keep_debit_file import KeepDebitFile
from domain.banking.mark_transfer import MarkTransfer
from domain.banking.model import Mark
from domain.banking.note_file_step import NoteFileStep
from domain.banking.take_back_transfer import TakeBackTransfer
from domain.money import Money
from domain.payments.provider import AttemptId, CollectionFile, DebitSequence, Scheme
from tests.connectors.sepa.test_reading import camt, entry
from tests.storage.bank_story import entry_rows, open_invoice, read_in, statement, transfer
from tests.storage.trade import today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.bank import debit_file as debit_file_view
from ui.backoffice.bank.debit_file import OneDebitFile
from ui.backoffice.bank.transfer import OneTransfer
from ui.backoffice.bank.view import DEBITS, FILES, BankPage


@pytest.fixture
def office(desk_of_anna: Office) -> Office:
    object.__setattr__(desk_of_anna.desk, "bank_files", SepaReader())
    return desk_of_anna


def bank_page(office: Office, target: str = "") -> BankPage:
    page = office.show(BankPage(office.desk, office.shell), target)
    assert isinstance(page, BankPage)
    return page


def shown_transfer(office: Office, n: int = 0) -> OneTransfer:
    page = office.show(OneTransfer(office.desk, office.shell), str(entry_rows(office.business)[n]["id"]))
    assert isinstance(page, OneTransfer)
    return page


def test_files_are_looked_at_before_they_are_read_in(office: Office, tmp_path: Path) -> None:
    _customer, _invoice, number = open_invoice(office.business)
    office.business.pass_days(3)
    good, broken = tmp_path / "auszug.xml", tmp_path / "kaputt.xml"
    good.write_bytes(camt(entry(text=number) + entry("12.00", text="Danke")))
    broken.write_bytes(b"%PDF-1.7")
    page = bank_page(office)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(each)) for each in (good, broken)])
    where = (QPoint(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton)
    page.dropEvent(QDropEvent(*where, Qt.KeyboardModifier.NoModifier))
    office.settle()
    dialog = page.dialog
    assert dialog is not None
    assert [one.name for one in dialog.table.rows()] == ["auszug.xml", "kaputt.xml"]
    assert "kaputt.xml" in dialog.problem.text()
    assert entry_rows(office.business) == [], "looking keeps nothing"
    dialog.save.click()
    office.settle()
    assert [type(each) for each in office.given] == [KeepBankFile]
    office.settle()
    rows = page.transfers.table.rows()
    assert [one.text for one in rows] == ["Danke", number]
    assert rows[1].best is not None

    page.take([good])
    office.settle()
    page.dialog.save.click()
    office.settle()
    assert len(entry_rows(office.business)) == 2, "read in twice it counts once"


def test_the_first_proposal_is_booked_and_the_next_transfer_shown(office: Office) -> None:
    _customer, _invoice, number = open_invoice(office.business)
    day = today(office.business)
    read_in(office.business, transfer(number, on=day), transfer("Wer war das", "5.00", "Niemand", "", day))
    ways_back: list[Any] = []
    office.shell.toast = lambda _words, undo=None: ways_back.append(undo)
    page = shown_transfer(office)
    page.books[0].click()
    office.settle()
    office.settle()
    [command] = office.given
    assert isinstance(command, BookTransfer)
    assert page.says.text() == "Wer war das", "the next one that waits"
    assert page.buttons.keys() == {"choose", "set_aside", "sent_back", "next"}
    page.buttons["next"].click()
    office.settle()
    assert office.shell.opened[-1] == ("bank", ""), "all were shown"

    ways_back[0]()
    office.settle()
    assert isinstance(office.given[-1], TakeBackTransfer)


def test_a_transfer_is_given_out_by_hand_and_what_is_left_is_balance(office: Office) -> None:
    customer, invoice, number = open_invoice(office.business)
    read_in(office.business, transfer("Hallo", "100.00", "Oma", "", today(office.business)))
    page = shown_transfer(office)
    page.buttons["choose"].click()
    dialog = page.dialog
    assert not dialog.save.isEnabled()
    dialog.pick.line.setText(number)
    dialog.pick.search()
    office.settle()
    dialog.take(dialog.pick.items()[0])
    assert dialog.save.isEnabled()
    assert "21" in dialog.rest.text()
    dialog.lines[0].amount.set_value(Money.of("120.00"))
    assert not dialog.save.isEnabled(), "more than there is"
    dialog.lines[0].amount.set_value(Money.of("60.00"))
    dialog.save.click()
    office.settle()
    [command] = office.given
    assert isinstance(command, BookTransfer)
    assert (command.customer_id, str(command.kept)) == (customer, "40.00 EUR")
    assert [(part.invoice_id, str(part.amount)) for part in command.parts] == [(invoice, "60.00 EUR")]
    office.settle()
    again = shown_transfer(office)
    assert "take_back" in again.buttons
    again.buttons["take_back"].click()
    office.settle()
    assert entry_rows(office.business)[0]["left_minor"] == 10000


def test_what_is_certain_is_booked_in_one_go_after_a_look(office: Office) -> None:
    numbers = [open_invoice(office.business, name)[2] for name in ("Eins", "Zwei", "Drei")]
    day = today(office.business)
    read_in(office.business, *(transfer(each, on=day, payer="Fremd", iban="") for each in numbers))
    read_in(office.business, transfer(numbers[0], on=day, payer="Fremd doppelt", iban=""))
    page = bank_page(office)
    page.transfers.certain.click()
    office.settle()
    dialog = page.transfers.dialog
    assert len(dialog.table.rows()) == 3, "of two for one invoice only the first"
    dialog.table.select(lambda one: one.text == numbers[1])
    dialog.leave.click()
    dialog.save.click()
    office.settle()
    assert [type(each) for each in office.given] == [BookTransfer, BookTransfer]
    office.settle()
    assert {one.text for one in page.transfers.table.rows()} == {numbers[1], numbers[0]}


def test_money_of_nobody_is_set_aside_with_a_reason(office: Office) -> None:
    read_in(office.business, transfer("Umsatzsteuer", on=today(office.business)))
    page = shown_transfer(office)
    page.buttons["set_aside"].click()
    page.dialog.form["why"].set_value("Erstattung vom Finanzamt")
    page.dialog.save.click()
    office.settle()
    office.settle()
    assert isinstance(office.given[-1], MarkTransfer)
    assert page.buttons.keys() == {"take_up"}
    page.buttons["take_up"].click()
    office.settle()
    assert office.given[-1].mark is Mark.OPEN


def test_gaps_between_statements_are_shown(office: Office) -> None:
    day = today(office.business)
    read_in(office.business, statements=(statement("1", "0.00", "10.00", day),))
    read_in(office.business, statements=(statement("3", "30.00", "40.00", day + timedelta(days=2)),))
    page = bank_page(office, "files")
    assert page.tabs.currentIndex() == FILES
    assert [(one.number, one.follows) for one in page.files.statements.rows()] == [("3", False), ("1", None)]
    assert page.files.gaps.isVisible()
    read_in(office.business, statements=(statement("2", "10.00", "30.00", day + timedelta(days=1)),))
    page.files.load()
    office.settle()
    assert [one.follows for one in page.files.statements.rows()] == [True, True, None]
    assert not page.files.gaps.isVisible()


def test_a_file_of_debits_is_saved_and_handed_over(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = AttemptId(office.business.customer().customer_id)
    order = CarriedOrder(
        attempt, attempt.hex, "UM7-1", Money.of("79.00"), today(office.business), Scheme.CORE, DebitSequence.FIRST
    )
    file = KeepDebitFile.of(CollectionFile("UM7.xml", "UM7", b"<Document/>"), [order])
    office.business.do(Seat.WORKER, file)
    page = bank_page(office, "debits")
    assert page.tabs.currentIndex() == DEBITS
    assert [one.message_id for one in page.debits.table.rows()] == ["UM7"]
    one = office.show(OneDebitFile(office.desk, office.shell), "UM7")
    saved = tmp_path / "UM7.xml"
    monkeypatch.setattr(debit_file_view, "ask_save", lambda *_args: saved)
    one.buttons["save"].click()
    office.settle()
    office.settle()
    assert saved.read_bytes() == b"<Document/>"
    one.buttons["hand_over"].click()
    office.settle()
    office.settle()
    assert [each.step for each in office.given if isinstance(each, NoteFileStep)] == [FileStep.SAVE, FileStep.HAND_OVER]
    assert one.buttons.keys() == {"save"}
