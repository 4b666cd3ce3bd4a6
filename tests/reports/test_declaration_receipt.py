"""The receipt of a declaration says when it arrived and what it says, however long it is."""

from dataclasses import replace
from datetime import UTC, datetime

from domain.cancellations.model import Channel
from domain.cancellations.receipt_sheet import ReceiptSheet
from tests.reports.reading import PAPERS, flat, pages_of, text_of

RECEIPT = ReceiptSheet(
    number="DC-001001-7",
    received_at=datetime(2026, 2, 16, 22, 59, tzinfo=UTC),
    channel=Channel.LETTER,
    language="de",
    name="Jonas Brückner",
    email="jonas@example.org",
    contract="CT 1001",
    words="Hiermit kündige ich meinen Vertrag.\n\nMit freundlichen Grüßen\nJonas Brückner",
    file_name="Kündigung.pdf",
    digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)


def test_the_receipt_names_the_minute_the_way_and_the_words() -> None:
    paper = flat(text_of(PAPERS.declaration_receipt(RECEIPT)))
    for part in (
        "Bestätigung des Eingangs", "DC-001001-7", "16.02.2026", "23:59", "per Brief", "CT 1001", "Jonas Brückner",
        "Hiermit kündige ich meinen Vertrag.", "Kündigung.pdf", "9f86d081", "zählt für alle Fristen",
    ):  # fmt: skip
        assert part in paper, part


def test_a_long_one_runs_over_pages_and_says_all() -> None:
    words = "\n".join(f"Paragraph {n}: " + "I give notice. " * 12 for n in range(40))
    sheet = replace(RECEIPT, language="en", words=words, file_name="", digest="")
    pages = pages_of(PAPERS.declaration_receipt(sheet))
    assert len(pages) > 2
    assert "Paragraph 39:" in pages[-1]
    assert "Receipt of your declaration" in pages[0]
    assert "SHA-256" not in pages[-1]
