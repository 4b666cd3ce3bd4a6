"""Invoices are fit for an archive of ten years, and hold the very facts that they show."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import facturx
import pikepdf
import pytest

from domain.billing.invoice_sheet import InvoiceSheet
from domain.business import Recipient
from domain.customers.model import Address
from reports.papers import Papers
from tests.reports.archive_judge import complaints
from tests.reports.einvoice_judge import judged
from tests.reports.reading import PAPERS, text_of
from tests.reports.samples import (
    BUSINESS,
    credit_note,
    logo,
    long_invoice,
    reverse_charge_invoice,
    short_invoice,
    swiss_invoice,
)

LABELLED = Path(__file__).parent / "specs/pdfa"


def e_invoice(sheet: InvoiceSheet) -> InvoiceSheet:
    return replace(sheet, is_e_invoice=True)


@pytest.mark.parametrize("path", sorted(LABELLED.glob("*.pdf")), ids=lambda path: path.stem)
def test_the_judge_agrees_with_verapdf(path: Path) -> None:
    assert (complaints(path.read_bytes()) == []) == path.stem.startswith("good")


@pytest.mark.parametrize(
    "sample",
    [short_invoice, long_invoice, credit_note, swiss_invoice, reverse_charge_invoice],
    ids=lambda s: s.__name__,
)
def test_every_invoice_is_fit_for_the_archive(sample: Callable[[], InvoiceSheet]) -> None:
    assert complaints(PAPERS.invoice(sample()), with_file=False) == []
    assert complaints(PAPERS.invoice(e_invoice(sample()))) == []


def test_with_a_logo_it_stays_so() -> None:
    assert complaints(Papers(replace(BUSINESS, logo=logo())).invoice(e_invoice(short_invoice()))) == []


def test_the_enclosed_file_is_the_valid_e_invoice_as_others_read_it() -> None:
    name, xml = facturx.get_xml_from_pdf(PAPERS.invoice(e_invoice(short_invoice())), check_schematron=False)
    assert name == "factur-x.xml"
    assert judged(xml).is_valid
    assert facturx.get_level(facturx.facturx.etree.fromstring(xml)) == "en16931"


def test_only_who_gets_an_e_invoice_has_one_enclosed() -> None:
    with pikepdf.open(BytesIO(PAPERS.invoice(short_invoice()))) as document:
        assert not document.attachments


def test_without_a_tax_number_the_paper_comes_all_the_same() -> None:
    """An e-invoice would be refused; the run never stops for it."""
    nameless = Papers(replace(BUSINESS, vat_id="", tax_number=""))
    paper = nameless.invoice(e_invoice(short_invoice()))
    assert complaints(paper, with_file=False) == []
    with pikepdf.open(BytesIO(paper)) as document:
        assert not document.attachments


def test_signs_that_the_type_lacks_are_question_marks() -> None:
    """An empty box would be no PDF/A."""
    far = Recipient("王小明 😀 Łukasz", "", Address("Ulica 1", "00-001", "Warszawa", "PL"))
    assert "??? ? Łukasz" in text_of(PAPERS.invoice(replace(short_invoice(), recipient=far)))


def test_the_same_invoice_gives_the_same_bytes() -> None:
    assert PAPERS.invoice(e_invoice(long_invoice())) == PAPERS.invoice(e_invoice(long_invoice()))
