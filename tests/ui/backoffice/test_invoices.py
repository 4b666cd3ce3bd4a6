"""Invoices: found, opened as PDF, and the run that a person asks for and then sees end."""

from datetime import date

import pytest

from domain.billing.request_billing_run import RequestBillingRun
from domain.views.office_rows import RunRow
from tests.storage.queries.office import send
from tests.storage.test_deposits import with_a_deposit
from tests.ui.backoffice.conftest import Office
from ui.backoffice.invoices.presenter import PATIENCE
from ui.backoffice.invoices.view import InvoicesPage, OneInvoice, line_columns

START_RUN = "UPDATE umlauf.billing_run SET state = 'running', customers = 3 RETURNING id"
END_RUN = "UPDATE umlauf.billing_run SET state = 'done', finished_at = clock_timestamp(), invoices = 3 RETURNING id"


@pytest.fixture
def invoiced(desk_of_anna: Office) -> Office:
    business = desk_of_anna.business
    bike = business.product()
    things = business.receive(bike, "SN-1")
    send(business, business.order(business.customer(), bike), things)
    return desk_of_anna


def test_an_invoice_opens_as_pdf_also_before_the_worker_made_it(invoiced: Office) -> None:
    page = invoiced.show(OneInvoice(invoiced.desk, invoiced.shell), "R-2026-000001")
    assert isinstance(page, OneInvoice)
    assert page.title == "R-2026-000001"
    page.open_pdf.click()
    invoiced.settle()
    (path,) = invoiced.folder.shown
    assert path.name == "R-2026-000001.pdf"
    assert path.read_bytes().startswith(b"%PDF")


def test_the_stored_document_is_shown_unchanged(invoiced: Office) -> None:
    invoiced.business.rows(
        "INSERT INTO umlauf.document (id, kind, subject_id, file_name, content)"
        " SELECT gen_random_uuid(), 'invoice', id, 'as-sent.pdf', 'sent'::bytea FROM umlauf.invoice RETURNING id"
    )
    page = invoiced.show(OneInvoice(invoiced.desk, invoiced.shell), "R-2026-000001")
    assert isinstance(page, OneInvoice)
    page.open_pdf.click()
    invoiced.settle()
    assert invoiced.folder.shown[0].read_bytes() == b"sent"


def test_a_run_is_asked_for_once_and_seen_to_its_end(invoiced: Office) -> None:
    page = invoiced.show(InvoicesPage(invoiced.desk, invoiced.shell))
    assert isinstance(page, InvoicesPage)
    assert page.run.words.text() == "No billing run yet"
    page.run.start.click()
    page.run.start.click()
    invoiced.settle()
    assert [type(command) for command in invoiced.given] == [RequestBillingRun]
    assert not page.run.start.isEnabled()
    assert page.run.words.text().startswith("Billing everything due by")
    for _ in range(PATIENCE + 1):
        page.run.presenter.load()
        invoiced.settle()
    assert "not begun" in page.run.detail.text(), "a worker that does not run is not waited for in silence"
    invoiced.business.rows(START_RUN)
    page.run.presenter.load()
    invoiced.settle()
    assert not page.run.start.isEnabled()
    invoiced.business.rows(END_RUN)
    page.run.presenter.load()
    invoiced.settle()
    assert page.run.start.isEnabled()
    assert "3 documents" in page.run.words.text()
    assert not page.run._timer.isActive(), "it stops looking when the run has ended"


def test_the_list_sums_up_with_signs_and_leads_to_the_page(invoiced: Office) -> None:
    page = invoiced.show(InvoicesPage(invoiced.desk, invoiced.shell))
    assert "R-2026-000001;Invoice;2026-01-31;Jonas Brückner" in page.table.csv()
    page.table.opened.emit(page.table.rows()[0])
    assert invoiced.shell.opened == [("invoice", "R-2026-000001")]
    page.filter.setCurrentIndex(page.filter.findText("Only credit notes"))
    page.presenter.load()
    invoiced.settle()
    assert page._stack.currentWidget() is page._nothing
    page.show_all()
    invoiced.settle()
    assert len(page.table.rows()) == 1


def test_contracts_left_out_are_named_with_the_reason(desk_of_anna: Office) -> None:
    from datetime import UTC, datetime
    from uuid import uuid4

    from domain.views.office_rows import FailureRow, Ref
    from ui.backoffice.invoices.view import RunStrip

    strip = RunStrip(desk_of_anna.desk, desk_of_anna.shell)
    desk_of_anna.qtbot.addWidget(strip)
    failure = FailureRow(Ref(uuid4(), "CT-001001-Q"), "tax_rate_unknown", {"country": "FR", "day": "2026-01-31"})
    now = datetime(2026, 1, 31, tzinfo=UTC)
    strip.show_run(RunRow(uuid4(), date(2026, 1, 31), now, now, 2, (failure,)), waits_for=None)
    assert "CT-001001-Q" in strip.detail.text()
    assert "FR" in strip.detail.text()


def test_a_deposit_has_no_rate_of_vat(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    with_a_deposit(business)
    [row] = business.rows("SELECT i.number FROM umlauf.invoice i WHERE i.vat_minor = 0")
    page = desk_of_anna.show(OneInvoice(desk_of_anna.desk, desk_of_anna.shell), row["number"])
    assert isinstance(page, OneInvoice)
    assert page.presenter.thing is not None
    [line] = page.presenter.thing.sheet.lines
    [vat] = [each for each in line_columns() if each.key == "vat"]
    assert vat.shown(line) == "no VAT"
