"""What providers post lies once, is seen by nobody at the door, and is read by the worker alone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from domain.application import Seat
from domain.contracts.payment import PaymentMethod
from domain.payments.notices import Notice, Seen
from domain.payments.provider import ProviderName, ProviderRefusesUs, SignatureWrong
from domain.settings.payments import Collector
from domain.views.portal import TooManyWishes
from storage.doctor import _notice
from storage.notices import DoorSeen, last_notices, put_in, take_notice
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat
from tests.storage.payment_story import collecting

KEEP = "SELECT umlauf_own.keep_notice(%s, %s, %s, %s, now(), %s, %s) AS is_new"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Reader:
    """Tells nothing, or refuses."""

    name = ProviderName.STRIPE

    def __init__(self, error=None):
        self.read_once, self.error = [], error

    def read(self, headers, body, now):
        self.read_once.append((headers, body, now))
        if self.error:
            raise self.error
        return ()


def notice(event_id="evt_1", *, is_once=True, provider=ProviderName.STRIPE, body=b'{"id": "evt_1"}'):
    return Notice(uuid4(), provider, Seen(event_id, is_once), AT, {"stripe-signature": "t=1,v1=00"}, body)


class Box:
    def __init__(self, business: Business):
        self.database = business.connection(Seat.PORTAL)

    def keep(self, one):
        return put_in(self.database, one)


def box_of(business: Business):
    return Box(business)


def hand(business: Business):
    return lambda command_id, command: business.answer(Seat.WORKER, command, command_id).event


def jobs_of(business: Business):
    sql = "SELECT args ->> 'ref' AS ref FROM umlauf_jobs.procrastinate_jobs WHERE task_name = 'umlauf:take_notice'"
    return [UUID(row["ref"]) for row in business.rows(sql)]


def test_kept_once_and_read_once(business: Business):
    box, first = box_of(business), notice()
    assert box.keep(first)
    assert not box.keep(notice())
    assert jobs_of(business) == [first.id]
    worker, reader = business.connection(Seat.WORKER), Reader()
    readers = {ProviderName.STRIPE: reader}
    assert take_notice(first.id, worker, readers, hand(business)) == "nothing"
    assert take_notice(first.id, worker, readers, hand(business)) == "taken"
    assert reader.read_once == [({"stripe-signature": "t=1,v1=00"}, b'{"id": "evt_1"}', AT)]
    [row] = business.rows("SELECT * FROM umlauf.provider_notice")
    assert (row["body"], row["headers"], row["outcome"]) == (None, None, "nothing")  # what it said is not kept twice
    assert not box.keep(notice())
    seen = last_notices(business.connection(Seat.OWNER))[ProviderName.STRIPE]
    assert (seen.waiting, seen.taken_at is not None) == (0, True)


def test_one_that_names_a_thing_is_kept_again_after_it_was_begun(business: Business):
    """Mollie tells which payment, not what: what is told while the first is read must not be lost."""
    collecting(business, collectors=(Collector(PaymentMethod.CARD, ProviderName.STRIPE),))
    box, first, again = box_of(business), notice("tr_1", is_once=False), notice("tr_1", is_once=False)
    assert box.keep(first)
    assert not box.keep(again)

    class Slow(Reader):
        def read(self, headers, body, now):
            assert box.keep(again)
            return super().read(headers, body, now)

    take_notice(first.id, business.connection(Seat.WORKER), {ProviderName.STRIPE: Slow()}, hand(business))
    assert jobs_of(business) == [first.id, again.id]


def test_what_was_smuggled_in_is_refused_by_the_worker(business: Business):
    box, forged, lost = box_of(business), notice(), notice("evt_2", provider=ProviderName.ADYEN)
    box.keep(forged)
    worker = business.connection(Seat.WORKER)
    readers = {ProviderName.STRIPE: Reader(SignatureWrong(provider=ProviderName.STRIPE))}
    assert take_notice(forged.id, worker, readers, hand(business)) == "signature_wrong"
    box.keep(lost)
    with pytest.raises(ProviderRefusesUs):
        take_notice(lost.id, worker, readers, hand(business))
    assert business.rows("SELECT body FROM umlauf.provider_notice WHERE id = %(id)s", id=lost.id)[0]["body"]


def test_whoever_has_the_doors_login_sees_and_changes_nothing(business: Business):
    box_of(business).keep(notice())
    with at_the_seat(business, Seat.PORTAL) as thief:
        for sql in (
            "SELECT * FROM umlauf.provider_notice",
            "SELECT count(*) FROM umlauf.provider_notice",
            "INSERT INTO umlauf.provider_notice (id, provider) VALUES (gen_random_uuid(), 'x')",
            "UPDATE umlauf.provider_notice SET body = NULL",
            "DELETE FROM umlauf.provider_notice",
            "TRUNCATE umlauf.provider_notice",
            "SELECT * FROM umlauf.provider_news",
            "SELECT * FROM umlauf_jobs.procrastinate_jobs",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                thief.run(sql)
            thief.connection.rollback()


@pytest.mark.parametrize("seat", [Seat.WAREHOUSE, Seat.POS, Seat.BACKOFFICE, Seat.OWNER])
def test_other_seats_put_nothing_in_and_read_no_word(business: Business, seat: Seat):
    box_of(business).keep(notice())
    with at_the_seat(business, seat) as thief:
        for sql in ("SELECT body FROM umlauf.provider_notice", "SELECT headers FROM umlauf.provider_notice"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                thief.run(sql)
            thief.connection.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            thief.run(KEEP, uuid4(), "stripe", "evt_9", True, Jsonb({}), b"")


@pytest.mark.parametrize(
    ("provider", "event_id", "headers", "body"),
    [
        ("stripe", "evt", {}, b"x" * 262_145),
        ("stripe", "evt", {"h": "x" * 9_000}, b""),
        ("stripe", "evt", [], b""),
        ("stripe", "", {}, b""),
        ("stripe", "e" * 201, {}, b""),
        ("Stripe!", "evt", {}, b""),
    ],
)
def test_the_database_itself_refuses_what_is_no_notice(business: Business, provider, event_id, headers, body):
    with at_the_seat(business, Seat.PORTAL) as thief, pytest.raises(psycopg.Error):
        thief.run(KEEP, uuid4(), provider, event_id, True, Jsonb(headers), body)


def test_a_flood_fills_no_disk(business: Business):
    collecting(business, collectors=(Collector(PaymentMethod.CARD, ProviderName.MOLLIE),))
    business.rows(
        "INSERT INTO umlauf.provider_notice (id, provider, event_id, is_once, seen_at)"
        " SELECT gen_random_uuid(), 'mollie', 'tr_' || n, false, now() FROM generate_series(1, 500) n RETURNING id"
    )
    with pytest.raises(TooManyWishes):
        box_of(business).keep(notice("tr_x", is_once=False, provider=ProviderName.MOLLIE))
    assert box_of(business).keep(notice())


def test_what_proves_nothing_is_kept_of_nobody_whom_we_do_not_know(business: Business):
    unproved = notice("tr_1", is_once=False, provider=ProviderName.MOLLIE)
    assert not box_of(business).keep(unproved)
    assert jobs_of(business) == []


def test_what_was_read_stays_read(business: Business):
    box, one = box_of(business), notice()
    box.keep(one)
    take_notice(one.id, business.connection(Seat.WORKER), {ProviderName.STRIPE: Reader()}, hand(business))
    for sql in (
        "UPDATE umlauf.provider_notice SET outcome = 'told' RETURNING id",
        "UPDATE umlauf.provider_notice SET taken_at = NULL RETURNING id",
        "UPDATE umlauf.provider_notice SET body = 'x' RETURNING id",
        "UPDATE umlauf.provider_notice SET event_id = 'evt_7' RETURNING id",
        "DELETE FROM umlauf.provider_notice RETURNING id",
        "TRUNCATE umlauf.provider_notice",
    ):
        with pytest.raises(psycopg.Error, match="append-only"):
            business.connection().connection().execute(sql)


def test_the_doctor_says_when_the_last_one_came_and_whether_anybody_reads():
    at = datetime.now(UTC) - timedelta(hours=2)
    read = _notice("stripe", DoorSeen(ProviderName.STRIPE, at, at, 0))
    assert (read.ok, read.what_to_do, read.detail.startswith("stripe, ")) == (True, "", True)
    waiting = _notice("stripe", DoorSeen(ProviderName.STRIPE, at, None, 3))
    assert (waiting.ok, waiting.what_to_do) == (False, "start_worker")
