"""The till's login in the hands of an intruder: without a session for a customer nothing, with one that customer's
alone, and never more than a wish. Every view is tried, every command, and every way around."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from domain.application import NotForThisSeat, Seat
from domain.handlers import HANDLERS
from domain.ids import CustomerId
from domain.portal.wishes import WISHES
from domain.serving.wishes import COUNTER, COUNTER_WISHES, marks_of
from domain.views.portal import NotYours
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business
from tests.storage.intruder import at_the_seat
from tests.storage.portal.test_boundary import CATALOGUE, FOR_ALL, NOTHING, everything_of, spellings
from tests.storage.portal_desk import PortalDesk, customer_called
from tests.storage.serving_desk import Counter
from tests.storage.trade import rent

Client = psycopg.Connection[dict[str, Any]]
NOT_AT_THE_COUNTER = frozenset(
    {"outbox", "portal_session", "payment_method", "referral", "referral_code", "business_logo"}
)
"""A letter may hold a code to sign in; sessions, accounts, friends and pictures are no business of a till."""
NEVER = ("42501", "UM403")


@dataclass
class House:
    business: Business
    counter: Counter
    pages: PortalDesk
    token_of_anna: str
    anna: UUID
    berta: UUID
    of_anna: frozenset[str]
    of_berta: frozenset[str]
    contract_of_berta: UUID
    secret: str = ""


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[House]:
    with open_business(server) as business:
        pages, product = PortalDesk(business, 1), business.product(price="79.00")
        people, ids, contracts = [], [], []
        for name in ("anna", "berta"):
            customer = customer_called(business, name.title(), f"{name}@example.org")
            contracts.append(rent(business, customer, product).contract_id)
            people.append(customer.customer_id)
            ids.append(everything_of(business, customer.customer_id))
        shared, token = ids[0] & ids[1], pages.signed_in("anna@example.org")
        counter = Counter(business)
        yield House(business, counter, pages, token, *people, ids[0] - shared, ids[1] - shared, contracts[1])
        counter.close()
        pages.close()


def connected(house: House, seat: Seat = Seat.POS) -> Client:
    dsn = house.business.server.seat_dsn(seat, house.business.database)
    return psycopg.connect(dsn, row_factory=dict_row)


@pytest.fixture
def client(house: House) -> Iterator[Client]:
    with connected(house) as connection:
        yield connection
        connection.rollback()


def enter(client: Client, secret: str) -> None:
    client.execute("SELECT set_config('umlauf.session', %s, true)", [secret])


def serve(client: Client, house: House, customer: UUID, lasts: str = "20 minutes") -> str:
    """By hand; the secret. It is committed."""
    secret = uuid4().hex
    digest, person = sha256(secret.encode()).digest(), who_sits_there(house)
    client.execute(
        "SELECT umlauf.serve_customer(%s, %s, %s, %s, %s::interval)", (uuid4(), customer, person, digest, lasts)
    )
    client.commit()
    return secret


def serving_anna(client: Client, house: House) -> str:
    """The secret of a session for Anna: the one there is, or a new one."""
    enter(client, house.secret)
    if seen(client, "customer") == []:
        house.secret = serve(client, house, house.anna)
    client.rollback()
    return house.secret


def who_sits_there(house: House, seat: Seat = Seat.POS) -> UUID:
    [row] = house.business.rows("SELECT person_id FROM umlauf.principal WHERE seat = %(seat)s", seat=seat)
    return UUID(str(row["person_id"]))


def views_of(house: House) -> list[str]:
    rows = house.business.rows(
        "SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'umlauf_own' ORDER BY 1"
    )
    return [row["name"] for row in rows if row["name"] not in NOT_AT_THE_COUNTER]


def seen(client: Client, name: str) -> list[dict[str, Any]]:
    return client.execute(f"SELECT * FROM umlauf_own.{name}").fetchall()  # type: ignore[arg-type]  # a known name


def nothing_is_seen(client: Client, house: House) -> None:
    for name in views_of(house):
        assert name in FOR_ALL or seen(client, name) == [], name
    assert {row["name"] for row in seen(client, "setting")} <= {"business", "portal"}


def test_whoever_serves_a_customer_sees_that_customer_and_nothing_of_another(house: House, client: Client) -> None:
    enter(client, serve(client, house, house.anna))
    told = ""
    for name in views_of(house):
        rows = seen(client, name)
        said = str(rows)
        assert not [each for each in house.of_berta if each in said], name
        assert "Berta" not in said, name
        told += said if name not in FOR_ALL | CATALOGUE else ""
        assert name not in NOTHING or rows == [], name
    assert [each for each in house.of_anna if each not in told] == []


def test_whoever_serves_nobody_reads_nothing(house: House, client: Client) -> None:
    secret = serve(client, house, house.anna)
    for said in ("", "x", secret[:-1], secret.swapcase(), f" {secret}", house.token_of_anna, str(house.anna)):
        enter(client, said)
        nothing_is_seen(client, house)


def test_a_session_ends_by_time_by_word_and_by_the_next_one(house: House, client: Client) -> None:
    secret = serve(client, house, house.anna, "300 milliseconds")
    client.execute("SELECT pg_sleep(0.35)")
    enter(client, secret)
    nothing_is_seen(client, house)
    client.rollback()

    secret = serve(client, house, house.anna)
    client.execute("SELECT umlauf.stop_serving()")
    client.commit()
    enter(client, secret)
    nothing_is_seen(client, house)
    client.rollback()

    former, secret = serve(client, house, house.anna), serve(client, house, house.berta)
    enter(client, former)
    nothing_is_seen(client, house)
    enter(client, secret)
    assert {row["id"] for row in seen(client, "customer")} == {house.berta}


def test_nobody_is_served_for_longer_than_twenty_minutes(house: House, client: Client) -> None:
    serve(client, house, house.anna, "20 years")
    [row] = house.business.rows(
        "SELECT ends_at - opened_at <= interval '20 minutes' AS fits FROM umlauf.serving WHERE ended_at IS NULL"
    )
    assert row["fits"]


def test_it_is_written_down_who_looked_at_whom(house: House, client: Client) -> None:
    serve(client, house, house.berta)
    [row] = house.business.rows("SELECT * FROM umlauf.serving ORDER BY opened_at DESC LIMIT 1")
    assert (row["customer_id"], row["person_id"], row["login"]) == (house.berta, who_sits_there(house), "seat_pos")
    with at_the_seat(house.business, Seat.BACKOFFICE) as office:
        assert office.run("SELECT * FROM umlauf.serving")
    admin = house.business.connection().connection()
    for act in ("SET person_id = customer_id", "SET customer_id = customer_id", "SET ended_at = NULL"):
        with pytest.raises(psycopg.Error) as refused:
            admin.execute(f"UPDATE umlauf.serving {act} WHERE ended_at IS NOT NULL")  # type: ignore[arg-type]  # a literal
        assert refused.value.sqlstate == "UM405", act


def test_a_session_opens_to_its_own_login_and_transaction_alone(house: House, client: Client) -> None:
    secret = serve(client, house, house.anna)
    with connected(house, Seat.PORTAL) as other:
        enter(other, secret)
        assert seen(other, "contract") == []
        enter(other, house.token_of_anna)
        assert seen(other, "contract") != []
    enter(client, secret)
    client.rollback()
    assert seen(client, "customer") == []


def test_nobody_else_serves(house: House) -> None:
    digest = sha256(b"x").digest()
    for seat in (Seat.WAREHOUSE, Seat.BACKOFFICE, Seat.OWNER, Seat.WORKER, Seat.PORTAL, Seat.AUDITOR):
        with at_the_seat(house.business, seat) as other:
            for act in ("SELECT umlauf.stop_serving()", "SELECT umlauf.served()"):
                with other.refused("42501"):
                    other.run(act)
            with other.refused("42501"):
                other.run("SELECT umlauf.serve_customer(%s, %s, %s, %s)", uuid4(), house.anna, other.person, digest)
            if seat is not Seat.PORTAL:
                with other.refused("42501"):
                    other.run("SELECT * FROM umlauf_own.contract")


def test_only_who_works_at_this_counter_serves_somebody_who_exists(house: House, client: Client) -> None:
    me, digest = who_sits_there(house), sha256(b"y").digest()
    for customer, person, of, state in (
        (house.anna, uuid4(), digest, "UM403"),
        (uuid4(), me, digest, "UM400"),
        (house.anna, me, b"short", "UM400"),
        (house.anna, me, None, "UM400"),
    ):
        with pytest.raises(psycopg.Error) as refused:
            client.execute("SELECT umlauf.serve_customer(%s, %s, %s, %s)", (uuid4(), customer, person, of))
        client.rollback()
        assert refused.value.sqlstate == state


@pytest.mark.parametrize(
    "act",
    [
        "SELECT * FROM umlauf.contract",
        "SELECT * FROM umlauf.invoice",
        "SELECT * FROM umlauf.serving",
        "SELECT * FROM umlauf.portal_wish",
        "SELECT * FROM umlauf_own.outbox",
        "SELECT * FROM umlauf_own.portal_session",
        "SELECT umlauf.served()",
        "SELECT umlauf_own.session()",
        "SELECT umlauf_own.my_customers()",
        "SELECT umlauf_own.act_for(gen_random_uuid())",
        "SELECT umlauf_own.file_wish(gen_random_uuid(), 'PauseContract', '{}', NULL, NULL, '')",
        "SELECT umlauf_own.receipt_of(gen_random_uuid())",
        "SELECT umlauf.may_name(NULL, gen_random_uuid())",
        "INSERT INTO umlauf.serving SELECT * FROM umlauf.serving",
        "INSERT INTO umlauf_own.contract SELECT * FROM umlauf_own.contract",
        "UPDATE umlauf_own.customer_personal SET email = 'me@example.org'",
        "UPDATE umlauf.serving SET ends_at = 'infinity'",
        "DELETE FROM umlauf_own.invoice",
        "CREATE FUNCTION umlauf_own.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET ROLE umlauf_portal",
        "SET ROLE umlauf_worker",
    ],
)
def test_there_is_no_way_around(house: House, client: Client, act: str) -> None:
    enter(client, serving_anna(client, house))
    with pytest.raises(psycopg.Error) as refused:
        client.execute(act)  # type: ignore[arg-type]  # a literal of this file
    assert refused.value.sqlstate in ("42501", "55000")


def file(client: Client, name: str, payload: object, personal: object = None) -> UUID:
    wish_id, beside = uuid4(), None if personal is None else Jsonb(personal)
    values = (wish_id, name, Jsonb(payload), beside)
    client.execute("SELECT umlauf_own.file_counter_wish(%s, %s, %s, %s, NULL)", values)
    return wish_id


@pytest.mark.parametrize("command", [each.__name__ for each in COUNTER_WISHES])
def test_no_wish_names_what_is_anothers(house: House, client: Client, command: str) -> None:
    secret = serving_anna(client, house)
    for each in sorted(house.of_berta):
        for said in spellings(each)[: 8 if command == "PauseContract" else 1]:
            enter(client, secret)
            with pytest.raises(psycopg.Error) as refused:
                file(client, command, {"contract_id": said})
            client.rollback()
            assert refused.value.sqlstate == "UM403", said


def test_a_counter_wishes_only_what_is_on_its_list_and_only_while_it_serves(house: House, client: Client) -> None:
    secret = serve(client, house, house.anna)
    for command in HANDLERS:
        for said in (secret, "") if command in COUNTER_WISHES else (secret,):
            enter(client, said)
            if command in COUNTER_WISHES and said:
                continue
            with pytest.raises(psycopg.Error) as refused:
                file(client, command.__name__, {})
            client.rollback()
            assert refused.value.sqlstate == "UM403", command


def test_what_a_counter_wishes_for_it_cannot_state(house: House) -> None:
    """A fact that its own login began would have the worker draw consequences of something that nobody did."""
    with at_the_seat(house.business, Seat.POS) as intruder:
        for command in COUNTER_WISHES:
            assert Seat.POS not in command.seats, command
            assert COUNTER in marks_of(command)
            with intruder.refused("UM403"):
                intruder.begin(command.__name__)
    assert {each.__name__ for each in set(COUNTER_WISHES) - set(WISHES)} == {
        "AddLine",
        "AddMandate",
        "AskBuyout",
        "CallOffSwap",
        "NoteMailAddress",
        "OpenPayLink",
    }


def test_an_id_smuggled_beside_the_payload_is_found_when_it_is_carried_out(house: House, client: Client) -> None:
    enter(client, serve(client, house, house.anna))
    pause = {"from_on": "2026-03-01", "resume_on": "2026-04-01", "moves_end": True}
    smuggled = {"contract_id": str(house.contract_of_berta)}
    wish_id = file(client, "PauseContract", {"version": 1, "pause": pause}, smuggled)
    client.commit()
    with pytest.raises(NotForThisSeat):
        house.counter.carry_out(wish_id)
    assert house.business.rows("SELECT 1 AS x FROM umlauf.command WHERE command_id = %(id)s", id=wish_id) == []


def test_what_became_of_a_wish_is_told_to_whoever_serves_its_customer(house: House, client: Client) -> None:
    secret = serve(client, house, house.anna)
    enter(client, secret)
    wish_id = file(client, "ChangeContact", {"customer_id": str(house.anna), "language": "en"}, {"phone": "030 1"})
    client.commit()
    house.counter.carry_out(wish_id)
    told = "SELECT outcome FROM umlauf_own.outcome_of(%s)"
    enter(client, secret)
    assert client.execute(told, [wish_id]).fetchone() == {"outcome": "applied"}
    client.rollback()
    enter(client, serve(client, house, house.berta))
    assert client.execute(told, [wish_id]).fetchone() == {"outcome": None}
    [row] = house.business.rows("SELECT seat, actor_id FROM umlauf.command WHERE command_id = %(id)s", id=wish_id)
    assert (row["seat"], row["actor_id"]) == ("pos", who_sits_there(house))


def test_final_statements_are_the_customers_own(house: House) -> None:
    rows = house.business.rows(
        "INSERT INTO umlauf.document (id, kind, subject_id, file_name, content) SELECT gen_random_uuid(),"
        " 'final_statement', i.id, i.number || '.pdf', convert_to(i.number, 'UTF8') FROM umlauf.invoice i"
        " RETURNING subject_id, file_name"
    )
    numbers = {str(row["subject_id"]): row["file_name"].removesuffix(".pdf") for row in rows}
    [mine] = [number for invoice, number in numbers.items() if invoice in house.of_anna]
    [others] = [number for invoice, number in numbers.items() if invoice in house.of_berta]
    desk = house.counter.desk
    served = desk.serve(CustomerId(house.anna))
    assert [each.number for each in desk.statements(served)] == [mine]
    assert desk.statement(served, mine).content == mine.encode()
    with pytest.raises(NotYours):
        desk.statement(served, others)


def test_no_personal_part_of_a_wish_holds_an_id() -> None:
    """Ids are looked at in the payload alone."""
    for command in COUNTER_WISHES:
        hints = {each.name: str(each.type) for each in command.__dataclass_fields__.values() if each.metadata}
        assert not [name for name, said in hints.items() if "Id" in said or "UUID" in said], command


def test_a_counter_does_not_read_through_the_book(house: House, client: Client) -> None:
    """Last in this file: nobody is served by this login for an hour."""

    def on_and_on() -> None:
        for _ in range(61):
            serve(client, house, house.anna)

    with pytest.raises(psycopg.Error) as refused:
        on_and_on()
    assert refused.value.sqlstate == "UM430"
