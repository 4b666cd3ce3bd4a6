"""A quote in the hands of an intruder with the portal's login: only the secret of a link opens it, and only its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from domain.application import Seat
from domain.orders.place_order import OrderedItem
from domain.portal.codes import token_digest
from domain.quotes.make_quote import MakeQuote
from domain.quotes.make_quote_link import MakeQuoteLink
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business
from tests.storage.portal_desk import HERE, PortalDesk, customer_called

Client = psycopg.Connection[dict[str, Any]]
TABLES = ("quote", "quote_personal", "quote_step", "quote_link", "quote_reservation")


@dataclass
class House:
    business: Business
    desk: PortalDesk
    quotes: tuple[UUID, UUID]
    token: str


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[House]:
    with open_business(server) as business:
        product = business.product()
        items = (OrderedItem(product.variant_ids[0], 1, product.plan_ids[0]),)
        made = []
        for name in ("anna", "berta"):
            customer = customer_called(business, name.title(), f"{name}@example.org")
            quote = business.do(Seat.BACKOFFICE, MakeQuote(items, customer.customer_id))
            digest = token_digest(secret_of(name)).hex()
            business.do(Seat.BACKOFFICE, MakeQuoteLink(quote.quote_id, digest))
            made.append(quote.quote_id)
        desk = PortalDesk(business, 1)
        yield House(business, desk, (made[0], made[1]), desk.signed_in("anna@example.org"))
        desk.close()


def secret_of(name: str) -> str:
    return name * 8


@pytest.fixture
def client(house: House) -> Iterator[Client]:
    with psycopg.connect(
        house.business.server.seat_dsn(Seat.PORTAL, house.business.database), row_factory=dict_row
    ) as c:
        yield c
        c.rollback()


def file_by(client: Client, name: str, command: str, payload: dict[str, Any], wish: UUID | None = None) -> None:
    values = (token_digest(secret_of(name)), wish or uuid4(), command, Jsonb(payload), None, HERE)
    client.execute("SELECT umlauf_own.file_quote_wish(%s, %s, %s, %s, %s, %s)", values)


def refused(client: Client, act: Any) -> str:
    with pytest.raises(psycopg.Error) as error:
        act()
    client.rollback()
    return str(error.value.sqlstate)


def test_the_pages_read_no_table_of_quotes_and_write_none(client: Client) -> None:
    for table in TABLES:
        for act in (
            f"SELECT 1 FROM umlauf.{table}",
            f"DELETE FROM umlauf.{table}",
            f"INSERT INTO umlauf.{table} DEFAULT VALUES",
        ):
            assert refused(client, lambda act=act: client.execute(act)) == "42501", act
    assert refused(client, lambda: client.execute("SELECT umlauf.quote_by('\\x00')")) == "42501"


def test_a_secret_shows_its_own_quote_and_nothing_else(house: House, client: Client) -> None:
    sql = "SELECT id, number, name FROM umlauf_own.open_quote(%s)"
    row = client.execute(sql, [token_digest(secret_of("anna"))]).fetchone()
    assert row is not None
    assert row["id"] == house.quotes[0]
    for digest in (b"", b"\\x00" * 32, token_digest("anna"), token_digest(str(house.quotes[0]))):
        assert client.execute(sql, [digest]).fetchone() == {"id": None, "number": None, "name": None}
        paper = client.execute("SELECT content FROM umlauf_own.quote_paper(%s)", [digest]).fetchone()
        assert paper == {"content": None}


def test_a_wish_by_link_names_the_quote_of_the_link_alone(house: House, client: Client) -> None:
    anna, berta = (str(each) for each in house.quotes)
    for command, payload in (
        ("AcceptQuote", {"quote_id": berta}),
        ("AcceptQuote", {"quote_id": anna.upper()}),
        ("AcceptQuote", {}),
        ("PlaceOrder", {"quote_id": anna}),
        ("MakeQuote", {"quote_id": anna}),
    ):
        assert refused(client, lambda c=command, p=payload: file_by(client, "anna", c, p)) == "UM403", (
            command,
            payload,
        )
    assert refused(client, lambda: file_by(client, "nobody", "SeeQuote", {"quote_id": anna})) == "UM403"
    wish = uuid4()
    file_by(client, "anna", "SeeQuote", {"quote_id": anna}, wish)
    file_by(client, "anna", "SeeQuote", {"quote_id": anna}, wish)
    taken = lambda: file_by(client, "berta", "SeeQuote", {"quote_id": berta}, wish)  # noqa: E731 - one line
    assert refused(client, taken) == "UM403", "the id of another wish"


def test_a_session_says_nothing_about_a_quote_by_its_id(house: House, client: Client) -> None:
    """Neither their own nor another's: only the link says that somebody may answer."""
    for quote_id in house.quotes:
        for command in ("AcceptQuote", "DeclineQuote", "SeeQuote"):
            client.execute("SELECT set_config('umlauf.session', %s, true)", [house.token])
            values = (uuid4(), command, Jsonb({"quote_id": str(quote_id)}), HERE)
            act = "SELECT umlauf_own.file_wish(%s, %s, %s, NULL, NULL, %s)"
            assert refused(client, lambda v=values, a=act: client.execute(a, v)) == "UM403"


def test_nobody_floods_a_quote(house: House, client: Client) -> None:
    anna = str(house.quotes[0])
    codes = []
    for _ in range(25):
        try:
            file_by(client, "anna", "DeclineQuote", {"quote_id": anna})
        except psycopg.Error as error:
            codes.append(error.sqlstate)
            break
    assert codes == ["UM429"]


def test_the_worker_answers_no_quote_that_nobody_answered(house: House) -> None:
    dsn = house.business.server.seat_dsn(Seat.WORKER, house.business.database)
    [worker] = house.business.rows("SELECT person_id FROM umlauf.principal WHERE seat = 'worker'")
    begin = "SELECT umlauf.begin_command(%s, 'AcceptQuote', %s, '\\\\x00', %s, now(), NULL, NULL, NULL)"
    with psycopg.connect(dsn) as client, pytest.raises(psycopg.Error) as refusal:
        client.execute(begin, (uuid4(), Jsonb({"quote_id": str(house.quotes[0])}), worker["person_id"]))
    assert refusal.value.sqlstate == "UM403"


def test_what_was_quoted_does_not_change_by_hand(house: House) -> None:
    dsn = house.business.server.seat_dsn(Seat.OWNER, house.business.database)
    with psycopg.connect(dsn) as client:
        for act in (
            "UPDATE umlauf.quote SET monthly_minor = 1",
            "UPDATE umlauf.quote SET valid_until = '2030-01-01'",
            "UPDATE umlauf.quote SET customer_id = NULL",
            "UPDATE umlauf.quote SET stage = 'draft'",
            "UPDATE umlauf.quote SET stage = 'accepted'",
            "UPDATE umlauf.quote_step SET stage = 'accepted'",
            "UPDATE umlauf.quote_link SET digest = '\\\\x00'",
            "DELETE FROM umlauf.quote_link",
        ):
            with pytest.raises(psycopg.Error) as error:
                client.execute(act)  # type: ignore[arg-type]  # a literal
            client.rollback()
            assert error.value.sqlstate in ("42501", "UM405", "UM409", "23514"), act
