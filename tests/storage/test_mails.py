"""Letters on their way in the real database: who may move them, what crashes leave, what comes back, what is set."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from domain.application import Seat
from domain.billing.request_billing_run import RequestBillingRun
from domain.customers.model import Address
from domain.losses.cases import CaseId, CaseKind, Contact
from domain.losses.open_case import OpenCase
from domain.messages.block_address import BlockAddress
from domain.messages.bounces import Bounce, BounceKind
from domain.messages.change_mail_rule import ChangeMailRule
from domain.messages.change_wording import ChangeWording
from domain.messages.contract_letter import LetterKind, MailAddress, Told
from domain.messages.decide_mail import DecideMail
from domain.messages.delivery import TRANSITIONS, AddressBlocked, MailState, MailStep, NoMailAddress
from domain.messages.events import MailEvent, Recipient
from domain.messages.letter import Letter, LetterNotSent, LetterRefused, LetterUnknown
from domain.messages.release_address import ReleaseAddress
from domain.messages.resend_mail import ResendMail
from domain.messages.rules import MailRule
from domain.messages.send_test_mail import SendTestMail
from domain.messages.set_billing_contact import SetBillingContact
from domain.messages.wording import Wording
from storage.jobs.chores import Chores
from tests.reports.reading import flat, text_of
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.mail_story import WORDS, move

DENIED = ("42501",)


class Post(Letterbox):
    """Fails as it is told; what it took it keeps, whatever it then says. `can_tell`: whether it knows what it took."""

    def __init__(self) -> None:
        super().__init__()
        self.fails: list[Exception] = []
        self.can_tell = True
        self.takes_it_anyway = False

    def send(self, letter: Letter) -> None:
        failure = self.fails.pop(0) if self.fails else None
        if failure is None or self.takes_it_anyway:
            super().send(letter)
        if failure is not None:
            raise failure

    def knows(self, key: str) -> bool | None:
        return super().knows(key) if self.can_tell else None


def hands(business: Business, post: Post) -> Chores:
    made = chores(business.server.seat_dsn("worker", business.database), post, business.clock)
    business.open_connections.append(made._database)
    return made


def tried(business: Business, address: str = "jo@example.org") -> UUID:
    letter = SendTestMail("pause_started", "de", address, "Betreff", "Text", "<p>Text</p>")
    mail_id: UUID = business.do(Seat.BACKOFFICE, letter).mail_id
    return mail_id


def states(business: Business) -> list[str]:
    """Sorted: letters of one instant have no order."""
    return [row["state"] for row in business.rows("SELECT state FROM umlauf.mail ORDER BY state")]


def invoiced(business: Business, worker: Chores, **customer: Any) -> Any:
    """A service that is billed at once; its letter is sent by `worker`."""
    from domain.catalog.model import ProductKind
    from domain.contracts.model import LineKind

    care = business.product("Pflege", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, sku="CARE")
    known = business.customer(**customer)
    business.order(known, care)
    post_all(business, worker)
    return known


def post_all(business: Business, worker: Chores) -> None:
    for row in business.rows("SELECT DISTINCT batch_id FROM umlauf.outbox WHERE status = 'waiting'"):
        worker.make_papers(row["batch_id"])
    for row in business.rows("SELECT DISTINCT batch_id FROM umlauf.outbox WHERE status = 'made'"):
        worker.send_letters(row["batch_id"])


def test_the_database_knows_the_same_table(business: Business) -> None:
    """Every pair of state and step is tried by hand."""
    mail_id = tried(business)
    with psycopg.connect(business.server.admin_dsn(business.database), autocommit=True) as admin:
        admin.execute("ALTER TABLE umlauf.mail DISABLE TRIGGER ALL")
        command = business.rows("SELECT command_id FROM umlauf.command ORDER BY received_at DESC LIMIT 1")[0]
        for state, step in product(MailState, MailStep):
            admin.execute("UPDATE umlauf.mail SET state = %s WHERE id = %s", (state, mail_id))
            known = "INSERT INTO umlauf.mail_step (mail_id, n, step, at, command_id) VALUES (%s, 0, %s, now(), %s)"
            try:
                admin.execute(known, (mail_id, step, command["command_id"]))
            except psycopg.Error as error:
                refused = error.sqlstate
            else:
                refused = None
            if (state, step) not in TRANSITIONS:
                assert refused == "UM409", (state, step)
            elif step in (MailStep.AGAIN, MailStep.ARRIVED, MailStep.DROP, MailStep.PRINT, MailStep.PRINTED):
                assert refused == "UM010", "a decision is somebody's"
            else:
                [row] = admin.execute("SELECT state FROM umlauf.mail WHERE id = %s", (mail_id,)).fetchall()
                assert (refused, row[0]) == (None, TRANSITIONS[state, step]), (state, step)


def test_the_office_sends_nothing_by_hand(business: Business) -> None:
    mail_id = tried(business)
    step = "INSERT INTO umlauf.mail_step (mail_id, n, step, at, command_id) VALUES (%s, 0, %s, now(), %s)"
    with at_the_seat(business, Seat.BACKOFFICE) as anna:
        with anna.refused("UM403"):
            anna.run(step, mail_id, "claim", None)
        with anna.refused("UM010"):
            anna.run(step, mail_id, "drop", uuid4())
        for act in (
            "UPDATE umlauf.mail SET state = 'sent'",
            "DELETE FROM umlauf.mail",
            "UPDATE umlauf.mail_content SET body = 'x'",
            "UPDATE umlauf.mail_step SET why = ''",
            "UPDATE umlauf.mail_rule SET is_on = false",
            "DELETE FROM umlauf.mail_block",
            "SELECT * FROM umlauf.outbox_address",
            "SELECT umlauf.sum_up_mail(gen_random_uuid(), now())",
        ):
            with anna.refused(*DENIED):
                anna.run(act)
    with at_the_seat(business, Seat.BACKOFFICE) as anna, anna.refused("UM010"):
        anna.run(
            "INSERT INTO umlauf.mail (id, key, event, template, language, recipient, not_before, created_at)"
            " VALUES (gen_random_uuid(), 'x', 'pause', 'pause_started', 'de', 'test', now(), now())"
        )


def test_a_worker_that_dies_between_the_server_and_the_mark_sends_nothing_twice(business: Business) -> None:
    """Where the post can tell it is asked; where it cannot, a person is."""
    post = Post()
    worker = hands(business, post)
    first, second = tried(business), tried(business, "lena@example.org")
    for mail_id in (first, second):
        move(business, mail_id, "claim")
    post.sent.append(Letter(str(first), "jo@example.org", "Betreff", "Text"))
    worker.send_due()
    assert [letter.key for letter in post.sent] == [str(first), str(second)]
    assert states(business) == ["sent", "sent"]
    third = tried(business, "mehmet@example.org")
    move(business, third, "claim")
    post.can_tell = False
    worker.send_due()
    worker.send_due()
    assert states(business) == ["sent", "sent", "unknown"]
    assert len(post.sent) == 2
    business.do(Seat.BACKOFFICE, DecideMail(third, MailStep.AGAIN))
    worker.send_due()
    assert [letter.key for letter in post.sent][2:] == [str(third)], "the same Message-ID: the reader's server may tell"


def test_of_two_workers_one_sends(business: Business) -> None:
    """The second looks while the first has the letter in its hands."""
    post, looked = Post(), Post()
    other = hands(business, looked)

    class Slow(Post):
        def send(self, letter: Letter) -> None:
            other.send_due()
            post.send(letter)

    tried(business)
    hands(business, Slow()).send_due()
    assert (len(post.sent), len(looked.sent)) == (1, 0)
    assert states(business) == ["sent"]


def test_what_fails_is_tried_again_refused_or_asked_about(business: Business) -> None:
    post = Post()
    worker = hands(business, post)
    mail_id = tried(business)
    post.fails = [LetterNotSent(why="451 try <jo@example.org> later")] * 2
    worker.send_due()
    worker.send_due()
    assert states(business) == ["ready"]
    [step] = business.rows("SELECT why FROM umlauf.mail_step WHERE step = 'later'")
    assert "jo@" not in step["why"], "what a server says is kept without addresses"
    business.clock.advance(timedelta(minutes=1))
    worker.send_due()
    assert len(post.fails) == 0
    business.clock.advance(timedelta(minutes=4))
    worker.send_due()
    assert states(business) == ["ready"], "the second pause is longer"
    business.clock.advance(timedelta(minutes=1))
    worker.send_due()
    assert states(business) == ["sent"]
    post.fails, post.takes_it_anyway = [LetterUnknown(why="cut")], True
    unknown = tried(business, "lena@example.org")
    worker.send_due()
    business.do(Seat.BACKOFFICE, DecideMail(unknown, MailStep.ARRIVED))
    worker.send_due()
    assert states(business) == ["sent", "sent"]
    assert [letter.key for letter in post.sent] == [str(mail_id), str(unknown)]
    post.fails = [LetterNotSent(why="down")] * 100
    tried(business, "mehmet@example.org")
    for _ in range(30):
        worker.send_due()
        business.clock.advance(timedelta(hours=8))
    assert states(business) == ["failed", "sent", "sent"]


def test_a_refused_address_is_not_written_to_until_somebody_releases_it(business: Business) -> None:
    post = Post()
    worker = hands(business, post)
    post.fails = [LetterRefused(why="550 no such person", is_address=True)]
    first = tried(business, "weg@example.org")
    worker.send_due()
    second = tried(business, "Weg@example.org")
    worker.send_due()
    assert (states(business), post.sent) == (["failed", "suppressed"], [])
    with pytest.raises(AddressBlocked):
        business.do(Seat.BACKOFFICE, DecideMail(second, MailStep.AGAIN))
    [block] = business.rows("SELECT id, reason, mail_id FROM umlauf.mail_block")
    assert (block["reason"], block["mail_id"]) == ("hard_bounce", first)
    business.do(Seat.BACKOFFICE, ReleaseAddress(block["id"], "war ein Tippfehler dort"))
    business.do(Seat.BACKOFFICE, DecideMail(second, MailStep.AGAIN))
    worker.send_due()
    assert states(business) == ["failed", "sent"]
    business.do(Seat.BACKOFFICE, BlockAddress("bittet darum", "weg@example.org"))
    assert len(business.rows("SELECT FROM umlauf.mail_block")) == 2


def test_bounces_and_complaints_are_noted_and_block(business: Business) -> None:
    worker = hands(business, Post())
    first, second, third = (tried(business, f"{name}@example.org") for name in ("a", "b", "c"))
    worker.send_due()
    postman = worker._letters._postman
    postman.take_back(Bounce(BounceKind.HARD, str(first), "other@example.org", "5.1.1 a@example.org unknown"))
    postman.take_back(Bounce(BounceKind.SOFT, str(second), "", "4.2.2"))
    postman.take_back(Bounce(BounceKind.COMPLAINT, str(third), "c@example.org", "complaint"))
    postman.take_back(Bounce(BounceKind.HARD, "nobody's", "", "5.1.1"))
    postman.take_back(Bounce(BounceKind.HARD, str(first), "", "told twice"))
    postman.take_back(Bounce(BounceKind.OTHER, str(second), "", ""))
    assert states(business) == ["bounced", "sent", "sent"]
    blocks = business.rows("SELECT address, reason, why FROM umlauf.mail_block ORDER BY address")
    assert [(each["address"], each["reason"]) for each in blocks] == [
        ("a@example.org", "hard_bounce"),
        ("c@example.org", "complaint"),
    ]
    assert "@" not in blocks[0]["why"]
    again = business.do(Seat.BACKOFFICE, ResendMail(first, "a-neu@example.org"))
    worker.send_due()
    assert states(business) == ["dropped", "sent", "sent", "sent"]
    postman.take_back(Bounce(BounceKind.HARD, str(again.again_id), "", "5.1.1"))
    business.do(Seat.BACKOFFICE, DecideMail(again.again_id, MailStep.PRINT))
    worker.send_due()
    worker.send_due()
    papers = business.rows("SELECT subject_id FROM umlauf.document WHERE kind = 'mail_letter'")
    assert [paper["subject_id"] for paper in papers] == [again.again_id], "printed once"
    assert again.again_id != first


def test_a_customer_without_a_mail_address_gets_the_letter_on_paper(business: Business) -> None:
    post = Post()
    worker = hands(business, post)
    customer = invoiced(business, worker)
    business.rows("SELECT 1")
    with psycopg.connect(business.server.admin_dsn(business.database), autocommit=True) as admin:
        admin.execute("UPDATE umlauf.customer_personal SET email = ''")
    business.pass_days(40)
    business.do(Seat.BACKOFFICE, RequestBillingRun(business.clock.now().date()))
    [asked] = business.rows("SELECT command_id FROM umlauf.command WHERE name = 'RequestBillingRun'")
    worker.follow_command(asked["command_id"])
    post_all(business, worker)
    [mail] = business.rows("SELECT id, number FROM umlauf.mail WHERE state = 'to_print'")
    papers = business.rows(
        "SELECT d.kind, d.content FROM umlauf.mail_enclosure e JOIN umlauf.document d ON d.id = e.document_id"
        " WHERE e.mail_id = %(id)s ORDER BY e.n",
        id=mail["id"],
    )
    assert [paper["kind"] for paper in papers] == ["mail_letter", "invoice"]
    assert bytes(papers[0]["content"]).startswith(b"%PDF")
    with pytest.raises(NoMailAddress):
        business.do(Seat.BACKOFFICE, DecideMail(mail["id"], MailStep.AGAIN))
    business.do(Seat.BACKOFFICE, DecideMail(mail["id"], MailStep.PRINTED))
    assert business.rows("SELECT status FROM umlauf.outbox WHERE status = 'printed'")
    assert customer.customer_id


def test_heirs_who_have_a_postal_address_alone_get_the_answer_to_a_death_on_paper(business: Business) -> None:
    worker = hands(business, Post())
    customer = business.customer()
    heirs = Contact("Erben nach Jonas Brückner", "", Address("Am Ufer 3", "10115", "Berlin"))
    death = OpenCase(CaseId(uuid4()), customer.customer_id, CaseKind.DEATH, business.clock.now().date(), contact=heirs)
    business.do(Seat.BACKOFFICE, death)
    post_all(business, worker)
    [mail] = business.rows("SELECT id FROM umlauf.mail WHERE state = 'to_print'")
    [paper] = business.rows(
        "SELECT d.content FROM umlauf.mail_enclosure e JOIN umlauf.document d ON d.id = e.document_id"
        " WHERE e.mail_id = %(id)s",
        id=mail["id"],
    )
    words = flat(text_of(bytes(paper["content"])))
    assert "Erben nach Jonas Brückner Am Ufer 3 10115 Berlin" in words
    assert "aufrichtiges Beileid" in words


def test_rules_words_and_the_address_for_bills_hold_from_then_on(business: Business) -> None:
    post = Post()
    worker = hands(business, post)
    words = Wording("Neu: {{ number }}", "Hallo {{ name }}, {{ gross }} bis {{ due_on }} vom {{ issued_on }}.")
    business.do(Seat.BACKOFFICE, ChangeWording("invoice", "de", 0, words))
    rule = MailRule(True, 0, (Recipient.BILLING, Recipient.OTHER), "buch@haus.example")
    business.do(Seat.OWNER, ChangeMailRule(MailEvent.INVOICE, 0, rule))
    customer = invoiced(business, worker)
    assert [letter.to for letter in post.sent] == ["jonas@example.org", "buch@haus.example"]
    assert post.sent[0].subject == "Neu: R-2026-000001"
    assert post.sent[0].body.startswith("Hallo Jonas Brückner, 79,00")
    assert [letter.key for letter in post.sent] == ["R-2026-000001", "R-2026-000001.2"]
    assert all(len(letter.attachments) == 1 for letter in post.sent)
    business.do(Seat.BACKOFFICE, SetBillingContact(customer.customer_id, "Büro", "buero@example.org"))
    business.do(Seat.BACKOFFICE, ChangeWording("invoice", "de", 1, None))
    business.pass_days(40)
    worker.bill_today()
    post_all(business, worker)
    assert [letter.to for letter in post.sent][2:] == ["buero@example.org", "buch@haus.example"]
    assert post.sent[2].subject == "Ihre Rechnung R-2026-000002"
    assert "<p" in post.sent[2].html


def test_what_is_switched_off_is_not_written_and_what_waits_goes_later(business: Business) -> None:
    post = Post()
    worker = hands(business, post)
    business.do(Seat.OWNER, ChangeMailRule(MailEvent.PAUSE, 0, MailRule(is_on=False)))
    business.do(Seat.OWNER, ChangeMailRule(MailEvent.LOYALTY, 0, MailRule(True, 90)))
    customer = business.customer()
    at = datetime.now(UTC)
    for kind in (LetterKind.PAUSE_STARTED, LetterKind.LOYALTY_STEP):
        _promise(business, customer.customer_id, Told(kind, {"on": at.date()}))
    post_all(business, worker)
    assert {row["status"] for row in business.rows("SELECT status FROM umlauf.outbox")} == {"off", "ready"}
    assert post.sent == []
    business.clock.advance(timedelta(minutes=90))
    worker.send_due()
    assert [letter.template for letter in post.sent] == [""]
    assert "zahlen Sie" in post.sent[0].body


def test_words_that_cannot_be_filled_hold_no_letter_back(business: Business) -> None:
    """They came into the database another way: the house's own words are sent instead."""
    post = Post()
    worker = hands(business, post)
    business.do(Seat.OWNER, ChangeWording("pause_started", "de", 0, WORDS))
    with psycopg.connect(business.server.admin_dsn(business.database), autocommit=True) as admin:
        admin.execute("ALTER TABLE umlauf.mail_wording DISABLE TRIGGER ALL")
        admin.execute("UPDATE umlauf.mail_wording SET body = '{{ nobody.__class__ }}'")
    _promise(
        business, business.customer().customer_id, Told(LetterKind.PAUSE_STARTED, {"on": datetime.now(UTC).date()})
    )
    post_all(business, worker)
    assert "pausiert seit dem" in post.sent[0].body


def _promise(business: Business, customer_id: UUID, told: Told) -> None:
    from psycopg.types.json import Jsonb

    from storage.codec import make_converter

    with psycopg.connect(business.server.admin_dsn(business.database), autocommit=True) as admin:
        admin.execute(
            "INSERT INTO umlauf.outbox (id, kind, subject_id, batch_id, status, facts)"
            " VALUES (%s, 'customer', %s, %s, 'made', %s)",
            (uuid4(), customer_id, uuid4(), Jsonb(make_converter().unstructure(told))),
        )


def test_a_letter_to_an_address_alone_is_written_there(business: Business) -> None:
    post, at = Post(), datetime.now(UTC)
    told = Told(LetterKind.DEATH_RECEIVED, texts={"case": "482913"}, days={"on": at.date()})
    batch = _write(business, MailAddress("neu@example.org", "Jo", "en", "CU-1"), told)
    hands(business, post).send_letters(batch)
    assert (post.sent[0].to, "482913" in post.sent[0].body) == ("neu@example.org", True)
    assert states(business) == ["sent"]


def _write(business: Business, to: MailAddress, told: Told) -> UUID:
    """As a worker's command would."""
    from psycopg.types.json import Jsonb

    from storage.codec import make_converter

    batch, letter = uuid4(), uuid4()
    with psycopg.connect(business.server.admin_dsn(business.database), autocommit=True) as admin:
        admin.execute(
            "INSERT INTO umlauf.outbox (id, kind, subject_id, batch_id, status, facts)"
            " VALUES (%s, 'address', %s, %s, 'made', %s)",
            (letter, uuid4(), batch, Jsonb(make_converter().unstructure(told))),
        )
        admin.execute(
            "INSERT INTO umlauf.outbox_address (outbox_id, address, name, language, number)"
            " VALUES (%s, %s, %s, %s, %s)",
            (letter, to.address, to.name, to.language, to.number),
        )
    return batch
