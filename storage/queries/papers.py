"""Papers as facts, read from what was written when they were issued."""

from collections import Counter, defaultdict
from typing import Final
from uuid import UUID

from domain.billing.e_invoice import gets_e_invoice
from domain.billing.invoice_sheet import (
    DocumentKind,
    InvoiceSheet,
    InvoiceSheetLine,
    LineReference,
    Note,
    Payment,
    VatGroup,
)
from domain.billing.model import ChargeKind, Reason, Tax, TaxCategory, TaxReason
from domain.business import Recipient
from domain.contracts.about import ChargeCause
from domain.contracts.payment import PaymentMethod
from domain.contracts.terms import PricesAre
from domain.customers.model import Address, CustomerKind
from domain.ids import CustomerId, InvoiceId
from domain.money import Currency, Money
from domain.period import ONE_DAY
from domain.views.office import UnknownInvoice
from storage.database import Database, Row
from storage.queries.collected_by import CollectedBy, collected_by
from storage.queries.set_offs import set_offs
from storage.repositories.settings import billing_from

_HEAD: Final = """
    SELECT i.*, c.number AS customer_number, c.vat_id, c.kind AS customer_kind, n.recipient,
        o.number AS corrects_number,
        (SELECT value FROM umlauf.setting WHERE name = 'billing') AS billing
    FROM umlauf.invoice i
    JOIN umlauf.customer c ON c.id = i.customer_id
    LEFT JOIN umlauf.invoice_personal n ON n.invoice_id = i.id
    LEFT JOIN umlauf.invoice o ON o.id = i.corrects_id
    WHERE i.id = %(id)s"""
_LINES: Final = """
    SELECT l.*, lower(l.period) AS first, upper(l.period) AS past, k.number AS contract, o.number AS order_number,
        x.position AS corrects_position, y.number AS corrects_number, c.about
    FROM umlauf.invoice_line l
    LEFT JOIN umlauf.contract_line c ON c.id = l.contract_line_id
    LEFT JOIN umlauf.contract k ON k.id = l.contract_id
    LEFT JOIN umlauf.customer_order o ON o.id = k.order_id
    LEFT JOIN umlauf.invoice_line x ON x.id = l.corrects_line_id
    LEFT JOIN umlauf.invoice y ON y.id = x.invoice_id
    WHERE l.invoice_id = %(id)s ORDER BY l.position"""
_THINGS: Final = """
    SELECT l.id AS line_id, a.code, a.serial FROM umlauf.invoice_line l
    JOIN umlauf.assignment g ON g.contract_line_id = l.contract_line_id
        AND g.during && tstzrange(lower(l.period)::timestamptz, upper(l.period)::timestamptz)
    JOIN umlauf.asset a ON a.id = g.asset_id WHERE l.invoice_id = %(id)s
    UNION
    SELECT l.id, a.code, a.serial FROM umlauf.invoice_line l
    JOIN umlauf.contract k ON k.id = l.contract_id
    JOIN umlauf.shipment h ON h.order_id = k.order_id
    JOIN umlauf.shipment_line s ON s.shipment_id = h.id AND s.contract_line_id = l.contract_line_id
        AND s.treatment = 'sale'
    JOIN umlauf.asset a ON a.id = s.asset_id WHERE l.invoice_id = %(id)s
    UNION
    SELECT l.id, a.code, a.serial FROM umlauf.invoice_line l
    JOIN umlauf.contract_line c ON c.id = l.contract_line_id
    JOIN umlauf.asset a ON a.id = c.about_asset_id WHERE l.invoice_id = %(id)s
    ORDER BY 1, 2"""
_EARLIER: Final = """
    SELECT EXISTS (SELECT FROM umlauf.contract_line mine
        JOIN umlauf.contract_line l ON l.contract_id = mine.contract_id
        JOIN umlauf.invoice_line e ON e.contract_line_id = l.id
        WHERE mine.id = ANY(%(lines)s) AND e.invoice_id < %(id)s AND e.vat_reason <> 'deposit') AS earlier"""

_AGREED: Final = {
    PaymentMethod.TRANSFER: Payment.TRANSFER,
    PaymentMethod.DIRECT_DEBIT: Payment.DEBIT_AGREED,
    PaymentMethod.CARD: Payment.CARD_AGREED,
    PaymentMethod.CASH: Payment.CASH,
    PaymentMethod.WALLET: Payment.WALLET,
}
"""Without a mandate or a card that is kept, no paper says that we take the money ourselves."""
_COLLECTED: Final = frozenset({Payment.DEBIT_AGREED, Payment.CARD_AGREED})


def invoice_sheet(database: Database, invoice_id: InvoiceId) -> InvoiceSheet:
    """Everything an issued invoice or credit note says; the same for every call, whatever changed since.

    Raises UnknownInvoice.
    """
    head = database.read_one(_HEAD, id=invoice_id)
    if head is None:
        raise UnknownInvoice(invoice=invoice_id)
    rows = database.read(_LINES, id=invoice_id)
    lines = _lines(head, rows, _things(database, invoice_id))
    currency = Currency(head["currency"])
    is_credit = head["kind"] == DocumentKind.CREDIT_NOTE
    stored: dict[str, str] = head["recipient"] or {}
    vat_id: str = stored["vat_id"] if "vat_id" in stored else head["vat_id"]
    booked = set_offs(database, invoice_id)
    settled = sum(each.amount.minor for each in booked)
    paying, agreed = CollectedBy(), _AGREED[PaymentMethod(head["payment_method"])]
    if agreed in _COLLECTED and not is_credit and head["gross_minor"] > settled:
        paying = collected_by(database.read, invoice_id, CustomerId(head["customer_id"]), head["issued_on"])
    return InvoiceSheet(
        number=head["number"],
        kind=DocumentKind(head["kind"]),
        issued_on=head["issued_on"],
        due_on=None if is_credit or head["gross_minor"] == settled else head["due_on"],
        customer_number=head["customer_number"],
        customer_vat_id=vat_id,
        recipient=recipient_from(stored),
        language=head["language"],
        currency=currency,
        prices_are=PricesAre(head["prices_are"]),
        payment=paying.payment or agreed,
        lines=lines,
        vat_groups=_vat_groups(database, head, lines),
        net=Money(head["net_minor"], currency),
        vat=Money(head["vat_minor"], currency),
        gross=Money(head["gross_minor"], currency),
        contracts=_numbers(rows, "contract"),
        orders=_numbers(rows, "order_number"),
        corrects=head["corrects_number"],
        notes=_notes(database, invoice_id, rows, is_credit=is_credit),
        set_offs=booked,
        debit=paying.debit,
        card_digits=paying.card_digits,
        is_e_invoice=gets_e_invoice(
            is_company=head["customer_kind"] == CustomerKind.COMPANY or bool(vat_id),
            also_consumers=billing_from(head["billing"]).e_invoices_to_all,
        ),
    )


def recipient_from(stored: dict[str, str]) -> Recipient:
    """The address as it was written; empty where it has been erased."""
    part = {name: stored.get(name, "") for name in ("street", "postcode", "city", "country")}
    return Recipient(stored.get("name", ""), stored.get("company", ""), Address(**part))


def _lines(head: Row, rows: list[Row], things: dict[UUID, list[str]]) -> tuple[InvoiceSheetLine, ...]:
    return tuple(_line(head, row, ", ".join(things[row["id"]])) for row in rows)


def _line(head: Row, row: Row, detail: str) -> InvoiceSheetLine:
    currency = Currency(head["currency"])
    is_once, about = row["kind"] == ChargeKind.ONCE, row["about"]
    corrects = LineReference(row["corrects_number"], row["corrects_position"]) if row["corrects_line_id"] else None
    return InvoiceSheetLine(
        position=row["position"],
        title=row["title"],
        contract=row["contract"] or "",
        detail=detail,
        reason=Reason(row["reason"]),
        first_day=None if is_once else row["first"],
        last_day=None if is_once or row["past"] is None else row["past"] - ONE_DAY,
        days=row["days"],
        of_days=row["of_days"],
        quantity=row["quantity"].normalize(),
        unit_price=Money(row["price_minor"], currency),
        net=Money(row["net_minor"], currency),
        gross=Money(row["amount_minor"], currency) if head["prices_are"] == PricesAre.GROSS else None,
        tax=_tax(row),
        corrects=corrects,
        discount=None if corrects else _discount(row, currency),
        given=Money(row["given_minor"], currency) if row["given_minor"] and not corrects else None,
        cause=ChargeCause(about["cause"]) if about else None,
        message=about["message"] if about else "",
    )


def _discount(row: Row, currency: Currency) -> Money | None:
    """What the line's own discounts took off these days; one that lines share stands on a line of its own."""
    if not row["off_minor"]:
        return None
    full = Money(row["price_minor"], currency).times(row["quantity"]).share(row["days"], row["of_days"])
    minor = full.minor - row["amount_minor"] - row["given_minor"]
    return Money(minor, currency) if minor > 0 else None


def _tax(row: Row) -> Tax:
    return Tax(TaxCategory(row["vat_category"]), row["vat_rate"], row["vat_country"], TaxReason(row["vat_reason"]))


def _vat_groups(database: Database, head: Row, lines: tuple[InvoiceSheetLine, ...]) -> tuple[VatGroup, ...]:
    """In the order of the categories, the highest rate first; the reason is that of the group's first line."""
    currency = Currency(head["currency"])
    rows = database.read("SELECT * FROM umlauf.invoice_vat WHERE invoice_id = %(id)s", id=head["id"])
    order = [str(category) for category in TaxCategory]
    rows.sort(key=lambda row: (order.index(row["category"]), -row["rate"]))
    reasons = {(line.tax.category, line.tax.rate): line.tax.reason for line in reversed(lines)}
    return tuple(
        VatGroup(
            TaxCategory(row["category"]),
            row["rate"],
            reasons[TaxCategory(row["category"]), row["rate"]],
            Money(row["net_minor"], currency),
            Money(row["vat_minor"], currency),
        )
        for row in rows
    )


def _things(database: Database, invoice_id: InvoiceId) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in database.read(_THINGS, id=invoice_id):
        found[row["line_id"]].append(" · ".join(filter(None, (row["code"], row["serial"]))))
    return found


def _numbers(rows: list[Row], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[name] for row in rows if row[name]))


def _notes(database: Database, invoice_id: InvoiceId, rows: list[Row], *, is_credit: bool) -> tuple[Note, ...]:
    """The first invoice of its contracts says so, beside which a deposit stands on a paper of its own; one with
    several full periods of a line catches up."""
    if all(row["vat_reason"] == TaxReason.DEPOSIT for row in rows):
        return (Note.DEPOSIT_RETURNED if is_credit else Note.DEPOSIT_TAKEN,)
    if is_credit:
        return ()
    notes: list[Note] = []
    lines = [row["contract_line_id"] for row in rows]
    earlier = database.read_one(_EARLIER, lines=lines, id=invoice_id)
    if earlier is not None and not earlier["earlier"]:
        notes.append(Note.FIRST_INVOICE)
    recurring = Counter(row["contract_line_id"] for row in rows if row["reason"] == Reason.RECURRING)
    if any(times > 1 for times in recurring.values()):
        notes.append(Note.CATCH_UP)
    return tuple(notes)
