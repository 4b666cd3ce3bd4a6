"""What a timeline is put together from: sources, each a question that gives rows of one shape."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.database import Database, Row

_YEAR_2200: Final = 7_258_118_400_000


class Reader:
    """A database as one login sees it; what the login may read is asked once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: frozenset[str] | None = None

    def read(self, sql: str, **values: object) -> list[Row]:
        return self._database.read(sql, **values)

    def may(self, *tables: str) -> bool:
        """Whether the login may read all of these tables or views."""
        if self._known is None:
            self._known = frozenset(row["name"] for row in self._database.read(_READABLE))
        return self._known.issuperset(tables)


Dress = Callable[[Reader, list[Row]], list[Row]]

_READABLE: Final = """
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'umlauf' AND c.relkind IN ('r', 'p', 'v') AND has_table_privilege(c.oid, 'SELECT')"""
COLUMNS: Final = (
    "at", "key", "name", "kind", "place", "subject_id", "number", "command_id", "actor_id", "minor", "currency",
    "why", "facts",
)  # fmt: skip
"""What every source gives, in this order.

`at` is when, `key` unique among the rows of a source, and the order of what it tells of one instant. `place` and
`number` name the page to open (`subject_id` its id), `command_id` what did it. `minor` and `currency` NULL: no money.
"""


@dataclass(frozen=True, slots=True)
class Source:
    """`of` are the lists of the circle that it asks by: with all of them empty it is not asked.

    `tables` are those that the login has to be allowed to read; without, the source is left out. `kinds`: what its rows
    may be. `dress` completes the rows of one page, for what would cost too much to ask for all; it may leave some out.
    """

    teller: Teller
    kinds: frozenset[LifeKind]
    of: tuple[str, ...]
    tables: tuple[str, ...]
    sql: str
    dress: Dress | None = None


COMMAND_KEY: Final = "to_char(k.received_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') || k.command_id::text"
"""What a command `k` is ordered by among those of one instant: as they arrived."""


def columns(**given: str) -> str:
    """The list of a SELECT: an expression for each column that a source has, NULL of its type for the others."""
    usual = {
        "place": "NULL::text", "subject_id": "NULL::uuid", "number": "''", "command_id": "NULL::uuid",
        "actor_id": "NULL::uuid", "minor": "NULL::bigint", "currency": "NULL::text", "why": "''",
        "facts": "'{}'::jsonb",
    }  # fmt: skip
    chosen = {**usual, **given}
    return ", ".join(f"{chosen[name]} AS {name}" for name in COLUMNS)


def born(expression: str) -> str:
    """The instant in a UUIDv7 as SQL (RFC 9562, section 5.7); NULL for an id that tells none.

    No function of the database: it stands in the question for thousands of rows.
    """
    millis = f"('x0000' || left(replace({expression}::text, '-', ''), 12))::bit(64)::bigint"
    is_one = f"substr({expression}::text, 15, 1) = '7' AND {millis} < {_YEAR_2200}"
    return f"CASE WHEN {is_one} THEN to_timestamp({millis} / 1000.0) END"
