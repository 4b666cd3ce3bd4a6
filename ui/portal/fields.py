"""What stands in a form, read: days, numbers, choices. What cannot be read is refused with the field's own words."""

from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from domain.errors import InvalidInput
from domain.views.portal import NotYours
from ui.portal.web import Web

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST = 4000


class FieldUnreadable(InvalidInput):
    """A field holds nothing, or nothing that belongs there."""

    code = "portal_field_unreadable"


def text(web: Web, name: str, longest: int = LONGEST) -> str:
    """ "" when it is empty. Raises FieldUnreadable: too long, or signs that no keyboard types."""
    said = web.form.get(name, "").replace("\r\n", "\n").strip()
    if len(said) > longest or any(not sign.isprintable() and sign not in "\n\t" for sign in said):
        raise FieldUnreadable(value=said[:40])
    return said


def day(web: Web, name: str) -> date:
    """Raises FieldUnreadable."""
    found = day_or_none(web, name)
    if found is None:
        raise FieldUnreadable(value="")
    return found


def day_or_none(web: Web, name: str) -> date | None:
    """None: it is empty. Raises FieldUnreadable."""
    said = text(web, name, 20)
    if not said:
        return None
    try:
        found = date.fromisoformat(said)
    except ValueError as error:
        raise FieldUnreadable(value=said) from error
    if not 2000 <= found.year <= 2200:
        raise FieldUnreadable(value=said)
    return found


def number(web: Web, name: str) -> Decimal:
    """Raises FieldUnreadable."""
    said = text(web, name, 12).replace(",", ".")
    try:
        found = Decimal(said)
    except InvalidOperation as error:
        raise FieldUnreadable(value=said) from error
    if not found.is_finite() or not 0 < found <= 1000:
        raise FieldUnreadable(value=said)
    return found


def choice(web: Web, name: str, kind: type[Choice]) -> Choice:
    """Raises FieldUnreadable."""
    said = text(web, name, 60)
    try:
        return kind(said)
    except ValueError as error:
        raise FieldUnreadable(value=said) from error


def identity(said: str) -> UUID:
    """An id in an address or a hidden field. Raises NotYours."""
    try:
        return UUID(said)
    except ValueError as error:
        raise NotYours from error


def is_set(web: Web, name: str) -> bool:
    return bool(web.form.get(name))
