"""Cases that a collection partner has, and claims that are written off."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from psycopg.types.json import Jsonb

from domain.billing.model import TaxCategory
from domain.billing.settlement import EntryId
from domain.collection.model import CollectionCase, CollectionId, Stage, StepTaken, UnknownCollection
from domain.collection.writing_off import VatPart, WriteOffCause
from domain.ids import ContractId, CustomerId, InvoiceId, PersonId
from domain.money import Currency, Money
from storage.database import Row
from storage.repositories.base import Desk, money

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('collection ' || %(id)s::text, 0))"
CASE_SQL: Final = (
    "SELECT c.*, ARRAY(SELECT i.invoice_id FROM umlauf.collection_item i WHERE i.case_id = c.id ORDER BY 1) AS invoices"
    " FROM umlauf.collection_case c"
)
_HOLDS_THINGS: Final = """
    SELECT DISTINCT l.contract_id FROM umlauf.assignment g JOIN umlauf.contract_line l ON l.id = g.contract_line_id
    JOIN umlauf.contract k ON k.id = l.contract_id
    WHERE k.customer_id = %(id)s AND upper_inf(g.during) AND NOT EXISTS (
        SELECT FROM umlauf.return_line r JOIN LATERAL (SELECT s.stage FROM umlauf.return_step s
            WHERE s.return_id = r.return_id ORDER BY s.n DESC LIMIT 1) s
            ON s.stage NOT IN ('withdrawn', 'refused', 'lapsed', 'closed')
        WHERE r.asset_id = g.asset_id AND r.received_at IS NULL AND r.missing_at IS NULL) ORDER BY 1"""


def case_from(row: Row) -> CollectionCase:
    return CollectionCase(
        CollectionId(row["id"]),
        row["number"],
        CustomerId(row["customer_id"]),
        row["partner"],
        tuple(InvoiceId(each) for each in row["invoices"]),
        money(row, "total_minor"),
        row["proposed_on"],
        Stage(row["stage"]),
        PersonId(row["proposed_by"]),
    )


class CollectionFile:
    """`domain.collection.book.CollectionBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, case: CollectionCase) -> None:
        self._desk.write(
            "INSERT INTO umlauf.collection_case (id, number, customer_id, currency, partner, total_minor, proposed_on,"
            " proposed_by, command_id) VALUES (%(id)s, %(number)s, %(customer)s, %(currency)s, %(partner)s, %(total)s,"
            " %(on)s, %(by)s, %(command)s)",
            id=case.id,
            number=case.number,
            customer=case.customer_id,
            currency=case.total.currency,
            partner=case.partner,
            total=case.total.minor,
            on=case.proposed_on,
            by=self._desk.context.actor_id,
            command=self._desk.context.command_id,
        )
        rows = [[case.id, each] for each in case.invoice_ids]
        self._desk.copy("umlauf.collection_item", ["case_id", "invoice_id"], rows)

    def get(self, case_id: CollectionId) -> CollectionCase:
        self._desk.rows(_LOCK, id=str(case_id))
        rows = self._desk.rows(f"{CASE_SQL} WHERE c.id = %(id)s", id=case_id)
        if not rows:
            raise UnknownCollection(case=case_id)
        return case_from(rows[0])

    def live(self, customer_id: CustomerId, currency: Currency) -> CollectionCase | None:
        rows = self._desk.rows(
            f"{CASE_SQL} WHERE c.customer_id = %(id)s AND c.currency = %(currency)s"
            " AND c.stage IN ('proposed', 'handed_over', 'in_court', 'part_paid')",
            id=customer_id,
            currency=currency,
        )
        return case_from(rows[0]) if rows else None

    def take(self, case: CollectionCase, taken: StepTaken) -> None:
        values = {
            "id": case.id,
            "step": taken.step,
            "on": taken.on,
            "amount": None if taken.amount is None else taken.amount.minor,
            "by": self._desk.context.actor_id,
            "command": self._desk.context.command_id,
        }
        self._desk.write(
            "INSERT INTO umlauf.collection_case_step (collection_case_id, n, step, on_day, amount_minor, taken_by,"
            " command_id) VALUES (%(id)s, (SELECT coalesce(max(n), 0) + 1 FROM umlauf.collection_case_step"
            " WHERE collection_case_id = %(id)s), %(step)s, %(on)s, %(amount)s, %(by)s, %(command)s)",
            **values,
        )
        if taken.note:
            self._desk.write(
                "INSERT INTO umlauf.collection_words (case_id, n, words) VALUES (%(id)s, (SELECT max(n)"
                " FROM umlauf.collection_case_step WHERE collection_case_id = %(id)s), %(words)s)",
                id=case.id,
                words=taken.note,
            )

    def contracts_with_things(self, customer_id: CustomerId) -> list[ContractId]:
        return [ContractId(row["contract_id"]) for row in self._desk.rows(_HOLDS_THINGS, id=customer_id)]

    def vat_groups(self, invoice_id: InvoiceId) -> list[VatPart]:
        rows = self._desk.rows(
            "SELECT v.category, v.rate, v.net_minor, v.vat_minor, i.currency FROM umlauf.invoice_vat v"
            " JOIN umlauf.invoice i ON i.id = v.invoice_id WHERE v.invoice_id = %(id)s ORDER BY v.category, v.rate",
            id=invoice_id,
        )
        return [
            VatPart(TaxCategory(row["category"]), row["rate"], money(row, "net_minor"), money(row, "vat_minor"))
            for row in rows
        ]

    def add_write_off(self, entry_id: EntryId, cause: WriteOffCause, parts: Sequence[VatPart], note: str) -> None:
        told = [
            {
                "category": each.category,
                "rate": f"{each.rate:f}",
                "net_minor": each.net.minor,
                "vat_minor": each.vat.minor,
            }
            for each in parts
        ]
        self._desk.write(
            "INSERT INTO umlauf.claim_write_off (entry_id, cause, parts, command_id)"
            " VALUES (%(entry)s, %(cause)s, %(parts)s, %(command)s)",
            entry=entry_id,
            cause=cause,
            parts=Jsonb(told),
            command=self._desk.context.command_id,
        )
        self._desk.copy("umlauf.claim_write_off_words", ["entry_id", "words"], [[entry_id, note]])


def parts_from(stored: Sequence[dict[str, str | int]], currency: Currency) -> tuple[VatPart, ...]:
    return tuple(
        VatPart(
            TaxCategory(str(each["category"])),
            Decimal(str(each["rate"])),
            Money(int(each["net_minor"]), currency),
            Money(int(each["vat_minor"]), currency),
        )
        for each in stored
    )
