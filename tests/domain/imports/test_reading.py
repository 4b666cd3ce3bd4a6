"""Files as people have them: other delimiters, encodings, days and amounts; and files that nobody should have."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.payment import PaymentMethod
from domain.customers.model import CustomerKind
from domain.errors import AppError
from domain.imports.cells import Habits, Mark, day_from, habits_of, money_from
from domain.imports.columns import COLUMNS, guessed, missing
from domain.imports.contract_rows import ContractRow
from domain.imports.import_customers import CustomerRow
from domain.imports.import_products import ProductRow
from domain.imports.model import ImportKind, TooManyRows
from domain.imports.reading import read
from domain.imports.table import Encoding, FileUnreadable, Flaw, Table, read_csv
from domain.imports.trial import batches
from domain.money import Money

GERMAN = (
    "Kunden-Nr.;Vorname;Nachname;Straße;PLZ;Ort;E-Mail;Zahlungsart;Zahlungsziel\r\n"
    "K-1;Mia;Müller;Kastanienallee 12;10435;Berlin;mia@example.org;Lastschrift;14\r\n"
    "\r\n"
    "K-2;;;;;;;;\r\n"
)
ENGLISH = 'Customer number,Company,Street,Postcode,City,Language\nC1,"Cargo, Ltd",High St 1,10115,Berlin,english\n'


def customers(content: bytes) -> tuple[Table, dict[str, str]]:
    table = read_csv(content)
    return table, guessed(ImportKind.CUSTOMERS, table.headings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_german_file_is_understood_in_each_encoding(encoding: str) -> None:
    table, mapping = customers(GERMAN.encode(encoding))
    assert table.delimiter == ";"
    assert table.encoding is (Encoding.WINDOWS if encoding == "cp1252" else Encoding.UTF_8)
    found = read(ImportKind.CUSTOMERS, table, mapping)
    [row] = found.rows
    assert isinstance(row, CustomerRow)
    assert (row.number, row.personal.name, row.method, row.days) == (2, "Mia Müller", PaymentMethod.DIRECT_DEBIT, 14)
    assert [(each.number, each.column) for each in found.faults] == [(4, "street")]


def test_an_english_file_with_commas_in_its_cells() -> None:
    table, mapping = customers(ENGLISH.encode())
    [row] = read(ImportKind.CUSTOMERS, table, mapping).rows
    assert isinstance(row, CustomerRow)
    assert (row.personal.company, row.customer_kind, row.language) == ("Cargo, Ltd", CustomerKind.COMPANY, "en")


@pytest.mark.parametrize("kind", ImportKind)
def test_our_own_templates_are_guessed_whole_in_both_languages(kind: ImportKind) -> None:
    for place in (0, 1):
        headings = [each.headings[place] for each in COLUMNS[kind] if len(each.headings) > place]
        mapping = guessed(kind, headings)
        assert missing(kind, mapping) == ()
        for column in COLUMNS[kind]:
            if len(column.headings) > place:
                assert mapping[column.key] == column.headings[place]


def test_rows_of_one_contract_are_put_together_and_a_second_one_of_the_same_is_named() -> None:
    content = (
        "Vertragsnummer;Kunde;Artikelnummer;Beginn;Nächste Abrechnung ab;Preis\n"
        "V-1;K-1;BIKE;15.03.2025;01.12.2026;79,00\nV-1;K-1;BOX;15.03.2025;01.12.2026;9,5\n"
        "V-1;K-1;BIKE;15.03.2025;01.12.2026;79,00\nV-2;K-1;BIKE;31.02.2025;01.12.2026;79,00\n"
    )
    table = read_csv(content.encode())
    found = read(ImportKind.CONTRACTS, table, guessed(ImportKind.CONTRACTS, table.headings))
    [row] = found.rows
    assert isinstance(row, ContractRow)
    assert [(each.sku, each.price) for each in row.items] == [("BIKE", Money.of("79.00")), ("BOX", Money.of("9.50"))]
    assert [(each.number, each.refusal.code if each.refusal else "", each.column) for each in found.faults] == [
        (4, "import_row_twice", ""),
        (5, "import_cell_wrong", "start_on"),
    ]


def test_variants_and_plans_of_one_product_are_put_together() -> None:
    content = (
        "Produkt;Artikelnummer;Variante;Tarif;Preis;Intervall\nBike;B-M;M;Monatlich;79,00;1\n"
        "Bike;B-L;L;Monatlich;79,00;1\nBike;B-L;L;Jährlich;780,00;12\n"
    )
    table = read_csv(content.encode())
    [row] = read(ImportKind.PRODUCTS, table, guessed(ImportKind.PRODUCTS, table.headings)).rows
    assert isinstance(row, ProductRow)
    assert [each.sku for each in row.variants] == ["B-M", "B-L"]
    assert [(each.name, each.terms.interval.count) for each in row.plans] == [("Monatlich", 1), ("Jährlich", 12)]


@pytest.mark.parametrize(
    ("text", "mark", "amount"),
    [
        ("79,00", Mark.COMMA, "79.00"),
        ("1.234,5", Mark.COMMA, "1234.50"),
        ("1.234", Mark.COMMA, "1234.00"),
        ("1,234.50", Mark.POINT, "1234.50"),
        ("1 234,50 €", Mark.COMMA, "1234.50"),
        ("-20,00", Mark.COMMA, "-20.00"),
        ("20,00-", Mark.COMMA, "-20.00"),
        ("1'999.90", Mark.POINT, "1999.90"),
    ],
)
def test_amounts_as_they_are_written(text: str, mark: Mark, amount: str) -> None:
    assert money_from(text, Habits(mark)) == Money.of(amount)


@pytest.mark.parametrize("text", ["1.23", "12,345", "1e3", "=1+1", "zwölf", "1,2,3", "99999999999,00"])
def test_amounts_that_could_be_misread_are_refused(text: str) -> None:
    with pytest.raises(AppError):
        money_from(text, Habits(Mark.COMMA))


def test_the_habits_of_a_file_are_told_by_all_its_cells() -> None:
    assert habits_of(["1.234,50", "79"], []).mark is Mark.COMMA
    assert habits_of(["1,234.50", "79"], []).mark is Mark.POINT
    american = habits_of([], ["03/04/2026", "03/15/2026"])
    assert day_from("03/04/2026", american) == date(2026, 3, 4)
    assert day_from("03/04/2026", Habits()) == date(2026, 4, 3)
    assert day_from("2026-03-04 00:00:00", Habits()) == day_from("4.3.26", Habits()) == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"", Flaw.EMPTY),
        (b"a;b\n", Flaw.EMPTY),
        (b"a;b\n1;\x002\n", Flaw.NOT_TEXT),
        (b"a;b\n1;\x1b[31m2\n", Flaw.CONTROL_CHARACTERS),
        ("a;b\n1;\u202e2\n".encode(), Flaw.CONTROL_CHARACTERS),
        (b"a;b\n1;" + b"x" * 3000 + b"\n", Flaw.CELL_TOO_LONG),
        (b'a;b\n1;"' + b"x" * 200_000 + b'"\n', Flaw.CELL_TOO_LONG),
        (b"a;A\n1;2\n", Flaw.HEADING_TWICE),
        (b";".join(b"c%d" % n for n in range(300)) + b"\n", Flaw.TOO_MANY_COLUMNS),
    ],
)
def test_a_hostile_file_is_refused_with_its_flaw(content: bytes, flaw: Flaw) -> None:
    with pytest.raises(FileUnreadable) as refused:
        read_csv(content)
    assert refused.value.facts["flaw"] is flaw


def test_more_rows_than_a_person_could_mean_are_refused() -> None:
    with pytest.raises(TooManyRows):
        read_csv(b"a;b\n" + b"1;2\n" * 100_001)


@given(st.text(max_size=200))
def test_whatever_stands_in_a_file_ends_as_a_table_or_a_refusal(words: str) -> None:
    try:
        table, mapping = customers(words.encode("utf-8", "surrogatepass"))
    except AppError:
        return
    read(ImportKind.CUSTOMERS, table, mapping)


def test_a_formula_in_a_cell_is_only_a_text() -> None:
    """It is stored as it stands; whatever exports it again keeps texts texts."""
    table, mapping = customers(GERMAN.replace("Mia", "=HYPERLINK(1)").encode())
    [row] = read(ImportKind.CUSTOMERS, table, mapping).rows
    assert isinstance(row, CustomerRow)
    assert row.personal.given_name == "=HYPERLINK(1)"


def test_batches_are_the_same_for_the_same_file_and_things_stand_by_their_day() -> None:
    lines = "".join(f"A{n};BIKE;V{n % 3};{n % 3 + 1:02}.03.2025\n" for n in range(450))
    table = read_csv(f"Inventarnummer;Artikelnummer;Vertragsnummer;Beim Kunden seit\n{lines}".encode())
    rows = read(ImportKind.ASSETS, table, guessed(ImportKind.ASSETS, table.headings)).rows
    found = list(batches(ImportKind.ASSETS, rows))
    assert found == list(batches(ImportKind.ASSETS, rows))
    assert sum(len(each) for each in found) == 450
    assert all(len({row.out_since for row in each}) == 1 for each in found)  # type: ignore[attr-defined]  # rows of things
