"""What a scanned code means: a command card, a thing, a place, a product, a paper, or nothing we know.

Source: RULES.md 6 (order of resolution).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.assets.codes import CodeKind, FreeText, Gs1, Gtin, OwnCode, classify
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
    COUNT = "count"
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

    def asset_by_product_serial(self, gtin: str, serial: str) -> UUID | None:
        """The thing with this maker's serial, unless it is another product's. `gtin` has 14 digits."""
        ...

    def variant_by_gtin(self, gtin: str) -> UUID | None:
        """`gtin` has 14 digits."""
        ...

    def shipment_by_tracking(self, text: str) -> tuple[UUID, str] | None:
        """Id and number of the parcel that went, or goes, under a carrier's number; the latest of several."""
        ...


def resolve(scan: Scan, book: CodeBook) -> Resolved:
    """The first meaning that fits.

    Raises:
        CodeRefused: the text is no code that may act (control characters, too long, a wrong check character …).
    """
    code = classify(scan.text, scan.symbology)
    if isinstance(code, OwnCode):
        return _own(code, book)
    for found in (_thing(code, book), _product(code, book), _parcel(code, book)):
        if found is not None:
            return found
    return Resolved(Meaning.UNKNOWN, code.text)


def _own(code: OwnCode, book: CodeBook) -> Resolved:
    if code.kind is CodeKind.COMMAND:
        card = CARDS.get(code.number)
        return Resolved(Meaning.COMMAND if card else Meaning.UNKNOWN, code.text, card=card)
    found = book.by_own_code(code.kind, code.text)
    if found is None:
        return Resolved(Meaning.UNKNOWN, code.text)
    return Resolved(Meaning(code.kind.value), code.text, found)


def _thing(code: FreeText | Gtin | Gs1, book: CodeBook) -> Resolved | None:
    """By what names one thing alone; a serial beside a product's number only where it is that product's."""
    if not isinstance(code, Gs1):
        found = book.asset_by_alias(code.text)
        return None if found is None else Resolved(Meaning.ASSET, code.text, found)
    for alias in filter(None, (code.asset_identifier, code.sgtin, code.text)):
        if (found := book.asset_by_alias(alias)) is not None:
            return Resolved(Meaning.ASSET, alias, found)
    if code.serial is None:
        return None
    found = book.asset_by_product_serial(code.gtin, code.serial) if code.gtin else book.asset_by_alias(code.serial)
    return None if found is None else Resolved(Meaning.ASSET, code.serial, found)


def _product(code: FreeText | Gtin | Gs1, book: CodeBook) -> Resolved | None:
    gtin = None if isinstance(code, FreeText) else code.gtin
    variant = book.variant_by_gtin(gtin) if gtin else None
    return None if variant is None else Resolved(Meaning.PRODUCT, code.text, variant)


def _parcel(code: FreeText | Gtin | Gs1, book: CodeBook) -> Resolved | None:
    """By its SSCC, with or without the identifier before it, or by whatever number a carrier printed."""
    sscc = code.parcel if isinstance(code, Gs1) else None
    if sscc is None and isinstance(code, Gs1):
        return None
    for text in (sscc, f"00{sscc}") if sscc else (code.text,):
        if (found := book.shipment_by_tracking(text)) is not None:
            return Resolved(Meaning.SHIPMENT, found[1], found[0])
    return None
