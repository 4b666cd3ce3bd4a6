"""What a repository needs of its unit: reads now, writes later."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from domain.application import Context
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


def id_array(ids: Iterable[UUID]) -> str:
    """As Postgres reads an array of ids. The driver takes far longer to find out what a short list holds."""
    return f"{{{','.join(map(str, ids))}}}"
