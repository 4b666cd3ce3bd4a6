"""The signed paper of a mandate: kept once, shown again, and no client puts another one in its place."""

import pytest

from domain.application import Seat
from domain.contracts.notes import FileKindRefused
from domain.contracts.payment import PaymentMethod
from domain.payments.amend_mandate import NoMandateToAmend
from domain.payments.keep_mandate_scan import KeepMandateScan, ScanKeptBefore
from storage.queries.payments import Payments
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat
from tests.storage.payment_story import PDF, collecting, payer


def test_a_scan_is_kept_for_good(business: Business) -> None:
    collecting(business)
    who, card = payer(business, PaymentMethod.DIRECT_DEBIT), payer(business)
    book = Payments(business.connection(Seat.BACKOFFICE), business.clock)
    assert book.scan(who.method_id) is None
    for method, content, kind in (
        (who.method_id, b"GIF89a", FileKindRefused),
        (card.method_id, PDF, NoMandateToAmend),
    ):
        with pytest.raises(kind):
            business.do(Seat.BACKOFFICE, KeepMandateScan.of(method, content))
    business.do(Seat.BACKOFFICE, KeepMandateScan.of(who.method_id, PDF))
    [mandate] = business.rows("SELECT id, reference FROM umlauf.mandate")
    found = book.scan(who.method_id)
    assert found is not None
    assert (found.file_name, found.content) == (f"{mandate['reference']}.pdf", PDF)
    with pytest.raises(ScanKeptBefore):
        business.do(Seat.BACKOFFICE, KeepMandateScan.of(who.method_id, PDF + b"%%EOF"))
    assert business.rows("SELECT payload ->> 'content' AS c FROM umlauf.command WHERE name = 'KeepMandateScan'")[0] == {
        "c": None
    }
    with at_the_seat(business, Seat.BACKOFFICE) as office:
        with office.refused("UM405"):
            office.run("UPDATE umlauf.mandate_personal SET scan = NULL")
        with office.refused("42501"):
            office.run("UPDATE umlauf.mandate_personal SET words = 'x'")
    with at_the_seat(business, Seat.POS) as till, till.refused("42501"):
        till.run("SELECT scan FROM umlauf.mandate_personal")
