"""Several seats do what they may and what they may not, in any order, on a real Postgres: the ledger never lies."""

from datetime import timedelta
from uuid import UUID, uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from domain.application import Command, Envelope, Seat
from domain.assets.ledger import AssetEvent, state_of
from domain.assets.receive_assets import AssetsReceived, ReceiveAssets
from domain.assets.status import OUT, Condition, Grade, Kind, Status
from domain.assets.undo_receipt import UndoReceipt
from domain.errors import Conflict, RuleViolation
from domain.ids import AssetId, CommandId, PersonId, ShipmentId
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.announce_return import AnnounceReturn
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.shipping.unpick_asset import UnpickAsset
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business
from tests.storage.trade import check_books, today

FLOOR = st.sampled_from([Seat.WAREHOUSE, Seat.POS, Seat.OWNER])
AXES = ("status", "readiness", "condition", "grade", "place_id", "holder_line_id", "seq", "effective_seq")
LINKS = (Status.RESERVED, Status.PACKED)


class Floor(RuleBasedStateMachine):
    """Three seats work with up to five assets and up to six shipments."""

    server: EmbeddedServer

    def __init__(self) -> None:
        super().__init__()
        self._open = open_business(self.server)
        self.business: Business = self._open.__enter__()
        self.bike = self.business.product()
        self.lock = self.business.product("Schloss", price="5.00", sku="LOCK")
        self.customer = self.business.customer()
        self.assets: list[AssetId] = []
        self.shipments: list[ShipmentId] = []
        self.contracts: list[UUID] = []

    @initialize()
    def stock(self) -> None:
        for product in (self.bike, self.bike, self.lock):
            self._received(self.business.do(Seat.WAREHOUSE, ReceiveAssets(product.variant_ids[0], ("",))))
        self.order(1)

    def _received(self, event: AssetsReceived) -> None:
        self.assets += event.asset_ids

    def _try(self, seat: Seat, command: Command) -> bool:
        """It is done or refused with a sentence; nothing else can happen."""
        try:
            self.business.do(seat, command)
        except (RuleViolation, Conflict):
            return False
        return True

    def _asset(self, data: st.DataObject, *fitting: Status) -> AssetId:
        """Mostly one that is in a fitting status, so that lives get long; else any."""
        rows = self.business.rows(
            "SELECT id FROM umlauf.asset WHERE id = ANY(%(ids)s) AND status = ANY(%(fitting)s)",
            ids=self.assets,
            fitting=list(fitting),
        )
        found = [each for each in self.assets if {"id": each} in rows]
        return data.draw(st.sampled_from(found if found and data.draw(st.integers(0, 4)) else self.assets))

    def _shipment(self, data: st.DataObject) -> ShipmentId:
        return data.draw(st.sampled_from(self.shipments))

    @rule(pieces=st.integers(1, 2))
    def order(self, pieces: int) -> None:
        if len(self.shipments) < 6:
            items = (OrderedItem(self.bike.variant_ids[0], pieces, self.bike.plan_ids[0]),)
            placed = self.business.do(Seat.BACKOFFICE, PlaceOrder(self.customer.customer_id, items))
            self.shipments.append(placed.shipment_id)
            self.contracts.append(placed.contract_id)

    @rule(seat=FLOOR)
    def receive(self, seat: Seat) -> None:
        if len(self.assets) < 5:
            self._received(self.business.do(seat, ReceiveAssets(self.bike.variant_ids[0], ("",))))

    @rule(seat=FLOOR, data=st.data())
    def undo_a_receipt(self, seat: Seat, data: st.DataObject) -> None:
        if len(self.assets) > 3:
            asset = self._asset(data)
            if self._try(seat, UndoReceipt((asset,))):
                self.assets.remove(asset)

    @rule(seat=FLOOR, data=st.data())
    def pick(self, seat: Seat, data: st.DataObject) -> None:
        self._try(seat, PickAsset(self._shipment(data), self._asset(data, Status.IN_STOCK)))

    @rule(seat=FLOOR, data=st.data())
    def unpick(self, seat: Seat, data: st.DataObject) -> None:
        asset = self._asset(data, Status.RESERVED)
        before = self._before(asset)
        if self._try(seat, UnpickAsset(self._shipment(data), asset)):
            now = self._row(asset)
            assert (now["status"], now["holder_line_id"]) == (Status.IN_STOCK, None)
            if before["status"] == Status.IN_STOCK:
                assert now == before

    @rule(seat=FLOOR, data=st.data())
    def pack_and_send(self, seat: Seat, data: st.DataObject) -> None:
        for shipment in data.draw(st.permutations(self.shipments)):
            if data.draw(st.booleans()):
                self._try(seat, FinishPacking(shipment))
            self._try(seat, DispatchShipment(shipment))

    @rule(seat=FLOOR, data=st.data())
    def send_all_that_is_asked_for(self, seat: Seat, data: st.DataObject) -> None:
        """The usual way, so that lives get long: scan whatever is on the shelf until the parcel is full, and off."""
        shipment = self._shipment(data)
        for asset in self.assets:
            self._try(seat, PickAsset(shipment, asset))
        self._try(seat, FinishPacking(shipment))
        self._try(seat, DispatchShipment(shipment))

    @rule(data=st.data())
    def announce(self, data: st.DataObject) -> None:
        contract = data.draw(st.sampled_from(self.contracts))
        self._try(Seat.BACKOFFICE, AnnounceReturn(contract, today(self.business) + timedelta(days=7)))

    @rule(seat=FLOOR, data=st.data(), days=st.integers(0, 20))
    def take_back(self, seat: Seat, data: st.DataObject, days: int) -> None:
        self.business.pass_days(days)
        self._try(seat, TakeBackAsset(self._asset(data, *OUT), Condition.USED, Grade.B))

    @rule(seat=FLOOR, data=st.data(), passed=st.booleans())
    def refurbish(self, seat: Seat, data: st.DataObject, passed: bool) -> None:
        asset = self._asset(data, Status.TO_REPAIR, Status.IN_REPAIR)
        if data.draw(st.booleans()):
            self._try(seat, StartRefurbishment(asset))
        self._try(seat, FinishRefurbishment(asset, passed, 5, (), reason="" if passed else "Rahmenbruch"))

    @rule(data=st.data(), kind=st.sampled_from([Kind.NOTED, Kind.LOST, Kind.FOUND, Kind.MOVED]))
    def something_else_happens(self, data: st.DataObject, kind: Kind) -> None:
        """Kinds that have no command yet, written through the gate as their commands will."""
        asset_id = self._asset(data)
        if kind is Kind.LOST and self._row(asset_id)["status"] in OUT:
            return  # a loss at the customer's will have a command of its own, which ends the assignment too
        self._record(asset_id, kind)

    def _record(self, asset_id: AssetId, kind: Kind) -> None:
        person = self.business.seat(Seat.WAREHOUSE)[1]
        gate = self.business.seats[Seat.WAREHOUSE][2]
        command = UndoReceipt((asset_id,))

        def work(unit: object, clock: object) -> AssetsReceived:
            asset = unit.assets.get(asset_id)
            unit.assets.append(*asset.record(kind, unit.context, clock.now(), {"claimed": "test"}))
            return AssetsReceived(asset.variant_id, "", (), ())

        try:
            gate.submit(Envelope(CommandId(uuid4()), command, person), work)
        except RuleViolation:
            return

    def _row(self, asset_id: AssetId) -> dict[str, object]:
        return self.business.rows(
            "SELECT status, readiness, condition, grade, place_id, holder_line_id, effective_seq FROM umlauf.asset"
            " WHERE id = %(id)s",
            id=asset_id,
        )[0]

    def _before(self, asset_id: AssetId) -> dict[str, object] | None:
        """The row as it was before the asset's last effective event."""
        rows = self.business.rows(
            "SELECT b.status, b.readiness, b.condition, b.grade, b.place_id, b.holder_line_id, b.seq AS effective_seq"
            " FROM umlauf.asset a JOIN umlauf.asset_event e ON e.asset_id = a.id AND e.seq = a.effective_seq"
            " JOIN umlauf.asset_event b ON b.asset_id = a.id AND b.seq = e.builds_on WHERE a.id = %(id)s",
            id=asset_id,
        )
        return rows[0] if rows else None

    @invariant()
    def the_projection_is_the_fold_of_the_stored_events(self) -> None:
        events: dict[UUID, list[AssetEvent]] = {}
        for each in self.business.rows("SELECT * FROM umlauf.asset_event ORDER BY asset_id, seq"):
            events.setdefault(each["asset_id"], []).append(_event(each))
        for row in self.business.rows("SELECT * FROM umlauf.asset"):
            folded = state_of(events.get(row["id"], []))
            assert {name: row[name] for name in AXES} == {
                "status": folded.status,
                "readiness": folded.readiness,
                "condition": folded.condition,
                "grade": folded.grade,
                "place_id": folded.place_id,
                "holder_line_id": folded.holder,
                "seq": folded.seq,
                "effective_seq": folded.effective_seq,
            }

    @invariant()
    def every_thing_is_in_one_place(self) -> None:
        """Out and held by exactly one line, or in a parcel that asks for it, or on the shelf: never two of them."""
        rows = self.business.rows(
            "SELECT a.code, a.status, (SELECT count(*) FROM umlauf.assignment x WHERE x.asset_id = a.id"
            " AND upper_inf(x.during)) AS held, (SELECT count(*) FROM umlauf.shipment_line l"
            " JOIN umlauf.shipment s ON s.id = l.shipment_id WHERE l.asset_id = a.id"
            " AND s.status IN ('open', 'packed')) AS in_parcels, (SELECT count(*) FROM umlauf.refurbishment r"
            " WHERE r.asset_id = a.id AND r.status IN ('queued', 'in_work')) AS in_work FROM umlauf.asset a"
        )
        for row in rows:
            assert row["held"] == (1 if row["status"] in OUT else 0), row
            assert row["in_parcels"] == (1 if row["status"] in LINKS else 0), row
            assert row["in_work"] == (1 if row["status"] in (Status.TO_REPAIR, Status.IN_REPAIR) else 0), row

    @invariant()
    def no_command_is_half_done(self) -> None:
        assert self.business.rows("SELECT FROM umlauf.command WHERE outcome IS NULL") == []

    def teardown(self) -> None:
        try:
            check_books(self.business)
        finally:
            self._open.__exit__(None, None, None)


def _event(row: dict[str, object]) -> AssetEvent:
    return AssetEvent(
        AssetId(row["asset_id"]),
        row["seq"],
        Kind(row["kind"]),
        row["effective_at"],
        row["recorded_at"],
        PersonId(row["actor_id"]),
        CommandId(row["command_id"]),
        row["facts"],
    )


def test_whatever_the_seats_do_the_ledger_never_lies(server: EmbeddedServer, template: str) -> None:
    Floor.server = server
    run_state_machine_as_test(
        Floor,
        settings=settings(
            max_examples=8, stateful_step_count=45, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
