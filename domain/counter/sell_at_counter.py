"""Sold at the counter: who, what, for which price, what was paid. A fact: contract and bill are the worker's.

Source: DECISIONS 6 and 7.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, CommandKind, Event, Seat
from domain.assets.status import Kind, open_kinds
from domain.catalog.model import ProductKind, Variant
from domain.clock import Clock, legal_day
from domain.counter.basket import ONCE
from domain.counter.model import (
    NOTE_LENGTH,
    Consent,
    CounterSale,
    KeptItem,
    NotForAnybody,
    NothingSold,
    SaleId,
    SaleStep,
    SoldItem,
    ThingNamedTwice,
)
from domain.ids import AssetId, CustomerId, PersonId
from domain.orders.model import QuantityWrong
from domain.ports import Unit
from domain.supplies.model import ask_to_count, sell
from domain.tasks.model import TaskKind
from domain.till.model import Receipt, ReceiptLine, Tendered, TillId, Way
from domain.till.signing import Signature
from domain.till.writing import write_receipt


@dataclass(frozen=True, slots=True)
class SellAtCounter(Command):
    """`sale_id` is made at the till. `lines` is what the receipt says (as `try_basket` gave them) and `tendered` how it
    was paid; both empty where nothing is to pay at once. `n`: the receipt's number where the journal drew it.

    `customer_id` None: goods that are bought once and carried away. `signature`: the digest of what `KeepSignature`
    keeps.
    """

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.POS})
    has_consequences: ClassVar[bool] = True

    sale_id: SaleId
    till_id: TillId
    items: tuple[SoldItem, ...]
    lines: tuple[ReceiptLine, ...] = ()
    tendered: tuple[Tendered, ...] = ()
    customer_id: CustomerId | None = None
    voucher: str = ""
    start_on: date | None = None
    note: str = ""
    signature: str = ""
    consents: tuple[Consent, ...] = ()
    n: int | None = None
    signed: Signature | None = None


@dataclass(frozen=True, slots=True)
class SoldAtCounter(Event):
    """`number` is the receipt's, "" for none. `missing`: so many pieces or things the books did not have."""

    sale_id: SaleId
    person_id: PersonId
    number: str
    customer_id: CustomerId | None = None
    has_money: bool = False
    missing: int = 0

    def touched(self) -> Iterable[str]:
        topics = ("sales", "tills", "supplies", "assets", "tasks", f"sale:{self.sale_id}")
        return topics if self.customer_id is None else (*topics, f"customer:{self.customer_id}")


def sell_at_counter(command: SellAtCounter, unit: Unit, clock: Clock) -> SoldAtCounter:
    """Keeps the sale with its receipt; goods without a name leave at once.

    Whether a price counts, a customer may order and a thing is still there is not asked here: money was taken.

    Raises:
        NothingSold, QuantityWrong, ThingNamedTwice, UnknownVariant, NoPricePlan: what was sent makes no sense.
        NotForAnybody: somebody has to be named for it.
        Conflict: this sale was kept before (at the latest when the unit ends).
        what `write_receipt` raises.
    """
    _check(command)
    items = [(each, unit.catalog.variant(each.item.variant_id)) for each in command.items]
    kept = tuple(_kept(each, variant, command, unit) for each, variant in items)
    receipt = None
    if command.lines or command.customer_id is None:
        receipt = write_receipt(
            *(unit, command.till_id, command.lines, command.tendered, command.customer_id),
            about=command.sale_id,
            n=command.n,
            signature=command.signed,
        )
    sale = _sale(command, kept, receipt, unit)
    unit.counter.add(sale)
    missing = 0
    if command.customer_id is None:
        missing = sum(_carried_away(each, variant, sale, unit, clock) for each, variant in items)
        unit.counter.take(sale, SaleStep.SELL)
    has_money = any(each.way in (Way.CASH, Way.CARD) for each in command.tendered)
    return SoldAtCounter(sale.id, sale.person_id, sale.number, sale.customer_id, has_money, missing)


def _check(command: SellAtCounter) -> None:
    if not command.items:
        raise NothingSold
    named = Counter(asset_id for each in command.items for asset_id in each.asset_ids)
    for each in command.items:
        if not 1 <= each.item.quantity <= 999:
            raise QuantityWrong(value=each.item.quantity)
        if any(named[asset_id] > 1 for asset_id in each.asset_ids):
            raise ThingNamedTwice


def _kept(each: SoldItem, variant: Variant, command: SellAtCounter, unit: Unit) -> KeptItem:
    if each.item.plan_id is None:
        raise NotForAnybody(title=variant.title)
    plan, is_offered = unit.counter.plan(each.item.plan_id)
    is_bought = plan.kind in ONCE
    is_here = variant.product.kind is not ProductKind.GOODS or len(each.asset_ids) == each.item.quantity
    if command.customer_id is None and (not is_bought or not is_here or variant.items):
        raise NotForAnybody(title=variant.title)
    return KeptItem(each, variant.title, is_offered and plan.price == each.seen)


def _sale(command: SellAtCounter, kept: tuple[KeptItem, ...], receipt: Receipt | None, unit: Unit) -> CounterSale:
    context = unit.context
    return CounterSale(
        command.sale_id,
        "" if receipt is None else receipt.number,
        command.till_id,
        context.store_id,
        context.actor_id,
        command.customer_id,
        legal_day(context.effective_at),
        context.effective_at,
        kept,
        None if receipt is None else receipt.id,
        command.voucher.strip(),
        command.start_on,
        command.note.strip()[:NOTE_LENGTH],
        command.signature,
        command.consents,
    )


def _carried_away(each: SoldItem, variant: Variant, sale: CounterSale, unit: Unit, clock: Clock) -> int:
    """How many of them the books did not have; whoever holds it in their hand has it all the same."""
    if variant.product.kind is ProductKind.SERVICE:
        return 0
    if variant.product.kind is ProductKind.GOODS:
        return sum(_sold(asset_id, sale, unit, clock) for asset_id in each.asset_ids)
    missing = sell(unit, variant.id, each.item.quantity)
    if missing:
        ask_to_count(unit, variant.id, missing, sale.number)
    return missing


def _sold(asset_id: AssetId, sale: CounterSale, unit: Unit, clock: Clock) -> int:
    """A thing that the books have elsewhere keeps its place there, and somebody looks (DECISIONS 1)."""
    asset = unit.assets.get(asset_id)
    facts = {"receipt": sale.number}
    if Kind.SOLD in open_kinds(asset.state.status) and asset.state.holder is None:
        unit.assets.append(*asset.record(Kind.SOLD, unit.context, clock.now(), facts))
        return 0
    unit.assets.append(*asset.record(Kind.NOTED, unit.context, clock.now(), {**facts, "claims": Kind.SOLD}))
    subject = asset.code
    if not unit.tasks.is_open(TaskKind.SALE_THING_ELSEWHERE, subject):
        told: dict[str, str | int] = {"status": asset.state.status, "receipt": sale.number}
        unit.tasks.open(TaskKind.SALE_THING_ELSEWHERE, subject, told)
    return 1
