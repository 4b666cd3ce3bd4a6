"""What holds at the database, whatever client is used: money only with its attempt, steps only by the table."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from domain.application import Seat
from domain.payments.attempt import TRANSITIONS, AttemptStatus, AttemptStep
from domain.payments.provider import AttemptId, Outcome
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business
from tests.storage.intruder import Intruder, at_the_seat
from tests.storage.payment_story import answer, billed, collecting, payer, plan, submit

STEP = (
    "INSERT INTO umlauf.payment_attempt_step (payment_attempt_id, n, step, on_day, outcome, told_at, entry_id,"
    " taken_by, command_id) VALUES (%s, %s, %s, current_date, %s, now(), %s, %s, %s)"
)
PAYMENT = (
    "INSERT INTO umlauf.settlement (id, kind, customer_id, booked_on, currency, settled_minor, credited_minor,"
    " balance_minor, money_minor, invoice_id, paid_by, command_id) SELECT %s, 'payment', customer_id, current_date,"
    " 'EUR', %s, 0, 0, %s, id, 'card', %s FROM umlauf.invoice WHERE id = %s"
)
ATTEMPT = (
    "INSERT INTO umlauf.payment_attempt (id, invoice_id, customer_id, payment_method_id, provider, kind, currency,"
    " amount_minor, collect_on, planned_on, planned_by, command_id) SELECT gen_random_uuid(), i.id, i.customer_id,"
    " m.id, m.provider, m.kind, 'EUR', %s, current_date, current_date, %s, %s FROM umlauf.invoice i"
    " JOIN umlauf.payment_method m ON m.customer_id = %s WHERE i.id = %s LIMIT 1"
)


class Story:
    """One bill that is paid, one that is handed over, in a house that collects."""

    def __init__(self, business: Business) -> None:
        collecting(business)
        self.business, self.other = business, payer(business)
        self.who = payer(business)
        self.invoice = billed(business, self.who)
        [self.attempt] = plan(business, self.invoice)
        self.paid = billed(business, self.other)
        [self.settled] = plan(business, self.paid)
        submit(business, self.settled)
        answer(business, self.settled, Outcome.SETTLED)


@pytest.fixture(scope="module")
def story(server: EmbeddedServer, template: str) -> Iterator[Story]:
    with open_business(server) as opened:
        yield Story(opened)


def steps(story: Story, attempt: AttemptId) -> int:
    [row] = story.business.rows("SELECT steps FROM umlauf.payment_attempt WHERE id = %(id)s", id=attempt)
    return int(row["steps"])


def step(
    intruder: Intruder, story: Story, attempt: AttemptId, name: str, entry: UUID | None = None, *, of: str
) -> UUID:
    command = intruder.begin(of)
    told = "settled" if name == "settle" else None
    intruder.run(STEP, attempt, steps(story, attempt) + 1, name, told, entry, intruder.person, command)
    intruder.end(command)
    return command


def test_the_worker_books_no_money_without_an_attempt(story: Story) -> None:
    with at_the_seat(story.business, Seat.WORKER) as intruder, intruder.refused("UM403"):
        command = intruder.begin("RecordAnswer")
        intruder.run(PAYMENT, uuid4(), 100, 100, command, story.invoice)
        intruder.end(command)


def test_the_worker_takes_no_payment_back_without_its_attempt(story: Story) -> None:
    with at_the_seat(story.business, Seat.WORKER) as intruder, intruder.refused("UM403"):
        command = intruder.begin("RecordAnswer")
        intruder.run(
            "INSERT INTO umlauf.settlement (id, kind, customer_id, booked_on, currency, settled_minor, credited_minor,"
            " balance_minor, money_minor, invoice_id, reverses_id, paid_by, command_id) SELECT gen_random_uuid(),"
            " 'reversal', customer_id, booked_on, currency, -settled_minor, 0, -balance_minor, -money_minor,"
            " invoice_id, id, paid_by, %s FROM umlauf.settlement WHERE invoice_id = %s",
            *(command, story.paid),
        )
        intruder.end(command)


def test_what_settles_is_booked_with_it(story: Story) -> None:
    with at_the_seat(story.business, Seat.WORKER) as intruder, intruder.refused("UM010"):
        step(intruder, story, story.attempt, "settle", of="RecordAnswer")


def test_a_payment_of_another_invoice_is_not_its_money(story: Story) -> None:
    [row] = story.business.rows("SELECT entry_id FROM umlauf.payment_attempt WHERE id = %(id)s", id=story.settled)
    with at_the_seat(story.business, Seat.WORKER) as intruder, intruder.refused("UM010"):
        step(intruder, story, story.attempt, "settle", row["entry_id"], of="RecordAnswer")


@pytest.mark.parametrize("seat", [Seat.BACKOFFICE, Seat.OWNER])
def test_only_the_worker_hands_over(story: Story, seat: Seat) -> None:
    with at_the_seat(story.business, seat) as intruder, intruder.refused("UM403"):
        step(intruder, story, story.attempt, "submit", of="WithdrawAttempt")


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        (each, {status for status in AttemptStatus if (status, each) not in TRANSITIONS})
        for each in AttemptStep
        if each is not AttemptStep.NOTE
    ],
)
def test_no_step_beside_the_table(story: Story, name: AttemptStep, statuses: set[AttemptStatus]) -> None:
    """Each state that has no such way, set by the administrator's hand; the database refuses the step."""
    with story.business.connection().connection() as admin:
        for status in sorted(statuses):
            admin.execute("UPDATE umlauf.payment_attempt SET status = %s WHERE id = %s", [status, story.attempt])
            with at_the_seat(story.business, Seat.WORKER) as intruder, intruder.refused("UM409"):
                step(intruder, story, story.attempt, name, of="RecordAnswer")
        admin.execute("UPDATE umlauf.payment_attempt SET status = 'planned' WHERE id = %s", [story.attempt])


def test_nobody_plans_more_than_is_open_or_a_second_time_or_by_somebody_elses_method(story: Story) -> None:
    tries = (
        (10_000, story.who.customer_id, story.invoice, ("UM409",)),
        (100, story.who.customer_id, story.invoice, ("23505",)),
        (100, story.other.customer_id, story.invoice, ("UM404",)),
    )
    for minor, customer, invoice, states in tries:
        with at_the_seat(story.business, Seat.BACKOFFICE) as intruder, intruder.refused(*states):
            command = intruder.begin("RetryPayment")
            intruder.run(ATTEMPT, minor, intruder.person, command, customer, invoice)
            intruder.end(command)


@pytest.mark.parametrize("seat", [Seat.BACKOFFICE, Seat.OWNER, Seat.AUDITOR, Seat.WAREHOUSE])
def test_nobody_but_the_worker_reads_a_token(story: Story, seat: Seat) -> None:
    with at_the_seat(story.business, seat) as intruder, intruder.refused("42501"):
        intruder.run("SELECT token FROM umlauf.payment_token")


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE umlauf.payment_attempt SET status = 'settled'",
        "UPDATE umlauf.payment_attempt SET amount_minor = 1",
        "DELETE FROM umlauf.payment_attempt",
        "UPDATE umlauf.payment_method SET ended = NULL",
        "UPDATE umlauf.provider_news SET facts = '{}'",
        "DELETE FROM umlauf.provider_news",
        "INSERT INTO umlauf.provider_cursor VALUES ('stripe', 'x')",
        "UPDATE umlauf.payment_token SET token = 'x'",
        "DELETE FROM umlauf.payment_token",
    ],
)
def test_the_office_moves_nothing_by_hand(story: Story, act: str) -> None:
    with at_the_seat(story.business, Seat.BACKOFFICE) as intruder, intruder.refused("42501"):
        intruder.run(act)


def test_unknown_blocks_at_the_database_too(story: Story) -> None:
    """However somebody asks for it: nothing of a contract is handed over while a charge of it is unknown."""
    with story.business.connection().connection() as admin:
        admin.execute("UPDATE umlauf.payment_attempt SET contract_ids = (SELECT contract_ids FROM"
                      " umlauf.payment_attempt WHERE id = %s), status = 'unknown' WHERE id = %s",
                      [story.attempt, story.settled])  # fmt: skip
        with at_the_seat(story.business, Seat.WORKER) as intruder, intruder.refused("UM409"):
            step(intruder, story, story.attempt, "submit", of="SubmitPayments")
        admin.execute("UPDATE umlauf.payment_attempt SET status = 'settled' WHERE id = %s", [story.settled])
