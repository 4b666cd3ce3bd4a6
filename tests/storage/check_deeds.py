"""Every command of checks, in an order in which each makes sense; afterwards nothing is checked any more."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from domain.application import Command, Seat
from domain.catalog.add_product import ProductAdded
from domain.checks.agree_release import AgreeRelease
from domain.checks.ask_bureau import AskBureau
from domain.checks.ask_identity import AskIdentity
from domain.checks.ask_money import AskMoney
from domain.checks.block_customer import BlockCustomer
from domain.checks.block_value import BlockValue
from domain.checks.book import BlockId
from domain.checks.change_check_settings import ChangeCheckSettings
from domain.checks.check_again import CheckAgain
from domain.checks.decline_release import DeclineRelease
from domain.checks.drop_money import DropMoney
from domain.checks.erase_check_detail import EraseCheckDetail
from domain.checks.facts import Mark
from domain.checks.identity import DocumentSeen, IdentityState
from domain.checks.judge_order import JudgeOrder
from domain.checks.lapse_money import LapseMoney
from domain.checks.lift_block import LiftBlock
from domain.checks.look_again import LookAgain
from domain.checks.model import MoneyFor, Stage
from domain.checks.note_bureau import NoteBureau
from domain.checks.note_identity import NoteIdentity
from domain.checks.receive_money import ReceiveMoney
from domain.checks.refuse_order import RefuseOrder
from domain.checks.release_order import ReleaseOrder
from domain.checks.see_identity import SeeIdentity
from domain.checks.settings import CheckRule, CheckSettings
from domain.checks.take_over import TakeOver
from domain.checks.tell_check import TellCheck
from domain.checks.verdict import BureauFault, Need
from domain.ids import CustomerId, OrderId
from domain.money import Money
from domain.orders.place_order import OrderedItem, PlaceOrder
from tests.storage.business import Business
from tests.storage.check_story import ODD, somebody
from tests.storage.trade import today

Do = Callable[[Any], Any]
SeatFor = Callable[[type[Command]], Seat]


def tell_checks(do: Do, business: Business, seat_for: SeatFor, bike: ProductAdded) -> None:
    """Yellow by silence, freed by two; asked for money and paid; shown a passport; red, looked at, refused."""
    rules = (CheckRule((Need.SCORE, Need.BUREAU, Need.IDENTITY)),)
    on = CheckSettings(is_on=True, rules=rules, limit=Money.of("100000.00"), two_person_above=Money(0))
    do(ChangeCheckSettings(0, on, "Betrugsfälle"))
    customer_id = somebody(business, "Geprüft", ODD).customer_id
    _freed_by_two(do, business, seat_for, _ordered(do, customer_id, bike))
    _paid(do, business, _ordered(do, customer_id, bike))
    _taken_over(do, _ordered(do, customer_id, bike))
    blocked = do(BlockCustomer(customer_id, (Mark.NAME,), "Betrug"))
    red = _ordered(do, customer_id, bike)
    _judged(do, red, None)
    do(LookAgain(red, "angesehen"))
    do(RefuseOrder(red, "doch nicht"))
    do(TellCheck(red, Stage.REFUSED))
    do(EraseCheckDetail((red,)))
    do(LiftBlock(blocked.block_ids[0], "erledigt"))
    do(BlockValue(BlockId(uuid4()), Mark.EMAIL, "Betrug", value="a@example.org"))
    do(ChangeCheckSettings(1, CheckSettings(), "wieder ohne"))


def _ordered(do: Do, customer_id: CustomerId, bike: ProductAdded) -> OrderId:
    order: OrderId = do(PlaceOrder(customer_id, (OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0]),))).order_id
    return order


def _judged(do: Do, order: OrderId, fault: BureauFault | None) -> None:
    do(AskBureau(order))
    do(NoteBureau(order, None, fault=fault or BureauFault.UNKNOWN))
    do(JudgeOrder(order))


def _freed_by_two(do: Do, business: Business, seat_for: SeatFor, order: OrderId) -> None:
    _judged(do, order, BureauFault.UNREACHED)
    do(ReleaseOrder(order, "gut bekannt"))
    do(DeclineRelease(order, "noch nicht"))
    other = Seat.OWNER if seat_for(AgreeRelease) is Seat.BACKOFFICE else Seat.BACKOFFICE
    business.answer(other, ReleaseOrder(order, "gut bekannt"))
    do(AgreeRelease(order))


def _paid(do: Do, business: Business, order: OrderId) -> None:
    _judged(do, order, None)
    do(SeeIdentity(order, DocumentSeen.ID_CARD, "L01X"))
    if _stage(business, order) == Stage.OPEN:
        do(JudgeOrder(order))
    do(AskMoney(order, Money.of("200.00"), MoneyFor.AHEAD, "neu"))
    do(DropMoney(order, "doch nicht"))
    do(AskMoney(order, Money.of("200.00"), MoneyFor.DEPOSIT, "neu"))
    do(LapseMoney(order))
    do(AskMoney(order, Money.of("200.00"), MoneyFor.DEPOSIT, "noch einmal"))
    do(ReceiveMoney(order, Money.of("200.00"), Money.of("200.00"), today(business)))


def _taken_over(do: Do, order: OrderId) -> None:
    do(TakeOver(order, "dauert zu lange"))
    do(CheckAgain(order))
    do(AskIdentity(order))
    do(NoteIdentity(order, "vs_1", IdentityState.INPUT, "https://verify.example/1"))
    do(RefuseOrder(order, "nicht nötig"))


def _stage(business: Business, order: OrderId) -> str:
    [row] = business.rows("SELECT stage FROM umlauf.order_check WHERE order_id = %(id)s", id=order)
    return str(row["stage"])
