"""Months with the training bank and its bad days: what is settled, tried again, returned after weeks, renewed, asked
back; and in the end all money is where the books say."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from connectors.psp.training.bank import TrainingBank
from connectors.psp.training.behaviour import Behaviour, card_token, magic_iban
from connectors.psp.training.ledger import BankFile
from domain.application import Seat
from domain.billing.bill_customers import BillCustomers
from domain.contracts.payment import PaymentMethod
from domain.ids import CustomerId
from domain.payments.provider import Outcome, ProviderName
from domain.payments.reasons import ReasonClass
from domain.payments.retry_payment import RetryPayment
from domain.settings.change_customer_billing import ChangeCustomerBilling
from domain.settings.customer import CustomerBilling
from storage.jobs.chores import Chores
from tests.storage.business import Business
from tests.storage.dunning_story import dun, letters
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.payment_story import (
    answer,
    billed,
    collecting,
    money_in,
    payer,
    plan,
    still_open,
    submit,
    with_card,
    with_mandate,
)
from tests.storage.trade import rent, today

DAYS = 124
STEP = 2
PAYERS = {
    "Gut": (PaymentMethod.CARD, Behaviour.GOOD),
    "Knapp": (PaymentMethod.DIRECT_DEBIT, Behaviour.NO_FUNDS_FIRST),
    "Zurück": (PaymentMethod.DIRECT_DEBIT, Behaviour.RETURNED),
    "Erloschen": (PaymentMethod.CARD, Behaviour.ENDED),
    "Verloren": (PaymentMethod.CARD, Behaviour.LOST),
    "Leer": (PaymentMethod.CARD, Behaviour.NO_FUNDS),
}


class Year:
    """The house, its payers and the worker; `pass_days` lets the nights work."""

    def __init__(self, business: Business, worker: Chores, bank: TrainingBank) -> None:
        self.business, self.worker, self.bank = business, worker, bank
        self.who: dict[str, CustomerId] = {}
        self.last_job = 0
        self.contracts: dict[str, object] = {}
        bike = business.product(price="79.00")
        for name, (by, behaviour) in PAYERS.items():
            customer = business.customer(name)
            customer_id = self.who[name] = customer.customer_id
            business.do(Seat.BACKOFFICE, ChangeCustomerBilling(customer_id, 0, CustomerBilling(by, days=0)))
            if by is PaymentMethod.CARD:
                with_card(business, customer_id, card_token(behaviour))
            else:
                with_mandate(business, customer_id, magic_iban(behaviour))
            self.contracts[name] = rent(business, customer, bike).contract_id

    def pass_days(self, count: int) -> None:
        for _ in range(0, count, STEP):
            self.business.clock.advance(timedelta(days=STEP))
            self.business.do(Seat.WORKER, BillCustomers(tuple(self.who.values()), today(self.business)))
            self.worker.payments.plan()
            self.worker.payments.collect()
            self.business.clock.advance(timedelta(minutes=30))
            self.worker.payments.listen()
            self.worker.payments.collect()
            self.worker.payments.ask_back()
            self._follow()

    def _follow(self) -> None:
        """What the queue would hand to the worker, each once."""
        for row in self.business.rows(
            "SELECT id, args ->> 'command_id' AS command FROM umlauf_jobs.procrastinate_jobs"
            " WHERE task_name = 'umlauf:follow_command' AND id > %(last)s ORDER BY id",
            last=self.last_job,
        ):
            self.last_job = row["id"]
            self.worker.follow_command(UUID(row["command"]))

    def statuses(self, name: str) -> Counter[str]:
        rows = self.business.rows(
            "SELECT status FROM umlauf.payment_attempt WHERE customer_id = %(id)s", id=self.who[name]
        )
        return Counter(row["status"] for row in rows)

    def letters(self, name: str) -> Counter[str]:
        rows = self.business.rows(
            "SELECT facts ->> 'kind' AS kind FROM umlauf.outbox WHERE kind = 'customer' AND subject_id = %(id)s",
            id=self.who[name],
        )
        return Counter(row["kind"] for row in rows)

    def open_of(self, name: str) -> int:
        [row] = self.business.rows(
            "SELECT coalesce(sum(i.gross_minor - coalesce(d.used_minor, 0)), 0)::bigint AS m FROM umlauf.invoice i"
            " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
            " WHERE i.kind = 'invoice' AND i.customer_id = %(id)s",
            id=self.who[name],
        )
        return int(row["m"])


@pytest.fixture
def year(business: Business) -> Iterator[Year]:
    collecting(business, retry_days=(4, 6), failed_cycles=2)
    bank = TrainingBank(BankFile(), business.clock)
    dsn = business.server.seat_dsn(Seat.WORKER, business.database)
    worker = chores(dsn, Letterbox(), business.clock, providers={ProviderName.TRAINING: bank})
    made = Year(business, worker, bank)
    yield made
    worker.close()


def test_process_04_payment_retries(year: Year) -> None:
    """Paid, tried again, returned, paid by another card, asked back; and the money is where the books say."""
    business = year.business
    year.pass_days(60)
    assert year.statuses("Erloschen") == {"failed": 1}
    with_card(business, year.who["Erloschen"], card_token(Behaviour.GOOD))
    late = business.rows(
        "SELECT i.id FROM umlauf.invoice i WHERE i.customer_id = %(id)s AND NOT EXISTS (SELECT FROM"
        " umlauf.payment_attempt a WHERE a.invoice_id = i.id)",
        id=year.who["Erloschen"],
    )
    for row in late:  # older than the days to look back: a person asks for them
        business.do(Seat.BACKOFFICE, RetryPayment(row["id"]))
    year.pass_days(DAYS - 60)

    assert set(year.statuses("Gut")) == set(year.statuses("Verloren")) == {"settled"}
    assert year.open_of("Gut") == year.open_of("Verloren") == 0
    assert year.statuses("Knapp")["failed"] == 1
    assert year.statuses("Knapp")["settled"] >= 3
    assert year.statuses("Zurück")["returned"] >= 4
    assert year.statuses("Erloschen") == {"failed": 1, "settled": year.statuses("Gut")["settled"]}
    assert year.open_of("Erloschen") == 0
    assert year.statuses("Leer")["failed"] >= 6
    assert year.open_of("Leer") == 5 * 7900

    assert year.letters("Gut") == {"payment_collected": year.statuses("Gut")["settled"]}
    assert year.letters("Erloschen")["payment_failed"] == 1
    assert year.letters("Knapp")["debit_ahead"] >= 4
    assert year.letters("Knapp")["payment_retried"] == 1
    assert year.letters("Zurück")["debit_returned_retried"] >= 1
    assert year.letters("Leer")["payment_failed"] >= 2
    asked = business.rows(
        "SELECT l.contract_id FROM umlauf.return_line l JOIN umlauf.return_case r ON r.id = l.return_id"
        " WHERE r.reason = 'unpaid'"
    )
    assert {row["contract_id"] for row in asked} == {year.contracts["Leer"], year.contracts["Zurück"]}
    assert not business.rows("SELECT FROM umlauf.task WHERE kind = 'payment_unknown' AND closed_at IS NULL")

    [sums] = business.rows(
        "SELECT sum(money_minor)::bigint AS came, sum(settled_minor + balance_minor)::bigint AS placed"
        " FROM umlauf.settlement"
    )
    at_the_bank = sum(each.amount.minor for each in year.bank.statement())
    assert sums["came"] == sums["placed"] == money_in(business) == at_the_bank


def test_what_is_used_up_is_tried_once_more_before_each_letter(business: Business) -> None:
    """Due on the 2nd; refused then and a day later; tried on the 4th, the day before the first letter, and on the 15th,
    the day before the second: that one settles, and no second letter is written."""
    collecting(business, retry_days=(1,))
    who = payer(business)
    invoice = billed(business, who)
    due = today(business)
    planned: list[date] = []

    def next_day() -> date | None:
        rows = business.rows("SELECT id, collect_on FROM umlauf.payment_attempt WHERE status = 'planned'")
        planned.extend(row["collect_on"] for row in rows)
        return rows[0]["collect_on"] if rows else None

    def tried(outcome: Outcome, why: ReasonClass | None = None) -> None:
        [row] = business.rows("SELECT id FROM umlauf.payment_attempt WHERE status = 'planned'")
        submit(business, row["id"])
        answer(business, row["id"], outcome, why)

    plan(business, invoice)
    while (day := next_day()) is not None and len(planned) < 4:
        business.pass_days((day - today(business)).days)
        tried(Outcome.FAILED, ReasonClass.NO_FUNDS)
    assert [(day - due).days for day in planned] == [0, 1, 2]
    told = business.rows("SELECT facts ->> 'kind' AS kind FROM umlauf.outbox WHERE kind = 'customer'")
    assert [row["kind"] for row in told] == ["payment_retried"] * 2, "what the reminder says tomorrow is said once"
    business.pass_days(1)
    dun(business)
    assert [each.level for each in letters(business, who.customer_id)] == [1]
    plan(business, invoice)
    assert next_day() == due + timedelta(days=13)
    business.pass_days(10)
    tried(Outcome.SETTLED)
    business.pass_days(5)
    dun(business)
    assert len(letters(business, who.customer_id)) == 1
    assert not still_open(business, invoice)
