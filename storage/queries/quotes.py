"""Quotes as the office sees them: the list with what became of them, one with its versions and steps, its paper."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.business import Recipient
from domain.customers.model import Address, CustomerKind
from domain.ids import CustomerId
from domain.money import Currency, Money
from domain.quotes.model import Quote, QuoteId, UnknownQuote
from domain.quotes.sheet import QuoteSheet, line_of
from domain.quotes.stages import Stage
from domain.settings.quotes import QuoteSettings
from domain.views.office_rows import Found
from domain.views.quotes import QuoteFigures, QuotePage, QuoteQuestion, QuoteRow, QuoteStepRow
from storage.database import Database, Row
from storage.portal.address import portal_address
from storage.queries.office_parts import NAME, found, id_or_number, like, words_in
from storage.repositories.customers import CUSTOMER_SQL, customer_from
from storage.repositories.quotes import QUOTES_SQL, quote_from, quote_of
from storage.repositories.settings import quotes_from

_PERSON: Final = (
    "coalesce(nullif(btrim(concat(i.person -> 'personal' ->> 'given_name', ' ', i.person -> 'personal' ->>"
    " 'family_name')), ''), i.person -> 'personal' ->> 'company')"
)
_WHO: Final = f"coalesce({NAME}, {_PERSON}, '')"
_ROWS: Final = f"""
    SELECT q.id, q.number, q.version, coalesce(c.number, '') AS customer, {_WHO} AS name, q.stage, q.made_on,
        q.valid_until, q.monthly_minor, q.total_minor, q.currency, coalesce(o.number, '') AS order_number,
        (SELECT string_agg(concat(e -> 'item' ->> 'quantity', ' × ', e ->> 'title'), ', ')
            FROM jsonb_array_elements(q.items) e) AS things
    FROM umlauf.quote q LEFT JOIN umlauf.quote_personal i ON i.quote_id = q.id
    LEFT JOIN umlauf.customer c ON c.id = q.customer_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = q.customer_id
    LEFT JOIN umlauf.customer_order o ON o.id = q.order_id
    WHERE NOT EXISTS (SELECT FROM umlauf.quote n WHERE n.family_id = q.family_id AND n.version > q.version)"""  # noqa: S608 - constants only
_NEWEST: Final = "ORDER BY q.made_on DESC, q.number DESC LIMIT %(limit)s"
_VERSIONS: Final = "SELECT version, id, stage FROM umlauf.quote WHERE family_id = %(id)s ORDER BY version DESC"
_STEPS: Final = """
    SELECT s.effective_at, s.step, s.stage, s.facts, a.name AS who
    FROM umlauf.quote_step s LEFT JOIN umlauf.person a ON a.id = s.actor_id
    WHERE s.quote_id = %(id)s ORDER BY s.n"""
_NUMBERS: Final = """
    SELECT coalesce(o.number, '') AS order_number, coalesce(k.number, '') AS contract,
        coalesce(p.signed_by, '') AS signed_by
    FROM umlauf.quote q LEFT JOIN umlauf.customer_order o ON o.id = q.order_id
    LEFT JOIN umlauf.contract k ON k.id = q.contract_id LEFT JOIN umlauf.quote_personal p ON p.quote_id = q.id
    WHERE q.id = %(id)s"""
_SENT: Final = """
    SELECT q.stage, q.currency, q.total_minor, d.facts ->> 'reason' AS reason,
        (d.effective_at::date - f.sent_at::date) AS days
    FROM umlauf.quote q
    CROSS JOIN LATERAL (SELECT min(s.effective_at) AS sent_at FROM umlauf.quote v
        JOIN umlauf.quote_step s ON s.quote_id = v.id AND s.step = 'send' WHERE v.family_id = q.family_id) f
    LEFT JOIN umlauf.quote_step d ON d.quote_id = q.id AND d.step IN ('accept', 'decline', 'expire')
    WHERE f.sent_at >= %(since)s AND f.sent_at < %(until)s AND NOT EXISTS (SELECT FROM umlauf.quote n
        WHERE n.family_id = q.family_id AND n.version > q.version)"""


class Quotes:
    """`domain.views.quotes.QuoteQuestions`, on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def quotes(self, question: QuoteQuestion) -> Found[QuoteRow]:
        fits, values = words_in(f"concat_ws(' ', q.number, {_WHO}, p.email, i.search)", question.words)
        rows = self._database.read(
            f"{_ROWS} AND ({fits} OR q.number ILIKE %(like)s)"
            " AND (%(any)s OR q.stage = ANY(%(stages)s))"
            " AND (%(customer)s::uuid IS NULL OR q.customer_id = %(customer)s)"
            f" AND (%(since)s::date IS NULL OR q.made_on >= %(since)s) {_NEWEST}",
            like=like(question.words.strip()),
            any=not question.stages,
            stages=sorted(question.stages),
            customer=question.customer_id,
            since=question.since,
            limit=question.limit + 1,
            **values,
        )
        return found(rows, question.limit, _row)

    def of_customer(self, customer_id: CustomerId) -> Sequence[QuoteRow]:
        return self.quotes(QuoteQuestion(customer_id=customer_id, limit=50)).rows

    def figures(self, since: date, until: date) -> QuoteFigures:
        rows = self._database.read(_SENT, since=since, until=until)
        by_stage = Counter(Stage(row["stage"]) for row in rows)
        won = [row for row in rows if row["stage"] == Stage.ACCEPTED]
        waiting = [row for row in rows if row["stage"] in (Stage.SENT, Stage.SEEN)]
        days = [row["days"] for row in won if row["days"] is not None]
        return QuoteFigures(
            len(rows),
            len(waiting),
            len(won),
            by_stage[Stage.DECLINED],
            by_stage[Stage.EXPIRED],
            round(sum(days) / len(days)) if days else None,
            _sums(won),
            _sums(waiting),
            Counter(row["reason"] for row in rows if row["stage"] == Stage.DECLINED and row["reason"]),
        )

    def page(self, ref: str) -> QuotePage:
        """Raises UnknownQuote."""
        rows = self._database.read(
            f"{QUOTES_SQL} WHERE q.id = %(id)s OR q.number = %(number)s ORDER BY q.version DESC LIMIT 1",
            **id_or_number(ref),
        )
        if not rows:
            raise UnknownQuote(quote=ref)
        quote = quote_from(rows[0])
        customer = None
        if quote.customer_id is not None:
            people = self._database.read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=quote.customer_id)
            customer = customer_from(people[0])
        versions = self._database.read(_VERSIONS, id=quote.family_id)
        [known] = self._database.read(_NUMBERS, id=quote.id)
        return QuotePage(
            quote,
            self._sheet(quote),
            customer,
            tuple((row["version"], QuoteId(row["id"]), Stage(row["stage"])) for row in versions),
            tuple(_step(row) for row in self._database.read(_STEPS, id=quote.id)),
            known["order_number"],
            known["contract"],
            known["signed_by"],
        )

    def settings(self) -> QuoteSettings:
        row = self._database.read_one("SELECT value FROM umlauf.setting WHERE name = 'quotes'")
        return quotes_from(row["value"] if row else None)

    def pages(self) -> str:
        return portal_address(self._database.read_one)

    def sheet(self, quote_id: QuoteId) -> QuoteSheet:
        """Raises UnknownQuote."""
        return self._sheet(quote_of(self._database.read, quote_id))

    def _sheet(self, quote: Quote) -> QuoteSheet:
        number, kind, personal = "", CustomerKind.CONSUMER, None
        if quote.customer_id is not None:
            people = self._database.read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=quote.customer_id)
            customer = customer_from(people[0])
            number, kind, personal = customer.number, customer.kind, customer.personal
        elif quote.person is not None:
            kind, personal = quote.person.kind, quote.person.personal
        nowhere = Address("", "", "")
        recipient = Recipient("", "", nowhere)
        if personal is not None:
            name = f"{personal.given_name} {personal.family_name}".strip()
            recipient = Recipient(name, personal.company, personal.address or nowhere)
        return sheet_of(quote, recipient, number, kind)


def sheet_of(quote: Quote, recipient: Recipient, customer_number: str, kind: CustomerKind) -> QuoteSheet:
    return QuoteSheet(
        quote.known_as,
        quote.made_on,
        quote.valid_until,
        customer_number,
        recipient,
        kind,
        quote.language,
        tuple(line_of(each) for each in quote.items),
        quote.tried,
        quote.start_on,
        quote.voucher,
        quote.words,
        quote.reserves,
    )


def _row(row: Row) -> QuoteRow:
    currency = Currency(row["currency"])
    return QuoteRow(
        QuoteId(row["id"]),
        row["number"],
        row["version"],
        row["customer"],
        row["name"],
        row["things"] or "",
        Stage(row["stage"]),
        row["made_on"],
        row["valid_until"],
        Money(row["monthly_minor"], currency),
        Money(row["total_minor"], currency),
        row["order_number"],
    )


def _step(row: Row) -> QuoteStepRow:
    return QuoteStepRow(row["effective_at"], row["step"], Stage(row["stage"]), row["who"] or "", row["facts"])


def _sums(rows: Sequence[Row]) -> tuple[Money, ...]:
    """By currency."""
    found: dict[Currency, int] = {}
    for row in rows:
        found[Currency(row["currency"])] = found.get(Currency(row["currency"]), 0) + row["total_minor"]
    return tuple(Money(minor, currency) for currency, minor in sorted(found.items()))
