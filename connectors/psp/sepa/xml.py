"""XML that somebody else wrote: nothing is opened or expanded on its word, and names count without namespace."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from io import BytesIO
from typing import Final

from lxml import etree

from domain.banking.model import LARGEST_BANK_FILE, BankFileHostile, BankFileTooLarge, NoBankFile
from domain.money import Currency, Money

Element = etree._Element
_MOST_MINOR: Final = 10**15


def parts(content: bytes, name: str) -> Iterator[Element]:
    """Each element of this name as soon as it is complete, emptied when the next one is asked for.

    What stands before it in its parents is there; their end is not. The last one that is given is the root.

    Raises:
        BankFileTooLarge: more bytes than any bank writes.
        BankFileHostile: it declares entities, or is nested or blown up beyond reason.
        NoBankFile: not XML.
    """
    if len(content) > LARGEST_BANK_FILE:
        raise BankFileTooLarge(megabytes=len(content) // 1_000_000)
    reading = etree.iterparse(
        BytesIO(content),
        events=("end",),
        tag=f"{{*}}{name}",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _walked(reading)
    except etree.XMLSyntaxError as broken:
        words = str(broken)
        if any(sign in words for sign in ("entity", "Entity", "depth", "amplification", "huge")):
            raise BankFileHostile from broken
        raise NoBankFile(why=words[:120]) from broken


def _walked(reading: "etree.iterparse") -> Iterator[Element]:
    """Entities are not expanded while reading, and a file that declares any is not read on."""
    for _event, element in reading:
        _check_declared(element)
        yield element
        element.clear()
        parent = element.getparent()
        before = element.getprevious()
        if parent is not None and before is not None and before.tag == element.tag:
            parent.remove(before)
    root = reading.root
    if root is not None:
        _check_declared(root)
        yield root


def _check_declared(element: Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise BankFileHostile


def local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


@cache
def _any_namespace(path: str) -> str:
    return "/".join(f"{{*}}{step}" for step in path.split("/"))


def one(element: Element, path: str) -> Element | None:
    """The first that stands at this path ("NtryDtls/Btch")."""
    return element.find(_any_namespace(path))


def every(element: Element, path: str) -> list[Element]:
    return element.findall(_any_namespace(path))


def said(element: Element, *paths: str, most: int = 2000) -> str:
    """The text at the first of these paths that says something, on one line; "" where none does."""
    for path in paths:
        found = one(element, path)
        if found is not None and found.text and (words := " ".join(found.text.split())):
            return words[:most]
    return ""


def amount(element: Element | None) -> Money | None:
    """Of an element with a currency. None: there is none, or no amount with two decimals."""
    if element is None or not element.text:
        return None
    currency = element.get("Ccy") or ""
    try:
        minor = Decimal(element.text.strip()) * 100
    except InvalidOperation:
        return None
    if not minor.is_finite() or minor != minor.to_integral_value() or not 0 <= minor < _MOST_MINOR:
        return None
    if len(currency) != 3 or not currency.isalpha():
        return None
    return Money(int(minor), Currency(currency.upper()))


def day(element: Element, *paths: str) -> date | None:
    """The first of these paths that holds a day or an instant; of an instant the day that is written."""
    for path in paths:
        try:
            return date.fromisoformat(said(element, path)[:10])
        except ValueError:
            continue
    return None


def instant(element: Element, path: str) -> datetime | None:
    """None: it says none, or none with a time zone."""
    try:
        found = datetime.fromisoformat(said(element, path))
    except ValueError:
        return None
    return found if found.tzinfo else None
