"""Collection cases as the back office sees them, and what a partner gets of each."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from domain.collection.model import CollectionId, Step, UnknownCollection
from domain.ids import CustomerId, InvoiceId
from domain.money import Currency, Money
from domain.views.dunning import CaseFilter, CaseItemRow, CasePage, CaseRow, CaseStepRow, HolderRow, Who
from domain.views.office_rows import Found
from storage.database import Database, Row
from storage.queries.dunning_papers import HELD_SQL
from storage.queries.office_parts import NAME, id_or_number, matching
from storage.repositories.collections import case_from

_MOST: Final = 500
_STAGES: Final = {
    CaseFilter.OPEN: ["handed_over", "in_court", "part_paid"],
    CaseFilter.WAITING: ["proposed"],
    CaseFilter.DONE: ["paid", "closed_unpaid", "recalled", "refused"],
}
_CASES: Final = f"""
    SELECT c.*, u.number AS customer, coalesce({NAME}, '') AS name, w.name AS proposer,
        ARRAY(SELECT i.invoice_id FROM umlauf.collection_item i WHERE i.case_id = c.id ORDER BY 1) AS invoices,
        (SELECT coalesce(sum(i.gross_minor - coalesce(a.used_minor, 0)), 0)::bigint FROM umlauf.collection_item t
            JOIN umlauf.invoice i ON i.id = t.invoice_id LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id
            WHERE t.case_id = c.id) AS open_minor,
        coalesce((SELECT max(s.on_day) FROM umlauf.collection_case_step s WHERE s.collection_case_id = c.id),
            c.proposed_on) AS moved_on,
        (SELECT coalesce(sum(s.amount_minor), 0)::bigint FROM umlauf.collection_case_step s
            WHERE s.collection_case_id = c.id AND s.step = 'fee') AS fees_minor
    FROM umlauf.collection_case c JOIN umlauf.customer u ON u.id = c.customer_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = u.id
    JOIN umlauf.person w ON w.id = c.proposed_by"""  # noqa: S608 - constants only
_ITEMS: Final = """
    SELECT i.id, i.number, i.issued_on, i.due_on, i.currency, i.gross_minor,
        i.gross_minor - coalesce(a.used_minor, 0) AS open_minor, NOT EXISTS (SELECT FROM umlauf.invoice_line l
            WHERE l.invoice_id = i.id AND l.vat_reason <> 'late_payment') AS is_claim,
        (SELECT s.id FROM umlauf.settlement s WHERE s.invoice_id = i.id AND s.kind = 'written_off'
            AND NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = s.id)) AS written_off
    FROM umlauf.collection_item t JOIN umlauf.invoice i ON i.id = t.invoice_id
    LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id WHERE t.case_id = %(id)s ORDER BY i.due_on, i.number"""
_STEPS: Final = """
    SELECT s.*, w.name AS who, coalesce(t.words, '') AS words FROM umlauf.collection_case_step s
    JOIN umlauf.person w ON w.id = s.taken_by
    LEFT JOIN umlauf.collection_words t ON t.case_id = s.collection_case_id AND t.n = s.n
    WHERE s.collection_case_id = %(id)s ORDER BY s.n DESC"""
_PAPERS: Final = """
    SELECT DISTINCT ON (d.subject_id, d.kind) d.file_name, d.kind, d.content FROM umlauf.document d
    WHERE (d.kind = 'invoice' AND d.subject_id IN (SELECT t.invoice_id FROM umlauf.collection_item t
            WHERE t.case_id = %(id)s))
        OR (d.kind = 'reminder' AND d.subject_id IN (SELECT n.notice_id FROM umlauf.dunning_notice_item n
            JOIN umlauf.collection_item t ON t.invoice_id = n.invoice_id WHERE t.case_id = %(id)s))
    ORDER BY d.subject_id, d.kind, d.made_at"""
_CONTRACTS: Final = """
    SELECT DISTINCT k.id, k.number, k.concluded_on, k.start_on, k.end_on FROM umlauf.collection_item t
    JOIN umlauf.invoice_line l ON l.invoice_id = t.invoice_id JOIN umlauf.contract k ON k.id = l.contract_id
    WHERE t.case_id = %(id)s ORDER BY k.number"""
_CONTRACT_FILES: Final = """
    SELECT c.file_name, c.content FROM umlauf.contract_note n JOIN umlauf.contract_note_content c ON c.note_id = n.id
    WHERE n.contract_id = ANY(%(ids)s) AND c.content IS NOT NULL
        AND NOT EXISTS (SELECT FROM umlauf.contract_note_removal r WHERE r.note_id = n.id) ORDER BY n.recorded_at"""
_CUSTOMER: Final = """
    SELECT c.number, c.kind, c.language, c.country, p.given_name, p.family_name, p.company, p.email, p.phone, p.street,
        p.postcode, p.city FROM umlauf.customer c LEFT JOIN umlauf.customer_personal p ON p.customer_id = c.id
    WHERE c.id = %(id)s"""
_LETTERS: Final = """
    SELECT o.created_at, o.facts ->> 'kind' AS kind, o.status FROM umlauf.outbox o
    WHERE o.kind = 'customer' AND o.subject_id = %(id)s AND (o.facts ->> 'kind' LIKE 'dunning%%'
        OR o.facts ->> 'kind' LIKE 'instalments%%' OR o.facts ->> 'kind' LIKE 'collection%%') ORDER BY o.created_at"""
_NOTICES: Final = """
    SELECT DISTINCT n.number, n.on_day, n.level, n.level_name, n.currency, n.debt_minor, n.fee_minor, n.interest_minor,
        n.lump_minor, n.pay_until, (SELECT m.on_day FROM umlauf.dunning_notice_mark m WHERE m.notice_id = n.id
            AND m.what IN ('sent', 'posted')) AS sent_on
    FROM umlauf.dunning_notice n JOIN umlauf.dunning_notice_item i ON i.notice_id = n.id
    JOIN umlauf.collection_item t ON t.invoice_id = i.invoice_id WHERE t.case_id = %(id)s ORDER BY n.on_day, n.number"""


class Collections:
    def __init__(self, database: Database) -> None:
        self._database = database

    def cases(self, text: str, choice: CaseFilter) -> Found[CaseRow]:
        condition, values = matching("umlauf.collection_case", text)
        rows = self._database.read(
            f"{_CASES} WHERE c.id IN (SELECT t.id FROM umlauf.collection_case t WHERE {condition})"  # noqa: S608 - constants only
            " AND (%(stages)s::text[] IS NULL OR c.stage = ANY(%(stages)s))"
            " ORDER BY c.recorded_at DESC LIMIT %(limit)s",
            stages=_STAGES.get(choice),
            limit=_MOST + 1,
            **values,
        )
        return Found(tuple(_case(row) for row in rows[:_MOST]), len(rows) > _MOST)

    def page(self, ref: str) -> CasePage:
        """Without the things. Raises UnknownCollection."""
        row = self._database.read_one(f"{_CASES} WHERE c.id = %(id)s OR c.number = %(number)s", **id_or_number(ref))
        if row is None:
            raise UnknownCollection(case=ref)
        items = tuple(_item(each) for each in self._database.read(_ITEMS, id=row["id"]))
        currency = Currency(row["currency"])
        steps = tuple(_step(each, currency) for each in self._database.read(_STEPS, id=row["id"]))
        return CasePage(_case(row), items, steps, (), row["proposer"], row["recorded_at"])

    def with_things(self, page: CasePage, things: tuple[HolderRow, ...]) -> CasePage:
        return replace(page, things=things)

    def bundle(self, case_id: CollectionId, day: date) -> Mapping[str, bytes]:
        """The manifest and the papers that are kept, each once. Raises UnknownCollection."""
        page = self.page(str(case_id))
        contracts = self._database.read(_CONTRACTS, id=case_id)
        files: dict[str, bytes] = {}
        for row in self._database.read(_PAPERS, id=case_id):
            folder = "invoices" if row["kind"] == "invoice" else "reminders"
            files[f"{folder}/{row['file_name']}"] = bytes(row["content"])
        for n, row in enumerate(self._database.read(_CONTRACT_FILES, ids=[each["id"] for each in contracts]), start=1):
            files[f"contracts/{n:02d}-{_safe(row['file_name'])}"] = bytes(row["content"])
        manifest = self._manifest(page, contracts, sorted(files), day)
        text = json.dumps(manifest, ensure_ascii=False, indent=2, default=str)
        return {"manifest.json": text.encode(), **files}

    def _manifest(self, page: CasePage, contracts: list[Row], files: list[str], day: date) -> dict[str, Any]:
        """As `docs/formats/collection_case.schema.json` describes it."""
        case, read = page.row.case, self._database.read
        [customer] = read(_CUSTOMER, id=case.customer_id)
        return {
            "format": "umlauf-collection-case",
            "version": 1,
            "made_on": day,
            "case": {"number": case.number, "partner": case.partner, "handed_over_on": case.proposed_on},
            "debtor": {name: value or "" for name, value in customer.items()},
            "currency": case.total.currency,
            "total": f"{page.row.open.decimal()}",
            "items": [
                {
                    "number": each.number,
                    "due_on": each.due_on,
                    "gross": f"{each.gross.decimal()}",
                    "open": f"{each.open.decimal()}",
                    "kind": "costs_and_interest" if each.is_claim else "invoice",
                }
                for each in page.items
            ],
            "contracts": [
                {name: each[name] for name in ("number", "concluded_on", "start_on", "end_on")} for each in contracts
            ],
            "reminders": [_reminder(each) for each in read(_NOTICES, id=case.id)],
            "things": [
                {name: each[name] for name in ("code", "title", "contract")}
                for each in read(HELD_SQL, id=case.customer_id)
            ],
            "contacts": [
                {"at": each["created_at"].isoformat(), "letter": each["kind"], "state": each["status"]}
                for each in read(_LETTERS, id=case.customer_id)
            ],
            "files": files,
        }


def _case(row: Row) -> CaseRow:
    currency = Currency(row["currency"])
    who = Who(CustomerId(row["customer_id"]), row["customer"], row["name"])
    amounts = (Money(row["open_minor"], currency), row["moved_on"], Money(row["fees_minor"], currency))
    return CaseRow(case_from(row), who, *amounts)


def _item(row: Row) -> CaseItemRow:
    currency = Currency(row["currency"])
    amounts = (Money(row["gross_minor"], currency), Money(row["open_minor"], currency))
    return CaseItemRow(
        InvoiceId(row["id"]), row["number"], row["due_on"], *amounts, row["is_claim"], row["written_off"]
    )


def _step(row: Row, currency: Currency) -> CaseStepRow:
    amount = None if row["amount_minor"] is None else Money(row["amount_minor"], currency)
    return CaseStepRow(Step(row["step"]), row["on_day"], row["taken_at"], row["who"], amount, row["words"])


def _reminder(row: Row) -> dict[str, Any]:
    currency = Currency(row["currency"])
    claimed = Money(row["fee_minor"] + row["interest_minor"] + row["lump_minor"], currency)
    return {
        "number": row["number"],
        "level": row["level"],
        "name": row["level_name"],
        "written_on": row["on_day"],
        "sent_on": row["sent_on"],
        "pay_until": row["pay_until"],
        "debt": f"{Money(row['debt_minor'], currency).decimal()}",
        "claimed": f"{claimed.decimal()}",
    }


def _safe(name: str) -> str:
    """Of a file that somebody else named: nothing that leads out of its folder."""
    return "".join(each if each.isalnum() or each in "._- " else "_" for each in name)[-100:] or "file"
