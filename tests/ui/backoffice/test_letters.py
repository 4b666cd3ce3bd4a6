"""Letters in the back office: what waits is decided with one click, words have a preview, the server is tried."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from connectors.mail.choice import chosen_ways
from connectors.mail.office import StationPost
from domain.application import Seat
from domain.business import Business
from domain.customers.model import Address
from domain.messages.block_address import BlockAddress
from domain.messages.change_mail_rule import ChangeMailRule
from domain.messages.change_wording import ChangeWording
from domain.messages.contract_letter import LetterKind, Told
from domain.messages.decide_mail import DecideMail
from domain.messages.events import MailEvent, Recipient
from domain.messages.letter import Attachment, Letter
from domain.messages.release_address import ReleaseAddress
from domain.messages.resend_mail import ResendMail
from domain.messages.rules import MailRule
from domain.messages.send_test_mail import SendTestMail
from domain.messages.set_billing_contact import SetBillingContact
from storage.codec import make_converter
from tests.storage.mail_story import move
from tests.ui.backoffice.conftest import Office
from ui.backoffice.customers.view import OneCustomer
from ui.backoffice.letters.blocked import BlockedPage, blocked_page
from ui.backoffice.letters.editor import WordsEditor
from ui.backoffice.letters.events import EventsPage, events_page
from ui.backoffice.letters.list import LettersPage, letters_page
from ui.backoffice.letters.mailbox import MailboxLetter, mailbox_page
from ui.backoffice.letters.server import MailServerPage
from ui.backoffice.letters.view import OneLetter


def tried(office: Office, address: str = "jo@example.org") -> UUID:
    letter = SendTestMail("pause_started", "de", address, "Betreff", "Text", "<p>Text <b>fett</b></p>")
    mail_id: UUID = office.business.do(Seat.BACKOFFICE, letter).mail_id
    return mail_id


def shown(office: Office, mail_id: UUID) -> OneLetter:
    page = office.show(OneLetter(office.desk, office.shell), str(mail_id))
    assert isinstance(page, OneLetter)
    return page


def test_what_waits_is_decided_from_the_list_to_the_last_click(desk_of_anna: Office) -> None:
    office = desk_of_anna
    lost, refused = tried(office), tried(office, "weg@example.org")
    page = office.show(letters_page(office.desk, office.shell))
    assert isinstance(page, LettersPage)
    assert page.table.rows() == [], "what is on its way waits for nobody"
    move(office.business, lost, "claim", "lose")
    move(office.business, refused, "claim", "refuse")
    page.presenter.load()
    office.settle()
    assert len(page.table.rows()) == 2
    assert "2" in page.note.text()
    letter = shown(office, lost)
    assert set(letter.buttons) == {"again", "arrived", "drop"}
    assert letter.page.toPlainText() == "Text fett"
    letter.buttons["arrived"].click()
    office.settle()
    assert isinstance(office.given[-1], DecideMail)
    letter = shown(office, lost)
    assert set(letter.buttons) == {"again"}
    letter.buttons["again"].click()
    letter.dialog.form["address"].set_value("neu@example.org")
    letter.dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], ResendMail)
    assert office.shell.opened[-1][0] == "letter"
    letter = shown(office, refused)
    letter.buttons["drop"].click()
    letter.dialog.save.click()
    office.settle()
    assert "drop" in letter.buttons, "why is asked for"
    letter.dialog.form["why"].set_value("Adresse unbekannt")
    letter.dialog.save.click()
    office.settle()
    assert shown(office, refused).buttons == {}


def test_an_address_is_blocked_and_released_with_a_reason(desk_of_anna: Office) -> None:
    office = desk_of_anna
    page = office.show(blocked_page(office.desk, office.shell))
    assert isinstance(page, BlockedPage)
    assert not page.release.isEnabled()
    page.block.click()
    page.dialog.form["address"].set_value("kein Postfach")
    page.dialog.save.click()
    office.settle()
    assert page.dialog.problem.text(), "what is no address is said in the form"
    page.dialog.form["address"].set_value("weg@example.org")
    page.dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], BlockAddress)
    page.presenter.load()
    office.settle()
    [row] = page.table.rows()
    page.table.select(lambda one: one == row)
    page.release.click()
    page.dialog.form["why"].set_value("war ein Irrtum")
    page.dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], ReleaseAddress)
    page.presenter.load()
    office.settle()
    assert page.table.rows() == []


def test_a_rule_is_changed_and_the_law_keeps_its_own(desk_of_anna: Office) -> None:
    office = desk_of_anna
    page = office.show(events_page(office.desk, office.shell))
    assert isinstance(page, EventsPage)
    page.table.select(lambda one: one.event is MailEvent.PAUSE)
    page.rule.click()
    form = page.dialog.form
    form["copy"].set_value("buch@radwerk.example")
    form["delay"].set_value(2)
    page.dialog.save.click()
    office.settle()
    to = (Recipient.CUSTOMER, Recipient.OTHER)
    wanted = MailRule(True, 120, to, "buch@radwerk.example")
    assert office.given[-1] == ChangeMailRule(MailEvent.PAUSE, 0, wanted)
    page.table.select(lambda one: one.event is MailEvent.CANCELLATION)
    page.rule.click()
    assert not page.dialog.form["is_on"].isEnabled()
    page.dialog.reject()
    page.filter.setCurrentIndex(1)
    page.presenter.load()
    office.settle()
    assert all(row.letters for row in page.table.rows())


def promised(office: Office, told: Told) -> str:
    """A letter that the house wrote to Jonas: a true example."""
    customer = office.business.customer()
    with psycopg.connect(office.business.server.admin_dsn(office.business.database), autocommit=True) as admin:
        admin.execute(
            "INSERT INTO umlauf.outbox (id, kind, subject_id, batch_id, status, facts)"
            " VALUES (%s, 'customer', %s, %s, 'history', %s)",
            (uuid4(), customer.customer_id, uuid4(), Jsonb(make_converter().unstructure(told))),
        )
    return str(office.business.rows("SELECT number FROM umlauf.customer")[0]["number"])


def test_words_are_changed_with_a_preview_and_set_back(desk_of_anna: Office) -> None:
    office = desk_of_anna
    number = promised(office, Told(LetterKind.PAUSE_STARTED, {"on": datetime(2026, 5, 4, tzinfo=UTC).date()}))
    page = office.show(WordsEditor(office.desk, office.shell), "pause_started")
    assert isinstance(page, WordsEditor)
    page.language.setCurrentIndex(0)
    page.language.activated.emit(0)
    office.settle()
    assert page.example.count() == 2
    assert number in page.shown_subject.text(), "the preview shows a true letter"
    assert "04.05.2026" in page.page.toPlainText()
    assert not page.save.isEnabled()
    page.words_.setPlainText("Hallo {{ nmae }},\nbis bald {% if on %}am {{ on }}")
    page.show_preview()
    assert "nmae" in page.problem.text()
    assert "2" in page.problem.text(), "the line of the open “if”"
    assert not page.save.isEnabled()
    assert not page.trial.isEnabled()
    page.words_.setPlainText("Hallo {{ name }},\nbis bald am {{ on }}.")
    page.html.setPlainText("<p>Hallo <b>{{ name }}</b></p>")
    page.show_preview()
    assert page.page.toPlainText() == "Hallo Jonas Brückner"
    assert page.is_unsaved
    page.save.click()
    office.settle()
    assert isinstance(office.given[-1], ChangeWording)
    assert not page.is_unsaved
    assert page.reset.isEnabled()
    page.trial.click()
    page.dialog.form["address"].set_value("anna@radwerk.example")
    page.dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], SendTestMail)
    page._give(None)
    office.settle()
    assert "pausiert" in page.words_.toPlainText()
    assert len(page.known.history) == 2


def test_a_letter_that_the_law_wants_goes_on_saying_it(desk_of_anna: Office) -> None:
    office = desk_of_anna
    page = office.show(WordsEditor(office.desk, office.shell), "withdrawal_received")
    page.words_.setPlainText("Danke, {{ name }}.")
    page.show_preview()
    assert "received_on" in page.problem.text()
    assert not page.save.isEnabled()


def test_a_page_loads_nothing_from_outside(desk_of_anna: Office, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("secret", encoding="utf-8")
    mail_id = office_letter(desk_of_anna, f'<p>Hallo</p><img src="file://{secret}"><a href="file://{secret}">x</a>')
    page = shown(desk_of_anna, mail_id)
    page.page.anchorClicked.emit(secret.as_uri())
    assert "secret" not in page.page.toPlainText()


def office_letter(office: Office, html: str) -> UUID:
    letter = SendTestMail("pause_started", "de", "jo@example.org", "Betreff", "Text", html)
    mail_id: UUID = office.business.do(Seat.BACKOFFICE, letter).mail_id
    return mail_id


@pytest.fixture
def with_post(desk_of_anna: Office, tmp_path: Path) -> Office:
    desk_of_anna.desk = replace(desk_of_anna.desk, post=StationPost({}, tmp_path))
    return desk_of_anna


def test_the_box_shows_letters_and_opens_their_papers(with_post: Office, tmp_path: Path) -> None:
    ours = Business("Radwerk", Address("Weg 1", "10115", "Berlin"), email="hallo@radwerk.example")
    post, _ = chosen_ways({}, tmp_path, lambda: ours)
    post.send(Letter("R-1", "zoe@example.org", "Ihre Rechnung", "Guten Tag", (Attachment("R-1.pdf", b"%PDF"),)))
    page = with_post.show(mailbox_page(with_post.desk, with_post.shell))
    [row] = page.table.rows()
    page.presenter.open(row)
    assert with_post.shell.opened[-1] == ("mailbox_letter", "R-1.eml")
    letter = with_post.show(MailboxLetter(with_post.desk, with_post.shell), "R-1.eml")
    assert letter.page.toPlainText().strip() == "Guten Tag"
    letter._open(letter.presenter.thing.attachments[0])
    with_post.settle()
    assert with_post.folder.shown[-1].read_bytes() == b"%PDF"


def test_a_server_is_tried_before_it_is_kept(with_post: Office, tmp_path: Path) -> None:
    page = with_post.show(MailServerPage(with_post.desk, with_post.shell))
    assert isinstance(page, MailServerPage)
    page.check.click()
    with_post.settle()
    assert not page.said.text(), "an empty form says so at its fields"
    page.host.set_value("127.0.0.1")
    page.security.set_value(page.security._values[2])
    assert page.port.value() == 25, "the usual port follows"
    page.port.set_value(1)
    page.check.click()
    with_post.settle()
    assert page.said.text()
    page.user.set_value("lena")
    page.password.set_value("secret")
    page.save.click()
    with_post.settle()
    assert (tmp_path / "mail-server.json").stat().st_mode & 0o077 == 0
    assert page.password.value() == ""
    assert "127.0.0.1" in page.state.text()
    page.box.click()
    with_post.settle()
    assert not (tmp_path / "mail-server.json").exists()


def test_bills_get_an_address_of_their_own_on_the_page_of_the_customer(desk_of_anna: Office) -> None:
    office = desk_of_anna
    customer = office.business.customer()
    page = office.show(OneCustomer(office.desk, office.shell), str(customer.customer_id))
    assert isinstance(page, OneCustomer)
    page.letters.change.click()
    page.letters.dialog.form["address"].set_value("buchhaltung@example.org")
    page.letters.dialog.save.click()
    office.settle()
    assert office.given[-1] == SetBillingContact(customer.customer_id, "", "buchhaltung@example.org")
    assert "buchhaltung@example.org" in page.letters.bills.text()
