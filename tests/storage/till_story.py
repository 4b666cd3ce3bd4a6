"""Tills for tests: one with cash on, its drawer, and receipts of a plain sale."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from domain.application import Command, Envelope, Event, Seat
from domain.clock import Clock
from domain.ids import CommandId, CustomerId, StoreId, new_uuid
from domain.money import Money
from domain.ports import Unit
from domain.till.add_till import AddTill
from domain.till.agree_void import AgreeVoid
from domain.till.change_till import ChangeTill
from domain.till.close_day import CloseDay
from domain.till.close_till import CloseTill
from domain.till.count_drawer import CountDrawer
from domain.till.drawer import CashWhy, Pieces
from domain.till.mail_receipt import MailReceipt
from domain.till.model import CardFacts, Receipt, ReceiptId, ReceiptLine, ReceiptLineKind, Tendered, TillId, Way
from domain.till.move_cash import MoveCash
from domain.till.open_drawer import OpenDrawer
from domain.till.signing import Device
from domain.till.tell_receipt import TellReceipt
from domain.till.terms import TillTerms
from domain.till.void_receipt import VoidReceipt
from domain.till.writing import write_receipt
from tests.storage.business import Business

Do = Callable[[Command], Any]
CASH: Final = TillTerms("Tresen", is_cash_on=True, signing=Device.TRAINING)
FLOAT: Final = (Pieces(5000, 2), Pieces(1000, 5))
"""150.00."""
LOCK: Final = ReceiptLine("Schloss", Decimal(1), Money(49_90), Decimal(19), ReceiptLineKind.GOODS)
MAP: Final = ReceiptLine("Karte", Decimal(2), Money(21_40), Decimal(7), ReceiptLineKind.GOODS)
CARD: Final = CardFacts("52500041", "0042", "000117", "girocard", "############1234")


@dataclass(frozen=True, slots=True)
class Sold(Event):
    receipt_id: ReceiptId


def store_of(business: Business) -> StoreId:
    return StoreId(business.rows("SELECT id FROM umlauf.store LIMIT 1")[0]["id"])


def open_till(business: Business, code: str = "K1", terms: TillTerms = CASH, *, is_open: bool = True) -> TillId:
    till_id: TillId = business.do(Seat.OWNER, AddTill(store_of(business), code, terms)).till_id
    if is_open:
        business.do(Seat.POS, OpenDrawer(till_id, FLOAT, CashWhy.CHANGE, "aus dem Tresor"))
    return till_id


def sell(
    business: Business,
    till_id: TillId,
    lines: Sequence[ReceiptLine] = (LOCK,),
    tendered: Sequence[Tendered] | None = None,
    customer_id: CustomerId | None = None,
    **more: Any,
) -> Receipt:
    """A receipt and nothing else, in a transaction of its own: what the counter's commands do among other things."""
    owed = Money(sum(line.gross.minor for line in lines))
    paid = (Tendered(Way.CASH, owed),) if tendered is None else tendered
    _, person = business.seat(Seat.POS)
    written: list[Receipt] = []

    def work(unit: Unit, _clock: Clock) -> Event:
        written.append(write_receipt(unit, till_id, lines, paid, customer_id, **more))
        return Sold(written[-1].id)

    command_id = CommandId(new_uuid(business.clock.now(), business.entropy))
    envelope = Envelope(command_id, CloseDay(till_id, str(command_id)), person, business.clock.now())
    business.seats[Seat.POS][2].submit(envelope, work)
    return written[-1]


def tell_tills(do: Do, business: Business) -> None:
    """Every command of tills, in an order in which each makes sense."""
    spare = do(AddTill(store_of(business), "K8", TillTerms("Messe")))
    do(CloseTill(spare.till_id, 1))
    till_id = do(AddTill(store_of(business), "K9", TillTerms("Tresen"))).till_id
    do(ChangeTill(till_id, 1, CASH))
    do(OpenDrawer(till_id, FLOAT, CashWhy.CHANGE))
    do(MoveCash(till_id, Money(-20_00), CashWhy.BANK, "zur Bank"))
    sold = sell(business, till_id)
    do(AgreeVoid(sold.id))
    do(TellReceipt(do(MailReceipt(sold.id, "de", "kim@example.org")).mail_id))
    do(VoidReceipt(till_id, sold.id, (Tendered(Way.CASH, Money(-49_90)),), "falsche Größe"))
    do(CountDrawer(till_id, (Pieces(5000, 2), Pieces(1000, 3))))
    do(CloseDay(till_id))
