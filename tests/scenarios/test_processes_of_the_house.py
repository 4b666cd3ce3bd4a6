"""Processes in which the whole house takes part: the owner's numbers, and taxes and parcels of other countries."""

from collections import Counter as Tally
from datetime import date
from decimal import Decimal

import pytest

from domain.application import NotForThisSeat, Seat
from domain.assets.status import Condition
from domain.catalog.model import NoPricePlan
from domain.contracts.change_price import ChangePrice
from domain.contracts.effective import NOW
from domain.contracts.model import LineKind
from domain.counter.hand_over_at_counter import HandOverAtCounter
from domain.counter.model import SaleStage
from domain.customers.change_address import ChangeAddress
from domain.customers.change_vat_status import ChangeVatStatus
from domain.customers.model import Address, CustomerKind, CustomerWithoutAddress, PersonalData
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from domain.ids import VariantId
from domain.kpis.movement import Move, Ratio, ratio
from domain.money import Money
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.returns.take_back_asset import TakeBackAsset
from domain.settings.change_postage import ChangePostage
from domain.settings.postage import NotDeliveredThere, PostageSettings, PostageZone
from domain.views.kpis import Count
from storage.queries.kpis.book import Kpis
from tests.scenarios.walk import Walk, walked
from tests.storage.business import Business, tax_rules
from tests.storage.counter_story import Counter
from tests.storage.trade import check_books, contract_of, rent, today

VIENNA = Address("Graben 3", "1010", "Wien", "AT")
ZURICH = Address("Limmatquai 1", "8001", "Zürich", "CH")
AUCKLAND = Address("Queen Street 1", "1010", "Auckland", "NZ")
ZONES = (
    PostageZone("Versand", ("DE",), Money.of("4.90"), Money.of("4.12")),
    PostageZone("Versand nach Österreich", ("AT",), Money.of("14.90"), Money.of("12.52")),
    PostageZone("Versand in die Schweiz", ("CH",), Money.of("29.90"), Money.of("25.13")),
)


def test_process_09_orders_of_office_and_counter(business: Business) -> None:
    """Anna orders a bike (79.00) and a lock (49.00) for a customer, 128.00; the sample bike has no price and is not
    ordered. Jo sells the same on the spot, paid by card: one receipt, one order, one contract, one bill that is
    settled. Then he scans the bike that Anna's customer has: the sale is kept and waits for a person, until another
    one is handed over."""
    with walked(business) as walk:
        bike = business.product(transit_days=0)
        lock = business.product("Schloss", kind=LineKind.SALE, price="49.00", sku="LOCK", transit_days=0)
        by_phone, walk_in = business.customer("Büro"), business.customer("Theke")
        sample = OrderedItem(VariantId(lock.variant_ids[0]), 1, bike.plan_ids[0])
        with pytest.raises(NoPricePlan):
            walk.does(Seat.BACKOFFICE, PlaceOrder(by_phone.customer_id, (sample,)))
        ordered, counter = rent(business, by_phone, bike, lock), Counter(business)
        [frame], [chain] = business.receive(bike).asset_ids, business.receive(lock).asset_ids
        items = (counter.item(bike, frame), counter.item(lock, chain))
        sold = counter.outcome(walk.does(Seat.POS, counter.basket(items, walk_in.customer_id)))
        assert (sold.number, sold.stage, sold.invoices) == ("K1-000001", SaleStage.DONE, ("R-2026-000002",))
        assert walk.papers() == [("2026-01-31", "invoice", "128.00")] * 2
        assert list(walk.holders().values()) == ["rented Büro", "sold", "rented Theke", "sold"]
        assert {"order_confirmed", "order_sent", "contract_started", "invoice", "counter_agreement"} <= {
            *walk.letters()
        }
        wrong = walk.does(Seat.POS, counter.basket((counter.item(bike, ordered.assets[0]),), walk_in.customer_id))
        waits = counter.outcome(wrong)
        assert (waits.stage, waits.why, walk.tasks()) == (SaleStage.BOOKED, "asset_not_in_stock", ["sale_goods_held"])
        assert waits.shipment_id is not None
        [other] = business.receive(bike).asset_ids
        walk.does(Seat.POS, HandOverAtCounter(waits.shipment_id, (other,)))
        assert (counter.outcome(wrong).stage, walk.tasks()) == (SaleStage.DONE, [])
        assert walk.papers()[2:] == [("2026-01-31", "invoice", "79.00")]
        said = Tally(walk.letters())
        assert (said["invoice"], said["invoice_settled"], said["counter_agreement"]) == (1, 2, 2)
        assert list(walk.holders().values())[-1] == "rented Theke"
        check_books(business)


def test_process_14_key_figures(business: Business) -> None:
    """Two rent for 119.00 (100.00 net) from 2 February. One pays 178.50 (150.00 net) from 16 March, the other brings
    the bike on 20 April and is nobody's customer any more. Asked in May about March it is still that of March; the
    warehouse does not see it."""
    with walked(business) as walk:
        bike = business.product(price="119.00")
        stays, goes = (rent(business, business.customer(name), bike) for name in ("Arnold", "Berger"))
        walk.nights(date(2026, 3, 16))
        contract = contract_of(business, stays.contract_id)
        price = Money.of("178.50")
        dearer = ChangePrice(contract.id, contract.version, line_id=contract.lines[0].id, price=price, timing=NOW)
        walk.does(Seat.BACKOFFICE, dearer)
        walk.nights(date(2026, 4, 20))
        walk.does(Seat.WAREHOUSE, TakeBackAsset(goes.assets[0], Condition.USED))
        walk.nights(date(2026, 5, 2))
        kpis = Kpis(business.connection(Seat.OWNER), tax_rules(), business.clock)
        marks = tuple(date(2026, month, 1) for month in (2, 3, 4, 5))
        february, march, april = kpis.movements(marks)
        assert [each.at_end for each in (february, march, april)] == [Money.of(each) for each in ("200", "250", "150")]
        assert (march.expansion.amount, april.churn.amount) == (Money.of("50.00"), Money.of("100.00"))
        assert all(each.is_whole for each in (february, march, april))
        assert ratio(Ratio.CUSTOMER_CHURN, april) == Decimal("0.5")
        assert kpis.movements(marks[:3]) == [february, march], "as of a day it stays what it was"
        [gone] = kpis.moved(marks[2], marks[3])
        assert (gone.move, gone.name) == (Move.CHURN, "Jonas Berger")
        [fleet] = kpis.fleet(marks[0], marks[3])
        assert (fleet.things, fleet.returns) == (2, 1)
        counted = kpis.counted(marks[0], marks[3])
        assert (counted[Count.ENDED].number, counted[Count.PAID_IN_TIME].number) == (1, 0)
        assert [row.name for row in kpis.at_risk(today(business))] == ["Jonas Arnold"], "owes and holds a bike"
        with pytest.raises(NotForThisSeat):
            Kpis(business.connection(Seat.WAREHOUSE), tax_rules(), business.clock).movements(marks)
        assert walk.letters()[-4:] == ["contract_ended", "return_received", "credit_note", "invoice"]


def test_process_21_tax_and_shipping_by_region(business: Business) -> None:
    """The same bike for 119.00 to Berlin (19 %), to a person in Vienna (20 % there: long hire of a means of transport)
    and to a cooperative there (reverse charge); a pump leaves for Zurich (export). Parcels take four days, and rent
    begins when they are there. Sending costs 4.90, 14.90 and 29.90, taxed as what is sent; to Auckland nothing goes.
    Without an address nothing is ordered. Whoever moves to Vienna on 10 March has their
    period to 3 April taxed there, as they live there on its last day."""
    with walked(business) as walk:
        bike = business.product(price="119.00", means_of_transport=True, transit_days=4)
        pump = business.product("Standpumpe", kind=LineKind.SALE, price="59.50", sku="PUMP", transit_days=4)
        with pytest.raises(CustomerWithoutAddress):
            business.order(business.customer("Ohne", address=False), bike)
        walk.does(Seat.OWNER, ChangePostage(0, PostageSettings(ZONES, sends_elsewhere=False)))
        with pytest.raises(NotDeliveredThere):
            business.order(_living(walk, "Kiwi", AUCKLAND), bike)
        home, abroad = business.customer("Berlin"), _living(walk, "Wien", VIENNA)
        firm, swiss = _living(walk, "Genossenschaft", VIENNA, CustomerKind.COMPANY), _living(walk, "Keller", ZURICH)
        checked = ChangeVatStatus(firm.customer_id, CustomerKind.COMPANY, "ATU12345678", checked_on=today(business))
        walk.does(Seat.BACKOFFICE, checked)
        for customer, product in ((home, bike), (abroad, bike), (firm, bike), (swiss, pump)):
            rent(business, customer, product)
        assert sorted(walk.letters()) == sorted(["contract_started", "invoice", "order_confirmed", "order_sent"] * 4)
        assert _taxes(business) == [
            ("Berlin", "DE", "S", 19, "104.12", "19.78"),
            ("Wien", "AT", "S", 20, "111.58", "22.32"),
            ("Genossenschaft", "AT", "AE", 0, "133.90", "0.00"),
            ("Keller", "CH", "G", 0, "89.40", "0.00"),
        ]
        starts = business.rows("SELECT DISTINCT start_on::text AS day FROM umlauf.contract WHERE start_on IS NOT NULL")
        assert [row["day"] for row in starts] == ["2026-02-04"]
        walk.does(Seat.BACKOFFICE, ChangeAddress(home.customer_id, VIENNA, date(2026, 3, 10), "Umzug"))
        walk.nights(date(2026, 3, 12))
        assert _taxes(business)[4:] == [
            ("Berlin", "AT", "S", 20, "99.17", "19.83"),
            ("Wien", "AT", "S", 20, "99.17", "19.83"),
            ("Genossenschaft", "AT", "AE", 0, "119.00", "0.00"),
        ]
        assert walk.letters()[-3:] == ["invoice"] * 3
        assert sorted(walk.holders().values()) == ["rented Berlin", "rented Genossenschaft", "rented Wien", "sold"]
        check_books(business)


def _taxes(business: Business) -> list[tuple[str, str, str, int, str, str]]:
    """Of each document whose it is, the country and way of its VAT, the rate, net and VAT."""
    rows = business.rows(
        "SELECT p.family_name AS name, v.country, v.category, v.rate, v.net_minor, v.vat_minor FROM umlauf.invoice i"
        " JOIN umlauf.invoice_vat v ON v.invoice_id = i.id"
        " JOIN umlauf.customer_personal p ON p.customer_id = i.customer_id"
        " JOIN umlauf.customer c ON c.id = i.customer_id ORDER BY i.issued_on, c.number"
    )
    return [
        (
            row["name"], row["country"], row["category"], int(row["rate"]),
            f"{row['net_minor'] / 100:.2f}", f"{row['vat_minor'] / 100:.2f}",
        )
        for row in rows
    ]  # fmt: skip


def _living(walk: Walk, name: str, where: Address, kind: CustomerKind = CustomerKind.CONSUMER) -> CustomerRegistered:
    company = f"{name} eG" if kind is CustomerKind.COMPANY else ""
    person = PersonalData("Kim", name, company, email=f"{name}@example.org".lower(), address=where)
    registered: CustomerRegistered = walk.does(Seat.BACKOFFICE, RegisterCustomer(person, kind))
    return registered
