"""The worker's own way with payments: planned before the paper is made, handed over when it is time, looked up."""

from collections.abc import Iterator

import pytest

from connectors.psp.training.bank import TrainingBank
from connectors.psp.training.behaviour import Behaviour, card_token
from connectors.psp.training.ledger import BankFile
from domain.application import Seat
from domain.money import Money
from domain.payments.look_up_payment import LookUpPayment
from domain.payments.provider import ProviderName
from storage.jobs.chores import Chores
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.payment_story import billed, collecting, payer, status, still_open, with_card

OPEN_TASKS = "SELECT FROM umlauf.task WHERE kind = 'payment_unknown' AND closed_at IS NULL"


@pytest.fixture
def worker(business: Business) -> Iterator[Chores]:
    bank = TrainingBank(BankFile(), business.clock)
    dsn = business.server.seat_dsn(Seat.WORKER, business.database)
    made = chores(dsn, Letterbox(), business.clock, providers={ProviderName.TRAINING: bank})
    yield made
    made.close()


def test_from_the_bill_to_the_money(business: Business, worker: Chores) -> None:
    """And an answer that was lost is found when a person asks for it."""
    collecting(business)
    who = payer(business)
    with_card(business, who.customer_id, card_token(Behaviour.LOST))
    invoice = billed(business, who)
    [row] = business.rows("SELECT command_id FROM umlauf.invoice WHERE id = %(id)s", id=invoice)
    worker.make_papers(row["command_id"])
    [attempt] = business.rows("SELECT id, status FROM umlauf.payment_attempt")
    assert attempt["status"] == "planned"
    assert worker.payments.plan() == 0
    assert worker.payments.collect().handed_over == 1
    assert status(business, attempt["id"]) == "unknown"
    assert business.rows(OPEN_TASKS)
    asked = business.answer(Seat.BACKOFFICE, LookUpPayment(attempt["id"]))
    worker.follow_command(asked.command_id)
    assert (status(business, attempt["id"]), still_open(business, invoice)) == ("settled", Money(0))
    assert business.rows(OPEN_TASKS) == []


def test_planning_takes_what_nobody_planned(business: Business, worker: Chores) -> None:
    collecting(business)
    invoices = [billed(business, payer(business)) for _ in range(3)]
    assert worker.payments.plan() == len(invoices)
    assert worker.payments.plan() == 0


def test_a_house_that_collects_nothing_plans_nothing(business: Business, worker: Chores) -> None:
    collecting(business)
    invoice = billed(business, payer(business))
    collecting(business, collectors=())
    assert worker.payments.plan() == 0
    assert still_open(business, invoice) == Money.of("79.00")
