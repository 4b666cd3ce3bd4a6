"""The asset passport tells a life, and only what its reader may know."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.assets.passport_sheet import PassportEvent
from domain.assets.status import Kind, Status
from domain.money import Money
from tests.reports.reading import PAPERS, flat, pages_of, printed, text_of, with_zbar, with_zxing
from tests.reports.samples import passport


@pytest.mark.parametrize("decode", [with_zbar, with_zxing])
def test_its_code_scans(decode):
    sheet = passport()
    assert decode(printed(PAPERS.asset_passport(sheet, "de"), 0, 203)) == {("QR", sheet.code)}


def test_it_tells_status_figures_and_events_in_german():
    text = flat(text_of(PAPERS.asset_passport(passport(11), "de")))
    for part in (
        "Gerätepass",
        "E-Bike Kiez 3",
        "RB-000214-E",
        "auf Lager",
        "einsatzbereit",
        "WTU 0815-4711",
        "Erlös (netto)",
        "1.422,00 €",
        "Reparaturkosten",
        "88,40 €",
        "541",
        "An den Kunden versandt",
        "Jürgen Müller-Lüdenscheidt · CT-000311-7",
        "beschädigt, reparierbar · Güteklasse C",
        "Güteklasse B · 25 Minuten · 14,20 €",
        "gemeldet: Dem Kunden übergeben · Zweite Übergabe ohne Netz gemeldet",
        "nimmt Nr. 9 zurück",
        "Mehmet Yılmaz",
    ):
        assert part in text


def test_what_a_role_may_not_read_is_absent_not_empty():
    text = text_of(PAPERS.asset_passport(passport(3, with_money=False), "de"))
    for label in ("Erlös", "Reparaturkosten", "Tage bei Kunden", "€"):
        assert label not in text
    only_days = replace(passport(3, with_money=False), days_rented=12)
    assert "Tage bei Kunden" in text_of(PAPERS.asset_passport(only_days, "de"))


def test_a_loss_is_shown_as_one():
    assert "−12,00 €" in text_of(PAPERS.asset_passport(replace(passport(), revenue=Money.of("-12.00")), "de"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_of_event_and_every_status_has_its_words(language):
    events = tuple(PassportEvent(seq, kind, datetime(2026, 1, 1, tzinfo=UTC)) for seq, kind in enumerate(Kind, start=1))
    for status in Status:
        text = text_of(PAPERS.asset_passport(replace(passport(), status=status, events=events), language))
        assert "_" not in text


def test_times_are_those_of_the_legal_zone():
    winter = PassportEvent(1, Kind.RECEIVED, datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    text = flat(text_of(PAPERS.asset_passport(replace(passport(), events=(winter,)), "de")))
    assert "01.01.2026 00:30" in text or "01.01.2026" in text.replace("00:30", "")
    assert "31.12.2025" not in text


def test_a_long_life_runs_over_pages_with_the_table_s_head():
    pages = pages_of(PAPERS.asset_passport(passport(120), "en"))
    assert len(pages) > 4
    assert all("What happened" in page for page in pages)
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_an_asset_without_events_says_so():
    assert "noch nichts geschehen" in text_of(PAPERS.asset_passport(passport(0), "de"))


def test_the_same_sheet_gives_the_same_bytes():
    assert PAPERS.asset_passport(passport(), "de") == PAPERS.asset_passport(passport(), "de")
