"""A contract from the order to its end over a real mail server with bad days: every letter arrives, none twice."""

import email
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from connectors.mail.smtp import MailServer, SmtpPost
from domain.application import Command, Seat
from domain.assets.status import Condition
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.ids import ContractLineId
from domain.messages.change_mail_rule import ChangeMailRule
from domain.messages.decide_mail import DecideMail
from domain.messages.delivery import MailStep
from domain.messages.events import MailEvent, Recipient
from domain.messages.rules import MailRule
from domain.money import Money
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from storage.jobs.chores import Chores
from tests.storage.business import Business
from tests.storage.jobs.worker import chores
from tests.storage.trade import contract_of, today


class MoodyServer:
    """Every third letter is put off, the seventh is taken and the line goes dead before a word is said."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.asked = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        self.asked += 1
        if self.asked % 3 == 0:
            return "451 busy, come back later"
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        if self.asked == 7:
            server.transport.abort()
        return "250 taken"


@pytest.fixture
def mailing() -> Iterator[tuple[MoodyServer, SmtpPost]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    moody = MoodyServer()
    controller = Controller(moody, hostname="127.0.0.1", port=port)
    controller.start()
    known = MailServer("127.0.0.1", port, security="none", timeout_s=5)
    yield moody, SmtpPost(known, lambda: ("Radwerk", "hallo@radwerk.example"))
    controller.stop()


class Days:
    """The business with a worker that follows each fact, bills each night and sends what is due."""

    def __init__(self, business: Business, worker: Chores) -> None:
        self.business, self.worker = business, worker

    def do(self, seat: Seat, command: Command) -> None:
        done = self.business.answer(seat, command)
        self.worker.follow_command(done.command_id)
        self.send()

    def send(self) -> None:
        for row in self.business.rows("SELECT DISTINCT batch_id FROM umlauf.outbox WHERE status = 'waiting'"):
            self.worker.make_papers(row["batch_id"])
        for row in self.business.rows("SELECT DISTINCT batch_id FROM umlauf.outbox WHERE status = 'made'"):
            self.worker.send_letters(row["batch_id"])
        self.worker.send_due()

    def nights(self, count: int) -> None:
        for _ in range(count):
            self.business.pass_days(1)
            self.worker.reach_today()
            self.worker.bill_today()
            self.send()

    def later(self) -> None:
        """Long enough for whatever was put off."""
        for _ in range(4):
            self.business.clock.advance(timedelta(hours=5))
            self.send()


def test_process_22_transactional_mail(business: Business, mailing: tuple[MoodyServer, SmtpPost]) -> None:
    """A contract over a mail server with bad days: every letter arrives, none twice, and what nobody knows is asked."""
    moody, post = mailing
    worker = chores(business.server.seat_dsn("worker", business.database), post, business.clock)
    business.open_connections.append(worker._database)
    house = Days(business, worker)
    house.do(Seat.OWNER, ChangeMailRule(MailEvent.UPCOMING_INVOICE, 0, MailRule(lead_days=5)))
    copied = MailRule(True, 0, (Recipient.BILLING, Recipient.OTHER), "buch@radwerk.example")
    house.do(Seat.OWNER, ChangeMailRule(MailEvent.INVOICE, 0, copied))
    bike, customer = business.product(), business.customer()
    received, order = business.receive(bike), business.order(customer, bike)
    placed = business.rows("SELECT command_id FROM umlauf.command WHERE name = 'PlaceOrder'")[0]["command_id"]
    worker.follow_command(placed)
    house.send()
    house.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, received.asset_ids[0]))
    house.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    house.do(Seat.WAREHOUSE, DispatchShipment(order.shipment_id, "00340434161094022115"))
    house.nights(3)
    version = contract_of(business, order.contract_id).version
    bell = ChargedItem(ContractLineId(uuid4()), "Klingel", Money.of("9.00"))
    house.do(Seat.BACKOFFICE, ChargeOnce(order.contract_id, version, items=(bell,)))
    house.nights(30)
    contract = contract_of(business, order.contract_id)
    day = today(business)
    rest = Pause(day + timedelta(days=35), day + timedelta(days=64))
    house.do(Seat.BACKOFFICE, PauseContract(order.contract_id, contract.version, pause=rest))
    house.nights(75)
    contract = contract_of(business, order.contract_id)
    house.do(Seat.BACKOFFICE, CancelContract(order.contract_id, contract.version, received_on=today(business)))
    house.nights(10)
    house.do(Seat.WAREHOUSE, TakeBackAsset(received.asset_ids[0], Condition.USED))
    house.nights(40)
    house.later()
    unknown = business.rows("SELECT id FROM umlauf.mail WHERE state = 'unknown'")
    assert len(unknown) == 1, "the server took it and the line went dead: nobody sends it again by itself"
    house.do(Seat.BACKOFFICE, DecideMail(unknown[0]["id"], MailStep.ARRIVED))
    house.later()
    _check(business, moody)


def _check(business: Business, moody: MoodyServer) -> None:
    arrived = Counter(str(message["Message-ID"]) for message in moody.taken)
    assert set(arrived.values()) == {1}, "none twice"
    mails = business.rows(
        "SELECT m.key, m.state, m.event, m.attempts, c.address FROM umlauf.mail m"
        " JOIN umlauf.mail_content c ON c.mail_id = m.id"
    )
    assert {row["state"] for row in mails} == {"sent"}
    assert {f"<{row['key']}@radwerk.example>" for row in mails} == set(arrived), "none forgotten"
    assert {row["status"] for row in business.rows("SELECT status FROM umlauf.outbox")} == {"sent"}
    events = {row["event"] for row in mails}
    assert events >= {
        "order_confirmed", "order_fulfilled", "contract_started", "invoice", "charged_once", "upcoming_invoice",
        "pause", "cancellation", "return_pending",
    }  # fmt: skip
    assert any(row["attempts"] > 1 for row in mails), "some were tried again"
    to = Counter(str(message["To"]) for message in moody.taken)
    bills = business.rows("SELECT count(*) AS n FROM umlauf.invoice")[0]["n"]
    assert to["buch@radwerk.example"] == bills
    for message in moody.taken:
        page, text = message.get_body(("html",)), message.get_body(("plain",))
        assert page is not None
        assert text is not None
        assert "{{" not in page.get_content() + text.get_content() + str(message["Subject"])
        assert str(message["From"]) == "Radwerk <hallo@radwerk.example>"
    with_paper = [message for message in moody.taken if list(message.iter_attachments())]
    assert len(with_paper) >= 2 * bills
