"""The customer's page with everything: sums on top, what they had, notes, their own pages, and all on one sheet."""

from datetime import timedelta
from uuid import uuid4

from domain.application import Seat
from domain.assets.status import Condition
from domain.billing.record_payment import RecordPayment
from domain.contracts.add_note import AddNote
from domain.contracts.notes import NoteId
from domain.money import Money
from domain.returns.announce_return import AnnounceReturn
from domain.returns.take_back_asset import TakeBackAsset
from tests.reports.reading import flat, text_of
from tests.storage.portal_desk import PortalDesk
from tests.storage.trade import rent, today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.customers.view import OneCustomer


def test_everything_about_a_customer_is_on_one_page_and_on_one_sheet(desk_of_anna: Office) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    customer, bike = business.customer(), business.product()
    kept, back = rent(business, customer, bike), rent(business, customer, bike)
    [invoice] = business.rows(
        "SELECT i.id, i.gross_minor FROM umlauf.invoice i JOIN umlauf.invoice_line l ON l.invoice_id = i.id"
        " WHERE l.contract_id = %(id)s LIMIT 1",
        id=kept.contract_id,
    )
    business.do(Seat.BACKOFFICE, AddNote(kept.contract_id, NoteId(uuid4()), "Ruft lieber an."))
    business.do(Seat.BACKOFFICE, AnnounceReturn(back.contract_id, today(business) + timedelta(days=9)))
    business.do(Seat.WAREHOUSE, TakeBackAsset(back.assets[0], Condition.USED))
    owed = Money(invoice["gross_minor"])
    business.do(Seat.BACKOFFICE, RecordPayment(invoice["id"], owed, Money.of("50.00"), today(business)))
    portal = PortalDesk(business, 1)
    portal.signed_in()
    portal.close()

    page = office.show(OneCustomer(office.desk, office.shell), customer.number)
    assert office.shell.refused == []
    assert (page.totals.paid.value.text(), page.totals.monthly.value.text()) == ("€50.00", "€79.00")
    assert page.totals.held.value.text().startswith("1 thing · ")
    [before] = page.around.before.rows()
    assert before.until is not None
    assert [each.words for each in page.around.notes.rows()] == ["Ruft lieber an."]
    words = [action.text() for action in page.deeds.menu().actions() if action.text()]
    assert any("Return from" in each for each in words)
    page.deeds.print.click()
    office.settle()
    sheet = flat(text_of(office.folder.shown[-1].read_bytes()))
    for part in ("Customer sheet", customer.number, "Brückner", "E-Bike Kiez 3", "€79.00", "€50.00"):
        assert part in sheet, part
