"""Quotes: read for pages and papers, read and written for commands."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final

from psycopg.types.json import Jsonb

from domain.availability.model import ReservationId
from domain.ids import ContractId, CustomerId, OrderId, StoreId
from domain.orders.try_order import TriedOrder
from domain.quotes.book import QuoteLink
from domain.quotes.model import Person, Quote, QuotedItem, QuoteId, TakenStep, UnknownQuote
from domain.quotes.stages import Stage, Step
from domain.spelling import findable
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.steps import write_steps

_CONVERTER: Final = make_converter()
QUOTES_SQL: Final = (
    "SELECT q.*, p.person, p.signed_by,"
    " (SELECT json_agg(json_build_object('step', s.step, 'stage', s.stage, 'facts', s.facts, 'at', s.effective_at)"
    " ORDER BY s.n) FROM umlauf.quote_step s WHERE s.quote_id = q.id) AS steps,"
    " array(SELECT r.reservation_id FROM umlauf.quote_reservation r WHERE r.quote_id = q.id ORDER BY 1) AS kept"
    " FROM umlauf.quote q LEFT JOIN umlauf.quote_personal p ON p.quote_id = q.id"
)
_OVERDUE: Final = (
    "SELECT id FROM umlauf.quote WHERE stage IN ('sent', 'seen') AND valid_until < %(day)s ORDER BY id LIMIT 500"
)
_COLUMNS: Final = (
    "id", "family_id", "number", "version", "store_id", "customer_id", "language", "items", "tried", "currency",
    "monthly_minor", "total_minor", "made_on", "valid_until", "voucher", "start_on", "note", "words", "reserves",
    "stage",
)  # fmt: skip
_INSERT: Final = (
    f"INSERT INTO umlauf.quote ({', '.join(_COLUMNS)}) VALUES ({', '.join(f'%({name})s' for name in _COLUMNS)})"  # noqa: S608 - constants only
)


def items_from(stored: object) -> tuple[QuotedItem, ...]:
    items: tuple[QuotedItem, ...] = _CONVERTER.structure(stored, tuple[QuotedItem, ...])
    return items


def tried_from(stored: object) -> TriedOrder:
    tried: TriedOrder = _CONVERTER.structure(stored, TriedOrder)
    return tried


def quote_from(row: Row) -> Quote:
    """A row of QUOTES_SQL."""
    person: Person | None = None if row["person"] is None else _CONVERTER.structure(row["person"], Person)
    return Quote(
        QuoteId(row["id"]),
        QuoteId(row["family_id"]),
        row["number"],
        row["version"],
        StoreId(row["store_id"]),
        None if row["customer_id"] is None else CustomerId(row["customer_id"]),
        person,
        row["language"],
        items_from(row["items"]),
        tried_from(row["tried"]),
        row["made_on"],
        row["valid_until"],
        row["voucher"],
        row["start_on"],
        row["note"],
        row["words"],
        row["reserves"],
        tuple(_step(each) for each in row["steps"]),
        tuple(ReservationId(each) for each in row["kept"]),
        None if row["order_id"] is None else OrderId(row["order_id"]),
        None if row["contract_id"] is None else ContractId(row["contract_id"]),
    )


def _step(stored: Row) -> TakenStep:
    at = datetime.fromisoformat(stored["at"])
    return TakenStep(Step(stored["step"]), Stage(stored["stage"]), stored["facts"], at)


def quote_of(read: Callable[..., list[Row]], quote_id: QuoteId) -> Quote:
    """As it is; not locked. Raises UnknownQuote."""
    rows = read(f"{QUOTES_SQL} WHERE q.id = %(id)s", id=quote_id)
    if not rows:
        raise UnknownQuote(quote=quote_id)
    return quote_from(rows[0])


class QuoteFile:
    """`domain.quotes.book.QuoteBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, quote_id: QuoteId) -> Quote:
        """Raises UnknownQuote."""
        rows = self._desk.rows(f"{QUOTES_SQL} WHERE q.id = %(id)s FOR UPDATE OF q", id=quote_id)
        if not rows:
            raise UnknownQuote(quote=quote_id)
        return quote_from(rows[0])

    def newest(self, family_id: QuoteId) -> int:
        sql = "SELECT max(version) AS newest FROM umlauf.quote WHERE family_id = %(id)s"
        return int(self._desk.rows(sql, id=family_id)[0]["newest"] or 0)

    def add(self, quote: Quote) -> None:
        tried = quote.tried
        values: dict[str, Any] = {
            **{name: getattr(quote, name) for name in _COLUMNS if hasattr(quote, name)},
            "items": Jsonb(_CONVERTER.unstructure(quote.items)),
            "tried": Jsonb(_CONVERTER.unstructure(tried)),
            "currency": tried.year.currency,
            "monthly_minor": tried.monthly.minor,
            "total_minor": tried.year.minor,
        }
        self._desk.write(_INSERT, **values)
        person = None if quote.person is None else Jsonb(_CONVERTER.unstructure(quote.person))
        self._desk.write(
            "INSERT INTO umlauf.quote_personal (quote_id, person, search) VALUES (%(id)s, %(person)s, %(search)s)",
            id=quote.id,
            person=person,
            search=_search(quote),
        )
        self._add_beside(quote)

    def _add_beside(self, quote: Quote) -> None:
        """What this command did: its steps, and what it keeps from now on."""
        write_steps(self._desk, "quote", quote.id, quote.steps)
        is_sent_now = any(taken.at is None and taken.step is Step.SEND for taken in quote.steps)
        for each in quote.reservations if is_sent_now else ():
            self._desk.write(
                "INSERT INTO umlauf.quote_reservation (quote_id, reservation_id) VALUES (%(quote)s, %(reservation)s)",
                quote=quote.id,
                reservation=each,
            )

    def save(self, quote: Quote) -> None:
        self._desk.write(
            "UPDATE umlauf.quote SET stage = %(stage)s, customer_id = %(customer)s, order_id = %(order)s,"
            " contract_id = %(contract)s WHERE id = %(id)s",
            id=quote.id,
            stage=quote.stage,
            customer=quote.customer_id,
            order=quote.order_id,
            contract=quote.contract_id,
        )
        self._add_beside(quote)

    def add_link(self, link: QuoteLink) -> None:
        self._desk.write(
            "INSERT INTO umlauf.quote_link (id, quote_id, digest) VALUES (%(id)s, %(quote)s, %(digest)s)",
            id=link.id,
            quote=link.quote_id,
            digest=link.digest,
        )

    def overdue(self, day: date) -> Sequence[QuoteId]:
        return [QuoteId(row["id"]) for row in self._desk.rows(_OVERDUE, day=day)]

    def note_signature(self, quote_id: QuoteId, name: str) -> None:
        self._desk.write(
            "UPDATE umlauf.quote_personal SET signed_by = %(name)s WHERE quote_id = %(id)s", id=quote_id, name=name
        )


def _search(quote: Quote) -> str:
    """What somebody who is no customer yet is found by."""
    if quote.person is None:
        return ""
    personal = quote.person.personal
    parts = (personal.given_name, personal.family_name, personal.company, personal.email)
    return findable(" ".join(part for part in parts if part))
