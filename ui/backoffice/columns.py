"""Columns that several lists of the back office share."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from domain.billing.invoice import InvoiceKind
from domain.clock import legal_day
from domain.views.office_rows import ContractRow, HeldRow, InvoiceRow, OrderRow
from ui.backoffice.words import CONTRACT_TONES, DOCUMENT_TONES, ORDER_TONES, shown_recurring
from ui.labels import label
from ui.language import _, count
from ui.theme import Tone
from ui.widgets.table import Align, Column


def order_columns(*, with_customer: bool = True) -> list[Column[OrderRow]]:
    columns: list[Column[OrderRow]] = [
        Column("number", _("Number"), lambda row: row.number, code=True, width=136),
        Column("placed_on", _("Placed on"), lambda row: row.placed_on, width=112, yields=2),
        Column("customer", _("Customer"), lambda row: row.customer, fills=True),
        Column("city", _("City"), lambda row: row.city, width=120, optional=True),
        Column("status", _("Status"), order_state, tone=order_tone, width=124),
        Column("packed", _("Packed"), _packed, width=104, yields=3),
        _recurring(yields=1),
        Column("once", _("Once"), lambda row: row.once, width=112, yields=4),
    ]
    return _without(columns, with_customer)


def order_state(row: OrderRow) -> str:
    """What waits for its check says so instead of being open."""
    return _("in check") if row.in_check else label(row.status)


def order_tone(row: OrderRow) -> Tone:
    return Tone.WARN if row.in_check else ORDER_TONES[row.status]


def contract_columns(*, with_customer: bool = True) -> list[Column[ContractRow]]:
    columns: list[Column[ContractRow]] = [
        Column("number", _("Number"), lambda row: row.number, code=True, width=136),
        Column("customer", _("Customer"), lambda row: row.customer, width=176),
        Column("title", _("Contents"), _contents, fills=True, yields=1),
        Column(
            "status",
            _("Status"),
            lambda row: row.status,
            show=label,
            tone=lambda row: CONTRACT_TONES.get(row.status, Tone.NEUTRAL),
            width=160,
        ),
        Column("start_on", _("Start"), lambda row: row.start_on, width=112, optional=with_customer),
        Column("end_on", _("End"), lambda row: row.end_on, width=112, optional=True),
        _recurring(yields=2),
        Column("next_due_on", _("Next bill"), lambda row: row.next_due_on, width=144, yields=3),
    ]
    return _without(columns, with_customer)


def invoice_columns(
    *, with_customer: bool = True, day: Callable[[], date] = lambda: date.min
) -> list[Column[InvoiceRow]]:
    """Credit notes stand with a minus, so that a column adds up. `day` tells what is overdue."""
    columns: list[Column[InvoiceRow]] = [
        Column("number", _("Number"), lambda row: row.number, code=True, width=152),
        Column("kind", _("Kind"), lambda row: row.kind, show=label, tone=_kind_tone, width=152, yields=3),
        Column("issued_on", _("Issued on"), lambda row: row.issued_on, width=112, yields=1),
        Column("customer", _("Customer"), lambda row: row.customer, fills=True),
        Column("contracts", _("Contracts"), lambda row: ", ".join(row.contracts), width=136, optional=with_customer),
        Column("due_on", _("Due on"), _due_on, width=112, yields=2),
        Column("net", _("Net"), lambda row: -row.net if _is_credit(row) else row.net, width=112, optional=True),
        Column("vat", _("VAT"), lambda row: -row.vat if _is_credit(row) else row.vat, width=104, optional=True),
        Column("gross", _("Amount"), lambda row: row.signed, width=120),
        Column("open", _("Open amount"), lambda row: row.open or None, align=Align.RIGHT, width=112),
        Column(
            "state",
            _("State"),
            lambda row: row.state_on(day()),
            show=label,
            tone=lambda row: DOCUMENT_TONES[row.state_on(day())],
            width=136,
            yields=4,
        ),
        Column("corrects", _("Corrects"), lambda row: row.corrects, width=152, optional=True),
    ]
    return _without(columns, with_customer)


def held_columns() -> list[Column[HeldRow]]:
    return [
        Column("code", _("Code"), lambda row: row.code, code=True, width=128),
        Column("title", _("Product"), lambda row: row.title, fills=True),
        Column("since", _("Since"), lambda row: legal_day(row.since), width=104, optional=True),
    ]


def _without(columns: list[Column], with_customer: bool) -> list[Column]:  # type: ignore[type-arg]  # any row
    if with_customer:
        return columns
    kept = [column for column in columns if column.key not in ("customer", "city")]
    if any(column.fills for column in kept):
        return kept
    return [replace(column, fills=column.key in ("contracts", "packed")) for column in kept]


def _recurring(yields: int) -> Column[Any]:
    """Sums by rhythm. Put in order by what they come to in a mean month; files have that beside."""
    return Column(
        "recurring",
        _("Recurring"),
        lambda row: row.recurring,
        show=shown_recurring,
        align=Align.RIGHT,
        width=144,
        wide=264,
        yields=yields,
        sorts_by=lambda row: row.recurring.a_month,
        beside=(_("On average a month"), lambda row: row.recurring.a_month),
    )


def _packed(row: OrderRow) -> str | None:
    return _("{done} of {of}").format(done=row.done, of=row.wanted) if row.wanted else None


def _contents(row: ContractRow) -> str:
    return f"{row.title} {count('and {count} more', 'and {count} more', row.more)}" if row.more else row.title


def _is_credit(row: InvoiceRow) -> bool:
    return row.kind is InvoiceKind.CREDIT_NOTE


def _kind_tone(row: InvoiceRow) -> Tone | None:
    return Tone.WARN if _is_credit(row) else None


def _due_on(row: InvoiceRow) -> object:
    return None if _is_credit(row) else row.due_on
