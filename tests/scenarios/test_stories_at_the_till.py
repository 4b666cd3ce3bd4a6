"""What a till sends: the link by which a sale is paid with a telephone, and the receipt by mail."""

from datetime import UTC, datetime

import pytest

from connectors.psp.stripe.provider import Stripe
from domain.application import Seat
from domain.counter.model import SaleStage
from domain.customers.model import Address, MailAddressWrong, PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.money import Money
from domain.payments.open_pay_link import OpenPayLink
from domain.payments.provider import ProviderName
from domain.serving.book_counter_payment import ReceiptOfAnother
from domain.settings.change_portal_settings import ChangePortalSettings
from domain.settings.portal import PortalSettings
from domain.till.mail_receipt import MailReceipt
from domain.till.model import ReceiptId, Way
from domain.till.receipt_mail import ReceiptAddressMissing, TooManyReceiptMails
from domain.views.serving import PagesWithoutAddress, PayLinkState
from storage.method_setups import opened_method
from tests.connectors.stripe_desk import HOME, KEY
from tests.connectors.stripe_fake.fake import StripeFake
from tests.reports.reading import flat, text_of
from tests.scenarios.test_stories_of_stripe import BY_STRIPE
from tests.scenarios.test_stories_of_the_counter import bike_for_rent
from tests.scenarios.working import Working
from tests.storage.business import Business
from tests.storage.counter_story import Counter
from tests.storage.intruder import at_the_seat
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.payment_story import collecting
from tests.storage.serving_desk import Counter as Serving
from tests.storage.till_story import open_till, sell

PAGES = "https://kunden.radwerk.example"
KIM = PersonalData("Kim", "Link", email="kim@example.org", address=Address("Allee 6", "10435", "Berlin"))


def test_a_sale_is_paid_by_the_square_on_the_screen_and_its_receipt_goes_by_mail(business: Business) -> None:
    """79.00 for the first month, by a card that the customer leaves on a telephone while standing there."""
    business.clock.instant = datetime.now(UTC)  # a link counts by the database's own clock
    fake, post = StripeFake(business.clock), Letterbox()
    collecting(business, collectors=BY_STRIPE)
    counter, serving = Counter(business), Serving(business)
    bike = bike_for_rent(business)
    [frame] = business.receive(bike).asset_ids
    kim = business.do(Seat.BACKOFFICE, RegisterCustomer(KIM))
    sold = counter.sell(counter.item(bike, frame), customer_id=kim.customer_id, way=Way.LINK)
    assert counter.outcome(sold).stage is SaleStage.DONE
    [bill] = business.rows("SELECT payment_method, gross_minor FROM umlauf.invoice")
    assert (bill["payment_method"], bill["gross_minor"]) == ("card", 7900)

    served = serving.serve(kim.customer_id)
    with pytest.raises(PagesWithoutAddress):
        serving.desk.open_link(served, sold.number)
    business.do(Seat.OWNER, ChangePortalSettings(0, PortalSettings(address=PAGES)))
    [receipt] = business.rows("SELECT id FROM umlauf.till_receipt")
    other = business.customer().customer_id
    with pytest.raises(ReceiptOfAnother):
        serving.done(other, OpenPayLink(other, receipt["id"], "a1" * 32))
    served = serving.serve(kim.customer_id)
    link = serving.desk.open_link(served, sold.number)
    assert link.address.startswith(f"{PAGES}/method/")
    assert serving.desk.link_state(link) == PayLinkState()
    serving.carry_out(link.wish_id)
    assert serving.desk.link_state(link) == PayLinkState(is_asked=True)
    _leave_a_card(business, fake, post, link.address)
    assert serving.desk.link_state(link) == PayLinkState(is_asked=True, is_left=True, paid=Money(79_00))
    serving.close()
    [account] = business.rows("SELECT used_minor FROM umlauf.document_account")
    assert account["used_minor"] == 7900

    worker = chores(business.server.seat_dsn(Seat.WORKER, business.database), post, business.clock)
    hands = Working(business, worker)
    business.answer(Seat.POS, MailReceipt(receipt["id"]))
    business.answer(Seat.BACKOFFICE, MailReceipt(receipt["id"], "en", "books@example.com"))
    hands.all_jobs()
    worker.close()
    mine, theirs = (each for each in post.sent if "K1-000001" in each.subject)
    assert (mine.to, mine.subject) == ("kim@example.org", "Ihr Kassenbeleg K1-000001")
    assert (theirs.to, theirs.subject) == ("books@example.com", "Your receipt K1-000001")
    assert "79,00" in mine.body
    assert "79,00" in flat(text_of(mine.attachments[0].content))
    assert [each["address"] for each in business.rows("SELECT address FROM umlauf.till_receipt_mail")] == ["", ""]


def _leave_a_card(business: Business, fake: StripeFake, post: Letterbox, address: str) -> None:
    secret, stripe = address.rpartition("/")[2], Stripe(KEY, business.clock, fake, HOME)
    dsn = business.server.seat_dsn(Seat.WORKER, business.database)
    worker = chores(dsn, post, business.clock, providers={ProviderName.STRIPE: stripe})
    opened_method(business.connection(Seat.PORTAL), secret)
    [asked] = business.rows("SELECT id FROM umlauf.method_request")
    worker.setups.set_up(asked["id"])
    fake.fill_in(fake.all("checkout.session")[0]["id"])
    assert worker.setups.look_after() == 1
    worker.payments.listen()
    worker.close()


def test_a_receipt_goes_to_no_address_that_is_none_and_not_for_ever(business: Business) -> None:
    receipt = ReceiptId(sell(business, open_till(business)).id)
    for address, refused in (("", ReceiptAddressMissing), ("x@y\r\nBcc: all@example.org", MailAddressWrong)):
        with pytest.raises(refused):
            business.do(Seat.POS, MailReceipt(receipt, "de", address))
    for _ in range(5):
        business.do(Seat.POS, MailReceipt(receipt, "de", "kim@example.org"))
    with pytest.raises(TooManyReceiptMails):
        business.do(Seat.POS, MailReceipt(receipt, "de", "kim@example.org"))
    with at_the_seat(business, Seat.POS) as thief:
        for act in (
            "SELECT address FROM umlauf.till_receipt_mail",
            "UPDATE umlauf.till_receipt_mail SET address = 'me@example.org'",
            "DELETE FROM umlauf.till_receipt_mail",
        ):
            with thief.refused("42501"):
                thief.run(act)
