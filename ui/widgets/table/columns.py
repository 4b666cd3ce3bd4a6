"""What a column is: how a row's value is taken, shown, sorted and written to a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, Generic, TypeVar

from domain.money import Money
from ui.language import shown, typed_number
from ui.theme import Tone
from ui.widgets.typed import begins_like_formula

Row = TypeVar("Row")


class Align(StrEnum):
    """AUTO puts numbers and money to the right and everything else to the left."""

    AUTO = "auto"
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True)
class Column(Generic[Row]):
    """`Column("customer", _("Customer"), lambda row: row.customer_name)`.

    `key` stays the same over versions and languages (settings name columns by it). `value` gives the plain value;
    `show` makes its text (default: `ui.language.shown`). `tone` tints the cell as a badge. `width` in px before
    scaling; `fills` lets one column take the free width. `optional`: hidden until chosen. `yields`: where there is no
    room for all, columns with the highest number are left out first; 0 stays. `wide`: px that it takes where there is
    room to spare. `sorts_by`: what rows are put in order by where that is not the value. `beside`: heading and value of
    a second field in a file, for what a text cannot be reckoned with.
    """

    key: str
    title: str
    value: Callable[[Row], Any]
    show: Callable[[Any], str] = shown
    align: Align = Align.AUTO
    width: int = 120
    fills: bool = False
    optional: bool = False
    tone: Callable[[Row], Tone | None] | None = None
    code: bool = False
    yields: int = 0
    wide: int = 0
    sorts_by: Callable[[Row], Any] | None = None
    beside: "tuple[str, Callable[[Row], Any]] | None" = None

    def order(self, row: Row) -> tuple[int, Any]:
        value = self.value(row) if self.sorts_by is None else self.sorts_by(row)
        return sort_key(value, self.shown(row))

    @property
    def in_file(self) -> "tuple[Column[Row], ...]":
        """The columns that a file has for it."""
        return (self,) if self.beside is None else (self, Column(f"{self.key}_beside", *self.beside))

    def shown(self, row: Row) -> str:
        value = self.value(row)
        return "" if value is None else self.show(value)


def sort_key(value: Any, text: str) -> tuple[int, Any]:
    """Orders mixed values: nothing first, then numbers and days by value, then everything else by its text."""
    if value is None:
        return (0, 0)
    if isinstance(value, Money):
        return (1, value.minor)
    if isinstance(value, bool | int | Decimal):
        return (1, value)
    if isinstance(value, datetime):
        return (2, value.timestamp())
    if isinstance(value, date):
        return (2, value.toordinal())
    return (3, (text if isinstance(value, Enum) else str(value)).casefold())


def is_figure(value: Any) -> bool:
    """Whether a value belongs at the right edge of its column."""
    return isinstance(value, Money | Decimal | int) and not isinstance(value, bool)


def csv_text(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> str:
    """The rows as CSV as spreadsheets here read it: semicolons, CRLF, a heading, fields quoted where needed.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; figures stay figures, with the
    decimal sign of the language: a German spreadsheet takes 1.12 for the first of December.
    """
    columns = [each for column in columns for each in column.in_file]
    lines = [_csv_line([column.title for column in columns])]
    lines += [_csv_line([_csv_field(column, row) for column in columns]) for row in rows]
    return "".join(lines)


def _csv_field(column: Column[Row], row: Row) -> str:
    value = column.value(row)
    if isinstance(value, Money):
        return typed_number(value.decimal())
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if is_figure(value):
        return typed_number(value) if isinstance(value, Decimal) else str(value)
    return column.shown(row)


def harmless(field: str) -> str:
    """A text that a spreadsheet would run gets an apostrophe in front, so that it is only shown."""
    return f"'{field}" if begins_like_formula(field) else field


def _csv_line(fields: Sequence[str]) -> str:
    return ";".join(_csv_quoted(field) for field in fields) + "\r\n"


def _csv_quoted(field: str) -> str:
    field = harmless(field)
    if any(sign in field for sign in ';"\r\n'):
        return '"' + field.replace('"', '""') + '"'
    return field
