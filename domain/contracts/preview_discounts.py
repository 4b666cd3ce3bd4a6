"""Reads a discount of a preview: of the contract, or of an event. Source: formats/preview.md."""

from datetime import date
from decimal import Decimal
from typing import Final

from domain.contracts.model import RECURRING
from domain.contracts.parts import FOREVER, Discount, Duration, DurationKind
from domain.contracts.preview_contract import Names
from domain.contracts.preview_reader import Node, ObjectNode
from domain.ids import ContractLineId
from domain.money import Currency

DISCOUNT_KEYS: Final = ("id", "title", "lines", "percent", "amount", "duration")
_MOST: Final = 1200


def read_discounts(node: Node | None, names: Names, currency: Currency) -> tuple[Discount, ...]:
    """Those a contract begins with, in force from its start. Raises PreviewRefused."""
    found: list[Discount] = []
    for number, item in enumerate(node.items() if node is not None else (), start=1):
        discount = read_discount(item.object(DISCOUNT_KEYS), f"discount-{number}", names, currency, None)
        if any(each.id == discount.id for each in found):
            item.refuse("there is a discount of this id already")
        found.append(discount)
    return tuple(found)


def read_discount(members: ObjectNode, key: str, names: Names, currency: Currency, from_on: date | None) -> Discount:
    """`key` is its id when it has none of its own. Raises PreviewRefused."""
    name, title = members.get("id"), members.get("title")
    percent, amount = members.get("percent"), members.get("amount")
    if (percent is None) == (amount is None):
        members.at("percent").refuse("a discount is either a percentage or an amount")
    key = key if name is None else name.text()
    money = None if amount is None else amount.money(currency)
    if amount is not None and not money:
        amount.refuse("a discount takes more than nothing off")
    return Discount(
        id=key,
        title=key if title is None else title.text(),
        percent=None if percent is None else _percent(percent),
        amount=money,
        duration=_duration(members.get("duration")),
        line_ids=_lines(members.get("lines"), names),
        from_on=from_on,
    )


def _percent(node: Node) -> Decimal:
    percent = node.quantity()
    if percent > 100:
        node.refuse("a percentage from above 0 to 100 is expected")
    return percent


def _duration(node: Node | None) -> Duration:
    if node is None:
        return FOREVER
    members = node.object(("kind", "count"))
    kind = members.required("kind").choice(DurationKind)
    if kind in (DurationKind.PERIODS, DurationKind.MONTHS):
        return Duration(kind, members.required("count").whole(1, _MOST))
    if members.get("count") is not None:
        members.at("count").refuse("only periods and months are counted")
    return Duration(kind)


def _lines(node: Node | None, names: Names) -> tuple[ContractLineId, ...]:
    found: list[ContractLineId] = []
    for item in node.items() if node is not None else ():
        name = item.text()
        if name not in names.ids:
            item.refuse("there is no such line")
        if names.kinds[name] not in RECURRING:
            item.refuse("this line is charged once; discounts are for recurring lines")
        if names.ids[name] not in found:
            found.append(names.ids[name])
    return tuple(found)
