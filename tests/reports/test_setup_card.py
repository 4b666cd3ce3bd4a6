"""The set-up card is read back from its own print, line by line."""

import pypdfium2
import pytest
import zxingcpp

from domain.devices.keyboard import CARD
from reports.papers import Papers
from tests.reports.samples import BUSINESS


@pytest.mark.parametrize(("language", "title"), [("de", "Einrichtungskarte für Scanner"), ("en", "Set-up card")])
def test_every_line_of_the_card_reads_back(language: str, title: str) -> None:
    document = pypdfium2.PdfDocument(Papers(BUSINESS).setup_card(language))
    assert len(document) == 1
    assert title in document[0].get_textpage().get_text_range()
    picture = document[0].render(scale=203 / 72).to_pil()
    found = sorted(zxingcpp.read_barcodes(picture), key=lambda code: code.position.top_left.y)
    assert [code.text for code in found] == list(CARD)
