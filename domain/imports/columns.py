"""What the columns of each kind of file mean, and by which headings they are known, German and English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.imports.model import ImportKind
from domain.spelling import findable


class CellKind(StrEnum):
    """What a cell may hold."""

    TEXT = "text"
    DAY = "day"
    MONEY = "money"
    WHOLE = "whole"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """`headings` are those it is guessed by, the first German and the second English as our templates have them.

    `examples`: what stands there in two rows of a template.
    """

    key: str
    headings: tuple[str, ...]
    kind: CellKind = CellKind.TEXT
    is_needed: bool = False
    examples: tuple[str, str] = ("", "")


def _needed(key: str, *headings: str, kind: CellKind = CellKind.TEXT, as_in: tuple[str, str]) -> Column:
    return Column(key, headings, kind, True, as_in)


def _maybe(key: str, *headings: str, kind: CellKind = CellKind.TEXT, as_in: tuple[str, str] = ("", "")) -> Column:
    return Column(key, headings, kind, False, as_in)


_DAY, _MONEY, _WHOLE, _CHOICE = CellKind.DAY, CellKind.MONEY, CellKind.WHOLE, CellKind.CHOICE

COLUMNS: Final[Mapping[ImportKind, tuple[Column, ...]]] = {
    ImportKind.PRODUCTS: (
        _needed(
            "name", "Produkt", "Product", "Artikel", "Bezeichnung", "Name", as_in=("E-Bike Kiez 3", "E-Bike Kiez 3")
        ),
        _needed("sku", "Artikelnummer", "Article number", "SKU", "Art.-Nr.", "Artikelnr", as_in=("KIEZ3-M", "KIEZ3-L")),
        _maybe("variant", "Variante", "Variant", "Größe", "Size", "Farbe", as_in=("M", "L")),
        _maybe("category", "Kategorie", "Category", "Warengruppe", as_in=("bike", "bike")),
        _maybe("product_kind", "Art", "Kind", "Type", "Produktart", kind=_CHOICE, as_in=("Gerät", "Gerät")),
        _maybe("gtin", "GTIN", "EAN", "Barcode"),
        _maybe("cost", "Einkaufspreis", "Purchase price", "EK", "Cost", kind=_MONEY, as_in=("1.250,00", "1.250,00")),
        _maybe("plan", "Preisplan", "Price plan", "Tarif", "Plan", as_in=("Monatlich", "Monatlich")),
        _maybe("price", "Preis", "Price", "Mietpreis", "Rate", kind=_MONEY, as_in=("79,00", "79,00")),
        _maybe(
            "months", "Monate je Zahlung", "Months per payment", "Intervall", "Interval", kind=_WHOLE, as_in=("1", "1")
        ),
        _maybe(
            "min_term",
            "Mindestlaufzeit (Monate)",
            "Minimum term (months)",
            "Mindestlaufzeit",
            "Laufzeit",
            kind=_WHOLE,
            as_in=("6", "6"),
        ),
        _maybe(
            "notice", "Kündigungsfrist (Monate)", "Notice (months)", "Kündigungsfrist", kind=_WHOLE, as_in=("1", "1")
        ),
        _maybe("deposit", "Kaution", "Deposit", kind=_MONEY, as_in=("150,00", "150,00")),
        _maybe("prices_are", "Preise sind", "Prices are", "Netto/Brutto", kind=_CHOICE, as_in=("brutto", "brutto")),
    ),
    ImportKind.CUSTOMERS: (
        _needed(
            "key",
            "Kundennummer",
            "Customer number",
            "Kunden-Nr.",
            "Kundennr",
            "Kunde",
            "ID",
            as_in=("K-1001", "K-1002"),
        ),
        _maybe("company", "Firma", "Company", "Unternehmen", as_in=("", "Lastenwerk GmbH")),
        _maybe("given_name", "Vorname", "Given name", "First name", as_in=("Mia", "Jonas")),
        _maybe("family_name", "Nachname", "Family name", "Last name", "Name", "Surname", as_in=("Arndt", "Brückner")),
        _needed(
            "street",
            "Straße",
            "Street",
            "Strasse",
            "Anschrift",
            "Adresse",
            "Address",
            as_in=("Kastanienallee 12", "Torstraße 5"),
        ),
        _needed("postcode", "PLZ", "Postcode", "Postleitzahl", "ZIP", as_in=("10435", "10119")),
        _needed("city", "Ort", "City", "Stadt", as_in=("Berlin", "Berlin")),
        _maybe("country", "Land", "Country", as_in=("DE", "DE")),
        _maybe("email", "E-Mail", "Email", "Mail", as_in=("mia@example.org", "jonas@example.org")),
        _maybe("phone", "Telefon", "Phone", "Tel.", "Mobil"),
        _maybe("language", "Sprache", "Language", kind=_CHOICE, as_in=("de", "de")),
        _maybe("vat_id", "USt-IdNr.", "VAT ID", "USt-ID", "UID", as_in=("", "DE136695976")),
        _maybe(
            "method", "Zahlungsart", "Payment method", "Zahlweise", kind=_CHOICE, as_in=("Überweisung", "Lastschrift")
        ),
        _maybe("days", "Zahlungsziel (Tage)", "Payment days", "Zahlungsziel", kind=_WHOLE, as_in=("14", "14")),
        _maybe("iban", "IBAN", "Kontonummer", as_in=("", "DE02120300000000202051")),
        _maybe("holder", "Kontoinhaber", "Account holder"),
        _maybe("bic", "BIC", "SWIFT"),
        _maybe("mandate", "Mandatsreferenz", "Mandate reference", "Mandat", as_in=("", "MREF-1002")),
        _maybe("signed_on", "Mandat vom", "Mandate signed on", "Mandatsdatum", kind=_DAY, as_in=("", "01.03.2025")),
        _maybe("used_on", "Letzte Lastschrift", "Last debit", kind=_DAY, as_in=("", "01.11.2026")),
    ),
    ImportKind.CONTRACTS: (
        _needed(
            "key", "Vertragsnummer", "Contract number", "Vertrag", "Vertrags-Nr.", "ID", as_in=("V-2001", "V-2002")
        ),
        _needed("customer", "Kundennummer", "Customer number", "Kunde", "Customer", as_in=("K-1001", "K-1002")),
        _needed("sku", "Artikelnummer", "Article number", "SKU", "Artikel", as_in=("KIEZ3-M", "KIEZ3-L")),
        _maybe("quantity", "Menge", "Quantity", "Anzahl", kind=_WHOLE, as_in=("1", "1")),
        _maybe("plan", "Preisplan", "Price plan", "Tarif", "Plan", as_in=("Monatlich", "Monatlich")),
        _maybe("price", "Preis", "Price", "Rate", "Monatspreis", kind=_MONEY, as_in=("79,00", "75,00")),
        _needed(
            "start_on",
            "Vertragsbeginn",
            "Start",
            "Beginn",
            "Startdatum",
            "Start date",
            kind=_DAY,
            as_in=("15.03.2025", "01.06.2025"),
        ),
        _needed(
            "next_on",
            "Nächste Abrechnung ab",
            "Next billing from",
            "Nächste Abrechnung",
            "Next billing",
            "Abzurechnen ab",
            kind=_DAY,
            as_in=("15.12.2026", "01.12.2026"),
        ),
        _maybe("period_from", "Zeitraum beginnt am", "Periods begin on", "Abrechnungstag", kind=_DAY),
        _maybe("deposit", "Kaution", "Deposit", kind=_MONEY, as_in=("150,00", "")),
        _maybe(
            "min_term",
            "Mindestlaufzeit (Monate)",
            "Minimum term (months)",
            "Mindestlaufzeit",
            kind=_WHOLE,
            as_in=("6", ""),
        ),
        _maybe("notice", "Kündigungsfrist (Monate)", "Notice (months)", "Kündigungsfrist", kind=_WHOLE),
        _maybe("paused_from", "Pause ab", "Paused from", "Pausiert ab", kind=_DAY),
        _maybe("paused_until", "Pause bis", "Paused until", "Pausiert bis", kind=_DAY),
        _maybe("ends_on", "Endet am", "Ends on", "Vertragsende", "Ende", "End", kind=_DAY),
        _maybe("noticed_on", "Gekündigt am", "Notice received on", "Kündigungsdatum", kind=_DAY),
    ),
    ImportKind.ASSETS: (
        _needed(
            "key",
            "Gerätenummer",
            "Asset number",
            "Inventarnummer",
            "Geräte-ID",
            "Code",
            "ID",
            as_in=("RAD-0007", "RAD-0008"),
        ),
        _needed("sku", "Artikelnummer", "Article number", "SKU", "Artikel", as_in=("KIEZ3-M", "KIEZ3-L")),
        _maybe("serial", "Seriennummer", "Serial number", "Serial", "Rahmennummer", as_in=("WTU123456", "WTU123457")),
        _maybe("place", "Lagerplatz", "Place", "Ort", "Standort", "Location", as_in=("", "Regal 1")),
        _maybe("condition", "Zustand", "Condition", kind=_CHOICE, as_in=("gebraucht", "neu")),
        _maybe("grade", "Güte", "Grade", "Note", kind=_CHOICE, as_in=("B", "")),
        _maybe("cost", "Kaufpreis", "Purchase price", "Anschaffungswert", kind=_MONEY, as_in=("1.999,00", "1.999,00")),
        _maybe(
            "bought_on", "Gekauft am", "Bought on", "Anschaffungsdatum", kind=_DAY, as_in=("01.03.2025", "01.10.2026")
        ),
        _maybe("contract", "Vertragsnummer", "Contract number", "Vertrag", as_in=("V-2001", "")),
        _maybe(
            "out_since", "Beim Kunden seit", "With customer since", "Ausgegeben am", kind=_DAY, as_in=("14.03.2025", "")
        ),
    ),
    ImportKind.BALANCES: (
        _needed("customer", "Kundennummer", "Customer number", "Kunde", "Customer", as_in=("K-1001", "K-1002")),
        _needed(
            "amount",
            "Offener Betrag",
            "Open amount",
            "Betrag",
            "Offen",
            "Saldo",
            "Amount",
            kind=_MONEY,
            as_in=("64,90", "-20,00"),
        ),
        _maybe("document", "Rechnungsnummer", "Invoice number", "Belegnummer", "Beleg", as_in=("RE-2026-77", "")),
        _maybe(
            "issued_on", "Rechnungsdatum", "Invoice date", "Belegdatum", "Datum", kind=_DAY, as_in=("01.10.2026", "")
        ),
        _maybe("due_on", "Fällig am", "Due on", "Fälligkeit", kind=_DAY, as_in=("15.10.2026", "")),
    ),
    ImportKind.STOCK: (
        _needed("sku", "Artikelnummer", "Article number", "SKU", "Artikel", as_in=("OIL", "PADS")),
        _needed("place", "Lagerplatz", "Place", "Ort", "Standort", as_in=("Regal 1", "Regal 1")),
        _needed("pieces", "Stück", "Pieces", "Menge", "Anzahl", "Quantity", kind=_WHOLE, as_in=("40", "12")),
    ),
}


def guessed(kind: ImportKind, headings: Sequence[str]) -> dict[str, str]:
    """Which heading stands for which column; each heading once, the exact ones first, then those that begin alike."""
    found: dict[str, str] = {}
    left = [each for each in headings if each]
    for is_like in (_is_same, _begins_alike):
        for column in COLUMNS[kind]:
            if column.key in found:
                continue
            hit = next((each for name in column.headings for each in left if is_like(each, name)), None)
            if hit is not None:
                found[column.key] = hit
                left.remove(hit)
    return found


def _is_same(heading: str, name: str) -> bool:
    return _plain(heading) == _plain(name)


def _begins_alike(heading: str, name: str) -> bool:
    one, two = _plain(heading), _plain(name)
    return len(two) >= 4 and (one.startswith(two) or (len(one) >= 4 and two.startswith(one)))


def _plain(text: str) -> str:
    return "".join(letter for letter in findable(text) if letter.isalnum())


def missing(kind: ImportKind, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """Columns that a file of this kind cannot do without, and that nothing was named for."""
    return tuple(each.key for each in COLUMNS[kind] if each.is_needed and each.key not in mapping)
