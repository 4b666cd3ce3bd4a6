"""Reads one page of a timeline: asks the sources that apply, each for no more than fits, and puts them in order."""

from collections.abc import Sequence
from typing import Final

from domain.application import Seat
from domain.clock import LEGAL_ZONE
from domain.ids import CommandId, PersonId
from domain.money import Currency, Money
from domain.views.lifecycle import (
    LifeCursor,
    LifeKind,
    LifePage,
    LifePlace,
    LifeQuestion,
    LifeRow,
    Teller,
    once,
)
from domain.views.lifecycle_told import names_of, told
from storage.database import Database, Row
from storage.embedded.logins import seat_login
from storage.queries.lifecycle.circle import Circle, circle_of
from storage.queries.lifecycle.source import COLUMNS, Reader, Source
from storage.queries.lifecycle.sources import SOURCES

_RANKS: Final = {teller: rank for rank, teller in enumerate(Teller)}
_MORE: Final = 40
"""Rows read beyond a page, so that what one command did is seldom cut in two."""
_WHO: Final = """
    SELECT r.*, w.name AS who, o.seat, o.login, s.name AS store FROM ({rows}) r
    LEFT JOIN umlauf.command_origin o ON o.command_id = r.command_id
    LEFT JOIN umlauf.person w ON w.id = coalesce(r.actor_id, o.actor_id)
    LEFT JOIN umlauf.store s ON s.id = o.store_id
    ORDER BY r.at DESC, r.rank DESC, r.key COLLATE "C" DESC, r.source"""
_LEDGER_DAYS: Final = {
    "first": "s.at >= %(first)s::date::timestamp AT TIME ZONE %(zone)s",
    "last": "s.at < (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s",
    "who": """(s.actor_id = %(who)s OR EXISTS (SELECT FROM umlauf.command_origin o
        WHERE o.command_id = s.command_id AND o.actor_id = %(who)s))""",
}


class Lifecycle:
    """`Lifecycle(database).page(question)`; on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._reader = Reader(database)

    def people(self) -> tuple[tuple[PersonId, str], ...]:
        rows = self._reader.read("SELECT id, name FROM umlauf.person ORDER BY name, id")
        return tuple((PersonId(row["id"]), row["name"]) for row in rows)

    def page(self, question: LifeQuestion) -> LifePage:
        circle = circle_of(self._reader, question.of, question.id)
        asked = [each for each in SOURCES if self._applies(each, question, circle)]
        if not asked:
            return LifePage(())
        most = question.limit + _MORE
        rows = self._read(asked, question, circle, most + 1)
        taken = _cut(rows, question.limit)
        cursor = _cursor(taken[-1]) if len(taken) < len(rows) or len(rows) > most else None
        shown = self._dressed(asked, taken)
        return LifePage(tuple(once([_row(row) for row in shown], question.of)), cursor)

    def _applies(self, source: Source, question: LifeQuestion, circle: Circle) -> bool:
        is_wanted = not question.kinds or bool(source.kinds & question.kinds)
        return is_wanted and any(circle[name] for name in source.of) and self._reader.may(*source.tables)

    def _read(self, asked: Sequence[Source], question: LifeQuestion, circle: Circle, most: int) -> list[Row]:
        chosen = ", ".join(f"s.{name}" for name in COLUMNS)
        parts = []
        for number, source in enumerate(asked):
            rank = _RANKS[source.teller]
            where = " AND ".join(_filters(question, rank))
            parts.append(
                f"(SELECT {number} AS source, {rank} AS rank, {chosen} FROM ({source.sql}) s WHERE {where}"  # noqa: S608 - constants only
                ' ORDER BY s.at DESC, s.key COLLATE "C" DESC LIMIT %(most)s)'
            )
        union = " UNION ALL ".join(parts)
        rows = f'SELECT * FROM ({union}) u ORDER BY at DESC, rank DESC, key COLLATE "C" DESC LIMIT %(most)s'  # noqa: S608 - constants only
        after = question.after
        values = {
            "names": names_of(question.kinds) if question.kinds else None,
            "first": question.first_on,
            "last": question.last_on,
            "who": question.who,
            "zone": str(LEGAL_ZONE),
            "at": after.at if after else None,
            "rank": after.rank if after else None,
            "key": after.key if after else None,
            "most": most,
        }
        return self._reader.read(_WHO.format(rows=rows), **circle, **values)

    def _dressed(self, asked: Sequence[Source], rows: list[Row]) -> list[Row]:
        """Each source completes its own rows; the order stays."""
        place = {id(row): number for number, row in enumerate(rows)}
        shown: list[Row] = []
        for number, source in enumerate(asked):
            mine = [row for row in rows if row["source"] == number]
            shown += source.dress(self._reader, mine) if mine and source.dress is not None else mine
        return sorted(shown, key=lambda row: place[id(row)])


def _filters(question: LifeQuestion, rank: int) -> list[str]:
    chosen = ["true"]
    chosen += [_LEDGER_DAYS["first"]] if question.first_on is not None else []
    chosen += [_LEDGER_DAYS["last"]] if question.last_on is not None else []
    chosen += [_LEDGER_DAYS["who"]] if question.who is not None else []
    after = question.after
    if after is not None:
        same = f'({rank}, s.key COLLATE "C") < (%(rank)s, %(key)s)'
        chosen += ["s.at <= %(at)s", f"(s.at < %(at)s OR {same})"]
    return chosen


def _cut(rows: list[Row], limit: int) -> list[Row]:
    """A page, and what else is of the instant of its last row."""
    if len(rows) <= limit:
        return rows
    last = rows[limit - 1]["at"]
    end = next((n for n in range(limit, len(rows)) if rows[n]["at"] != last), len(rows))
    return rows[:end]


def _cursor(row: Row) -> LifeCursor:
    return LifeCursor(row["at"], row["rank"], row["key"])


def _row(row: Row) -> LifeRow:
    teller, name = list(Teller)[row["rank"]], row["name"]
    kind = told(name).kind if teller is Teller.COMMAND else LifeKind(row["kind"])
    return LifeRow(
        row["at"],
        teller,
        kind or LifeKind.CONTRACT,
        name,
        _cursor(row),
        row["number"] or "",
        LifePlace(row["place"]) if row["place"] else None,
        CommandId(row["command_id"]) if row["command_id"] else None,
        row["who"] or "",
        Seat(row["seat"]) if row["seat"] else None,
        row["store"] or "",
        None if row["minor"] is None else Money(row["minor"], Currency(row["currency"])),
        row["why"] or "",
        {fact: value for fact, value in row["facts"].items() if value is not None},
        row.get("differences", ()),
        _station(row),
    )


def _station(row: Row) -> str:
    """A login of its own; that of the whole seat says no more than the seat."""
    login = row["login"] or ""
    return "" if not login or login == seat_login(Seat(row["seat"])) else login
