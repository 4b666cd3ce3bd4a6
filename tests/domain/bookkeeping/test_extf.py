"""The file for the accountant, before a judge who knows the format's tables."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bookkeeping.accounts import AccountSettings
from domain.bookkeeping.bookings import Booking, Side
from domain.bookkeeping.export_bookings import month_end
from domain.bookkeeping.extf import FileHead, extf_file, file_name
from domain.money import Money
from tests.domain.bookkeeping.datev_judge import SPECS, complaints, split

SETTINGS = AccountSettings(adviser=29098, client=55003)
HEAD = FileHead(date(2026, 11, 1), date(2026, 11, 30), datetime(2026, 12, 1, 8, 15, tzinfo=UTC), "Umlauf 11/2026")
ROW = Booking(
    Money.of("49.90"), Side.DEBIT, 10001, 8400, date(2026, 11, 22), "R-2026-000123", 'Miete "E-Bike" Größe M',
    date(2026, 12, 6),
)  # fmt: skip


def file(*rows: Booking, settings: AccountSettings = SETTINGS) -> bytes:
    return extf_file(HEAD, rows or (ROW,), settings)


def test_the_judge_lets_a_good_file_pass() -> None:
    assert complaints((SPECS / "EXTF_good.csv").read_bytes()) == []


def test_ours_passes_too() -> None:
    assert complaints(file()) == []
    assert complaints(file(settings=replace(SETTINGS, locks=True, length=6, year_begins=7))) == []


FAULTS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("a column less", lambda b: b.replace(b"49,90;", b"", 1)),
    ("a point for a comma", lambda b: b.replace(b"49,90", b"49.90")),
    ("nothing booked", lambda b: b.replace(b"49,90", b"0,00")),
    ("a side that is none", lambda b: b.replace(b'"S"', b'"X"')),
    ("no account", lambda b: b.replace(b"10001;8400", b";8400")),
    ("UTF-8", lambda b: b.decode("cp1252").encode()),
    ("a byte order mark", lambda b: b"\xef\xbb\xbf" + b),
    ("line ends of another system", lambda b: b.replace(b"\r\n", b"\n")),
    ("the last line does not end", lambda b: b[:-2]),
    ("a number with a blank", lambda b: b.replace(b"R-2026-000123", b"R 2026 000123")),
    ("a day of another month", lambda b: b.replace(b";2211;", b";2212;")),
    ("neither locked nor not", lambda b: b.replace(b'"";;0;', b'"";;;').replace(b'"";0;;', b'"";;;')),
    ("two fiscal years", lambda b: b.replace(b"20261130", b"20270101")),
    ("another version", lambda b: b.replace(b";13;", b";12;", 1)),
    ("a text too long", lambda b: b.replace(b"Miete", b"Miete" * 20)),
]


@pytest.mark.parametrize(("fault", "planted"), FAULTS, ids=[fault for fault, _ in FAULTS])
def test_the_judge_finds_what_is_planted(fault: str, planted: Callable[[bytes], bytes]) -> None:
    bad = planted(file())
    assert bad != file(), "nothing was planted"
    assert complaints(bad), fault


def test_a_row_reads_as_it_was_meant() -> None:
    fields = split(file().decode("cp1252").split("\r\n")[2])
    assert fields[:3] == ["49,90", '"S"', '"EUR"']
    assert fields[6:8] == ["10001", "8400"]
    assert (fields[9], fields[10], fields[13]) == ("2211", '"R-2026-000123"', '"Miete ""E-Bike"" Größe M"')
    assert (fields[113], fields[116]) == ("0", "06122026")


@given(
    st.builds(
        Booking,
        amount=st.integers(1, 9_999_999_999).map(Money),
        side=st.sampled_from(Side),
        account=st.integers(10_000, 69_999),
        contra=st.integers(1, 9_999),
        on=st.dates(date(2026, 11, 1), date(2026, 11, 30)),
        reference=st.text(max_size=60),
        text=st.text(max_size=200),
        due_on=st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
        abroad=st.sampled_from(("", "AT", "ATU12345678")),
        abroad_rate=st.none() | st.just(Decimal("5.5")),
    )
)
def test_whatever_is_booked_passes(row: Booking) -> None:
    content = file(row)
    assert complaints(content) == []
    assert len(content.decode("cp1252").split("\r\n")) == 4, "no sign of a text breaks a line"


def test_files_of_a_month_are_counted_and_months_end() -> None:
    assert file_name(date(2026, 11, 1), 2) == "EXTF_Buchungsstapel_2026-11_02.csv"
    assert [month_end(date(2028, month, 1)).day for month in (1, 2, 12)] == [31, 29, 31]
