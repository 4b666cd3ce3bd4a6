"""Writes what a preview found: documents, the contract's dates, and why each amount is what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.billing.invoice import DraftInvoice, DraftLine
from domain.billing.model import ChargeKind, Posting, Reason
from domain.contracts.deadlines import latest_notice, withdrawal_until
from domain.contracts.model import Contract, LineKind
from domain.contracts.pausing import term_end, whole_pause_on
from domain.contracts.preview_contract import Names, contract_start
from domain.contracts.status import Status
from domain.contracts.terms import PricesAre
from domain.customers.model import CustomerKind
from domain.ids import InvoiceLineId
from domain.money import Money
from domain.period import ONE_DAY

JsonObject = dict[str, object]
Places = dict[InvoiceLineId, tuple[int, int]]
"""Where each invoiced charge stands: index of the document and of its line."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the lines of a document are shown against."""

    names: Names
    places: Places


def document_shown(draft: DraftInvoice, day: date, frame: Frame, corrected: int | None) -> JsonObject:
    """`corrected` is the index of the invoice that a credit note corrects."""
    shown: JsonObject = {"run": day.isoformat(), "date": day.isoformat(), "kind": draft.kind.value}
    if corrected is not None:
        shown["corrects"] = corrected
    shown["lines"] = [_line_shown(line, draft, frame) for line in draft.lines]
    shown["vat"] = [
        {
            "category": group.category.value,
            "rate": plain(group.rate),
            "net": _amount(group.net),
            "vat": _amount(group.vat),
        }
        for group in draft.vat
    ]
    shown["net"] = _amount(draft.net)
    shown["vat_total"] = _amount(draft.vat_total)
    shown["gross"] = _amount(draft.gross)
    return shown


def contract_shown(contract: Contract, until: date, kind: CustomerKind) -> JsonObject:
    start_on = contract_start(contract)
    last_term_day = term_end(contract)
    notice_day = None if last_term_day is None else latest_notice(last_term_day, contract.terms.notice)
    last_day = None if contract.end_on is None else contract.end_on - ONE_DAY
    return {
        "status": _status(contract, until).value,
        "min_term_ends": _day(last_term_day),
        "latest_notice": _day(notice_day),
        "ends": _day(last_day),
        "withdrawal_until": withdrawal_until(start_on).isoformat() if kind is CustomerKind.CONSUMER else None,
    }


def plain(number: Decimal) -> str:
    """Without trailing zeros and without exponent: 19, 9.5, 100."""
    return f"{number.normalize():f}"


def _status(contract: Contract, until: date) -> Status:
    if contract_start(contract) > until:
        return Status.DRAFT
    if contract.status is Status.WITHDRAWN:
        return Status.WITHDRAWN
    if contract.end_on is not None and contract.end_on <= until:
        is_bought = all(line.end_on is not None for line in contract.lines if line.kind is LineKind.RENTAL)
        was_bought = any(line.kind is LineKind.BUYOUT for line in contract.lines)
        return Status.BOUGHT_OUT if was_bought and is_bought else Status.ENDED
    if contract.status is Status.ACTIVE and whole_pause_on(contract, until) is not None:
        return Status.PAUSED
    return contract.status


def _line_shown(line: DraftLine, draft: DraftInvoice, frame: Frame) -> JsonObject:
    posting = line.posting
    shown: JsonObject = {
        "line": frame.names.of(posting.line.id),
        "reason": posting.reason.value,
        "first_day": posting.period.first_day.isoformat(),
        "last_day": _day(posting.period.last_day),
        "quantity": plain(posting.quantity),
        "days": posting.days,
        "of_days": posting.of_days,
        "net": _amount(line.net),
        "vat_rate": plain(line.tax.rate),
        "vat_category": line.tax.category.value,
        "explain": _explained(line, draft),
    }
    if posting.corrects is not None:
        document, number = frame.places[posting.corrects.invoice_line_id]
        shown["corrects"] = {"invoice": document, "line": number}
    return shown


def _explained(line: DraftLine, draft: DraftInvoice) -> str:
    posting = line.posting
    if posting.reason is Reason.DISCOUNT:
        sentence = f"A discount that several lines share: {_amount(line.amount)}"
    elif posting.reason in (Reason.GOODWILL, Reason.REFUND) and posting.is_credit:
        sentence = f"Given back of the charge for these days: {_amount(line.amount)}"
    else:
        sentence = f"{_share(posting)} {_price(posting, draft)} = {_amount(line.amount)}"
        if posting.is_credit:
            sentence = f"Credit for {sentence[:1].lower()}{sentence[1:]}"
    rate = f"{plain(line.tax.rate)} %, {line.tax.category.value}, {line.tax.country}"
    if draft.prices_are is PricesAre.GROSS:
        return f"{sentence}, of which {_amount(line.net)} net and {_amount(line.amount - line.net)} VAT ({rate})."
    return f"{sentence}; VAT ({rate}) is added to the sum of all lines."


def _price(posting: Posting, draft: DraftInvoice) -> str:
    """The price of a full period: quantity, price of one, what discounts take off, what was given back."""
    price = f"{_amount(posting.price)} {draft.prices_are.value}"
    if posting.quantity != 1:
        price = f"{plain(posting.quantity)} × {price}"
    off = posting.off - posting.shared
    if off:
        price += f" less {_amount(off)} discount"
    if posting.given:
        price += f", less {_amount(posting.given)} given back"
    return price


def _share(posting: Posting) -> str:
    if posting.kind is ChargeKind.ONCE:
        return "Once for"
    if posting.days == posting.of_days:
        return "The full period of"
    full, paid = posting.price.times(posting.quantity) - posting.off, posting.amount + posting.given
    if full and full in (paid, -paid):
        return "A part of a period costs all of"
    if full and not paid:
        return "A part of a period costs nothing of"
    return f"{posting.days} of {posting.of_days} days of"


def _amount(amount: Money) -> str:
    return str(amount.decimal())


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def unique(notes: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(notes))
