"""A thing is scanned for a parcel: from the code to the committed answer, against one bare INSERT with its commit.

Ours: what the code means, the line in the station's journal (on the disk), the command under the warehouse's login
(reads, rules, ledger, assignment to the parcel, commit), the answer in the journal. The floor: one row into one table
over the same kind of connection. Both on the same durable server.
"""

import secrets
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psycopg

from bench.house.figure import chosen, report, side_by_side
from bench.house.server import founded_server, house_rules
from domain.application import Application, Envelope, Seat
from domain.assets.receive_assets import AssetsReceived, ReceiveAssets
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant, ProductAdded
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from domain.handlers import HANDLERS
from domain.ids import AssetId, CommandId, PersonId, ShipmentId, new_uuid
from domain.money import Money
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.shipping.pick_asset import PickAsset
from hardware.clock import SystemClock
from storage.codec import Codec
from storage.database import Database
from storage.demo.house import DemoHouse
from storage.embedded import EmbeddedServer
from storage.gate import PostgresGate
from storage.journal.journal import Journal
from storage.station import StationGate

BUDGET = 4.0
A_PARCEL = 4
WARM_UP = 12


def prepared(server: EmbeddedServer, count: int) -> list[tuple[ShipmentId, AssetId, str]]:
    """Open parcels of four things each, and the thing in stock for each line."""
    yesterday = date.fromordinal(datetime.now(UTC).toordinal() - 1)
    house = DemoHouse(lambda seat: Database(server.seat_dsn(seat)), house_rules(), Random(1), yesterday)
    plan = NewPlan("Monatsabo", LineKind.RENTAL, Money.of("79.00"))
    bike = AddProduct("E-Bike Kiez 3", "bike", ProductKind.GOODS, (NewVariant("KIEZ3", "M"),), (plan,))
    product = house.do(Seat.OWNER, bike, ProductAdded)
    address = Address("Kastanienallee 12", "10435", "Berlin")
    person = RegisterCustomer(PersonalData("Jonas", "Brückner", address=address), CustomerKind.CONSUMER, "de")
    customer = house.do(Seat.BACKOFFICE, person, CustomerRegistered)
    found = []
    item = OrderedItem(product.variant_ids[0], A_PARCEL, product.plan_ids[0])
    for _ in range(count // A_PARCEL):
        goods = house.do(Seat.WAREHOUSE, ReceiveAssets(product.variant_ids[0], ("",) * A_PARCEL), AssetsReceived)
        order = house.do(Seat.BACKOFFICE, PlaceOrder(customer.customer_id, (item,)), OrderPlaced)
        if order.shipment_id is None:
            raise RuntimeError("goods are sent")
        found += [(order.shipment_id, *thing) for thing in zip(goods.asset_ids, goods.codes, strict=True)]
    house.close()
    return found


def main() -> None:
    count = chosen(tiny=8, small=200, full=600)
    with founded_server() as (server, folder):
        things = prepared(server, count + WARM_UP)
        with psycopg.connect(server.admin_dsn(), autocommit=True) as admin:
            admin.execute("CREATE SCHEMA bench; CREATE TABLE bench.bare (id uuid PRIMARY KEY, code text NOT NULL)")
            admin.execute(
                "GRANT USAGE ON SCHEMA bench TO umlauf_warehouse; GRANT INSERT ON bench.bare TO umlauf_warehouse"
            )
        floor_line, database = Database(server.seat_dsn(Seat.WAREHOUSE)), Database(server.seat_dsn(Seat.WAREHOUSE))
        row = database.read_one("SELECT person_id FROM umlauf.principal WHERE login = session_user")
        person = PersonId(row["person_id"]) if row else PersonId(uuid4())
        clock, codec = SystemClock(), Codec(HANDLERS)
        gate = PostgresGate(database, codec, clock, secrets.token_bytes, house_rules())
        journal = Journal(folder / "station" / "journal.sqlite")
        station = Application(StationGate(journal, gate, codec, HANDLERS, clock), HANDLERS, Seat.WAREHOUSE)

        def scan(number: int) -> None:
            shipment_id, asset_id, _ = things[number]
            command_id = CommandId(new_uuid(clock.now(), secrets.token_bytes))
            answer = station.run(Envelope(command_id, PickAsset(shipment_id, asset_id), person))
            if answer.is_waiting:
                raise RuntimeError("the server did not answer")

        bare = floor_line.connection()

        def insert(number: int) -> None:
            bare.execute("INSERT INTO bench.bare (id, code) VALUES (%s, %s)", (uuid4(), things[number][2]))

        for number in range(WARM_UP):
            insert(number)
            scan(number)
        ours, floor = side_by_side(count, lambda n: scan(n + WARM_UP), lambda n: insert(n + WARM_UP))
        journal.close()
        database.close()
        floor_line.close()
    report("scan", count, ours, floor, BUDGET)


if __name__ == "__main__":
    main()
