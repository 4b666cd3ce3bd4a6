"""A history on paper says what the screen says, page after page, and that it is empty when it is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.views.lifecycle_sheet import LifeSheet, LifeSheetRow
from tests.reports.reading import PAPERS, flat, pages_of, text_of

AT = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)


def sheet(rows: int, *, is_cut: bool = False) -> LifeSheet:
    told = tuple(
        LifeSheetRow(AT - timedelta(days=n), f"Preis geändert {n}", "79,00 € → 89,00 €", "Anna Groß", "Büro, Radwerk")
        for n in range(rows)
    )
    return LifeSheet("Verlauf CT-001001-Q", date(2026, 11, 23), told, is_cut)


def test_every_entry_is_there_and_every_page_has_its_heading():
    pages = pages_of(PAPERS.life_history(sheet(60), "de"))
    whole = flat(" ".join(pages))
    assert len(pages) > 2
    assert all("Was geschah" in page and "Verlauf CT-001001-Q" in page for page in pages)
    assert all(f"Preis geändert {n}" in whole for n in range(60))
    for part in ("60 Einträge", "Stand 23.11.2026", "10:42", "Anna Groß", "Büro, Radwerk", "79,00 € → 89,00 €"):
        assert part in whole


@pytest.mark.parametrize(
    ("language", "said"), [("de", "ältere Einträge weggelassen"), ("en", "older entries left out")]
)
def test_what_was_left_out_is_said(language, said):
    assert said in flat(text_of(PAPERS.life_history(sheet(2, is_cut=True), language)))
    assert said not in flat(text_of(PAPERS.life_history(sheet(2), language)))


def test_nothing_is_said_too():
    assert "Nothing has happened yet." in flat(text_of(PAPERS.life_history(sheet(0), "en")))


def test_a_long_entry_keeps_its_column():
    row = LifeSheetRow(
        AT, "W" * 90, "Grund " * 60, "Maximiliane von und zu Hohenlohe-Langenburg", "Büro, " + "Ort" * 20
    )
    pdf = PAPERS.life_history(LifeSheet("Verlauf", date(2026, 11, 23), (row,), False), "de")
    assert flat(text_of(pdf)).count("Grund") == 60
