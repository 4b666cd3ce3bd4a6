"""The delivery note is scanned, ticked and signed."""

from dataclasses import replace

import pytest

from tests.reports.reading import PAPERS, flat, pages_of, printed, text_of, with_zbar, with_zxing
from tests.reports.samples import delivery


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("decode", [with_zbar, with_zxing])
def test_the_shipment_is_scanned_from_bars_and_square(decode, dpi):
    sheet = delivery()
    assert decode(printed(PAPERS.delivery_note(sheet), 0, dpi)) == {("Code128", sheet.number), ("QR", sheet.number)}


def test_it_names_things_serials_and_accessories_in_german():
    text = flat(text_of(PAPERS.delivery_note(delivery())))
    for part in (
        "Lieferschein SH-000087-8",
        "Auftrag OR-000198-D · 4 Stück in dieser Lieferung",
        "E-Bike Kiez 3 · M",
        "gemietet, bleibt unser Eigentum",
        "RB-000214-X",
        "WTU 0815-4711",
        "Ladegerät 4 A",
        "2 Schlüssel",
        "gekauft",
        "00340434161094042557",
        "Vollständig und unbeschädigt erhalten",
        "Ort, Datum, Unterschrift",
    ):
        assert part in text


def test_it_follows_the_language_asked_for():
    text = flat(text_of(PAPERS.delivery_note(delivery(), "en")))
    assert "Delivery note SH-000087-8" in text
    assert "4 pieces in this delivery" in text
    assert "Lieferschein" not in text


def test_one_piece_is_one_piece():
    sheet = delivery()
    assert "1 piece in this delivery" in text_of(PAPERS.delivery_note(replace(sheet, lines=sheet.lines[:1]), "en"))


def test_a_full_van_runs_over_pages_and_no_thing_leaves_its_accessories_behind():
    pages = pages_of(PAPERS.delivery_note(delivery(40)))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Seite {number} von {len(pages)}" in page
    for page in pages[1:-1]:
        assert page.count("E-Bike Kiez 3 · L") == page.count("Ladegerät")
    assert sum(page.count("Unterschrift") for page in pages) == 1


def test_it_prints_no_price():
    assert "€" not in text_of(PAPERS.delivery_note(delivery()))


def test_the_same_sheet_gives_the_same_bytes():
    assert PAPERS.delivery_note(delivery()) == PAPERS.delivery_note(delivery())
