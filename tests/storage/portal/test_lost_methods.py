"""What a customer pays by can end: their pages say so until they have left another."""

from domain.application import Seat
from domain.contracts.payment import PaymentMethod
from domain.payments.end_method import EndMethod
from domain.payments.methods import EndReason
from domain.views.portal import LostWay
from tests.storage.business import Business
from tests.storage.payment_story import collecting, payer, with_card
from tests.storage.portal_desk import PortalDesk


def test_a_mandate_that_was_revoked_is_said_until_there_is_another(business: Business) -> None:
    collecting(business)
    desk, who = PortalDesk(business, 1), payer(business, PaymentMethod.DIRECT_DEBIT)
    token = desk.signed_in()

    def lost() -> LostWay | None:
        with desk.pages(token) as pages:
            return pages.lost_way()

    assert lost() is None
    business.do(Seat.BACKOFFICE, EndMethod(who.method_id, EndReason.REVOKED))
    told = lost()
    assert told is not None
    assert (told.kind, told.why, told.shown[-4:]) == (PaymentMethod.DIRECT_DEBIT, EndReason.REVOKED, "2051")
    with_card(business, who.customer_id)
    assert lost() is None
    desk.close()
