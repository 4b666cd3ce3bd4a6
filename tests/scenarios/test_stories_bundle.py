"""A family rents a pram of three things under one price and brings them back one by one, on a real Postgres."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from operator import itemgetter

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.billing.bill_customers import CustomersBilled
from domain.catalog.add_plan import AddPlan
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant, ProductAdded
from domain.catalog.bundle_table import BundleRow, BundleSharesWrong, BundleTable, BundleTableIncomplete
from domain.catalog.change_product import ChangeProduct, VariantEntry
from domain.catalog.contents import BundleContentsWrong, BundleInBundle
from domain.catalog.model import BundleItem, ProductKind
from domain.catalog.offer import Offer
from domain.contracts.bundle import BundleRule
from domain.contracts.change_plan import ChangePlan
from domain.contracts.changing import ContractChange
from domain.contracts.keep_part import KeepPart
from domain.contracts.model import LineKind
from domain.contracts.parts_back import PartNotBack, PartNotOut
from domain.contracts.plan_target import BundleComesAsLine, BundleKeepsItsParts
from domain.contracts.return_part import ReturnPart
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms, StopRule
from domain.contracts.undo_change import UndoChange
from domain.ids import AssetId, VariantId
from domain.money import Money
from domain.orders.place_order import OrderPlaced
from domain.returns.announce_return import AnnounceReturn
from domain.returns.replace_asset import ReplaceAsset, ReplaceReason
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from tests.storage.business import Business
from tests.storage.trade import bill, check_books, contract_of, differences, invoices, lines, rent, today

PARTS = (("Buggy", "BUGGY", "55"), ("Babyschale", "SCHALE", "30"), ("Adapter", "ADAPTER", "15"))


@dataclass(frozen=True)
class Pram:
    """The bundle on offer, and its parts by name."""

    product: ProductAdded
    parts: dict[str, ProductAdded]

    def variant(self, name: str) -> VariantId:
        return self.parts[name].variant_ids[0]


def offered(business: Business, table: BundleTable | None = None, terms: ContractTerms | None = None) -> Pram:
    """79.00 a month; the shares are those of PARTS unless another table is given."""
    parts: dict[str, ProductAdded] = {}
    for name, sku, _ in PARTS:
        command = AddProduct(name, "stroller", ProductKind.GOODS, (NewVariant(sku),))
        parts[name] = business.do(Seat.OWNER, command)
    rows = (BundleRow(parts[name].variant_ids[0], Decimal(share)) for name, _, share in PARTS)
    offer = Offer(bundle=table or BundleTable(BundleRule.SHARES, tuple(rows)))
    plan = NewPlan("Monatlich", LineKind.RENTAL, Money.of("79.00"), terms or ContractTerms(), offer=offer)
    items = tuple(BundleItem(part.variant_ids[0], 1) for part in parts.values())
    variant = NewVariant("KOMBI", items=items)
    made = business.do(Seat.OWNER, AddProduct("Kombiwagen", "stroller", ProductKind.GOODS, (variant,), (plan,)))
    return Pram(made, parts)


def sent(business: Business, pram: Pram) -> tuple[OrderPlaced, dict[str, AssetId]]:
    """Ordered on 31 January, each part scanned into the parcel, and sent: the rent begins on 2 February."""
    things = {name: business.receive(part).asset_ids[0] for name, part in pram.parts.items()}
    order = business.order(business.customer(), pram.product)
    for name in pram.parts:
        business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, things[name]))
    business.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    business.do(Seat.WAREHOUSE, DispatchShipment(order.shipment_id))
    return order, things


def nights(business: Business, until: date) -> None:
    while today(business) < until:
        business.pass_days(1)
        assert isinstance(bill(business), CustomersBilled)


def back(business: Business, thing: AssetId, on: date) -> None:
    """Scanned in on that day, before the night that bills it."""
    nights(business, on)
    business.do(Seat.WAREHOUSE, TakeBackAsset(thing, Condition.USED))


def told(business: Business) -> list[tuple[str, str, int, list[tuple[str, str, str, str]]]]:
    """Day, kind and gross of each document, and of its lines name, reason, first and last day."""
    return [
        (
            each["issued_on"],
            each["kind"],
            each["gross"],
            [(line["title"], line["reason"], line["first"], line["last"]) for line in lines(business, each["number"])],
        )
        for each in sorted(invoices(business), key=itemgetter("issued_on", "kind"))
    ]


def test_process_19_bundles_item_by_item(business: Business) -> None:
    """79.00 from 2 February on, 28 days to 1 March. The carrycot (30 %) comes on the 16th: 15 days stay,
    79.00 · 15/28 = 42.32, so 36.68 goes back; 55.30 · 13/28 = 25.68 for the rest. 2 March: 55.30.

    The adapter (15 %) comes on 11 March: 55.30 · 10/31 = 17.84 stays, 37.46 goes back, 43.45 · 21/31 = 29.43.
    2 April: 43.45. The buggy comes on 20 April: 43.45 · 19/30 = 27.52 stays, 15.93 goes back, and all is over.
    """
    order, things = sent(business, offered(business))
    back(business, things["Babyschale"], date(2026, 2, 16))
    back(business, things["Adapter"], date(2026, 3, 11))
    back(business, things["Buggy"], date(2026, 4, 20))
    nights(business, date(2026, 5, 5))
    whole, rest, buggy = (
        f"Kombiwagen ({names})" for names in ("Buggy, Babyschale, Adapter", "Buggy, Adapter", "Buggy")
    )
    assert told(business) == [
        ("2026-01-31", "invoice", 7900, [(whole, "recurring", "2026-02-02", "2026-03-01")]),
        ("2026-02-17", "credit_note", 3668, [(whole, "change_credit", "2026-02-17", "2026-03-01")]),
        ("2026-02-17", "invoice", 2568, [(rest, "change_charge", "2026-02-17", "2026-03-01")]),
        ("2026-03-02", "invoice", 5530, [(rest, "recurring", "2026-03-02", "2026-04-01")]),
        ("2026-03-12", "credit_note", 3746, [(rest, "change_credit", "2026-03-12", "2026-04-01")]),
        ("2026-03-12", "invoice", 2943, [(buggy, "change_charge", "2026-03-12", "2026-04-01")]),
        ("2026-04-02", "invoice", 4345, [(buggy, "recurring", "2026-04-02", "2026-05-01")]),
        ("2026-04-21", "credit_note", 1593, [(buggy, "end_credit", "2026-04-21", "2026-05-01")]),
    ]
    contract = contract_of(business, order.contract_id)
    assert (contract.status, contract.end_on) == (Status.ENDED, date(2026, 4, 21))
    assert differences(business, order.contract_id, today(business)) == ()
    check_books(business)


def test_a_replaced_part_changes_no_invoice(business: Business) -> None:
    """The adapter breaks: a new one is sent, the old one comes back eleven days later. The bills are those of a pram
    that nothing happened to."""
    order, things = sent(business, pram := offered(business))
    nights(business, date(2026, 2, 10))
    replaced = business.do(
        Seat.BACKOFFICE, ReplaceAsset(order.contract_id, things["Adapter"], ReplaceReason.DEFECT, new_first=True)
    )
    fresh = business.receive(pram.parts["Adapter"]).asset_ids[0]
    business.do(Seat.WAREHOUSE, PickAsset(replaced.shipment_id, fresh))
    business.do(Seat.WAREHOUSE, FinishPacking(replaced.shipment_id))
    business.do(Seat.WAREHOUSE, DispatchShipment(replaced.shipment_id))
    back(business, things["Adapter"], date(2026, 2, 21))
    nights(business, date(2026, 4, 3))
    whole = "Kombiwagen (Buggy, Babyschale, Adapter)"
    assert [(day, kind, gross, papers[0][0]) for day, kind, gross, papers in told(business)] == [
        (day, "invoice", 7900, whole) for day in ("2026-01-31", "2026-03-02", "2026-04-02")
    ]
    assert contract_of(business, order.contract_id).lines[0].bundle.back == ()
    back(business, fresh, date(2026, 4, 10))
    nights(business, date(2026, 4, 11))
    assert told(business)[-1][3][0][0] == "Kombiwagen (Buggy, Babyschale)", "the one in its place comes back for good"


def test_the_old_part_comes_first_and_the_others_come_back_meanwhile(business: Business) -> None:
    """The adapter is in our hands to be replaced when buggy and carrycot come back: the customer still gets one, so the
    line goes on for what it stands for, 15 % of 79.00."""
    order, things = sent(business, offered(business))
    nights(business, date(2026, 2, 10))
    business.do(
        Seat.BACKOFFICE, ReplaceAsset(order.contract_id, things["Adapter"], ReplaceReason.DEFECT, new_first=False)
    )
    back(business, things["Adapter"], date(2026, 2, 12))
    back(business, things["Buggy"], date(2026, 2, 14))
    back(business, things["Babyschale"], date(2026, 2, 14))
    nights(business, date(2026, 3, 2))
    assert told(business)[-1][2:] == (
        1185,
        [("Kombiwagen (Adapter)", "recurring", "2026-03-02", "2026-04-01")],
    )
    assert contract_of(business, order.contract_id).end_on is None


def test_where_billing_stops_at_the_request_the_part_is_free_from_then_on(business: Business) -> None:
    """Asked for on 10 February, here on the 20th: nine of 28 days stay, 79.00 · 9/28 = 25.39; 19 days of the rest,
    55.30 · 19/28 = 37.53."""
    terms = ContractTerms(stop_rule=StopRule.AT_REQUEST)
    order, things = sent(business, offered(business, terms=terms))
    nights(business, date(2026, 2, 10))
    wish = AnnounceReturn(order.contract_id, date(2026, 2, 24), asset_ids=(things["Babyschale"],))
    business.do(Seat.BACKOFFICE, wish)
    back(business, things["Babyschale"], date(2026, 2, 20))
    nights(business, date(2026, 2, 21))
    assert [(day, kind, gross) for day, kind, gross, _ in told(business)[1:]] == [
        ("2026-02-11", "credit_note", 7900 - 2539),
        ("2026-02-11", "invoice", 3753),
    ]


def test_where_a_person_ends_the_line_a_person_notes_the_part(business: Business) -> None:
    """The scan only opens a task; what was noted wrongly goes again, and an undo takes the last change away."""
    order, things = sent(business, pram := offered(business, terms=ContractTerms(stop_rule=StopRule.BY_HAND)))
    back(business, things["Babyschale"], date(2026, 2, 16))
    assert contract_of(business, order.contract_id).lines[0].bundle.back == ()
    assert [row["kind"] for row in business.rows("SELECT kind FROM umlauf.task")] == ["line_to_end"]
    part = {"line_id": contract_of(business, order.contract_id).lines[0].id, "variant_id": pram.variant("Babyschale")}

    def does(kind: type[ContractChange], **values: object) -> None:
        contract = contract_of(business, order.contract_id)
        business.do(Seat.BACKOFFICE, kind(contract.id, contract.version, "so gesagt", **part, **values))

    does(ReturnPart, last_day=date(2026, 2, 16))
    with pytest.raises(PartNotOut):
        does(ReturnPart, last_day=date(2026, 2, 18))
    nights(business, date(2026, 2, 17))
    assert [(kind, gross) for _, kind, gross, _ in told(business)[1:]] == [("credit_note", 3668), ("invoice", 2568)]
    does(KeepPart)
    contract = contract_of(business, order.contract_id)
    business.do(Seat.BACKOFFICE, UndoChange(contract.id, contract.version))
    nights(business, date(2026, 2, 18))
    assert len(told(business)) == 3, "taken away and taken back: nothing happened"
    does(KeepPart)
    with pytest.raises(PartNotBack):
        does(KeepPart)
    nights(business, date(2026, 2, 19))
    assert sum(gross if kind == "invoice" else -gross for _, kind, gross, _ in told(business)) == 7900
    check_books(business)


def test_without_a_table_the_price_stays_until_the_last_part_is_back(business: Business) -> None:
    order, things = sent(business, offered(business, BundleTable()))
    back(business, things["Babyschale"], date(2026, 2, 16))
    nights(business, date(2026, 3, 5))
    assert [(day, gross, papers[0][0]) for day, _, gross, papers in told(business)] == [
        ("2026-01-31", 7900, "Kombiwagen (Buggy, Babyschale, Adapter)"),
        ("2026-03-02", 7900, "Kombiwagen (Buggy, Adapter)"),
    ]
    assert contract_of(business, order.contract_id).end_on is None


def test_what_was_agreed_stays_when_the_owner_changes_table_and_bundle(business: Business) -> None:
    """The plan gets other shares and the bundle loses its adapter: the running contract keeps 30 % for the carrycot."""
    pram = offered(business)
    order, things = sent(business, pram)
    two = tuple(BundleItem(pram.variant(name), 1) for name in ("Buggy", "Babyschale"))
    entry = VariantEntry(pram.product.variant_ids[0], NewVariant("KOMBI", items=two))
    business.do(Seat.OWNER, ChangeProduct(pram.product.product_id, "Kombiwagen", "stroller", (entry,)))
    back(business, things["Babyschale"], date(2026, 2, 16))
    nights(business, date(2026, 3, 3))
    assert told(business)[-1][2:] == (
        5530,
        [("Kombiwagen (Buggy, Adapter)", "recurring", "2026-03-02", "2026-04-01")],
    )
    with pytest.raises(BundleTableIncomplete):
        business.order(business.customer("Nowak"), pram.product)
    assert contract_of(business, order.contract_id).lines[0].bundle is not None


def test_a_table_that_does_not_fit_is_refused_when_the_plan_is_saved(business: Business) -> None:
    pram = offered(business)

    def saved(*rows: BundleRow) -> None:
        offer = Offer(bundle=BundleTable(BundleRule.SHARES, rows))
        plan = NewPlan("Anders", LineKind.RENTAL, Money.of("69.00"), offer=offer)
        business.do(Seat.OWNER, AddPlan(pram.product.product_id, plan))

    buggy, shell, adapter = (pram.variant(name) for name, _, _ in PARTS)
    with pytest.raises(BundleTableIncomplete):
        saved(BundleRow(buggy, Decimal(100)))
    with pytest.raises(BundleSharesWrong):
        saved(BundleRow(buggy, Decimal(50)), BundleRow(shell, Decimal(40)), BundleRow(adapter, Decimal(5)))
    saved(BundleRow(buggy, Decimal(50)), BundleRow(shell, Decimal(40)), BundleRow(adapter, Decimal(10)))


def test_a_bundle_is_made_of_single_things(business: Business) -> None:
    pram = offered(business)
    kombi, buggy = pram.product.variant_ids[0], pram.variant("Buggy")

    def made(*items: BundleItem) -> None:
        variant = NewVariant("NEU", items=items)
        business.do(Seat.OWNER, AddProduct("Neues Paket", "stroller", ProductKind.GOODS, (variant,)))

    with pytest.raises(BundleInBundle):
        made(BundleItem(kombi, 1))
    with pytest.raises(BundleContentsWrong):
        made(BundleItem(buggy, 1), BundleItem(buggy, 1))
    with pytest.raises(BundleContentsWrong):
        made(BundleItem(buggy, 0))
    entry = VariantEntry(buggy, NewVariant("BUGGY", items=(BundleItem(pram.variant("Adapter"), 1),)))
    with pytest.raises(BundleInBundle):
        business.do(Seat.OWNER, ChangeProduct(pram.parts["Buggy"].product_id, "Buggy", "stroller", (entry,)))
    made(BundleItem(buggy, 2))


def test_a_bundle_does_not_become_another_thing_on_its_line(business: Business) -> None:
    """Another plan for the same bundle is an ordinary change; for a bike it takes a line of its own."""
    order, _ = sent(business, offered(business))
    bike = business.product()
    contract = contract_of(business, order.contract_id)
    command = ChangePlan(
        contract.id,
        contract.version,
        "as agreed",
        line_id=contract.lines[0].id,
        plan_id=bike.plan_ids[0],
        variant_id=bike.variant_ids[0],
    )
    for variant_id in (bike.variant_ids[0], None):
        with pytest.raises(BundleKeepsItsParts):
            business.do(Seat.BACKOFFICE, replace(command, variant_id=variant_id))
    assert contract_of(business, order.contract_id) == contract


def test_no_other_line_becomes_a_bundle(business: Business) -> None:
    kit = offered(business)
    rented = rent(business, business.customer(), business.product())
    contract = contract_of(business, rented.contract_id)
    with pytest.raises(BundleComesAsLine):
        business.do(
            Seat.BACKOFFICE,
            ChangePlan(
                *(contract.id, contract.version, "as agreed"),
                line_id=contract.lines[0].id,
                plan_id=kit.product.plan_ids[0],
                variant_id=kit.product.variant_ids[0],
            ),
        )
    assert contract_of(business, rented.contract_id) == contract
