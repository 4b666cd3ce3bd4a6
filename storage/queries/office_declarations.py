"""Declarations that end contracts, for the back office: the list, one with its suggestions, its file."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from domain.cancellations.matching import Candidate, numbers_in, suggestions
from domain.cancellations.model import Channel, DeclarationId, DeclaredKind, Sender, UnknownDeclaration
from domain.cancellations.stages import OPEN, Stage, Step, open_steps
from domain.clock import Clock, legal_day, today
from domain.contracts.status import Status
from domain.ids import ContractId, CustomerId
from domain.spelling import sought
from domain.views.declarations import DeclarationFilter, DeclarationPage, DeclarationRow, DeclarationStep, ReasonRow
from domain.views.office_rows import Found, StoredPaper
from storage.database import Database, Row
from storage.queries.cancel_reasons import cancellation_settings, reasons_of
from storage.queries.office_parts import NAME, found, id_or_number, like, name_filter, words_in
from storage.repositories.declarations import STEPS, declarations_from, sender_from

_LIST: Final = f"""
    SELECT d.*, coalesce(nullif(x.sender_name, ''), {NAME}, '') AS name, t.stage, coalesce(k.number, '') AS contract,
        m.facts ->> 'kind' AS kind
    FROM umlauf.declaration d JOIN umlauf.declaration_content x ON x.declaration_id = d.id
    JOIN LATERAL (SELECT s.stage, s.contract_id FROM umlauf.declaration_step s WHERE s.declaration_id = d.id
        ORDER BY s.n DESC LIMIT 1) t ON true
    LEFT JOIN LATERAL (SELECT s.facts FROM umlauf.declaration_step s WHERE s.declaration_id = d.id
        AND s.step = 'match' AND t.contract_id IS NOT NULL ORDER BY s.n DESC LIMIT 1) m ON true
    LEFT JOIN umlauf.contract k ON k.id = t.contract_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = k.customer_id"""  # noqa: S608 - constants only
_FILTERS: Final = {
    DeclarationFilter.ALL: "true",
    DeclarationFilter.OPEN: "t.stage = ANY(%(open)s)",
    DeclarationFilter.TO_MATCH: "t.stage = 'unmatched'",
    DeclarationFilter.TO_CARRY_OUT: "t.stage = 'matched'",
    DeclarationFilter.OVER: "t.stage <> ALL(%(open)s)",
}
_CONTENT: Final = (
    "SELECT c.*, coalesce(w.name, '') AS taken_by FROM umlauf.declaration_content c JOIN umlauf.declaration d"
    " ON d.id = c.declaration_id LEFT JOIN umlauf.person w ON w.id = d.taken_by WHERE c.declaration_id = %(id)s"
)
_OTHERS: Final = """
    SELECT d.number FROM umlauf.declaration d JOIN LATERAL (SELECT s.stage, s.contract_id
        FROM umlauf.declaration_step s WHERE s.declaration_id = d.id ORDER BY s.n DESC LIMIT 1) t ON true
    WHERE t.contract_id = %(contract)s AND d.id <> %(id)s AND t.stage IN ('matched', 'carried_out')
    ORDER BY d.received_at, d.number"""
_CANDIDATES: Final = f"""
    SELECT k.id, k.number, k.status, k.customer_id, c.number AS customer_number, {NAME} AS name,
        coalesce(p.email, '') AS email, k.notice_on IS NOT NULL AS has_ending,
        coalesce((SELECT l.title FROM umlauf.contract_line l WHERE l.contract_id = k.id ORDER BY l.position LIMIT 1),
            '') AS title
    FROM umlauf.contract k JOIN umlauf.customer c ON c.id = k.customer_id
    JOIN umlauf.customer_personal p ON p.customer_id = c.id
    WHERE {{condition}} ORDER BY k.status IN ('ended', 'bought_out', 'withdrawn', 'terminated'), {{order}}
    LIMIT %(limit)s"""  # noqa: S608 - constants only
_BY_SIGNS: Final = (
    "k.number ILIKE ANY(%(contracts)s) OR c.number ILIKE ANY(%(customers)s)"
    " OR (%(email)s <> '' AND lower(p.email) LIKE %(email)s)"
    " OR (%(name)s <> '' AND word_similarity(%(name)s, p.search) > 0.4)"
)
_MOST: Final = 100
_HITS: Final = 12


class OfficeDeclarations:
    """`OfficeDeclarations(database, clock)`; on the thread of its database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def list(self, text: str, which: DeclarationFilter, limit: int = 200) -> Found[DeclarationRow]:
        day = today(self._clock)
        condition, words = words_in("t.number || ' ' || t.name || ' ' || t.contract", text)
        rows = self._database.read(
            f"SELECT * FROM ({_LIST}) t WHERE {_FILTERS[which]} AND {condition}"  # noqa: S608 - constants only
            " ORDER BY t.stage = ANY(%(open)s) DESC, CASE WHEN t.stage = ANY(%(open)s) THEN t.received_at END,"
            " t.received_at DESC LIMIT %(limit)s",
            open=[each.value for each in OPEN],
            limit=limit + 1,
            **words,
        )
        return found(rows, limit, lambda row: _row(row, day))

    def page(self, ref: str) -> DeclarationPage:
        """Raises UnknownDeclaration."""
        row = self._database.read_one(f"{_LIST} WHERE d.id = %(id)s OR d.number = %(number)s", **id_or_number(ref))
        if row is None:
            raise UnknownDeclaration(declaration=ref)
        known = row["id"]
        steps = self._database.read(STEPS, ids=[known])
        [declaration] = declarations_from([row], steps)
        [content] = self._database.read(_CONTENT, id=known)
        sender = sender_from(content)
        contract_id = declaration.contract_id
        others = self._database.read(_OTHERS, contract=contract_id, id=known) if contract_id else []
        return DeclarationPage(
            _row(row, today(self._clock)),
            declaration,
            sender,
            content["file_name"],
            content["taken_by"],
            contract_id,
            row["contract"],
            tuple(each["number"] for each in others),
            tuple(_step(each) for each in reversed(steps)),
            tuple(suggestions(sender, self._likely(sender))) if Step.MATCH in open_steps(declaration.stage) else (),
            cancellation_settings(self._database),
        )

    def candidates(self, words: str) -> Sequence[Candidate]:
        condition, values = name_filter(words)
        either = f"k.number ILIKE %(number)s OR ({condition})"
        return self._read(either, "k.id DESC", number=like(words.strip()), limit=_HITS, **values)

    def of_contract(self, contract_id: ContractId) -> Sequence[DeclarationRow]:
        return self._matched("k.id = %(id)s", contract_id)

    def of_customer(self, customer_id: CustomerId) -> Sequence[DeclarationRow]:
        return self._matched("k.customer_id = %(id)s", customer_id)

    def reasons(self, since: date | None, until: date | None) -> Sequence[ReasonRow]:
        return reasons_of(self._database, since, until)

    def _matched(self, condition: str, known: ContractId | CustomerId) -> Sequence[DeclarationRow]:
        day = today(self._clock)
        rows = self._database.read(f"{_LIST} WHERE {condition} ORDER BY d.received_at DESC LIMIT 50", id=known)
        return [_row(row, day) for row in rows]

    def file(self, declaration_id: DeclarationId) -> StoredPaper:
        """Raises UnknownDeclaration when nothing came with it."""
        row = self._database.read_one(
            "SELECT file_name, content FROM umlauf.declaration_content WHERE declaration_id = %(id)s"
            " AND content IS NOT NULL",
            id=declaration_id,
        )
        if row is None:
            raise UnknownDeclaration(declaration=declaration_id)
        return StoredPaper(row["file_name"], bytes(row["content"]))

    def _likely(self, sender: Sender) -> Sequence[Candidate]:
        """As many as may be; the domain says what speaks for each."""
        numbers = numbers_in(f"{sender.contract} {sender.words}")
        name = sought(sender.name)
        letters = sender.email.partition("@")[0][:2].replace("%", "").replace("_", "").lower()
        return self._read(
            _BY_SIGNS,
            "word_similarity(%(name)s, p.search) DESC, k.id DESC",
            contracts=[f"CT-{number:06d}-_" for kind, number in numbers if kind != "CU"],
            customers=[f"CU-{number:06d}-_" for kind, number in numbers if kind != "CT"],
            email=f"{letters}%" if letters else "",
            name=name,
            limit=_MOST,
        )

    def _read(self, condition: str, order: str, **values: Any) -> Sequence[Candidate]:
        sql = _CANDIDATES.format(condition=condition, order=order)
        return [_candidate(row) for row in self._database.read(sql, **values)]


def _row(row: Row, day: date) -> DeclarationRow:
    stage = Stage(row["stage"])
    age = (day - legal_day(row["received_at"])).days if stage in OPEN else None
    return DeclarationRow(
        DeclarationId(row["id"]),
        row["number"],
        Channel(row["channel"]),
        row["received_at"],
        stage,
        row["name"],
        row["contract"],
        DeclaredKind(row["kind"]) if row["kind"] else None,
        age,
    )


def _step(row: Row) -> DeclarationStep:
    return DeclarationStep(Step(row["step"]), Stage(row["stage"]), row["effective_at"], row["who"], row["facts"])


def _candidate(row: Row) -> Candidate:
    return Candidate(
        ContractId(row["id"]),
        row["number"],
        CustomerId(row["customer_id"]),
        row["customer_number"],
        row["name"],
        row["email"],
        Status(row["status"]),
        row["title"],
        row["has_ending"],
    )
