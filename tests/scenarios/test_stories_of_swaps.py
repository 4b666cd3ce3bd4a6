"""The strollers of two mothers: up and down, late, wrong, undelivered, lost, called off; with all they cost."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.billing.record_payment import RecordPayment
from domain.billing.reverse_payment import ReversePayment
from domain.catalog.add_product import ProductAdded
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms
from domain.ids import AssetId, InvoiceId, ShipmentId
from domain.money import Money
from domain.period import Interval, Unit
from domain.returns.model import AnnouncedAlready
from domain.returns.note_other_thing import NoteOtherThing
from domain.returns.stages import OVER
from domain.returns.take_back_asset import TakeBackAsset
from domain.returns.take_back_parcel import TakeBackParcel
from domain.shipping.confirm_arrival import ConfirmArrival
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.call_off_swap import CallOffSwap
from domain.swaps.groups import Allowance, Member, SwapRules
from domain.swaps.model import (
    NotExchangeable,
    SwapAllowanceUsed,
    SwapInWithdrawal,
    SwapNotInStock,
    SwapOfOneThing,
    SwapOrder,
    SwapPaymentFailed,
    SwapReason,
    SwapRunsAlready,
    SwapsUsedUp,
    SwapWhileOwing,
)
from domain.swaps.save_group import SaveGroup
from domain.swaps.stages import IllegalSwapStep
from domain.swaps.write_off_old import WriteOffOld
from domain.views.comings import Whose
from storage.queries.comings import ComingShelf
from tests.scenarios.test_stories_of_goods import nights, send, told, waiting
from tests.scenarios.test_stories_of_returns import letters, status_of
from tests.storage.business import Business
from tests.storage.trade import Rented, check_books, contract_of, differences, rent, today

AGREED = ContractTerms(notice=Interval(Unit.MONTH))
UP = (
    "2026-02-21",
    "invoice",
    600,
    [("change_credit", "2026-02-22", "2026-03-01", -857), ("change_charge", "2026-02-22", "2026-03-01", 1457)],
)
"""From 30.00 to 51.00 for the last 8 of 28 days."""
NEVER_RETURNED: list[tuple[Any, ...]] = [
    ("2026-01-31", "invoice", 3000, [("recurring", "2026-02-02", "2026-03-01", 3000)]),
    UP,
    ("2026-02-25", "invoice", 857, [("change_charge", "2026-02-22", "2026-03-01", 857)]),
    ("2026-02-25", "credit_note", 1457, [("change_credit", "2026-02-22", "2026-03-01", 1457)]),
    (
        "2026-02-27",
        "invoice",
        150,
        [("change_credit", "2026-02-28", "2026-03-01", -214), ("change_charge", "2026-02-28", "2026-03-01", 364)],
    ),
    ("2026-03-02", "invoice", 5100, [("recurring", "2026-03-02", "2026-04-01", 5100)]),
    ("2026-03-25", "invoice", 85000, [("one_off", "2026-03-24", "2026-03-24", 85000)]),
    ("2026-04-02", "invoice", 5100, [("recurring", "2026-04-02", "2026-05-01", 5100)]),
]

TURNED_BACK: list[tuple[Any, ...]] = [
    ("2026-01-31", "invoice", 3000, [("recurring", "2026-02-02", "2026-03-01", 3000)]),
    UP,
    ("2026-03-02", "invoice", 5100, [("recurring", "2026-03-02", "2026-04-01", 5100)]),
    ("2026-03-11", "invoice", 2226, [("change_charge", "2026-03-10", "2026-04-01", 2226)]),
    ("2026-03-11", "credit_note", 3784, [("change_credit", "2026-03-10", "2026-04-01", 3784)]),
    ("2026-04-02", "invoice", 3000, [("recurring", "2026-04-02", "2026-05-01", 3000)]),
]


@dataclass
class Shop:
    """Two strollers: the small one for 30.00 a month, the big one for 51.00."""

    business: Business
    small: ProductAdded
    big: ProductAdded

    def swap(self, what: Rented, to: ProductAdded, reason: SwapReason = SwapReason.OUTGROWN, **values: Any) -> Any:
        wanted_on = values.pop("wanted_on", today(self.business) + timedelta(days=3))
        asset = values.pop("asset", what.assets[0])
        command = AgreeSwap(what.contract_id, asset, to.variant_ids[0], to.plan_ids[0], reason, wanted_on, **values)
        return self.business.do(Seat.BACKOFFICE, command)

    def stage(self) -> str:
        [row] = self.business.rows("SELECT stage FROM umlauf.swap ORDER BY id DESC LIMIT 1")
        return str(row["stage"])

    def line(self, what: Rented, day: date) -> tuple[str, str]:
        line = contract_of(self.business, what.contract_id).lines[0]
        return line.title_on(day), str(line.at(day)[0].decimal())

    def pay(self) -> None:
        rows = self.business.rows(
            "SELECT i.id, i.gross_minor - coalesce(d.used_minor, 0) AS open FROM umlauf.invoice i"
            " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id WHERE i.kind = 'invoice'"
            " AND i.gross_minor > coalesce(d.used_minor, 0)"
        )
        for row in rows:
            amount = Money(row["open"])
            self.business.do(Seat.BACKOFFICE, RecordPayment(InvoiceId(row["id"]), amount, amount, today(self.business)))


def shop(business: Business, rules: SwapRules | None = None) -> Shop:
    small = business.product("Buggy klein", price="30.00", sku="B-S", terms=AGREED)
    big = business.product("Buggy groß", price="51.00", sku="B-L", terms=AGREED)
    members = (Member(small.variant_ids[0]), Member(big.variant_ids[0]))
    business.do(Seat.OWNER, SaveGroup(None, 0, "Kinderwagen", members, rules or SwapRules()))
    return Shop(business, small, big)


def test_process_12_swap_upgrade_downgrade(business: Business) -> None:
    """30.00 from 2 February on. On the 18th she asks for the big one, new first: it leaves on 20 February, two days on
    the way, so the dearer price holds from the 22nd: of the month to 1 March 8 of 28 days, (51.00 − 30.00) · 8/28 =
    6.00: 30.00 · 8/28 = 8.57 goes back and 51.00 · 8/28 = 14.57 is charged.

    The small one comes on 6 March: nothing more changes. March costs 51.00.

    On 8 April she swaps down, new first. The small one leaves on the 9th, and the big one is here on the 20th: only
    from that day on the month costs 30.00 again; of the 30 days from 2 April to 1 May 12 are left: 51.00 · 12/30 =
    20.40 goes back, 30.00 · 12/30 = 12.00 is charged.
    """
    it = shop(business)
    what = rent(business, business.customer(), it.small)
    start = contract_of(business, what.contract_id).start_on
    nights(business, date(2026, 2, 18))
    it.pay()
    big = business.receive(it.big).asset_ids[0]
    it.swap(what, it.big)
    assert it.stage() == "agreed"
    nights(business, date(2026, 2, 20))
    assert it.line(what, date(2026, 3, 1)) == ("Buggy klein · M", "30.00"), "nothing is guessed"
    send(business, waiting(business), big)
    assert it.stage() == "new_out"
    assert it.line(what, date(2026, 2, 21))[1] == "30.00"
    assert it.line(what, date(2026, 2, 22)) == ("Buggy groß · M", "51.00")
    nights(business, date(2026, 3, 6))
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    assert it.stage() == "done"
    nights(business, date(2026, 4, 8))
    it.pay()
    small = business.receive(it.small).asset_ids[0]
    it.swap(what, it.small, SwapReason.WANTS_CHEAPER, asset=big)
    nights(business, date(2026, 4, 9))
    send(business, waiting(business), small)
    nights(business, date(2026, 4, 20))
    assert it.line(what, today(business))[1] == "51.00", "the big one is still with her"
    business.do(Seat.WAREHOUSE, TakeBackAsset(big, Condition.USED))
    assert it.line(what, date(2026, 4, 20)) == ("Buggy klein · M", "30.00")
    nights(business, date(2026, 5, 3))
    assert told(business) == [
        ("2026-01-31", "invoice", 3000, [("recurring", "2026-02-02", "2026-03-01", 3000)]),
        UP,
        ("2026-03-02", "invoice", 5100, [("recurring", "2026-03-02", "2026-04-01", 5100)]),
        ("2026-04-02", "invoice", 5100, [("recurring", "2026-04-02", "2026-05-01", 5100)]),
        ("2026-04-21", "invoice", 1200, [("change_charge", "2026-04-20", "2026-05-01", 1200)]),
        ("2026-04-21", "credit_note", 2040, [("change_credit", "2026-04-20", "2026-05-01", 2040)]),
        ("2026-05-02", "invoice", 3000, [("recurring", "2026-05-02", "2026-06-01", 3000)]),
    ]
    agreed, done = ["swap_new_first", "return_by_label", "swap_on_its_way"], ["return_received", "swap_done"]
    assert letters(business) == [*agreed, "return_reminder", *done, *agreed, *done]
    contract = contract_of(business, what.contract_id)
    assert (contract.status, contract.start_on, len(contract.lines)) == (Status.ACTIVE, start, 1)
    small_again = Whose(asset_id=small)
    listed = [Whose(contract.customer_id), Whose(contract_id=contract.id), Whose(asset_id=big), small_again]
    assert [beside(business, each) for each in listed] == [(2, 2), (2, 2), (1, 2), (0, 1)]
    assert beside(business, Whose(asset_id=big), Seat.WAREHOUSE) == (1, None), "prices and plans are not for the floor"
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def beside(business: Business, whose: Whose, seat: Seat = Seat.BACKOFFICE) -> tuple[int, int | None]:
    """How many returns and swaps a page shows."""
    found = ComingShelf(business.connection(seat)).of(whose, today(business))
    assert all(each.stage in OVER or each.received == each.wanted for each in found.returns)
    return len(found.returns), None if found.swaps is None else len(found.swaps)


def test_the_second_mother_and_all_that_goes_wrong(business: Business) -> None:
    """30.00 a month. The big one goes out on 20 February and comes back undelivered on the 24th: the dearer price, from
    the 22nd on, is taken back as if it had never been. Sent again on the 26th it is there on the 28th: 2 of 28 days, so
    30.00 · 2/28 = 2.14 goes back and 51.00 · 2/28 = 3.64 is charged.

    In the parcel that should bring the small one, on 5 March, lies something else. It is due on the 7th; two weeks and
    a day later a person hears of it. On 24 March it is written off: bought for 900.00, with her for less than two
    months, 36 months by the rule: 900.00 · 34/36 = 850.00.
    """
    it = shop(business)
    what = rent(business, business.customer(), it.small)
    nights(business, date(2026, 2, 18))
    it.pay()
    big = business.receive(it.big).asset_ids[0]
    it.swap(what, it.big, return_until=date(2026, 3, 7))
    nights(business, date(2026, 2, 20))
    first = waiting(business)
    send(business, first, big)
    nights(business, date(2026, 2, 24))
    business.do(Seat.WAREHOUSE, TakeBackParcel(first))
    assert it.stage() == "agreed"
    assert it.line(what, date(2026, 2, 24))[1] == "30.00"
    other = business.receive(it.big).asset_ids[0]
    nights(business, date(2026, 2, 26))
    send(business, waiting(business), other)
    assert it.stage() == "new_out"
    nights(business, date(2026, 3, 5))
    [case] = business.rows("SELECT id FROM umlauf.return_case WHERE reason = 'swap'")
    business.do(Seat.WAREHOUSE, NoteOtherThing(case["id"], what.assets[0], None, "4006381333931"))
    assert it.stage() == "new_out", "another thing is not the old one"
    nights(business, date(2026, 3, 21))
    assert business.rows("SELECT id FROM umlauf.task WHERE kind = 'swap_overdue'") == []
    nights(business, date(2026, 3, 24))
    [task] = business.rows("SELECT closed_at FROM umlauf.task WHERE kind = 'swap_overdue'")
    assert task["closed_at"] is None
    [swap] = business.rows("SELECT id FROM umlauf.swap")
    business.do(Seat.BACKOFFICE, WriteOffOld(swap["id"], "Buggy klein, nicht zurückgegeben"))
    assert (it.stage(), status_of(business, what.assets[0])) == ("done", "lost")
    [task] = business.rows("SELECT closed_at FROM umlauf.task WHERE kind = 'swap_overdue'")
    assert task["closed_at"] is not None
    with pytest.raises(IllegalSwapStep):
        business.do(Seat.BACKOFFICE, CallOffSwap(swap["id"]))
    nights(business, date(2026, 4, 3))
    assert told(business) == NEVER_RETURNED
    assert letters(business) == [
        "swap_new_first",
        "return_by_label",
        "swap_on_its_way",
        "parcel_sent_again",
        "swap_on_its_way",
        "return_reminder",
        "return_overdue",
        "return_overdue",
        "swap_charged",
    ]
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_called_off_wherever_the_two_are(business: Business) -> None:
    """Before anything moved: nothing happens at all. When both are out: the big one comes back, and its days from 22
    February to 1 March (8 of 28: 8.57 back, 14.57 charged) and from 2 March to the 9th stay charged at 51.00 a month of
    31 days; from the 10th, when it is here, 30.00 counts again, 23 of 31 days: 51.00 · 23/31 = 37.84 goes back, and
    30.00 · 23/31 = 22.26 is charged. When the old one is here: one of its kind goes out.
    """
    it = shop(business)
    what = rent(business, business.customer(), it.small)
    nights(business, date(2026, 2, 18))
    it.pay()
    big = business.receive(it.big).asset_ids[0]
    first = it.swap(what, it.big)
    with pytest.raises((SwapRunsAlready, AnnouncedAlready)):
        it.swap(what, it.big)
    business.do(Seat.BACKOFFICE, CallOffSwap(first.swap_id, "anders überlegt"))
    assert (it.stage(), status_of(business, what.assets[0])) == ("called_off", "rented")
    assert business.rows("SELECT id FROM umlauf.shipment WHERE status = 'open'") == []
    nights(business, date(2026, 2, 19))
    second = it.swap(what, it.big)
    nights(business, date(2026, 2, 20))
    send(business, waiting(business), big)
    nights(business, date(2026, 3, 3))
    business.do(Seat.BACKOFFICE, CallOffSwap(second.swap_id))
    assert it.stage() == "turning_back"
    assert (status_of(business, what.assets[0]), status_of(business, big)) == ("rented", "due_back")
    nights(business, date(2026, 3, 10))
    business.do(Seat.WAREHOUSE, TakeBackAsset(big, Condition.USED))
    assert it.stage() == "called_off"
    assert it.line(what, date(2026, 3, 9)) == ("Buggy groß · M", "51.00")
    assert it.line(what, date(2026, 3, 10)) == ("Buggy klein · M", "30.00")
    nights(business, date(2026, 3, 12))
    assert contract_of(business, what.contract_id).status is Status.ACTIVE
    it.pay()
    business.receive(it.big)
    third = it.swap(what, it.big, order=SwapOrder.OLD_FIRST)
    assert third.shipment_number == ""
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    assert it.stage() == "old_here"
    [line] = business.rows(
        "SELECT l.variant_id FROM umlauf.shipment_line l JOIN umlauf.shipment s ON s.id = l.shipment_id"
        " WHERE s.status = 'open'"
    )
    assert line["variant_id"] == it.big.variant_ids[0]
    business.do(Seat.BACKOFFICE, CallOffSwap(third.swap_id))
    small = business.receive(it.small).asset_ids[0]
    send(business, waiting(business), small)
    assert it.stage() == "called_off"
    nights(business, date(2026, 4, 3))
    assert told(business) == TURNED_BACK
    turned = ["swap_turns_back", "return_by_label", "return_received", "swap_called_off"]
    assert letters(business) == [
        *("swap_new_first", "return_by_label", "swap_called_off"),
        *("swap_new_first", "return_by_label", "swap_on_its_way", *turned),
        *("swap_old_first", "return_by_label", "return_received", "swap_called_off"),
    ]
    assert it.line(what, today(business))[1] == "30.00"
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_lost_on_the_way_to_the_swimming_pool(business: Business) -> None:
    """The big stroller is lost: it is not asked back, and the small one costs 30.00 from its hand-over. It leaves on 20
    February and is awaited on the 22nd: 8 of 28 days, 14.57 goes back and 8.57 is charged. The carrier says it was the
    21st: one day more, 51.00/28 = 1.82 and 30.00/28 = 1.07.
    """
    it = shop(business)
    what = rent(business, business.customer(), it.big)
    nights(business, date(2026, 2, 18))
    it.pay()
    small = business.receive(it.small).asset_ids[0]
    done = it.swap(what, it.small, SwapReason.LOST)
    assert (done.return_number, status_of(business, what.assets[0])) == ("", "lost")
    nights(business, date(2026, 2, 20))
    parcel = waiting(business)
    send(business, parcel, small)
    assert it.stage() == "done"
    nights(business, date(2026, 2, 21))
    business.do(Seat.BACKOFFICE, ConfirmArrival(parcel, date(2026, 2, 21)))
    assert it.line(what, date(2026, 2, 20))[1] == "51.00"
    assert it.line(what, date(2026, 2, 21))[1] == "30.00"
    nights(business, date(2026, 3, 3))
    assert told(business) == [
        ("2026-01-31", "invoice", 5100, [("recurring", "2026-02-02", "2026-03-01", 5100)]),
        ("2026-02-21", "invoice", 857, [("change_charge", "2026-02-22", "2026-03-01", 857)]),
        ("2026-02-21", "credit_note", 1457, [("change_credit", "2026-02-22", "2026-03-01", 1457)]),
        ("2026-02-22", "invoice", 107, [("change_charge", "2026-02-21", "2026-02-21", 107)]),
        ("2026-02-22", "credit_note", 182, [("change_credit", "2026-02-21", "2026-02-21", 182)]),
        ("2026-03-02", "invoice", 3000, [("recurring", "2026-03-02", "2026-04-01", 3000)]),
    ]
    assert letters(business) == ["swap_after_loss", "swap_done"]
    check_books(business)


def test_at_the_counter_both_change_hands(business: Business) -> None:
    """On 20 February, dearer: from that very day on, 10 of 28 days: 51.00 · 10/28 = 18.21, 30.00 · 10/28 = 10.71."""
    it = shop(business)
    what = rent(business, business.customer(), it.small)
    nights(business, date(2026, 2, 20))
    it.pay()
    big = business.receive(it.big).asset_ids[0]
    done = it.swap(what, it.big, SwapReason.WANTS_BETTER, order=SwapOrder.COUNTER, wanted_on=today(business))
    assert (done.shipment_number[:2], done.return_number[:2]) == ("SH", "RT")
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    assert it.stage() == "old_here"
    parcel = waiting(business)
    for step in (PickAsset(parcel, big), FinishPacking(parcel), DispatchShipment(parcel, is_handed_over=True)):
        business.do(Seat.WAREHOUSE, step)
    assert it.stage() == "done"
    nights(business, date(2026, 3, 1))
    assert [gross for _, _, gross, _ in told(business)] == [3000, 1821 - 1071]
    assert letters(business) == ["swap_at_counter", "return_drop_off", "return_received", "swap_done"]
    assert contract_of(business, what.contract_id).outages == ()
    check_books(business)


def test_process_20_swap_rules(business: Business) -> None:
    """Two swaps in the life of a contract, one in three months; nobody swaps who owes, may still withdraw, has two
    things for one price, or wants what is not there."""
    rules = SwapRules(most=2, allowance=Allowance(1, Interval(Unit.MONTH, 3), 1), percent=Decimal(10))
    it = shop(business, rules)
    other = business.product("Laufrad", price="20.00", sku="L-1", terms=AGREED)
    what, twins = (
        rent(business, business.customer(), it.small),
        rent(business, business.customer(), it.small, quantity=2),
    )
    big = business.receive(it.big).asset_ids[0]
    with pytest.raises(SwapInWithdrawal):
        it.swap(what, it.big)
    nights(business, date(2026, 2, 18))
    with pytest.raises(SwapWhileOwing):
        it.swap(what, it.big)
    it.pay()
    goes_back_and_is_paid_again(it, what)
    with pytest.raises(NotExchangeable):
        it.swap(what, other)
    with pytest.raises(SwapOfOneThing):
        it.swap(twins, it.big)
    it.swap(what, it.big)
    send(business, waiting(business), big)
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    assert it.line(what, date(2026, 2, 21)) == ("Buggy groß · M", "45.90"), "a tenth less"
    business.receive(it.small)
    with pytest.raises(SwapAllowanceUsed):
        it.swap(what, it.small, asset=big)
    nights(business, date(2026, 5, 4))
    it.pay()
    second = it.swap(what, it.small, asset=big)
    business.do(Seat.BACKOFFICE, CallOffSwap(second.swap_id))
    take_away(business, it.small)
    with pytest.raises(SwapNotInStock):
        it.swap(what, it.small, asset=big)
    small = business.receive(it.small).asset_ids[0]
    it.swap(what, it.small, asset=big)
    send(business, waiting(business), small)
    business.do(Seat.WAREHOUSE, TakeBackAsset(big, Condition.USED))
    nights(business, date(2026, 8, 3))
    it.pay()
    with pytest.raises(SwapsUsedUp):
        it.swap(what, it.big, asset=small)


def goes_back_and_is_paid_again(it: Shop, what: Rented) -> None:
    """A slip that is taken back on its day stands in nobody's way, a debit that comes back a day later does."""
    business = it.business

    def taken_back() -> None:
        [row] = business.rows(
            "SELECT s.id FROM umlauf.settlement s JOIN umlauf.invoice i ON i.id = s.invoice_id WHERE s.kind = 'payment'"
            " AND i.id IN (SELECT l.invoice_id FROM umlauf.invoice_line l WHERE l.contract_id = %(id)s)"
            " AND NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = s.id)",
            id=what.contract_id,
        )
        business.do(Seat.BACKOFFICE, ReversePayment(row["id"], today(business)))

    taken_back()
    with pytest.raises(SwapWhileOwing):
        it.swap(what, it.big)
    it.pay()
    business.pass_days(1)
    taken_back()
    with pytest.raises(SwapPaymentFailed) as failed:
        it.swap(what, it.big)
    assert failed.value.facts == {"day": today(business)}
    it.pay()


def take_away(business: Business, product: ProductAdded) -> None:
    """Somebody else's order takes what is in stock."""
    rows = business.rows(
        "SELECT id FROM umlauf.asset WHERE variant_id = %(id)s AND status = 'in_stock'", id=product.variant_ids[0]
    )
    for row in rows:
        rented = business.order(business.customer("Eilig"), product)
        send(business, ShipmentId(rented.shipment_id), AssetId(row["id"]))
