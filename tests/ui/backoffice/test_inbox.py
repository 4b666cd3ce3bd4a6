"""Everything that is stuck, on screen: chosen by keys, decided by a digit, put off and taken up again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from domain.application import Seat
from domain.cancellations.match_declaration import MatchDeclaration
from domain.cancellations.model import Channel, DeclarationId
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.matters.assign_matter import AssignMatter
from domain.matters.model import MatterKind
from domain.matters.snooze_matter import SnoozeMatter
from domain.messages.decide_mail import DecideMail
from domain.messages.delivery import MailStep
from domain.messages.send_test_mail import SendTestMail
from domain.returns.announce_return import AnnounceReturn
from domain.returns.extend_return import ExtendReturn
from domain.tasks.clear_task import ClearTask
from domain.tasks.note_failed_job import NoteFailedJob
from tests.storage.bank_story import read_in, transfer
from tests.storage.mail_story import move
from tests.storage.trade import rent, today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.inbox.matching import MatchDialog
from ui.backoffice.inbox.view import InboxPage, inbox_page


@pytest.fixture
def stuck(desk_of_anna: Office) -> Office:
    """A letter, a return, a declaration, a transfer and a job that failed; the return is the oldest."""
    business = desk_of_anna.business
    rented = rent(business, business.customer(), business.product(price="79.00"))
    business.do(Seat.BACKOFFICE, AnnounceReturn(rented.contract_id, today(business) + timedelta(days=3)))
    business.pass_days(9)
    test = SendTestMail("pause_started", "de", "anna@example.org", "Probe", "Text", "<p>Text</p>")
    move(business, business.do(Seat.BACKOFFICE, test).mail_id, "claim", "refuse")
    said, at = DeclarationId(uuid4()), business.clock.now()
    words = "Ich kündige meinen Vertrag."
    told = ReceiveDeclaration(said, Channel.EMAIL, at, words=words, name="Jonas Brückner", email="jonas@example.org")
    business.do(Seat.BACKOFFICE, told)
    read_in(business, transfer("danke", "12.00"))
    business.do(Seat.WORKER, NoteFailedJob("make_papers", "x", "Batch 1", "", "OSError"))
    return desk_of_anna


def press(page: InboxPage, office: Office, key: Qt.Key) -> None:
    office.qtbot.keyClick(page.table.view, key)
    office.settle()


def choose(page: InboxPage, office: Office, kind: MatterKind) -> None:
    assert page.table.select(lambda each: each.kind is kind)
    office.settle()


def opened(page: InboxPage) -> QDialog:
    dialog = page.panel.outcomes.dialog
    assert dialog is not None
    return dialog


def test_each_is_decided_where_it_was_found(stuck: Office) -> None:
    page = inbox_page(stuck.desk, stuck.shell)
    stuck.show(page)
    assert len(page.table.rows()) == 5
    assert page.panel.what.text() != ""
    page.setFocus()
    assert page.focusWidget() is not page.search, "the keys choose lines at once"
    before = page.table.view.currentIndex().row()
    press(page, stuck, Qt.Key.Key_J)
    assert page.table.view.currentIndex().row() == before + 1
    press(page, stuck, Qt.Key.Key_K)
    choose(page, stuck, MatterKind.TASK)
    press(page, stuck, Qt.Key.Key_2)
    assert isinstance(stuck.given[-1], ClearTask)
    choose(page, stuck, MatterKind.LETTER)
    press(page, stuck, Qt.Key.Key_1)
    assert isinstance(stuck.given[-1], DecideMail)
    assert stuck.given[-1].step is MailStep.AGAIN
    choose(page, stuck, MatterKind.RETURN_LATE)
    press(page, stuck, Qt.Key.Key_1)
    give_time = opened(page)
    give_time.form["until"].set_value(today(stuck.business) + timedelta(days=9))
    give_time.give()
    stuck.settle()
    assert isinstance(stuck.given[-1], ExtendReturn)
    choose(page, stuck, MatterKind.DECLARATION)
    press(page, stuck, Qt.Key.Key_1)
    match = opened(page)
    assert isinstance(match, MatchDialog)
    first = match.panel.suggested.itemAt(0).layout().itemAt(0).widget()
    first.click()
    match.panel.give()
    stuck.settle()
    assert isinstance(stuck.given[-1], MatchDeclaration)
    choose(page, stuck, MatterKind.TRANSFER)
    press(page, stuck, Qt.Key.Key_Return)
    assert stuck.shell.opened[-1][0] == "bank_transfer"


def test_one_is_given_away_put_off_and_found_again(stuck: Office) -> None:
    page = inbox_page(stuck.desk, stuck.shell)
    stuck.show(page)
    choose(page, stuck, MatterKind.TRANSFER)
    press(page, stuck, Qt.Key.Key_A)
    page.panel.dialog.give()
    stuck.settle()
    assert isinstance(stuck.given[-1], AssignMatter)
    assert [each.person for each in page.table.rows() if each.kind is MatterKind.TRANSFER] == ["Anna"]
    press(page, stuck, Qt.Key.Key_S)
    dialog = page.panel.dialog
    dialog.give()
    assert not isinstance(stuck.given[-1], SnoozeMatter), "not without a reason"
    dialog.form["reason"].set_value("fragt die Bank")
    dialog.give()
    stuck.settle()
    assert MatterKind.TRANSFER not in {each.kind for each in page.table.rows()}
    page.filter.setCurrentIndex(page.filter.count() - 2)
    page.presenter.load()
    stuck.settle()
    [resting] = page.table.rows()
    assert resting.until == today(stuck.business) + timedelta(days=7)
    assert "fragt die Bank" in page.panel.said.text()
    page.panel.wake.click()
    stuck.settle()
    assert page.table.rows() == []
    assert page.table.csv().count("\r\n") == 1
