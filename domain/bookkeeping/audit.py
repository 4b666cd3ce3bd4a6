"""The books for an audit (GoBD, access Z3): which tables with which columns, and the index that describes them.

The columns are German: who reads them is the German tax office.
Source: GoBD, margin numbers 158 to 178; description standard of 1 August 2002 (gdpdu-01-08-2002.dtd).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final
from xml.sax.saxutils import escape

from domain.clock import LEGAL_ZONE
from domain.errors import InvalidInput

DTD_NAME: Final = "gdpdu-01-08-2002.dtd"
INDEX_NAME: Final = "index.xml"
_END: Final = "\r\n"


class AuditSpanWrong(InvalidInput):
    """The first day is not after the last."""

    code = "audit_span_wrong"


class ColumnKind(StrEnum):
    TEXT = "text"
    AMOUNT = "amount"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class AuditColumn:
    name: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class AuditTable:
    """`keys`: how many columns, the first ones, name a row. `refers`: (column, table it names a row of)."""

    file_name: str
    name: str
    about: str
    columns: tuple[AuditColumn, ...]
    keys: int = 1
    refers: tuple[tuple[str, str], ...] = ()


def _columns(*names: str, amounts: str = "", numbers: str = "", days: str = "") -> tuple[AuditColumn, ...]:
    kinds = dict.fromkeys(amounts.split(), ColumnKind.AMOUNT)
    kinds |= dict.fromkeys(numbers.split(), ColumnKind.NUMBER)
    kinds |= dict.fromkeys(days.split(), ColumnKind.DAY)
    return tuple(AuditColumn(name, kinds.get(name, ColumnKind.TEXT)) for name in names)


CUSTOMERS: Final = AuditTable(
    "kunden.csv", "Kunden", "Stammdaten der Debitoren",
    _columns("Kundennummer", "Art", "Name", "Firma", "Strasse", "PLZ", "Ort", "Land", "USt-IdNr", "Angelegt",
             days="Angelegt"),
)  # fmt: skip
DOCUMENTS: Final = AuditTable(
    "belege.csv", "Belege", "Ausgangsrechnungen und Rechnungskorrekturen",
    _columns("Belegnummer", "Belegart", "Kundennummer", "Belegdatum", "Faelligkeit", "Waehrung", "Netto",
             "Umsatzsteuer", "Brutto", "Korrigiert",
             amounts="Netto Umsatzsteuer Brutto", days="Belegdatum Faelligkeit"),
    refers=(("Kundennummer", "Kunden"),),
)  # fmt: skip
LINES: Final = AuditTable(
    "positionen.csv", "Positionen", "Positionen der Belege",
    _columns("Belegnummer", "Position", "Vertrag", "Bezeichnung", "Grund", "Von", "Bis", "Tage", "Vollperiode", "Menge",
             "Einzelpreis", "Netto", "Umsatzsteuer", "Steuersatz", "Steuerart", "Steuerland", "Steuergrund",
             amounts="Menge Einzelpreis Netto Umsatzsteuer Steuersatz", numbers="Position Tage Vollperiode",
             days="Von Bis"),
    keys=2,
    refers=(("Belegnummer", "Belege"),),
)  # fmt: skip
ENTRIES: Final = AuditTable(
    "zahlungen.csv", "Zahlungen und Verrechnungen", "Nebenbuch der offenen Posten",
    _columns("Buchung", "Art", "Kundennummer", "Buchungsdatum", "Erfasst", "Waehrung", "Geld", "Ausgeglichen",
             "Gutgeschrieben", "Guthaben", "Gewaehrt", "Rechnung", "Korrektur", "Storniert", "Zahlart",
             amounts="Geld Ausgeglichen Gutgeschrieben Guthaben Gewaehrt", days="Buchungsdatum Erfasst"),
    refers=(("Kundennummer", "Kunden"),),
)  # fmt: skip
NUMBERS: Final = AuditTable(
    "nummern.csv", "Nummernregister", "Jede gezogene Belegnummer mit ihrem Verbleib",
    _columns("Nummer", "Kreis", "Stand", "Datum", "Grund", "Person", days="Datum"),
)  # fmt: skip
CONTRACTS: Final = AuditTable(
    "vertraege.csv", "Verträge", "Verträge mit Laufzeit und Stand",
    _columns("Vertrag", "Kundennummer", "Status", "Beginn", "Ende", "Preise", "Waehrung", days="Beginn Ende"),
    refers=(("Kundennummer", "Kunden"),),
)  # fmt: skip
ASSETS: Final = AuditTable(
    "geraete.csv", "Geräte", "Vermietbare Gegenstände",
    _columns("Code", "Seriennummer", "Artikel", "Status", "Zugegangen", "Anschaffung", amounts="Anschaffung",
             days="Zugegangen"),
)  # fmt: skip
EVENTS: Final = AuditTable(
    "ereignisse.csv", "Ereignisse", "Journal der Gegenstände, unveränderlich",
    _columns("Code", "Folge", "Art", "Wirksam", "Erfasst", "Person", numbers="Folge", days="Wirksam Erfasst"),
    keys=2,
    refers=(("Code", "Geräte"),),
)  # fmt: skip
RECEIPTS: Final = AuditTable(
    "kassenbelege.csv", "Kassenbelege", "Belege der Kassen, unveränderlich",
    _columns("Beleg", "Kasse", "Filiale", "Art", "Zeitpunkt", "Datum", "Person", "Kundennummer", "Waehrung", "Brutto",
             "Nimmt zurueck", "Grund", "TSE-Transaktion", "Signaturzaehler", "TSE-Seriennummer", "Pruefwert",
             "TSE-Ausfall", amounts="Brutto", days="Datum"),
)  # fmt: skip
RECEIPT_LINES: Final = AuditTable(
    "kassenpositionen.csv", "Kassenpositionen", "Positionen der Kassenbelege",
    _columns("Beleg", "Position", "Art", "Bezeichnung", "Menge", "Brutto", "Steuersatz",
             amounts="Menge Brutto Steuersatz", numbers="Position"),
    keys=2,
    refers=(("Beleg", "Kassenbelege"),),
)  # fmt: skip
RECEIPT_PAYMENTS: Final = AuditTable(
    "kassenzahlungen.csv", "Kassenzahlungen", "Wie Kassenbelege bezahlt wurden",
    _columns("Beleg", "Position", "Zahlart", "Betrag", "Gegeben", "Terminal", "Terminalbeleg",
             amounts="Betrag Gegeben", numbers="Position"),
    keys=2,
    refers=(("Beleg", "Kassenbelege"),),
)  # fmt: skip
DRAWERS: Final = AuditTable(
    "kassenbewegungen.csv", "Kassenbewegungen", "Was in den Laden lag und sich änderte, unveränderlich",
    _columns("Sitzung", "Folge", "Kasse", "Art", "Datum", "Betrag", "Bestand", "Gezaehlt", "Wofuer", "Notiz", "Person",
             amounts="Betrag Bestand Gezaehlt", numbers="Folge", days="Datum"),
    keys=2,
)  # fmt: skip
DAY_REPORTS: Final = AuditTable(
    "tagesberichte.csv", "Tagesberichte", "Tagesberichte (Z) der Kassen",
    _columns("Kasse", "Z", "Datum", "Person", "Erster Beleg", "Letzter Beleg", "Brutto", "Gezaehlt", "Differenz",
             amounts="Brutto Gezaehlt Differenz", numbers="Z", days="Datum"),
    keys=2,
)  # fmt: skip
TABLES: Final = (
    *(CUSTOMERS, DOCUMENTS, LINES, ENTRIES, NUMBERS, CONTRACTS, ASSETS, EVENTS),
    *(RECEIPTS, RECEIPT_LINES, RECEIPT_PAYMENTS, DRAWERS, DAY_REPORTS),
)


def csv_line(table: AuditTable, row: Sequence[object]) -> str:
    """One row as the index describes it: semicolons, texts in quotes, comma, day as DD.MM.YYYY; None is empty."""
    return ";".join(_cell(column, value) for column, value in zip(table.columns, row, strict=True)) + _END


def csv_head(table: AuditTable) -> str:
    """The names, which the index tells to skip."""
    return ";".join(f'"{column.name}"' for column in table.columns) + _END


def _cell(column: AuditColumn, value: object) -> str:
    if column.kind is ColumnKind.TEXT:
        plain = "" if value is None else " ".join(str(value).split())
        doubled = plain.replace('"', '""')
        return f'"{doubled}"'
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(LEGAL_ZONE).date()
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return str(value)


def index_xml(name: str, place: str, first: date, last: date, tables: Iterable[AuditTable] = TABLES) -> str:
    """The index of a folder with these tables; `name` and `place` say who hands it over."""
    comment = f"GoBD-Datenüberlassung (Z3) {first:%d.%m.%Y} bis {last:%d.%m.%Y}"
    described = "".join(_table(table, first, last) for table in tables)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE DataSet SYSTEM "{DTD_NAME}">\n'
        "<DataSet><Version>1.0</Version>"
        f"<DataSupplier><Name>{escape(name)}</Name><Location>{escape(place)}</Location>"
        f"<Comment>{escape(comment)}</Comment></DataSupplier>\n"
        f"<Media><Name>Umlauf</Name>\n{described}</Media></DataSet>\n"
    )


def _table(table: AuditTable, first: date, last: date) -> str:
    keys = "".join(_column("VariablePrimaryKey", column) for column in table.columns[: table.keys])
    rest = "".join(_column("VariableColumn", column) for column in table.columns[table.keys :])
    foreign = "".join(
        f"<ForeignKey><Name>{escape(column)}</Name><References>{escape(target)}</References></ForeignKey>"
        for column, target in table.refers
    )
    return (
        f"<Table><URL>{table.file_name}</URL><Name>{escape(table.name)}</Name>"
        f"<Description>{escape(table.about)}</Description>"
        f"<Validity><Range><From>{first:%d.%m.%Y}</From><To>{last:%d.%m.%Y}</To></Range>"
        "<Format>DD.MM.YYYY</Format></Validity><UTF8/><DecimalSymbol>,</DecimalSymbol>"
        "<DigitGroupingSymbol>.</DigitGroupingSymbol><Range><From>2</From></Range>"
        "<VariableLength><ColumnDelimiter>;</ColumnDelimiter><RecordDelimiter>&#13;&#10;</RecordDelimiter>"
        f"<TextEncapsulator>&quot;</TextEncapsulator>{keys}{rest}{foreign}</VariableLength></Table>\n"
    )


def _column(tag: str, column: AuditColumn) -> str:
    kinds = {
        ColumnKind.TEXT: "<AlphaNumeric/>",
        ColumnKind.AMOUNT: "<Numeric><Accuracy>4</Accuracy></Numeric>",
        ColumnKind.NUMBER: "<Numeric/>",
        ColumnKind.DAY: "<Date><Format>DD.MM.YYYY</Format></Date>",
    }
    return f"<{tag}><Name>{escape(column.name)}</Name>{kinds[column.kind]}</{tag}>"
