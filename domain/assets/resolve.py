"""What a scanned code means: a command card, a thing, a place, a product, a paper, or nothing we know.

Source: RULES.md 6 (order of resolution).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.assets.codes import Code, CodeKind, FreeText, Gs1, Gtin, OwnCode, classify
from domain.assets.scan import Scan


class Meaning(StrEnum):
    COMMAND = "command"
    ASSET = "asset"
    PLACE = "place"
    PRODUCT = "product"
    ORDER = "order"
    SHIPMENT = "shipment"
    RETURN = "return"
    CONTRACT = "contract"
    CUSTOMER = "customer"
    BUYOUT = "buyout"
    REPAIR = "repair"
    REFUND = "refund"
    DECLARATION = "declaration"
    LOSS = "loss"
    WRITE_OFF = "write_off"
    CUSTOMER_CASE = "customer_case"
    TRANSFER = "transfer"
    REMINDER = "reminder"
    INSTALMENTS = "instalments"
    COLLECTION = "collection"
    QUOTE = "quote"
    UNKNOWN = "unknown"


class Card(StrEnum):
    """The printed command cards, by the number in their code (CC-000001-…)."""

    CONFIRM = "confirm"
    UNDO = "undo"
    PRINT = "print"
    NEXT = "next"


CARDS = {1: Card.CONFIRM, 2: Card.UNDO, 3: Card.PRINT, 4: Card.NEXT}


@dataclass(frozen=True, slots=True)
class Resolved:
    """`id` None: a command card (then `card` says which) or nothing we know. `text` is the code as people read it."""

    meaning: Meaning
    text: str
    id: UUID | None = None
    card: Card | None = None


class CodeBook(Protocol):
    """Looks codes up; None: not known, or not for this role."""

    def by_own_code(self, kind: CodeKind, code: str) -> UUID | None: ...

    def asset_by_alias(self, text: str) -> UUID | None:
        """By maker's serial, GIAI, GRAI or an old label."""
        ...

    def variant_by_gtin(self, gtin: str) -> UUID | None:
        """`gtin` has 14 digits."""
        ...


def resolve(scan: Scan, book: CodeBook) -> Resolved:
    """The first meaning that fits.

    Raises:
        CodeRefused: the text is no code that may act (control characters, too long, a wrong check character …).
    """
    code = classify(scan.text, scan.symbology)
    if isinstance(code, OwnCode):
        return _own(code, book)
    for alias in _aliases(code):
        found = book.asset_by_alias(alias)
        if found is not None:
            return Resolved(Meaning.ASSET, alias, found)
    gtin = code.gtin if isinstance(code, Gtin | Gs1) else None
    variant = book.variant_by_gtin(gtin) if gtin else None
    if variant is not None:
        return Resolved(Meaning.PRODUCT, code.text, variant)
    return Resolved(Meaning.UNKNOWN, code.text)


def _own(code: OwnCode, book: CodeBook) -> Resolved:
    if code.kind is CodeKind.COMMAND:
        card = CARDS.get(code.number)
        return Resolved(Meaning.COMMAND if card else Meaning.UNKNOWN, code.text, card=card)
    found = book.by_own_code(code.kind, code.text)
    if found is None:
        return Resolved(Meaning.UNKNOWN, code.text)
    return Resolved(Meaning(code.kind.value), code.text, found)


def _aliases(code: Code) -> tuple[str, ...]:
    if isinstance(code, FreeText | Gtin):
        return (code.text,)
    if isinstance(code, Gs1):
        return tuple(alias for alias in (code.asset_identifier, code.serial) if alias)
    return ()
