"""What happened to attempts to collect an invoice's money: the steps that each of them keeps."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.queries.lifecycle.source import Source, columns

PAYMENTS: Final = (
    Source(
        Teller.STEP,
        frozenset({LifeKind.MONEY}),
        ("invoices",),
        ("payment_attempt_step", "payment_attempt", "invoice"),
        f"""SELECT {
            columns(
                at="coalesce(k.effective_at, s.taken_at)",
                key="s.payment_attempt_id::text || ':' || lpad(s.n::text, 6, '0')",
                name="'payment.' || s.step",
                kind="'money'",
                place="'invoice'",
                subject_id="t.invoice_id",
                number="i.number",
                command_id="s.command_id",
                minor="coalesce(s.amount_minor, t.amount_minor)",
                currency="t.currency",
                why="s.reason_text",
                facts="jsonb_strip_nulls(jsonb_build_object('payment_reason', s.reason_class))",
            )
        } FROM umlauf.payment_attempt_step s JOIN umlauf.payment_attempt t ON t.id = s.payment_attempt_id
            JOIN umlauf.invoice i ON i.id = t.invoice_id
            LEFT JOIN umlauf.command_origin k ON k.command_id = s.command_id
            WHERE t.invoice_id = ANY(%(invoices)s)""",  # noqa: S608 - constants only
    ),
)
