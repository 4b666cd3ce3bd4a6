"""Quotes from the form to the first invoices: a stranger by the link, a regular with goods kept, a change of mind.

Figures are computed by hand; the pages ask and answer as their own login, the worker does the rest.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.application import Command, Seat
from domain.availability.model import NotFreeThen
from domain.catalog.add_product import ProductAdded
from domain.catalog.offer import Offer
from domain.catalog.set_plan_offered import SetPlanOffered
from domain.contracts.model import LineKind
from domain.customers.model import Address, PersonalData
from domain.errors import AppError
from domain.ids import CommandId
from domain.loyalty.make_vouchers import MakeVouchers
from domain.loyalty.vouchers import VoucherRule
from domain.money import Money
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.portal.codes import token_digest
from domain.quotes.accept_quote import AcceptedBy, AcceptQuote, QuoteAccepted, QuoteNotSigned
from domain.quotes.decline_quote import DeclineQuote, DeclineReason
from domain.quotes.make_quote import MakeQuote, QuoteMade
from domain.quotes.make_quote_link import MakeQuoteLink
from domain.quotes.model import QuoteNeedsPerson, QuoteOver
from domain.quotes.see_quote import SeeQuote
from domain.quotes.send_quote import SendQuote
from domain.quotes.stages import IllegalQuoteStep, Stage
from domain.settings.availability import AvailabilitySettings
from domain.settings.change_availability_settings import ChangeAvailabilitySettings
from domain.settings.change_portal_settings import ChangePortalSettings
from domain.settings.portal import PortalSettings
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.views.portal import NotYours
from domain.views.quotes import QuoteQuestion
from storage.jobs.quote_days import reach_quotes
from storage.queries.quotes import Quotes
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.portal_desk import HERE, PortalDesk
from tests.storage.trade import bill, invoices, today

EVA = PersonalData("Eva", "Neumann", email="eva@example.org")
HOME = Address("Torstraße 5", "10119", "Berlin")
PAGES = "https://kunden.example"


@pytest.fixture
def desk(business: Business) -> Iterator[PortalDesk]:
    business.do(Seat.OWNER, ChangePortalSettings(0, PortalSettings(address=PAGES)))
    desk = PortalDesk(business, 1)
    yield desk
    desk.close()


def bike(business: Business, *, things: int = 1) -> ProductAdded:
    """79 € a month with a deposit of 100 €."""
    product = business.product(offer=Offer(deposit=Money.of("100.00")))
    if things:
        business.receive(product, *(f"SN{n}" for n in range(things)))
    return product


def item(product: ProductAdded, price: str = "") -> OrderedItem:
    return OrderedItem(product.variant_ids[0], 1, product.plan_ids[0], Money.of(price) if price else None)


def office(business: Business, command: Command) -> Any:
    return business.do(Seat.BACKOFFICE, command)


def morning(business: Business) -> int:
    def run(command_id: CommandId, command: Command) -> Any:
        return business.answer(Seat.WORKER, command, command_id).event

    return reach_quotes(today(business), business.connection(Seat.WORKER), run)


def letters(business: Business) -> list[dict[str, Any]]:
    rows = business.rows(
        "SELECT facts FROM umlauf.outbox WHERE kind IN ('customer', 'address') ORDER BY created_at, id"
    )
    return [row["facts"] for row in rows if str(row["facts"]["kind"]).startswith("quote")]


def secret_of(letter: dict[str, Any]) -> str:
    link: str = letter["texts"]["link"]
    assert link.startswith(f"{PAGES}/quote/")
    return link.rsplit("/", 1)[1]


def stage_of(business: Business, quote_id: UUID) -> str:
    [row] = business.rows("SELECT stage FROM umlauf.quote WHERE id = %(id)s", id=quote_id)
    return str(row["stage"])


def kept(business: Business) -> list[str]:
    return sorted(row["status"] for row in business.rows("SELECT status FROM umlauf.reservation"))


def answer(desk: PortalDesk, secret: str, command: Command) -> Any:
    """Filed by the link, carried out by the worker."""
    wish = uuid4()
    desk.door.answer_quote(secret, command, HERE, wish)
    return desk.carry_out(wish)


def check_mailed(business: Business, made: QuoteMade) -> None:
    """The paper goes with the letter, to an address that is nobody's yet."""
    post = Letterbox()
    worker = chores(business.server.seat_dsn(Seat.WORKER, business.database), post, business.clock)
    for row in business.rows("SELECT DISTINCT batch_id FROM umlauf.outbox"):
        worker.send_letters(row["batch_id"])
    worker.close()
    [sent] = [each for each in post.sent if each.to == "eva@example.org"]
    assert [each.file_name for each in sent.attachments] == [f"{made.number}.pdf"]
    assert "/quote/" in sent.body


def test_a_stranger_gets_a_link_becomes_a_customer_and_is_billed_as_quoted(
    business: Business, desk: PortalDesk
) -> None:
    product, helmet = bike(business), business.product("Helm", kind=LineKind.SALE, price="49.00", sku="HELM-L")
    business.receive(helmet, "H1")
    with pytest.raises(QuoteNeedsPerson):
        office(business, MakeQuote((item(product),)))
    made: QuoteMade = office(business, MakeQuote((item(product, "69.00"), item(helmet)), person=EVA, words="Gern!"))
    assert (made.version, made.stage, made.valid_until) == (1, Stage.SENT, date(2026, 2, 16)), "two weeks, to a Monday"
    [letter] = letters(business)
    assert (letter["texts"]["quote"], letter["amounts"]["today"]["minor"]) == (made.number, 69_00 + 49_00 + 100_00)

    check_mailed(business, made)
    secret = secret_of(letter)
    seen = desk.door.open_quote(secret)
    assert seen is not None
    assert (seen.is_new, seen.needs_address, seen.sheet.today) == (True, True, Money.of("218.00"))
    paper = desk.door.quote_paper(secret)
    assert paper is not None
    assert paper.content.startswith(b"%PDF")
    for wrong in ("", "x", secret[:-1], secret.upper(), str(made.quote_id), made.number):
        assert desk.door.open_quote(wrong) is None
        assert desk.door.quote_paper(wrong) is None
        with pytest.raises(NotYours):
            desk.door.answer_quote(wrong, SeeQuote(made.quote_id), HERE, uuid4())
    answer(desk, secret, SeeQuote(made.quote_id))
    assert stage_of(business, made.quote_id) == "seen"

    # The plan is dearer and not offered any more meanwhile; what was quoted holds.
    business.do(Seat.OWNER, SetPlanOffered(product.plan_ids[0], False))
    accept = AcceptQuote(made.quote_id, "Eva Neumann", True, True, PersonalData("", "", address=HOME))
    wish = uuid4()
    assert desk.door.answer_quote(secret, accept, HERE, wish) == desk.door.answer_quote(secret, accept, HERE, wish)
    done = desk.carry_out(wish)
    assert isinstance(done, QuoteAccepted)
    assert desk.carry_out(wish) is None, "told twice, done once"
    assert answer(desk, secret, accept) is None, "another answer comes too late"
    assert len(business.rows("SELECT FROM umlauf.customer_order")) == 1
    [customer] = business.rows("SELECT p.* FROM umlauf.customer_personal p")
    assert (customer["family_name"], customer["email"], customer["city"]) == ("Neumann", "eva@example.org", "Berlin")
    page = Quotes(business.connection(Seat.BACKOFFICE)).page(made.number)
    assert (page.signed_by, page.order, page.quote.stage) == ("Eva Neumann", done.placed.order_number, Stage.ACCEPTED)
    assert [each.step for each in page.steps] == ["make", "send", "see", "accept"]

    # Sent on the day of acceptance: 69 a month, 49 once, 100 deposit.
    for row in business.rows("SELECT id FROM umlauf.asset ORDER BY code"):
        business.do(Seat.WAREHOUSE, PickAsset(done.placed.shipment_id, row["id"]))
    business.do(Seat.WAREHOUSE, FinishPacking(done.placed.shipment_id))
    business.do(Seat.WAREHOUSE, DispatchShipment(done.placed.shipment_id))
    business.pass_days(2)
    bill(business)
    assert sum(each["gross"] for each in invoices(business)) == 218_00
    business.pass_days(31)
    bill(business)
    assert sum(each["gross"] for each in invoices(business)) == 218_00 + 69_00


def test_what_is_kept_is_free_again_when_the_quote_ends_and_goes_into_the_order_when_it_is_taken(
    business: Business, desk: PortalDesk
) -> None:
    product, jonas, other = bike(business), business.customer(), business.customer("Zweite")
    wanted = MakeQuote((item(product),), jonas.customer_id, keeps_goods=True)
    made: QuoteMade = office(business, wanted)
    with pytest.raises(NotFreeThen):
        office(business, MakeQuote((item(product),), other.customer_id, keeps_goods=True))
    assert business.rows("SELECT status FROM umlauf.reservation") == [{"status": "held"}]

    # Another version takes over what was kept; the former link says so.
    [first] = letters(business)
    second: QuoteMade = office(business, MakeQuote((item(product, "75.00"),), jonas.customer_id, keeps_goods=True,
                                                   replaces=made.quote_id))  # fmt: skip
    assert (second.number, second.version) == (made.number, 2)
    former = desk.door.open_quote(secret_of(first))
    assert former is not None
    assert former.stage is Stage.REPLACED
    assert answer(desk, secret_of(first), AcceptQuote(made.quote_id, "J", True, True)) is None
    assert kept(business) == ["held", "released"]

    # Reminded once, three days before; then it runs out, and the next one may have it.
    business.pass_days(13)
    assert (morning(business), morning(business)) == (1, 0)
    assert [each["kind"] for each in letters(business)] == ["quote", "quote", "quote_reminder"]
    business.pass_days(4)
    assert morning(business) == 0
    assert stage_of(business, second.quote_id) == "expired"
    with pytest.raises(IllegalQuoteStep):
        office(business, AcceptQuote(second.quote_id, "J", True, True, by=AcceptedBy.PHONE))
    third: QuoteMade = office(business, MakeQuote((item(product),), other.customer_id, keeps_goods=True))
    done: QuoteAccepted = office(business, AcceptQuote(third.quote_id, "Z", True, True, by=AcceptedBy.WRITTEN))
    assert done.placed.promised_on == today(business), "what was kept stands in nobody's way"
    assert kept(business) == ["released", "released", "taken"]
    figures = Quotes(business.connection(Seat.BACKOFFICE)).figures(date(2026, 1, 1), date(2027, 1, 1))
    assert (figures.sent, figures.accepted, figures.expired, figures.rate) == (2, 1, 1, 50)


def test_what_cannot_be_done_is_refused_politely_and_the_quote_stays_open(business: Business, desk: PortalDesk) -> None:
    product, jonas = bike(business, things=0), business.customer()
    business.do(Seat.OWNER, ChangeAvailabilitySettings(0, AvailabilitySettings(backorders=False)))
    draft: QuoteMade = office(business, MakeQuote((item(product),), jonas.customer_id, sends=False))
    assert (draft.stage, letters(business)) == (Stage.DRAFT, [])
    office(business, SendQuote(draft.quote_id))
    secret = secret_of(letters(business)[-1])
    accept = AcceptQuote(draft.quote_id, "Jonas Brückner", True, True)
    wish = uuid4()
    desk.door.answer_quote(secret, accept, HERE, wish)
    assert desk.carry_out(wish) is None
    refusal = desk.door.outcome(wish).refusal
    assert isinstance(refusal, NotFreeThen)
    assert (stage_of(business, draft.quote_id), business.rows("SELECT FROM umlauf.customer_order")) == ("sent", [])
    with pytest.raises(QuoteNotSigned):
        office(business, AcceptQuote(draft.quote_id, "", True, True, by=AcceptedBy.PHONE))

    # A link that a person took along opens the same page; what the customer says is kept for the figures.
    taken = "f" * 64
    office(business, MakeQuoteLink(draft.quote_id, token_digest(taken).hex()))
    assert desk.door.open_quote(taken) is not None
    answer(desk, taken, DeclineQuote(draft.quote_id, DeclineReason.TOO_LATE, "Wir fahren schon am Montag."))
    assert stage_of(business, draft.quote_id) == "declined"
    assert letters(business)[-1]["kind"] == "quote_declined"
    asked = Quotes(business.connection(Seat.BACKOFFICE))
    assert asked.figures(date(2026, 1, 1), date(2027, 1, 1)).reasons == {"too_late": 1}
    assert [row.number for row in asked.quotes(QuoteQuestion("brückner", frozenset({Stage.DECLINED}))).rows] == [
        draft.number
    ]
    for late in (SendQuote(draft.quote_id), accept, DeclineQuote(draft.quote_id)):
        with pytest.raises(AppError):
            office(business, late)


def test_after_its_last_day_nobody_is_bound_also_before_the_night_came(business: Business, desk: PortalDesk) -> None:
    product, jonas = bike(business), business.customer()
    made: QuoteMade = office(business, MakeQuote((item(product),), jonas.customer_id, valid_until=date(2026, 2, 1)))
    business.pass_days(2)
    with pytest.raises(QuoteOver):
        office(business, AcceptQuote(made.quote_id, "J", True, True, by=AcceptedBy.PHONE))
    assert morning(business) == 0
    assert stage_of(business, made.quote_id) == "expired"


def _counted(business: Business) -> list[dict[str, Any]]:
    sql = "SELECT (SELECT count(*) FROM umlauf.customer) AS c, (SELECT count(*) FROM umlauf.contract) AS k"
    return business.rows(sql)


@pytest.mark.parametrize("end", ["used", "over"])
def test_a_voucher_is_looked_at_again_when_the_quote_is_taken(business: Business, desk: PortalDesk, end: str) -> None:
    """It was good when the quote was made; nothing is half done, the customer is told why, and the quote stays open."""
    product, until = bike(business, things=2), today(business) + timedelta(days=3)
    rule = VoucherRule(Decimal(10), valid_until=until, max_uses=1)
    business.do(Seat.OWNER, MakeVouchers("Winter", rule, chosen="WINTER"))
    made: QuoteMade = office(business, MakeQuote((item(product),), person=EVA, voucher="winter"))
    secret = secret_of(letters(business)[0])
    if end == "used":
        customer = business.customer()
        office(business, PlaceOrder(customer.customer_id, (item(product),), voucher="WINTER"))
    else:
        business.pass_days(4)
    before = _counted(business)
    wish = uuid4()
    accept = AcceptQuote(
        made.quote_id, "Eva Neumann", has_terms=True, has_withdrawal=True, personal=PersonalData("", "", address=HOME)
    )
    desk.door.answer_quote(secret, accept, HERE, wish)
    assert desk.carry_out(wish) is None
    refused = desk.door.outcome(wish).refusal
    assert refused is not None
    assert refused.code == {"used": "voucher_used_up", "over": "voucher_too_late"}[end]
    assert _counted(business) == before
    assert stage_of(business, made.quote_id) == "sent"
