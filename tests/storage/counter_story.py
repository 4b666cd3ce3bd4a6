"""A counter for tests: its till, baskets that are tried and sold, and what became of them."""

from collections.abc import Callable, Sequence
from dataclasses import InitVar, dataclass, field, replace
from functools import cached_property
from typing import Any
from uuid import uuid4

from domain.application import Command, Seat
from domain.assets.receive_assets import ReceiveAssets
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.settlement import PaidBy
from domain.catalog.add_product import ProductAdded
from domain.checks.take_over import TakeOver
from domain.counter.agree_pay_out import AgreePayOut
from domain.counter.basket import TriedBasket
from domain.counter.book_money_ahead import BookMoneyAhead
from domain.counter.book_pay_out import BookPayOut
from domain.counter.book_pay_out_again import BookPayOutAgain
from domain.counter.book_sale import BookSale
from domain.counter.book_sale_money import BookSaleMoney
from domain.counter.hand_over_at_counter import HandOverAtCounter
from domain.counter.hand_over_sold import HandOverSold
from domain.counter.honour_sale import HonourSale
from domain.counter.keep_signature import KeepSignature
from domain.counter.model import SaleId, SoldItem
from domain.counter.note_sale import NoteSale
from domain.counter.pay_out_at_counter import PayOutAtCounter
from domain.counter.sell_at_counter import SellAtCounter, SoldAtCounter
from domain.counter.take_back_sale import TakeBackSale
from domain.counter.take_money_ahead import TakeMoneyAhead
from domain.counter.tell_agreement import TellAgreement
from domain.customers.model import Address, PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.ids import AssetId, CustomerId, PlanId
from domain.money import Money
from domain.orders.place_order import OrderedItem
from domain.orders.try_order import OrderTrial
from domain.payments.open_pay_link import OpenPayLink
from domain.refunds.approve_refund import ApproveRefund
from domain.till.drawer import CashWhy
from domain.till.model import Tendered, TillId, Way
from domain.till.move_cash import MoveCash
from domain.views.counter import SaleOutcome
from storage.queries.counter import CounterBook
from tests.storage.business import Business, tax_rules
from tests.storage.check_story import checking
from tests.storage.till_story import CARD, LOCK, open_till
from tests.storage.trade import today


@dataclass
class Counter:
    business: Business
    known: InitVar[TillId | None] = None
    till_id: TillId = field(init=False)

    def __post_init__(self, known: TillId | None) -> None:
        self.till_id = known or open_till(self.business)

    @cached_property
    def book(self) -> CounterBook:
        """Under the till's own login."""
        return CounterBook(self.business.connection(Seat.POS), tax_rules(), self.business.clock)

    def item(self, product: ProductAdded, *assets: AssetId, quantity: int = 1, **more: Any) -> SoldItem:
        plan = PlanId(product.plan_ids[0])
        [row] = self.business.rows("SELECT price_minor FROM umlauf.plan WHERE id = %(id)s", id=plan)
        ordered = OrderedItem(product.variant_ids[0], quantity, plan, more.pop("price", None))
        return SoldItem(ordered, Money(row["price_minor"]), assets, more.pop("because", ""))

    def tried(self, items: Sequence[SoldItem], customer_id: CustomerId | None, voucher: str = "") -> TriedBasket:
        return self.book.try_basket(OrderTrial(tuple(each.item for each in items), customer_id, voucher))

    def basket(
        self, items: Sequence[SoldItem], customer_id: CustomerId | None = None, way: Way = Way.CARD, **more: Any
    ) -> SellAtCounter:
        """As the screen would send it: what is due today, paid in one way."""
        tried = self.tried(items, customer_id, more.get("voucher", ""))
        paid = Tendered(way, tried.today, card=CARD if way is Way.CARD else None)
        tendered = (paid,) if tried.today else ()
        sale_id = SaleId(uuid4())
        return SellAtCounter(sale_id, self.till_id, tuple(items), tried.lines, tendered, customer_id, **more)

    def sell(self, *items: SoldItem, customer_id: CustomerId | None = None, **more: Any) -> SoldAtCounter:
        sold: SoldAtCounter = self.business.do(Seat.POS, self.basket(items, customer_id, **more))
        return sold

    def outcome(self, sold: SoldAtCounter) -> SaleOutcome:
        found = self.book.outcome(sold.sale_id)
        assert found is not None
        return found


def tell_counter(do: Callable[[Command], Any], business: Business, product: ProductAdded) -> None:
    """Every command of sales, in an order in which each makes sense."""
    till_id = open_till(business, "K6")
    address = Address("Allee 6", "10435", "Berlin")
    customer_id = do(RegisterCustomer(PersonalData("Kim", "Tresen", address=address))).customer_id
    [one] = do(ReceiveAssets(product.variant_ids[0], ("",))).asset_ids
    paid = (Tendered(Way.CARD, LOCK.gross, card=CARD),)
    plan = PlanId(product.plan_ids[0])
    [row] = business.rows("SELECT price_minor FROM umlauf.plan WHERE id = %(id)s", id=plan)
    item = SoldItem(OrderedItem(product.variant_ids[0], 1, plan), Money(row["price_minor"]))

    def sold(*assets: AssetId) -> BookSale:
        sale_id = SaleId(uuid4())
        do(KeepSignature.of(sale_id, b"<svg/>"))
        items = (replace(item, asset_ids=assets),)
        done = do(SellAtCounter(sale_id, till_id, items, (LOCK,), paid, customer_id))
        do(BookSaleMoney(sale_id))
        return BookSale(done.person_id, business.clock.now(), sale_id)

    first = sold(one)
    [receipt] = business.rows("SELECT receipt_id FROM umlauf.counter_sale WHERE id = %(id)s", id=first.sale_id)
    do(OpenPayLink(customer_id, receipt["receipt_id"], "a1" * 32))
    do(first)
    do(HandOverSold(first.person_id, first.at, first.sale_id))
    do(TellAgreement(first.sale_id, waits=False))
    [two] = do(ReceiveAssets(product.variant_ids[0], ("",))).asset_ids
    second = sold()
    do(NoteSale(second.sale_id, "customer_blocked"))
    do(HonourSale(second.sale_id, "so vereinbart"))
    order = do(second)
    [parcel] = business.rows("SELECT id FROM umlauf.shipment WHERE order_id = %(id)s", id=order.order_id)
    do(HandOverAtCounter(parcel["id"], (two,)))
    third = sold()
    do(NoteSale(third.sale_id, "customer_blocked"))
    do(TakeBackSale(third.sale_id, "storniert"))
    _paid_ahead(do, business, sold)


def _paid_ahead(do: Callable[[Command], Any], business: Business, sold: Callable[[], BookSale]) -> None:
    [known] = business.rows("SELECT coalesce(max(version), 0) AS n FROM umlauf.setting_change WHERE area = 'checks'")
    checking(business, known["n"])
    sale = sold()
    order = do(sale).order_id
    do(TakeOver(order, "dauert zu lange"))
    amount = Money.of("900.00")
    [till] = business.rows("SELECT till_id FROM umlauf.counter_sale WHERE id = %(id)s", id=sale.sale_id)
    paid = (Tendered(Way.CARD, amount, card=CARD),)
    taken = do(TakeMoneyAhead(till["till_id"], order, "Kaution", amount, paid))
    do(BookMoneyAhead(taken.receipt_id, order))
    checking(business, known["n"] + 1, is_on=False)
    _paid_out(do, business, till["till_id"], taken.customer_id)


def _paid_out(do: Callable[[Command], Any], business: Business, till_id: TillId, customer_id: CustomerId) -> None:
    """What a check did not ask for any more, back in cash."""
    sql = "SELECT balance_minor FROM umlauf.customer_balance WHERE customer_id = %(id)s"
    balance, amount = Money(business.rows(sql, id=customer_id)[0]["balance_minor"]), Money.of("600.00")
    asked = PayOutBalance(customer_id, balance, amount, today(business), PaidBy.CARD, "bar", other_way_agreed=True)
    refund_id = business.answer(Seat.BACKOFFICE, asked).event.refund_id
    business.answer(Seat.OWNER, ApproveRefund(refund_id))
    business.answer(Seat.OWNER, AgreePayOut(refund_id))
    do(AgreePayOut(refund_id))
    do(MoveCash(till_id, amount, CashWhy.BANK, "von der Bank"))
    paid = do(PayOutAtCounter(till_id, refund_id, customer_id, "Erstattung", amount))
    do(BookPayOutAgain(paid.receipt_id, refund_id))
    do(BookPayOut(paid.receipt_id, refund_id))
