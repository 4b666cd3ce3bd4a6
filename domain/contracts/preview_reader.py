"""Strict reading of parsed JSON: every value knows its path, everything unknown is refused."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, NoReturn, TypeVar

from domain.errors import InvalidInput
from domain.money import Currency, Money
from domain.period import Interval, Unit

_YEARS: Final = range(1950, 2200)
_MOST: Final = {Unit.DAY: 10_000, Unit.WEEK: 1_500, Unit.MONTH: 360, Unit.YEAR: 30}
_AMOUNT: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")
_DECIMAL: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
E = TypeVar("E", bound=StrEnum)


class PreviewRefused(InvalidInput):
    """The file does not describe a contract that can be previewed. `path` is that of the value, `message` says why."""

    code = "preview_refused"

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path=path, message=message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        return f"{self.path or '$'}: {self.message}"


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the file and where it stands."""

    value: object
    path: str = ""

    def refuse(self, message: str) -> NoReturn:
        raise PreviewRefused(self.path, message)

    def object(self, known: Collection[str]) -> "ObjectNode":
        """Raises PreviewRefused for anything but an object, and for unknown keys."""
        if not isinstance(self.value, dict):
            self.refuse("an object is expected")
        found = ObjectNode(self.value, self.path)
        for key in self.value:
            if key not in known:
                found.at(key).refuse("unknown key")
        return found

    def items(self) -> Iterator["Node"]:
        if not isinstance(self.value, list):
            self.refuse("a list is expected")
        return (Node(item, f"{self.path}[{number}]") for number, item in enumerate(self.value))

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            self.refuse("a text is expected")
        if len(self.value) > 200 or not self.value.isprintable():
            self.refuse("the text is too long or holds control characters")
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.refuse("true or false is expected")
        return self.value

    def whole(self, low: int, high: int) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not low <= self.value <= high:
            self.refuse(f"a whole number from {low} to {high} is expected")
        return self.value

    def choice(self, kind: type[E]) -> E:
        if not isinstance(self.value, str) or self.value not in list(kind):
            self.refuse("expected is one of " + ", ".join(kind))
        return kind(self.value)

    def day(self) -> date:
        if not isinstance(self.value, str) or not _DAY.fullmatch(self.value):
            self.refuse("a day like 2026-01-31 is expected")
        try:
            day = date.fromisoformat(self.value)
        except ValueError:
            self.refuse("there is no such day")
        if day.year not in _YEARS:
            self.refuse(f"the year must lie between {_YEARS.start} and {_YEARS.stop - 1}")
        return day

    def money(self, currency: Currency) -> Money:
        """An amount of zero or more, as a decimal string with at most two decimals."""
        if not isinstance(self.value, str) or not _AMOUNT.fullmatch(self.value):
            self.refuse('an amount like "79.00" is expected, as a string with at most two decimals')
        amount = Money.of(self.value, currency)
        if amount.minor < 0:
            self.refuse("an amount below zero is not allowed")
        return amount

    def quantity(self) -> Decimal:
        text = str(self.value) if isinstance(self.value, int) and not isinstance(self.value, bool) else self.value
        if not isinstance(text, str) or not _DECIMAL.fullmatch(text) or not Decimal(text):
            self.refuse('a quantity above zero like "1" is expected')
        return Decimal(text)

    def interval(self) -> Interval:
        node = self.object(("unit", "count"))
        unit = node.required("unit").choice(Unit)
        count = node.get("count")
        return Interval(unit, 1 if count is None else count.whole(1, _MOST[unit]))


@dataclass(frozen=True, slots=True)
class ObjectNode:
    """An object whose keys are known."""

    members: dict[str, object]
    path: str

    def at(self, key: str) -> Node:
        shown = key if key.isprintable() and len(key) <= 80 else ascii(key[:80])
        return Node(self.members.get(key), f"{self.path}.{shown}" if self.path else shown)

    def get(self, key: str) -> Node | None:
        """None: the key is missing or null."""
        return None if self.members.get(key) is None else self.at(key)

    def required(self, key: str) -> Node:
        if self.members.get(key) is None:
            self.at(key).refuse("missing")
        return self.at(key)

    def choice(self, key: str, default: E) -> E:
        node = self.get(key)
        return default if node is None else node.choice(type(default))

    def interval(self, key: str) -> Interval | None:
        node = self.get(key)
        return None if node is None else node.interval()

    def day(self, key: str) -> date | None:
        node = self.get(key)
        return None if node is None else node.day()
