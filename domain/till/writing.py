"""A receipt is written: the one way, whatever the counter sells, takes or gives back."""

from collections.abc import Sequence
from uuid import UUID

from domain.ids import CustomerId
from domain.money import Currency, total
from domain.ports import Unit
from domain.till.book import TillNow
from domain.till.drawer import check_not_below_zero
from domain.till.model import (
    LONGEST_TITLE,
    SMALL_INVOICE,
    UNTAXED,
    CardAnswerMissing,
    CashIsOff,
    CustomerNeeded,
    DrawerNotOpen,
    PaymentWrong,
    Receipt,
    ReceiptEmpty,
    ReceiptId,
    ReceiptKind,
    ReceiptLine,
    ReceiptLineKind,
    ReceiptLineWrong,
    ReceiptNumberWrong,
    SumsDiffer,
    Tendered,
    TillClosed,
    TillId,
    Way,
    sum_of,
)
from domain.till.signing import Signature

FOR_ANYBODY = frozenset(
    {
        ReceiptLineKind.GOODS,
        ReceiptLineKind.CONSUMABLE,
        ReceiptLineKind.SERVICE,
        ReceiptLineKind.DIGITAL,
        ReceiptLineKind.FEE,
        ReceiptLineKind.VOUCHER,
    }
)
"""What is sold without a name; all else belongs to somebody's contract, deposit or invoice."""
_FROM_ANYBODY = frozenset({Way.CASH, Way.CARD, Way.VOUCHER})


def write_receipt(  # noqa: PLR0917 - what a receipt is about belongs beside whom it is for
    unit: Unit,
    till_id: TillId,
    lines: Sequence[ReceiptLine],
    tendered: Sequence[Tendered],
    customer_id: CustomerId | None = None,
    about: UUID | None = None,
    *,
    n: int | None = None,
    signature: Signature | None = None,
    voids: Receipt | None = None,
    reason: str = "",
) -> Receipt:
    """The next receipt of the till, with what its cash does to the drawer; in the transaction of the command.

    `n`: the number that was drawn in the journal; None: the next one. `signature`: what the device said of it; None
    where a device is needed counts as one that was away. `voids`: the receipt that it takes back.

    Raises:
        UnknownTill, NotYourTill, TillClosed, ReceiptNumberWrong.
        what `check_receipt` refuses; CashIsOff, DrawerNotOpen, DrawerBelowZero.
    """
    check_receipt(lines, tendered, customer_id)
    now = unit.till.take(till_id)
    if now.till.is_closed:
        raise TillClosed(till=now.till.code)
    if n is not None and n != now.next_n:
        raise ReceiptNumberWrong(till=now.till.code, given=n, next=now.next_n)
    receipt = Receipt(
        ReceiptId(unit.new_id()),
        till_id,
        now.till.code,
        now.next_n,
        _kind(lines, voids),
        unit.context.effective_at,
        unit.context.actor_id,
        unit.context.store_id,
        tuple(lines),
        tuple(tendered),
        customer_id,
        about,
        voids.id if voids else None,
        reason.strip(),
        signature or (Signature(is_away=True) if now.till.signing else None),
    )
    _check_cash(now, receipt)
    unit.till.write(receipt)
    return receipt


def check_receipt(lines: Sequence[ReceiptLine], tendered: Sequence[Tendered], customer_id: CustomerId | None) -> None:
    """What can be said of a receipt without its till.

    Raises ReceiptEmpty, ReceiptLineWrong, SumsDiffer, PaymentWrong, CardAnswerMissing, CustomerNeeded, and
    CurrencyMismatch.
    """
    if not lines:
        raise ReceiptEmpty
    for line in lines:
        _check_line(line)
    owed = sum_of(lines)
    for each in tendered:
        _check_payment(each, is_back=owed.minor < 0)
    paid = total((each.amount for each in tendered), owed.currency)
    if paid != owed:
        raise SumsDiffer(owed=owed, paid=paid)
    if customer_id is None:
        is_for_anybody = {line.kind for line in lines} <= FOR_ANYBODY and {t.way for t in tendered} <= _FROM_ANYBODY
        if not is_for_anybody or SMALL_INVOICE.minor < abs(owed.minor) or owed.currency != Currency("EUR"):
            raise CustomerNeeded(most=SMALL_INVOICE)


def _check_line(line: ReceiptLine) -> None:
    is_taxed_right = line.vat_rate is None if line.kind in UNTAXED else line.vat_rate is not None
    is_rate = line.vat_rate is None or 0 <= line.vat_rate < 100
    if (
        not line.title.strip()
        or len(line.title) > LONGEST_TITLE
        or line.quantity <= 0
        or not (is_taxed_right and is_rate)
    ):
        raise ReceiptLineWrong(title=line.title[:LONGEST_TITLE])


def _check_payment(paid: Tendered, *, is_back: bool) -> None:
    is_against = not paid.amount or (paid.amount.minor < 0) != is_back
    is_short = paid.given is not None and (paid.way is not Way.CASH or paid.given < paid.amount or is_back)
    if is_against or is_short:
        raise PaymentWrong(amount=paid.amount)
    if paid.way is Way.CARD and (paid.card is None or not (paid.card.receipt or paid.card.trace)):
        raise CardAnswerMissing(amount=paid.amount)


def _kind(lines: Sequence[ReceiptLine], voids: Receipt | None) -> ReceiptKind:
    if voids is not None or sum_of(lines).minor < 0:
        return ReceiptKind.REFUND
    is_owed = all(line.kind is ReceiptLineKind.PAYMENT for line in lines)
    return ReceiptKind.PAYMENT if is_owed else ReceiptKind.SALE


def _check_cash(now: TillNow, receipt: Receipt) -> None:
    if not any(each.way is Way.CASH for each in receipt.payments):
        return
    if not now.till.is_cash_on:
        raise CashIsOff(till=now.till.code)
    if now.drawer is None:
        raise DrawerNotOpen(till=now.till.code)
    check_not_below_zero(now.drawer.amount, receipt.cash)
