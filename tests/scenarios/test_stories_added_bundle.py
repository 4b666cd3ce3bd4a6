"""A bundle joins a contract that runs: frozen, packed, billed and brought back like one that was ordered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.catalog.add_product import NewPlan
from domain.catalog.bundle_table import BundleRow, BundleTable
from domain.catalog.change_plan_offer import ChangePlanOffer
from domain.catalog.offer import Offer
from domain.contracts.add_line import AddLine
from domain.contracts.bundle import BundleRule
from domain.contracts.model import ContractLine, LineKind
from domain.contracts.undo_change import UndoChange
from domain.ids import AssetId, ContractId, ContractLineId, ShipmentId
from domain.money import Money
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from storage.jobs.chores import Chores
from tests.scenarios.test_stories_bundle import PARTS, Pram, offered
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.queries.office import office, send
from tests.storage.trade import bill, check_books, contract_of, differences, today

NAMES = [name for name, _sku, _share in PARTS]


@dataclass(frozen=True)
class Family:
    """They rent a bike since 2 February; the pram is in the catalogue."""

    business: Business
    worker: Chores
    contract_id: ContractId
    pram: Pram

    def nights(self, until: date) -> None:
        """The worker's look and run."""
        while today(self.business) < until:
            self.business.pass_days(1)
            self.worker.reach_today()
            bill(self.business)

    def back(self, thing: AssetId, on: date) -> None:
        self.nights(on)
        self.business.do(Seat.WAREHOUSE, TakeBackAsset(thing, Condition.USED))

    def add(self, **values: object) -> ContractLineId:
        line_id = ContractLineId(uuid4())
        version = contract_of(self.business, self.contract_id).version
        command = AddLine(
            *(self.contract_id, version),
            **{
                "line_id": line_id,
                "title": "Kombiwagen",
                "line_kind": LineKind.RENTAL,
                "price": Money.of("79.00"),
                "variant_id": self.pram.product.variant_ids[0],
                "plan_id": self.pram.product.plan_ids[0],
                **values,
            },
        )
        previewed = office(self.business).preview_change(command).contract.line(line_id)
        self.business.do(Seat.BACKOFFICE, command)
        assert self.line(line_id) == previewed, "the preview freezes what the command freezes"
        return line_id

    def line(self, line_id: ContractLineId) -> ContractLine:
        return contract_of(self.business, self.contract_id).line(line_id)

    def waiting(self) -> list[tuple[ShipmentId, str, list[str]]]:
        """Shipments beside the order's: id, status, what is in them."""
        rows = self.business.rows(
            "SELECT s.id, s.status, array_agg(l.title ORDER BY l.position) AS titles FROM umlauf.shipment s"
            " JOIN umlauf.shipment_line l ON l.shipment_id = s.id WHERE s.cause = 'again' GROUP BY s.id ORDER BY s.id"
        )
        return [(ShipmentId(row["id"]), row["status"], row["titles"]) for row in rows]

    def packed(self) -> dict[str, AssetId]:
        """The newest shipment, each part scanned into it, and sent."""
        shipment_id = self.waiting()[-1][0]
        things: dict[str, AssetId] = {}
        for name, part in self.pram.parts.items():
            things[name] = self.business.receive(part).asset_ids[0]
            self.business.do(Seat.WAREHOUSE, PickAsset(shipment_id, things[name]))
        self.business.do(Seat.WAREHOUSE, FinishPacking(shipment_id))
        self.business.do(Seat.WAREHOUSE, DispatchShipment(shipment_id))
        return things

    def billed(self, line_id: ContractLineId) -> list[tuple[str, int, str]]:
        """First day, amount and name of what stands as billed for the line."""
        rows = self.business.rows(
            "SELECT lower(b.period) AS first, b.amount_minor, i.title FROM umlauf.billed_period b"
            " JOIN umlauf.invoice_line i ON i.id = b.invoice_line_id WHERE b.contract_line_id = %(line)s ORDER BY 1",
            line=line_id,
        )
        return [(str(row["first"]), row["amount_minor"], row["title"]) for row in rows]


@pytest.fixture
def family(business: Business) -> Iterator[Family]:
    bike = business.product()
    order = business.order(business.customer(), bike)
    send(business, order, business.receive(bike, "SN-1"))
    worker = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    found = Family(business, worker, order.contract_id, offered(business))
    found.nights(date(2026, 2, 20))
    yield found
    worker.close()


def test_a_pram_joins_is_packed_part_by_part_and_comes_back_part_by_part(family: Family) -> None:
    """79.00 from 2 March on, with the bike's month. The carrycot (30 %) comes on 11 April: 10 of 30 days at 79.00 are
    26.33, 20 days of 55.30 are 36.87; from 2 May on 55.30."""
    line_id = family.add(start_on=date(2026, 3, 2))
    family.nights(date(2026, 3, 1))
    assert [(status, titles) for _id, status, titles in family.waiting()] == [("open", NAMES)]
    things = family.packed()
    assert [bool(part.share) for part in family.line(line_id).bundle.parts] == [True, True, True]
    family.back(things["Babyschale"], date(2026, 4, 11))
    family.nights(date(2026, 5, 3))
    whole = "Kombiwagen (Buggy, Babyschale, Adapter)"
    assert family.billed(line_id) == [
        ("2026-03-02", 7900, whole),
        ("2026-04-02", 2633, whole),
        ("2026-04-12", 3687, "Kombiwagen (Buggy, Adapter)"),
        ("2026-05-02", 5530, "Kombiwagen (Buggy, Adapter)"),
    ]
    family.back(things["Adapter"], date(2026, 5, 10))
    family.back(things["Buggy"], date(2026, 5, 10))
    assert family.line(line_id).end_on == date(2026, 5, 11)
    family.nights(date(2026, 5, 12))
    assert contract_of(family.business, family.contract_id).end_on is None, "the bike stays"
    assert differences(family.business, family.contract_id, today(family.business)) == ()
    check_books(family.business)


def test_what_was_frozen_stays_when_the_catalogue_changes(family: Family) -> None:
    line_id = family.add()
    frozen = family.line(line_id)
    rows = (
        BundleRow(family.pram.variant(name), Decimal(share)) for name, share in zip(NAMES, (10, 10, 80), strict=True)
    )
    table = BundleTable(BundleRule.SHARES, tuple(rows))
    plan = NewPlan("Monatlich", LineKind.RENTAL, Money.of("99.00"), offer=Offer(bundle=table))
    family.business.do(Seat.OWNER, ChangePlanOffer(family.pram.product.plan_ids[0], plan))
    assert family.line(line_id) == frozen
    other = family.line(family.add())
    assert [part.share for part in other.bundle.parts] == [Decimal(10), Decimal(10), Decimal(80)]


def test_without_a_plan_the_price_stays_until_the_last_part_is_back(family: Family) -> None:
    line_id = family.add(plan_id=None)
    bundle = family.line(line_id).bundle
    assert (bundle.rule, [part.title for part in bundle.parts]) == (BundleRule.UNCHANGED, NAMES)


def test_two_prams_are_six_things(family: Family) -> None:
    family.add(quantity=Decimal(2))
    assert sorted(family.waiting()[0][2]) == sorted(NAMES * 2)


def test_taken_back_the_parcel_is_called_off_and_what_was_picked_is_free_again(family: Family) -> None:
    business = family.business
    family.add()
    buggy = business.receive(family.pram.parts["Buggy"]).asset_ids[0]
    business.do(Seat.WAREHOUSE, PickAsset(family.waiting()[0][0], buggy))
    version = contract_of(business, family.contract_id).version
    business.do(Seat.BACKOFFICE, UndoChange(family.contract_id, version))
    assert [status for _id, status, _titles in family.waiting()] == ["cancelled"]
    assert business.rows("SELECT status FROM umlauf.asset WHERE id = %(id)s", id=buggy) == [{"status": "in_stock"}]


def test_what_begins_later_goes_out_later_and_once(family: Family) -> None:
    """As many days ahead as deliveries are: three."""
    family.add(start_on=date(2026, 3, 20))
    assert family.waiting() == []
    family.nights(date(2026, 3, 16))
    assert family.waiting() == []
    family.nights(date(2026, 3, 25))
    assert [(status, titles) for _id, status, titles in family.waiting()] == [("open", NAMES)]
