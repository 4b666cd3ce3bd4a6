"""Never charged twice, never forgotten: a provider and a worker that break at every point of the way."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.psp.training.bank import TrainingBank
from connectors.psp.training.behaviour import Behaviour, card_token, magic_iban
from connectors.psp.training.ledger import BankFile
from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.payment import PaymentMethod
from domain.ids import InvoiceId
from domain.money import Money
from domain.payments.amend_mandate import AmendMandate
from domain.payments.attempt import MethodId
from domain.payments.collect_now import CollectNow
from domain.payments.collecting import Collector
from domain.payments.provider import Answer, AttemptId, ChargeOrder, Collected, Outcome, ProviderDown, ProviderName
from storage.collecting import PostgresCollectionBook
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.payment_story import (
    Payer,
    billed,
    collecting,
    money_in,
    payer,
    plan,
    status,
    still_open,
    with_card,
)
from tests.storage.trade import today


class Crash(Exception):
    """The worker dies here."""


@dataclass
class Faults:
    """What breaks next, in turn; nothing when they are used up."""

    plan: list[str] = field(default_factory=list)

    def next(self, *possible: str) -> str:
        if self.plan and self.plan[0] in possible:
            return self.plan.pop(0)
        return ""


class Hostile(TrainingBank):
    """Breaks before the wire, after it, loses answers; lets another worker in while it is asked."""

    def __init__(self, clock: Clock, faults: Faults) -> None:
        super().__init__(BankFile(), clock)
        self.faults = faults
        self.meanwhile: Callable[[], object] = lambda: None

    def collect(self, orders: Sequence[ChargeOrder]) -> Collected:
        fault = self.faults.next("down", "crash before wire", "crash after wire", "unknown", "missing", "another")
        if fault == "down":
            raise ProviderDown(provider=self.name)
        if fault == "crash before wire":
            raise Crash
        if fault == "another":
            self.meanwhile()
        if fault == "missing":
            return Collected({})
        collected = super().collect(orders)
        if fault == "crash after wire":
            raise Crash
        if fault == "unknown":
            return Collected({each.key: Answer(Outcome.UNKNOWN) for each in orders})
        return collected

    def look_up(self, key: AttemptId, ref: str) -> Answer | None:
        fault = self.faults.next("look up fails", "look up knows nothing yet")
        if fault == "look up fails":
            raise ProviderDown(provider=self.name)
        return Answer(Outcome.UNKNOWN) if fault else super().look_up(key, ref)

    def charged(self) -> int:
        """What it has of all payers together."""
        return sum(each.amount.minor for each in self.statement())


class Unlocked(PostgresCollectionBook):
    """Whose connection with the lock was cut: others are let in."""

    @contextmanager
    def alone(self, provider: ProviderName) -> Iterator[bool]:
        assert provider
        yield True


def collector(business: Business, bank: TrainingBank, faults: Faults, *, locked: bool = True) -> Collector:
    kind = PostgresCollectionBook if locked else Unlocked

    def run(command: Command) -> Event:
        fault = faults.next(f"crash before {type(command).__name__}", f"crash after {type(command).__name__}")
        if fault.startswith("crash before"):
            raise Crash
        done: Event = business.do(Seat.WORKER, command)
        if fault:
            raise Crash
        return done

    return Collector(bank, kind(business.connection(Seat.WORKER)), run, business.clock)


def go(work: Collector) -> None:
    """One go of a worker that may die."""
    try:
        work.collect()
        work.listen()
    except Crash:
        pass


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        collecting(opened)
        yield opened


FAULTS = (
    "down",
    "crash before wire",
    "crash after wire",
    "unknown",
    "missing",
    "another",
    "look up fails",
    "look up knows nothing yet",
    "crash before SubmitPayments",
    "crash after SubmitPayments",
    "crash before RecordAnswer",
    "crash after RecordAnswer",
    "crash before TakeNews",
    "crash after TakeNews",
)


def tried(business: Business, plan_of_faults: list[str]) -> None:
    """However it breaks, in the end the bank and the books have the money once."""
    faults = Faults(list(plan_of_faults))
    bank = Hostile(business.clock, faults)
    who = payer(business)
    with_card(business, who.customer_id, card_token(Behaviour.GOOD))
    before = money_in(business)
    invoice = billed(business, who)
    plan(business, invoice)
    worker, other = (collector(business, bank, faults, locked=False) for _ in range(2))

    def meanwhile() -> None:
        business.clock.advance(timedelta(minutes=9))
        go(other)

    bank.meanwhile = meanwhile
    business.pass_days(3)
    for _ in range(len(plan_of_faults) + 4):
        go(worker)
        business.clock.advance(timedelta(minutes=20))
        plan(business, invoice)
    assert (bank.charged(), money_in(business) - before, still_open(business, invoice)) == (7900, 7900, Money(0))
    [row] = business.rows("SELECT count(*) AS n FROM umlauf.payment_attempt WHERE invoice_id = %(id)s", id=invoice)
    assert row["n"] == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_at_each_point(house: Business, fault: str) -> None:
    tried(house, [fault])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(faults=st.lists(st.sampled_from(FAULTS), min_size=2, max_size=6))
def test_many_faults_one_after_the_other(house: Business, faults: list[str]) -> None:
    tried(house, faults)


def test_two_workers_do_not_talk_to_one_provider_at_a_time(house: Business) -> None:
    bank, faults = Hostile(house.clock, Faults(["another"])), Faults()
    invoice = billed(house, payer(house))
    plan(house, invoice)
    house.pass_days(3)
    worker, other = (collector(house, bank, faults) for _ in range(2))
    seen: list[int] = []
    bank.meanwhile = lambda: seen.append(other.collect().handed_over)
    assert worker.collect().handed_over >= 1
    assert seen == [0]


def collected(business: Business, by: PaymentMethod, behaviour: Behaviour) -> tuple[Payer, InvoiceId, Collector]:
    who = payer(business, by, iban=magic_iban(behaviour))
    if by is PaymentMethod.CARD:
        with_card(business, who.customer_id, card_token(behaviour))
    invoice = billed(business, who)
    plan(business, invoice)
    return who, invoice, collector(business, TrainingBank(BankFile(), business.clock), Faults())


def each_day(business: Business, work: Collector, invoice: InvoiceId, days: int) -> list[str]:
    """What the attempts of an invoice are after each of so many days: changes alone, from the first handing over on."""
    seen: list[str] = []
    for _ in range(days):
        work.collect()
        work.listen()
        plan(business, invoice)
        rows = business.rows(
            "SELECT status FROM umlauf.payment_attempt WHERE invoice_id = %(id)s ORDER BY planned_at, id", id=invoice
        )
        now = " ".join(row["status"] for row in rows)
        if now != "planned" and (not seen or seen[-1] != now):
            seen.append(now)
        business.pass_days(1)
    return seen


@pytest.mark.parametrize(
    ("by", "behaviour", "told"),
    [
        (PaymentMethod.CARD, Behaviour.GOOD, ["settled"]),
        (PaymentMethod.CARD, Behaviour.SLOW, ["pending", "settled"]),
        (PaymentMethod.CARD, Behaviour.LOST, ["unknown", "settled"]),
        (PaymentMethod.CARD, Behaviour.DOWN, ["settled"]),
        (PaymentMethod.CARD, Behaviour.ENDED, ["failed"]),
        (PaymentMethod.CARD, Behaviour.REFUSED, ["failed"]),
        (PaymentMethod.CARD, Behaviour.NO_FUNDS_FIRST, ["failed planned", "failed settled"]),
        (
            PaymentMethod.CARD,
            Behaviour.NO_FUNDS,
            ["failed planned", "failed failed planned", "failed failed failed"],
        ),
        (PaymentMethod.DIRECT_DEBIT, Behaviour.GOOD, ["pending", "settled"]),
        (
            PaymentMethod.DIRECT_DEBIT,
            Behaviour.RETURNED,
            ["pending", "settled", "returned planned", "returned pending", "returned settled"],
        ),
    ],
)
def test_each_kind_of_payer(house: Business, by: PaymentMethod, behaviour: Behaviour, told: list[str]) -> None:
    _who, invoice, work = collected(house, by, behaviour)
    assert each_day(house, work, invoice, 33)[: len(told)] == told


def test_a_payer_who_confirms_by_a_link(house: Business) -> None:
    who, invoice, work = collected(house, PaymentMethod.CARD, Behaviour.CONFIRM)
    house.pass_days(3)
    work.collect()
    [row] = house.rows("SELECT id, link FROM umlauf.payment_attempt WHERE customer_id = %(id)s", id=who.customer_id)
    assert (status(house, row["id"]), row["link"].startswith("training:")) == ("needs_customer", True)
    bank = work.provider
    assert isinstance(bank, TrainingBank)
    bank.confirm(row["id"])
    work.listen()
    assert (status(house, row["id"]), still_open(house, invoice)) == ("settled", Money(0))


def test_a_mandate_is_first_used_as_first(house: Business) -> None:
    """FRST, then RCUR."""
    who, invoice, work = collected(house, PaymentMethod.DIRECT_DEBIT, Behaviour.GOOD)
    orders: list[ChargeOrder] = []
    bank = work.provider
    asked = bank.collect
    kept: Any = work.book

    def collect(given_orders: Sequence[ChargeOrder]) -> Collected:
        orders.extend(each for each in given_orders if each.method.token == magic_iban(Behaviour.GOOD))
        return asked(given_orders)

    bank.collect = collect  # type: ignore[method-assign]  # to look at what is asked
    each_day(house, work, invoice, 20)
    house.pass_days(12)
    second = billed(house, who)
    assert second != invoice
    plan(house, second)
    each_day(house, work, second, 20)
    mine = [each for each in orders if each.purpose in numbers(house, who)]
    assert [each.method.mandate.sequence for each in mine if each.method.mandate] == ["FRST", "RCUR"]
    assert kept.unanswered(ProviderName.TRAINING, house.clock.now()) == []


def test_another_account_under_the_same_mandate_is_told_to_the_bank_once(house: Business) -> None:
    """SMNDA in the first debit from the new account, and never again."""
    who, invoice, work = collected(house, PaymentMethod.DIRECT_DEBIT, Behaviour.GOOD)
    orders: list[ChargeOrder] = []
    bank = work.provider
    asked = bank.collect

    def collect(given_orders: Sequence[ChargeOrder]) -> Collected:
        orders.extend(given_orders)
        return asked(given_orders)

    bank.collect = collect  # type: ignore[method-assign]  # to look at what is asked
    each_day(house, work, invoice, 20)
    new = MethodId(uuid4())
    house.do(Seat.BACKOFFICE, AmendMandate(who.method_id, new, "DE02120300000000202051"))
    for days in (12, 10):
        house.pass_days(days)
        following = billed(house, who)
        plan(house, following)
        each_day(house, work, following, 20)
    mine = [each.method for each in orders if each.purpose in numbers(house, who)]
    mandates = [each.mandate for each in mine if each.mandate]
    assert len({each.reference for each in mandates}) == 1
    assert [each.other_account for each in mandates] == [False, True, False]
    assert [each.token for each in mine][1:] == ["DE02120300000000202051"] * 2


def numbers(business: Business, who: Payer) -> set[str]:
    rows = business.rows("SELECT number FROM umlauf.invoice WHERE customer_id = %(id)s", id=who.customer_id)
    return {row["number"] for row in rows}


def test_a_person_does_not_wait_for_the_hour(house: Business) -> None:
    invoice = billed(house, payer(house))
    [attempt] = plan(house, invoice)
    [row] = house.rows("SELECT collect_on FROM umlauf.payment_attempt WHERE id = %(id)s", id=attempt)
    house.pass_days(max((row["collect_on"] - today(house)).days, 0))
    asked = house.answer(Seat.BACKOFFICE, CollectNow())
    bank = {ProviderName.TRAINING: TrainingBank(BankFile(), house.clock)}
    hands = chores(house.server.seat_dsn("worker", house.database), Letterbox(), house.clock, providers=bank)
    hands.follow_command(asked.command_id)
    hands.close()
    assert (status(house, attempt), still_open(house, invoice)) == ("settled", Money(0))
