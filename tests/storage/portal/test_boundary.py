"""The portal's login in the hands of an intruder, with and without the session of one customer: nothing of another's.

Every view and every function of the schema is tried; a new one without a row here fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from domain.application import NotForThisSeat, Seat
from domain.handlers import HANDLERS
from domain.portal.wishes import WISHES
from storage.embedded import EmbeddedServer
from storage.queries.portal_export import TABLES
from tests.storage.business import Business, open_business
from tests.storage.portal_desk import HERE, PortalDesk, customer_called
from tests.storage.trade import rent

FOR_ALL = frozenset({"setting", "business", "business_logo"})
"""Who the seller is stands on every paper; of the settings only that and where the pages are."""
CATALOGUE = frozenset({"product", "variant", "bundle_item", "exchange_group", "plan", "plan_change", "store"})
NOTHING = frozenset({"asset_cost", "variant_cost", "buyout_rules", "task"})


@dataclass
class House:
    business: Business
    desk: PortalDesk
    anna: str
    berta: str
    of_anna: frozenset[str]
    of_berta: frozenset[str]
    contract_of_berta: UUID


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[House]:
    with open_business(server) as business:
        desk = PortalDesk(business)
        tokens, ids, contracts = [], [], []
        product = business.product(price="79.00")
        for name in ("anna", "berta"):
            customer = customer_called(business, name.title(), f"{name}@example.org")
            contracts.append(rent(business, customer, product).contract_id)
            tokens.append(desk.signed_in(f"{name}@example.org"))
            ids.append(everything_of(business, customer.customer_id))
        shared = ids[0] & ids[1]
        yield House(business, desk, *tokens, ids[0] - shared, ids[1] - shared, contracts[1])
        desk.close()


def everything_of(business: Business, customer_id: UUID) -> frozenset[str]:
    """Every id that leads from the customer, whatever the table."""
    rows = business.rows(
        "WITH k AS (SELECT id FROM umlauf.contract WHERE customer_id = %(id)s),"
        " l AS (SELECT id FROM umlauf.contract_line WHERE contract_id IN (SELECT id FROM k))"
        " SELECT %(id)s::uuid AS id UNION SELECT id FROM k UNION SELECT id FROM l"
        " UNION SELECT id FROM umlauf.invoice WHERE customer_id = %(id)s"
        " UNION SELECT asset_id FROM umlauf.assignment WHERE contract_line_id IN (SELECT id FROM l)"
        " UNION SELECT id FROM umlauf.shipment WHERE customer_id = %(id)s",
        id=customer_id,
    )
    return frozenset(str(row["id"]) for row in rows)


@pytest.fixture
def client(house: House) -> Iterator[psycopg.Connection[dict[str, Any]]]:
    dsn = house.business.server.seat_dsn(Seat.PORTAL, house.business.database)
    with psycopg.connect(dsn, row_factory=dict_row) as connection:
        yield connection
        connection.rollback()


def enter(client: psycopg.Connection[dict[str, Any]], token: str) -> None:
    client.execute("SELECT set_config('umlauf.session', %s, true)", [token])


def views_of(house: House) -> list[str]:
    rows = house.business.rows(
        "SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'umlauf_own' ORDER BY 1"
    )
    return [row["name"] for row in rows]


def test_whoever_is_signed_in_sees_their_own_and_nothing_of_another(
    house: House, client: psycopg.Connection[dict[str, Any]]
) -> None:
    enter(client, house.anna)
    seen = ""
    for name in views_of(house):
        rows = client.execute(f"SELECT * FROM umlauf_own.{name}").fetchall()  # type: ignore[arg-type]  # a known name
        said = str(rows)
        assert not [each for each in house.of_berta if each in said], name
        assert "Berta" not in said, name
        assert "berta@" not in said, name
        if name not in FOR_ALL | CATALOGUE:
            seen += said
        if name in NOTHING:
            assert rows == [], name
    assert [each for each in house.of_anna if each not in seen] == []


def test_whoever_is_not_signed_in_sees_who_the_seller_is_and_nothing_else(
    house: House, client: psycopg.Connection[dict[str, Any]]
) -> None:
    for token in ("", "x", str(uuid4()), house.anna[:-1], house.anna.swapcase(), f" {house.anna}"):
        enter(client, token)
        for name in views_of(house):
            rows = client.execute(f"SELECT * FROM umlauf_own.{name}").fetchall()  # type: ignore[arg-type]  # known
            assert name in FOR_ALL or rows == [], (name, token)
        settings = client.execute("SELECT name FROM umlauf_own.setting").fetchall()
        assert {row["name"] for row in settings} <= {"business", "portal"}


def test_every_view_is_told_apart(house: House) -> None:
    """A new view is the customer's own, so it is exported too, or it says here why not."""
    own = set(views_of(house)) - FOR_ALL - CATALOGUE - NOTHING
    assert own - set(TABLES) == {"asset", "price_campaign", "price_campaign_contract", "document"}


@pytest.mark.parametrize(
    "act",
    [
        "SELECT * FROM umlauf.customer",
        "SELECT * FROM umlauf.contract",
        "SELECT * FROM umlauf.portal_session",
        "SELECT * FROM umlauf.portal_request",
        "SELECT * FROM umlauf.portal_wish",
        "SELECT umlauf.may_name(NULL, gen_random_uuid())",
        "SELECT umlauf.use_code(gen_random_uuid(), 'sign_in', '', NULL)",
        "SELECT umlauf.begin_command(gen_random_uuid(), 'PauseContract', '{}', '', NULL, now(), NULL, NULL, NULL)",
        "SELECT umlauf.queue_portal('carry_out_wish', gen_random_uuid())",
        "SELECT * FROM umlauf_jobs.procrastinate_jobs",
        "INSERT INTO umlauf_own.contract SELECT * FROM umlauf_own.contract",
        "UPDATE umlauf_own.customer_personal SET email = 'me@example.org'",
        "UPDATE umlauf_own.portal_session SET customers = '{}'",
        "DELETE FROM umlauf_own.invoice",
        "CREATE FUNCTION umlauf_own.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET ROLE umlauf_worker",
        "SET ROLE umlauf_schema",
        "SET SESSION AUTHORIZATION seat_worker",
    ],
)
def test_there_is_no_way_around(house: House, client: psycopg.Connection[dict[str, Any]], act: str) -> None:
    enter(client, house.anna)
    with pytest.raises(psycopg.Error) as refused:
        client.execute(act)  # type: ignore[arg-type]  # a literal of this file
    assert refused.value.sqlstate in ("42501", "3F000", "55000")


def test_a_session_in_another_transaction_is_none(house: House, client: psycopg.Connection[dict[str, Any]]) -> None:
    enter(client, house.anna)
    client.rollback()
    assert client.execute("SELECT * FROM umlauf_own.customer").fetchall() == []
    client.execute("SAVEPOINT before")
    enter(client, house.anna)
    client.execute("ROLLBACK TO SAVEPOINT before")
    assert client.execute("SELECT * FROM umlauf_own.customer").fetchall() == []


FUNCTIONS = {
    "session",
    "me",
    "ask_code",
    "try_code",
    "open_session",
    "confirm_address",
    "keep_session",
    "end_session",
    "act_for",
    "my_customers",
    "file_wish",
    "file_counter_wish",
    "due_refunds",
    "outcome_of",
    "receipt_of",
    "free_of",
    "keep_notice",
    "open_method",
    "open_quote",
    "quote_paper",
    "file_quote_wish",
}
"""`keep_notice` takes in what a provider of payments says, for the worker to judge; `open_method` wants the secret of a
letter, as do the three of quotes (`test_quotes.py`); `file_counter_wish` and `due_refunds` are the till's
(`tests/storage/serving/test_boundary.py`)."""


def test_there_are_no_other_functions(house: House) -> None:
    found = house.business.rows(
        "SELECT p.proname AS name, p.prosecdef, p.proconfig FROM pg_proc p"
        " WHERE p.pronamespace = 'umlauf_own'::regnamespace"
    )
    assert {row["name"] for row in found} == FUNCTIONS
    for row in found:
        assert row["prosecdef"], row
        path = row["proconfig"][0]
        assert path.startswith("search_path=pg_catalog,"), row
        assert path.endswith(", pg_temp"), row


def test_without_a_session_functions_do_nothing(house: House, client: psycopg.Connection[dict[str, Any]]) -> None:
    berta = next(iter(house.of_berta))
    for act in (
        "SELECT umlauf_own.me() AS x",
        "SELECT id AS x FROM umlauf_own.session() s",
        "SELECT umlauf_own.confirm_address(gen_random_uuid(), '') AS x",
        "SELECT in_stock AS x FROM umlauf_own.free_of(gen_random_uuid(), '2026-01-01', '2026-01-01')",
        f"SELECT id AS x FROM umlauf_own.outcome_of('{berta}') o CROSS JOIN umlauf_own.my_customers() m",
    ):
        rows = client.execute(act).fetchall()  # type: ignore[arg-type]  # a literal of this file
        assert [row["x"] for row in rows if row["x"] is not None] == []
    for act in ("keep_session('')", "end_session(true)", f"act_for('{berta}')"):
        client.execute(f"SELECT umlauf_own.{act}")  # type: ignore[arg-type]  # a literal of this file
    client.commit()
    with house.desk.door.entered(house.berta) as entered:
        assert entered is not None


def test_nobody_acts_for_a_customer_whose_address_they_did_not_prove(
    house: House, client: psycopg.Connection[dict[str, Any]]
) -> None:
    enter(client, house.anna)
    for each in house.of_berta:
        row = client.execute("SELECT umlauf_own.act_for(%s) AS done", [each]).fetchone()
        assert row == {"done": False}
    assert {str(row["id"]) for row in client.execute("SELECT * FROM umlauf_own.my_customers()")} <= house.of_anna


def file(client: psycopg.Connection[dict[str, Any]], name: str, payload: object, personal: object = None) -> None:
    client.execute(
        "SELECT umlauf_own.file_wish(%s, %s, %s, %s, NULL, %s)",
        (uuid4(), name, Jsonb(payload), None if personal is None else Jsonb(personal), HERE),
    )


def spellings(of: str) -> list[object]:
    """Ways to write one id that the program would read as the same."""
    plain = of.replace("-", "")
    return [of, of.upper(), plain, f"{{{of}}}", f"urn:uuid:{of}", f" {of}\n", [of], {"deep": [{"er": of}]}]


@pytest.mark.parametrize("command", [each.__name__ for each in WISHES if each.__name__ != "ReceiveDeclaration"])
def test_no_wish_names_what_is_anothers(house: House, client: psycopg.Connection[dict[str, Any]], command: str) -> None:
    for each in sorted(house.of_berta):
        for said in spellings(each)[: 8 if command == "PauseContract" else 1]:
            enter(client, house.anna)
            with pytest.raises(psycopg.Error) as refused:
                file(client, command, {"contract_id": said})
            client.rollback()
            assert refused.value.sqlstate == "UM403", said


def test_without_a_session_only_a_declaration_is_taken_in(
    house: House, client: psycopg.Connection[dict[str, Any]]
) -> None:
    for command in HANDLERS:
        if command.__name__ != "ReceiveDeclaration":
            with pytest.raises(psycopg.Error) as refused:
                file(client, command.__name__, {})
            client.rollback()
            assert refused.value.sqlstate == "UM403"
    file(client, "ReceiveDeclaration", {"declaration_id": str(uuid4())})


def test_a_customer_wishes_only_what_is_a_customers(house: House, client: psycopg.Connection[dict[str, Any]]) -> None:
    for command in HANDLERS:
        if Seat.PORTAL not in command.seats:
            enter(client, house.anna)
            with pytest.raises(psycopg.Error) as refused:
                file(client, command.__name__, {})
            client.rollback()
            assert refused.value.sqlstate == "UM403"


def test_an_id_smuggled_beside_the_payload_is_found_when_it_is_carried_out(house: House) -> None:
    """What a client says is personal wins when the command is put together; the database compares with the wish."""
    wish_id = uuid4()
    pause = {"from_on": "2026-03-01", "resume_on": "2026-04-01", "moves_end": True}
    values = (wish_id, "PauseContract", Jsonb({"version": 1, "pause": pause}))
    smuggled = Jsonb({"contract_id": str(house.contract_of_berta)})
    dsn = house.business.server.seat_dsn(Seat.PORTAL, house.business.database)
    with psycopg.connect(dsn, row_factory=dict_row) as client:
        enter(client, house.anna)
        client.execute("SELECT umlauf_own.file_wish(%s, %s, %s, %s, NULL, %s)", (*values, smuggled, HERE))
    with pytest.raises(NotForThisSeat):
        house.desk.carry_out(wish_id)
    assert house.business.rows("SELECT 1 AS x FROM umlauf.command WHERE command_id = %(id)s", id=wish_id) == []


def test_the_worker_gives_no_customers_command_without_the_wish(house: House) -> None:
    """Nor with another content than was wished for."""
    dsn = house.business.server.seat_dsn(Seat.WORKER, house.business.database)
    [worker] = house.business.rows("SELECT person_id FROM umlauf.principal WHERE seat = 'worker'")
    begin = "SELECT umlauf.begin_command(%s, 'PauseContract', %s, '\\x00', %s, now(), NULL, NULL, NULL)"
    with psycopg.connect(dsn) as client, pytest.raises(psycopg.Error) as refused:
        client.execute(begin, (uuid4(), Jsonb({}), worker["person_id"]))
    assert refused.value.sqlstate == "UM403"


def test_wishes_stay_as_they_were(house: House) -> None:
    dsn = house.business.server.seat_dsn(Seat.WORKER, house.business.database)
    with psycopg.connect(dsn) as client:
        for act in ("SET payload = '{}'", "SET customer_id = NULL", "SET name = 'ChangePrice'"):
            with pytest.raises(psycopg.Error) as refused:
                client.execute(f"UPDATE umlauf.portal_wish {act}")  # type: ignore[arg-type]  # a literal
            client.rollback()
            assert refused.value.sqlstate in ("42501", "UM405")


def test_no_personal_part_of_a_wish_holds_an_id() -> None:
    """Ids are looked at in the payload alone."""
    for command in WISHES:
        hints = {each.name: str(each.type) for each in command.__dataclass_fields__.values() if each.metadata}
        assert not [name for name, said in hints.items() if "Id" in said or "UUID" in said], command
