"""A small business on a real Postgres: each test has a database for itself, as the migrated template was founded."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from domain.application import Answer, Application, Command, Event, Seat, enveloped
from domain.assets.receive_assets import AssetsReceived, ReceiveAssets
from domain.billing.tax import TaxRules, TaxSeller, TaxTable
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant, ProductAdded
from domain.catalog.model import ProductKind
from domain.catalog.set_checklist import ChecklistPoint, SetChecklist
from domain.clock import MovableClock, legal_day
from domain.consequences import Fact, consequence_id, follow
from domain.contracts.model import LineKind
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from domain.handlers import HANDLERS
from domain.ids import CommandId, Entropy, PersonId, StoreId, new_uuid
from domain.money import Money
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.places.add_place import AddPlace, PlaceAdded
from storage.codec import Codec
from storage.database import Database
from storage.embedded import EmbeddedServer
from storage.embedded.logins import seat_login
from storage.founding import Foundation, Founder, found
from storage.gate import PostgresGate
from storage.migrate import migrate
from storage.unit import HouseRules
from tests.storage.lending import Lending, LentConnection, LentDatabase

TEMPLATE = "umlauf_template"
ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    Seat.WAREHOUSE: "Mehmet",
    Seat.BACKOFFICE: "Anna",
    Seat.OWNER: "Lena",
    Seat.WORKER: "Nachtlauf",
    Seat.POS: "Jo",
    Seat.PORTAL: "Kundenportal",
}


@cache
def tax_rules() -> TaxRules:
    table = TaxTable.parsed(json.loads((ROOT / "resources/vat/eu_rates.json").read_text(encoding="utf-8")))
    return TaxRules(table, TaxSeller("DE"))


def make_template(server: EmbeddedServer) -> None:
    """A migrated, founded, otherwise empty database to copy from."""
    with psycopg.connect(server.admin_dsn(), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {TEMPLATE}")
    migrate(server.url("umlauf_admin", TEMPLATE), frozenset(HANDLERS))
    server.join_groups()
    people = tuple(Founder(PersonId(uuid4()), name, seat, seat_login(seat)) for seat, name in NAMES.items())
    business = {"name": "Prüfstand GmbH", "country": "DE"}
    foundation = Foundation(
        StoreId(uuid4()), "Prüfstand", "RB", people, {"business": business, "hourly_rate": {"minor": 6000}}
    )
    found(server.admin_dsn(TEMPLATE), foundation, uuid4())


@dataclass
class Business:
    """The house with all its seats, a moving clock, and the worker's consequences drawn on demand."""

    server: EmbeddedServer
    database: str
    clock: MovableClock = field(default_factory=lambda: MovableClock(datetime(2026, 1, 31, 9, 0, tzinfo=UTC)))
    open_connections: list[Database] = field(default_factory=list)
    seats: dict[Seat, tuple[Application, PersonId, PostgresGate]] = field(default_factory=dict)
    entropy: Entropy = secrets.token_bytes
    lent: LentDatabase | None = None
    """Where its connections come from and go to; None: they are its own."""

    def connection(self, seat: Seat | str = "umlauf_admin") -> Database:
        """A connection of a seat's login, or of the administrator."""
        conninfo = (
            self.server.seat_dsn(seat, self.database)
            if isinstance(seat, Seat)
            else self.server.admin_dsn(self.database)
        )
        database = Database(conninfo) if self.lent is None else self.lent.connection(conninfo)
        self.open_connections.append(database)
        return database

    def gate(self, seat: Seat) -> PostgresGate:
        return self._gate(self.connection(seat))

    def _gate(self, database: Database) -> PostgresGate:
        return PostgresGate(database, Codec(HANDLERS), self.clock, self.entropy, HouseRules(tax_rules()))

    def seat(self, seat: Seat) -> tuple[Application, PersonId]:
        if seat not in self.seats:
            database = self.connection(seat)
            gate = self._gate(database)
            row = database.read_one("SELECT person_id FROM umlauf.principal WHERE login = session_user")
            assert row is not None
            self.seats[seat] = (Application(gate, HANDLERS, seat), PersonId(row["person_id"]), gate)
        application, person, _ = self.seats[seat]
        return application, person

    def answer(self, seat: Seat, command: Command, command_id: CommandId | None = None) -> Answer:
        """Runs one command as that seat. `command_id` None: a new one."""
        application, person = self.seat(seat)
        known = command_id or CommandId(new_uuid(self.clock.now(), self.entropy))
        return application.run(enveloped(known, command, person, self.clock.now()))

    def do(self, seat: Seat, command: Command) -> Any:
        """Runs one command and what follows from it, as the worker would; answers with its event."""
        answer = self.answer(seat, command)
        assert answer.event is not None
        self.follow(seat, answer.command_id, command, answer.event)
        return answer.event

    def follow(self, seat: Seat, command_id: CommandId, command: Command, event: Event) -> None:
        fact = Fact(command_id, seat, command, event, legal_day(self.clock.now()), self.clock.now())

        def run(name: str, consequence: Command) -> Event:
            done = self.answer(Seat.WORKER, consequence, consequence_id(fact, name)).event
            assert done is not None
            return done

        follow(fact, run)

    def pass_days(self, days: int) -> None:
        self.clock.advance(timedelta(days=days))

    def rows(self, sql: str, **values: object) -> list[dict[str, Any]]:
        """Asks as the administrator: for assertions only."""
        if not self.open_connections:
            self.connection()
        return self.administrator().read(sql, **values)

    def administrator(self) -> Database:
        """The connection on which `rows` asks."""
        if not hasattr(self, "_admin_connection"):
            self._admin_connection = self.connection()
        return self._admin_connection

    def close(self) -> None:
        for database in self.open_connections:
            if self.lent is not None and isinstance(database, LentConnection):
                self.lent.keep(database)
            else:
                database.close()

    # The usual things, so that a test tells only what is special about its own.

    def product(
        self,
        name: str = "E-Bike Kiez 3",
        *,
        kind: LineKind = LineKind.RENTAL,
        product_kind: ProductKind = ProductKind.GOODS,
        price: str = "79.00",
        sku: str = "KIEZ3-M",
        **plan: Any,
    ) -> ProductAdded:
        new = NewPlan(name, kind, Money.of(price), **plan)
        variant = NewVariant(sku, "M" if product_kind is ProductKind.GOODS else "", cost=Money.of("900.00"))
        added: ProductAdded = self.do(Seat.OWNER, AddProduct(name, "bike", product_kind, (variant,), (new,)))
        return added

    def checklist(self) -> None:
        points = (ChecklistPoint("brakes", "Bremsen", "Brakes"), ChecklistPoint("lights", "Licht", "Lights"))
        self.do(Seat.OWNER, SetChecklist("bike", points))

    def place(self, name: str = "C-04") -> PlaceAdded:
        added: PlaceAdded = self.do(Seat.OWNER, AddPlace(name))
        return added

    def customer(
        self, family_name: str = "Brückner", *, address: bool = True, language: str = "de"
    ) -> CustomerRegistered:
        where = Address("Kastanienallee 12", "10435", "Berlin") if address else None
        personal = PersonalData("Jonas", family_name, email="jonas@example.org", address=where)
        registered: CustomerRegistered = self.do(
            Seat.BACKOFFICE, RegisterCustomer(personal, CustomerKind.CONSUMER, language)
        )
        return registered

    def receive(self, product: ProductAdded, *serials: str) -> AssetsReceived:
        received: AssetsReceived = self.do(Seat.WAREHOUSE, ReceiveAssets(product.variant_ids[0], serials or ("",)))
        return received

    def order(self, customer: CustomerRegistered, *products: ProductAdded, quantity: int = 1) -> OrderPlaced:
        items = tuple(OrderedItem(each.variant_ids[0], quantity, each.plan_ids[0]) for each in products)
        placed: OrderPlaced = self.do(Seat.BACKOFFICE, PlaceOrder(customer.customer_id, items))
        return placed


@contextmanager
def open_business(server: EmbeddedServer) -> Iterator[Business]:
    """A business in a database for itself."""
    lending = _lending(server)
    lent = lending.take()
    business = Business(server, lent.name, lent=lent)
    try:
        yield business
    finally:
        business.close()
        lending.give_back(lent)


_LENDINGS: dict[str, Lending] = {}


def _lending(server: EmbeddedServer) -> Lending:
    """The one that makes the databases of this server, whatever a test does to the others."""
    known = _LENDINGS.get(server.admin_dsn())
    if known is None:
        known = _LENDINGS[server.admin_dsn()] = Lending(server, TEMPLATE)
    return known


def close_lending(server: EmbeddedServer) -> None:
    """Before the server ends."""
    known = _LENDINGS.pop(server.admin_dsn(), None)
    if known is not None:
        known.close()
