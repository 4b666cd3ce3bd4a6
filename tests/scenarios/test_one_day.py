"""The main job from goods receipt to the asset's second life, on a real Postgres."""

import pytest

from domain.application import Seat
from domain.assets.status import Condition, Grade
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.model import CheckResult, PartUsed
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.model import NothingOpen
from domain.shipping.pick_asset import PickAsset
from tests.scenarios.walk import walked
from tests.storage.business import Business


def test_process_07_asset_tracking(business: Business) -> None:
    """From goods receipt to the second life."""
    business.checklist()
    bike = business.product()
    lock = business.product("Faltschloss 90", kind=LineKind.SALE, price="49.00", sku="LOCK-90")
    insurance = business.product(
        "Diebstahlschutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, price="6.90", sku="INS"
    )
    customer = business.customer()
    bikes, locks = business.receive(bike, "SN-1", "SN-2"), business.receive(lock)
    order = business.order(customer, bike, insurance, lock)

    business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, bikes.asset_ids[0]))
    with pytest.raises(NothingOpen):
        business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, bikes.asset_ids[1]))
    business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, locks.asset_ids[0]))
    business.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    business.do(Seat.WAREHOUSE, DispatchShipment(order.shipment_id))

    invoices = business.rows("SELECT number, gross_minor, issued_on::text FROM umlauf.invoice")
    assert invoices == [{"number": "R-2026-000001", "gross_minor": 13490, "issued_on": "2026-01-31"}]
    states = business.rows("SELECT code, status FROM umlauf.asset ORDER BY code")
    assert [row["status"] for row in states] == ["rented", "in_stock", "sold"]

    business.pass_days(40)
    business.do(Seat.WAREHOUSE, TakeBackAsset(bikes.asset_ids[0], Condition.USED, Grade.B))
    contract = business.rows("SELECT status, start_on::text, end_on::text FROM umlauf.contract")
    assert contract == [{"status": "ended", "start_on": "2026-02-02", "end_on": "2026-03-13"}]

    business.do(Seat.WAREHOUSE, StartRefurbishment(bikes.asset_ids[0]))
    fine = (CheckResult("brakes", True), CheckResult("lights", True))
    part = PartUsed(bike.variant_ids[0], 1)
    business.do(Seat.WAREHOUSE, FinishRefurbishment(bikes.asset_ids[0], True, 30, fine, (part,), Grade.A))
    cost = business.rows("SELECT labour_minor, parts_minor FROM umlauf.refurbishment_cost")
    assert cost == [{"labour_minor": 3000, "parts_minor": 90000}]
    again = business.rows("SELECT status, readiness, grade FROM umlauf.asset WHERE id = %(id)s", id=bikes.asset_ids[0])
    assert again == [{"status": "in_stock", "readiness": "ready", "grade": "A"}]
    told = business.rows(
        "SELECT kind FROM umlauf.asset_event WHERE asset_id = %(id)s ORDER BY seq", id=bikes.asset_ids[0]
    )
    assert [row["kind"] for row in told] == [
        "received", "reserved", "packed", "shipped", "taken_back", "sent_to_repair", "repair_started", "repair_passed",
    ]  # fmt: skip
    with walked(business) as walk:
        assert walk.letters() == [
            "contract_ended", "contract_started", "invoice", "order_confirmed", "order_sent", "return_received",
        ]  # fmt: skip
