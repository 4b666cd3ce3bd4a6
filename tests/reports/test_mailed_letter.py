"""A mail that goes by post: in the window of an envelope, word for word, over as many pages as it needs."""

from dataclasses import replace
from datetime import date

from domain.business import Recipient
from domain.customers.model import Address
from domain.messages.postal_sheet import PostalSheet
from tests.reports.reading import PAPERS, flat, pages_of, text_of

JONAS = Recipient("Jonas Brückner", "", Address("Weg 1", "10115", "Berlin"))
SHEET = PostalSheet(JONAS, "Jonas Brückner", date(2026, 3, 1), "Ihr Vertrag pausiert", "Guten Tag,\n\nbis bald.", "de")


def test_the_words_of_the_mail_stand_on_paper_with_the_address() -> None:
    words = flat(text_of(PAPERS.mailed_letter(SHEET)))
    for each in ("Jonas Brückner", "10115 Berlin", "Ihr Vertrag pausiert", "Guten Tag,", "bis bald.", "01.03.2026"):
        assert each in words
    assert PAPERS.mailed_letter(SHEET) == PAPERS.mailed_letter(SHEET)


def test_a_long_letter_goes_on_and_one_without_an_address_has_the_name() -> None:
    pages = pages_of(PAPERS.mailed_letter(replace(SHEET, body="\n".join(f"Zeile {n}" for n in range(200)))))
    assert len(pages) > 2
    assert "Zeile 199" in pages[-1]
    assert "Jonas Brückner" in text_of(PAPERS.mailed_letter(replace(SHEET, recipient=None)))
