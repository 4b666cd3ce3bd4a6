"""Offers in the database: a price never changes, states go only the ways of the table, only the owner sets rules."""

from contextlib import closing
from decimal import Decimal
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.buyout.formula import Formula, FormulaKind
from domain.buyout.offer import TRANSITIONS, OfferStatus, UnknownOffer
from domain.buyout.offer_buyout import OfferBuyout, OfferedThing
from domain.buyout.quote import NothingRented
from domain.buyout.rules import BuyoutRules, RuleStep
from domain.buyout.set_buyout_rules import SetBuyoutRules
from domain.messages.resend_mail import ResendMail
from domain.money import Money
from domain.refurbishment.lend_asset import LendAsset
from domain.refurbishment.repairs import RepairId
from domain.refurbishment.report_problem import ReportProblem
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.views.buyouts import OfferQuestion
from storage.queries.buyouts import Buyouts
from tests.storage.business import Business, tax_rules
from tests.storage.intruder import at_the_seat
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import Rented, rent

DENIED = ("42501",)
RULES = BuyoutRules((RuleStep(0, Formula(FormulaKind.RETAIL_LESS_PAID, Money.of("1000.00"))),))


def offered(business: Business, price: str = "500.00") -> Rented:
    what = rent(business, business.customer(), business.product())
    thing = OfferedThing(what.assets[0], Money.of(price), True)
    business.do(Seat.BACKOFFICE, OfferBuyout(what.contract_id, (thing,)))
    return what


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE umlauf.buyout_item SET price_minor = 1",
        "UPDATE umlauf.buyout_offer SET valid_until = valid_until + 9",
        "UPDATE umlauf.buyout_offer SET number = 'X'",
        "DELETE FROM umlauf.buyout_offer",
        "DELETE FROM umlauf.buyout_item",
        "INSERT INTO umlauf.buyout_rules SELECT * FROM umlauf.buyout_rules",
        "UPDATE umlauf.buyout_rules SET rules = NULL",
    ],
)
@pytest.mark.parametrize("seat", [Seat.BACKOFFICE, Seat.WORKER])
def test_neither_office_nor_worker_changes_what_was_offered(business: Business, seat: Seat, act: str) -> None:
    offered(business)
    with at_the_seat(business, seat) as intruder, intruder.refused(*DENIED):
        intruder.run(act)


def test_the_database_knows_the_same_ways_as_the_domain(business: Business) -> None:
    """Tried with a database client for every pair of states; what the table has, the trigger lets pass."""
    offered(business)
    legal = {(before, after) for (before, _), after in TRANSITIONS.items()}
    reached = {OfferStatus.OFFERED: [], OfferStatus.ACCEPTED: [OfferStatus.ACCEPTED]}
    for before, steps in reached.items():
        for after in OfferStatus:
            with business.connection().connection() as admin, admin.transaction(force_rollback=True):
                for step in steps:
                    admin.execute("UPDATE umlauf.buyout_offer SET status = %s", (step,))
                if (before, after) in legal:
                    admin.execute("UPDATE umlauf.buyout_offer SET status = %s", (after,))
                else:
                    with pytest.raises(Exception, match="does not become"):
                        admin.execute("UPDATE umlauf.buyout_offer SET status = %s", (after,))


def test_the_owner_sees_what_came_back_of_the_cost(business: Business) -> None:
    """900.00 net was paid for the bike; a first month of 79.00 gross is 66.39 net; sold for 500.00 it brings 420.17:
    486.56 of 900.00 are 54.1 %, and 413.44 are missing."""
    offered(business)
    owner = Buyouts(business.connection(Seat.OWNER), tax_rules(), business.clock)
    [row] = owner.offers(OfferQuestion(with_recovery=True))
    assert row.recovery is not None
    assert (row.recovery.rent, row.recovery.price) == (Money.of("66.39"), Money.of("420.17"))
    assert (row.recovery.percent, row.recovery.margin) == (Decimal("54.1"), Money.of("-413.44"))
    assert owner.offers(OfferQuestion("Brückner", (OfferStatus.SETTLED,))) == ()
    assert [each.offer.id for each in owner.offers(OfferQuestion("brück"))] == [row.offer.id]
    sheet = owner.offer_sheet(row.offer.id)
    assert (sheet.asked.gross, sheet.asked.vat) == (Money.of("500.00"), Money.of("79.83"))


def test_rules_belong_to_all_versions_of_a_plan(business: Business) -> None:
    what = rent(business, business.customer(), business.product())
    office = Buyouts(business.connection(Seat.BACKOFFICE), tax_rules(), business.clock)
    [piece] = office.purchases(what.contract_id).pieces
    assert piece.quote is None
    assert piece.refusal is not None
    assert piece.refusal.code == "no_buyout_rules"
    [plan] = business.rows("SELECT id FROM umlauf.plan")
    business.do(Seat.OWNER, SetBuyoutRules(plan["id"], 0, RULES))
    [piece] = office.purchases(what.contract_id).pieces
    assert piece.quote is not None
    assert piece.quote.price == Money.of("1000.00")
    assert office.rules(plan["id"]).rules == RULES


def test_the_letter_encloses_the_offer_and_keeps_it_as_it_was_sent(business: Business) -> None:
    offered(business)
    [row] = business.rows("SELECT batch_id FROM umlauf.outbox WHERE kind = 'contract'")
    post = Letterbox()
    with closing(chores(business.server.seat_dsn("worker", business.database), post, business.clock)) as hands:
        hands.send_letters(row["batch_id"])
        [mail] = business.rows("SELECT id FROM umlauf.mail WHERE template = 'buyout_offer'")
        business.do(Seat.BACKOFFICE, ResendMail(mail["id"]))
        hands.send_due()
    first, again = [letter for letter in post.sent if "BO-001001" in letter.subject]
    [paper] = first.attachments
    assert paper.file_name.startswith("BO-001001")
    assert paper.content.startswith(b"%PDF")
    assert again.attachments == first.attachments
    kept = business.rows("SELECT content FROM umlauf.document WHERE kind = 'buyout_offer'")
    assert [bytes(each["content"]) for each in kept] == [paper.content]


def test_what_is_lent_is_not_for_sale(business: Business) -> None:
    """The own bike is reported broken and a loan goes out: only the own one can be offered."""
    bike = business.product()
    what = rent(business, business.customer(), bike)
    repair = RepairId(uuid4())
    business.do(Seat.BACKOFFICE, ReportProblem(repair, what.assets[0], "Die Bremse schleift."))
    lent = business.do(Seat.BACKOFFICE, LendAsset(repair))
    [loan] = business.receive(bike).asset_ids
    for step in (PickAsset(lent.shipment_id, loan), FinishPacking(lent.shipment_id)):
        business.do(Seat.WAREHOUSE, step)
    business.do(Seat.WAREHOUSE, DispatchShipment(lent.shipment_id))
    office = Buyouts(business.connection(Seat.BACKOFFICE), tax_rules(), business.clock)
    assert [piece.thing.asset_id for piece in office.purchases(what.contract_id).pieces] == [what.assets[0]]
    with pytest.raises(NothingRented):
        business.do(Seat.BACKOFFICE, OfferBuyout(what.contract_id, (OfferedThing(loan, Money.of("5.00"), True),)))


def test_an_offer_that_there_is_not(business: Business) -> None:
    office = Buyouts(business.connection(Seat.BACKOFFICE), tax_rules(), business.clock)
    with pytest.raises(UnknownOffer):
        office.preview_accept(business.product().product_id, uses_deposit=False)  # type: ignore[arg-type]  # any id
