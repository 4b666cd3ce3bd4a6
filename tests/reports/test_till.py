"""Receipts say what the law wants of them; a day report says the figures."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from domain.ids import CustomerId, PersonId, StoreId
from domain.money import Money
from domain.till.day_report import DayReport, ReportId, figures_of
from domain.till.model import (
    CardFacts,
    Receipt,
    ReceiptId,
    ReceiptKind,
    ReceiptLine,
    ReceiptLineKind,
    Tendered,
    TillId,
    Way,
)
from domain.till.printed import DayPaper, Heading, ReceiptPaper
from domain.till.signing import Signature
from domain.till.slip import Qr
from tests.reports.reading import PAPERS, flat, printed, text_of, with_zbar

AT = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
SIGNED = Signature(
    *(
        17,
        34,
        AT,
        AT,
        "a3f1c0de",
        "hmac-sha256",
        "q83vEjRWeJA=",
        "cHVibGlj",
        "Beleg^49.90_21.40_0.00_0.00_0.00^71.30:Bar",
    ),
    is_training=True,
)
CARD = CardFacts("52500041", "0042", "000117", "girocard", "############1234")
RECEIPT = Receipt(
    ReceiptId(UUID(int=1)),
    TillId(UUID(int=2)),
    "K1",
    1,
    ReceiptKind.SALE,
    AT,
    PersonId(UUID(int=3)),
    StoreId(UUID(int=4)),
    (
        ReceiptLine("Faltschloss", Decimal(1), Money(49_90), Decimal(19), ReceiptLineKind.GOODS),
        ReceiptLine("Radkarte", Decimal(2), Money(21_40), Decimal(7), ReceiptLineKind.GOODS),
    ),
    (Tendered(Way.CASH, Money(40_00), Money(50_00)), Tendered(Way.CARD, Money(31_30), card=CARD)),
    signature=SIGNED,
)
HEADING = Heading("K1", "Laden Mitte", "Kastanienallee 5", "10435", "Berlin", footer="Gute Fahrt!")
PAPER = ReceiptPaper(RECEIPT, HEADING, "Jo")


def test_a_receipt_is_a_small_invoice_with_all_that_is_asked_for() -> None:
    pdf = PAPERS.till_receipt(PAPER, "de")
    paper = flat(text_of(pdf))
    for part in (
        "Radwerk Berlin GmbH", "Kastanienallee 5", "10435 Berlin", "Beleg K1-000001", "23.11.2026 12:05", "Faltschloss",
        "49,90 € A", "2 x Radkarte", "21,40 € B", "Summe 71,30 €", "Gegeben 50,00 €", "Rückgeld 10,00 €",
        "A 19 % netto 41,93 €", "USt 7,97 €", "B 7 % netto 20,00 €", "USt 1,40 €", "############1234", "0042",
        "TSE-Transaktion 17, Signaturzähler 34", "2026-11-23T12:05:00+01:00", "a3f1c0de", "q83vEjRWeJA=",
        "nicht zertifiziert", "Gute Fahrt!",
    ):  # fmt: skip
        assert part in paper, part
    for part in ("keine Rechnung", "KOPIE", "Kunde"):
        assert part not in paper
    [(_, code)] = with_zbar(printed(pdf, 0, 300))
    assert code == (
        "V0;K1;Kassenbeleg-V1;Beleg^49.90_21.40_0.00_0.00_0.00^71.30:Bar;17;34;2026-11-23T11:05:00.000Z;"
        "2026-11-23T11:05:00.000Z;hmac-sha256;unixTime;q83vEjRWeJA=;cHVibGlj"
    )


def test_with_a_customer_it_is_no_invoice_and_a_copy_says_so() -> None:
    receipt = replace(RECEIPT, customer_id=CustomerId(UUID(int=5)), signature=Signature(is_away=True))
    paper = replace(PAPER, receipt=receipt, customer="CU-001001-X", is_copy=True)
    slip = PAPERS.till_slip(paper, "en")
    words = flat(text_of(PAPERS.till_receipt(paper, "en")))
    for part in ("This is no invoice", "CU-001001-X", "COPY", "(TSE) was not available"):
        assert part in words
    assert not slip.opens_drawer
    assert not [part for part in slip.parts if isinstance(part, Qr)]
    assert PAPERS.till_slip(PAPER, "en").opens_drawer


def test_a_day_report_has_the_figures_of_its_receipts() -> None:
    report = DayReport(
        ReportId(UUID(int=6)), RECEIPT.till_id, 12, AT, RECEIPT.person_id, None, figures_of([RECEIPT], ())
    )
    paper = DayPaper(report, HEADING, "Jo", ((RECEIPT.person_id, "Jo Berg"),))
    words = flat(text_of(PAPERS.day_report(paper, "de")))
    for part in ("Tagesbericht Z0012", "K1-000001", "Summe 71,30 €", "Bar 40,00 €", "Karte 31,30 €", "Jo Berg (1)"):
        assert part in words, part
    between = replace(paper, report=replace(report, z=0))
    assert "Report in between (X)" in text_of(PAPERS.day_report(between, "en"))
