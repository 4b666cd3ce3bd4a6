"""What a repository needs of its unit: reads now, writes later."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from domain.context import Context
from domain.money import Currency, Money
from storage.database import Row


class Desk(Protocol):
    """The unit as repositories see it."""

    context: Context

    def rows(self, sql: str, **values: object) -> list[Row]: ...

    def write(self, sql: str, **values: Any) -> None: ...

    def copy(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None: ...

    def at_the_end(self, work: Callable[[], None]) -> None: ...

    def new_id(self) -> UUID: ...

    def today(self) -> date: ...


def money(row: Row, name: str = "price_minor") -> Money:
    """The amount in column `name` with the row's currency."""
    return Money(row[name], Currency(row["currency"]))


def plain_array(values: Iterable[UUID | date | None]) -> str:
    """As Postgres reads an array of ids or days. The driver takes far longer to find out what a list holds."""
    return f"{{{','.join('NULL' if value is None else str(value) for value in values)}}}"
