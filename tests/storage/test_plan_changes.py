"""A line changes to another plan: what the catalogue says, what the table allows, and what a renewal offers."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.application import Seat
from domain.billing.stretches import price_on
from domain.catalog.add_plan import AddPlan
from domain.catalog.add_product import NewPlan
from domain.catalog.change_plan_offer import ChangePlanOffer
from domain.catalog.model import NoPricePlan
from domain.catalog.offer import Offer
from domain.catalog.plan_changes import AllowedChange, Direction
from domain.catalog.set_plan_changes import SetPlanChanges
from domain.catalog.set_plan_offered import SetPlanOffered
from domain.contracts.agreed import AtRenewal
from domain.contracts.change_plan import ChangePlan
from domain.contracts.effective import ChangeNeedsWhen, Timing, When
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Phase
from domain.contracts.plan_target import AgreedPriceNeedsReason, PlanChangeNotAllowed, PlanTaxDiffers
from domain.contracts.terms import ContractTerms, PricesAre
from domain.ids import PlanId
from domain.money import Money
from domain.orders.agreeing import PlansDoNotFit
from domain.period import Interval, Unit
from storage.queries.catalog import CatalogueBook
from storage.queries.office import OfficeBook
from tests.storage.business import Business, tax_rules
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import Rented, bill, check_books, contract_of, differences, rent, today

YEAR = Interval(Unit.YEAR)


def add_plan(business: Business, product: Any, name: str, price: str, **more: Any) -> PlanId:
    new = NewPlan(name, LineKind.RENTAL, Money.of(price), **more)
    saved: PlanId = business.do(Seat.OWNER, AddPlan(product.product_id, new)).plan_id
    return saved


def allow(business: Business, from_plan: PlanId, *changes: AllowedChange) -> None:
    business.do(Seat.OWNER, SetPlanChanges(from_plan, changes))


def change(business: Business, rented: Rented, plan: PlanId | None, reason: str = "", **more: Any) -> ChangePlan:
    contract = contract_of(business, rented.contract_id)
    return ChangePlan(contract.id, contract.version, reason, line_id=contract.lines[0].id, plan_id=plan, **more)


def changed(business: Business, rented: Rented, command: ChangePlan) -> Contract:
    """Previewed by the back office first, then done: both say the same."""
    book = OfficeBook(business.connection(Seat.BACKOFFICE), tax_rules(), business.clock)
    previewed = book.preview_change(command).contract
    business.do(Seat.BACKOFFICE, command)
    contract = contract_of(business, rented.contract_id)
    assert contract.lines == previewed.lines
    return contract


def night(business: Business) -> Letterbox:
    box = Letterbox()
    hands = chores(business.server.seat_dsn("worker", business.database), box, business.clock)
    hands.reach_today()
    for row in business.rows("SELECT DISTINCT batch_id FROM umlauf.outbox WHERE kind = 'contract' AND status = 'made'"):
        hands.send_letters(row["batch_id"])
    hands.close()
    return box


def test_the_table_says_when_and_the_catalogue_what(business: Business) -> None:
    """Down to 59.00 although the table calls it up: at once, with the plan's price and phases; two bikes stay two.

    From 12 February: 49.00 for the two periods that begin on 2 March and 2 April, then 59.00.
    """
    bike = business.product()
    small = add_plan(business, bike, "Klein", "59", offer=Offer(phases=(Phase(2, Money.of("49")),)))
    allow(business, bike.plan_ids[0], AllowedChange(small, Direction.UP, When.NOW))
    rented = rent(business, business.customer(), bike, quantity=2)
    assert contract_of(business, rented.contract_id).lines[0].plan_id == bike.plan_ids[0]
    business.pass_days(12)
    contract = changed(business, rented, change(business, rented, small))
    line = contract.lines[0]
    first = today(business)
    assert line.title_on(first) == line.title
    assert line.plan_on(first) == small
    assert line.plan_on(first - timedelta(days=1)) == bike.plan_ids[0]
    start = contract.start_on
    assert start is not None
    [version] = line.versions[1:]
    assert (version.from_on, version.price, version.phases) == (first, Money.of("59"), (Phase(2, Money.of("49")),))
    days = [first, *(Interval(Unit.MONTH).after(start, n) for n in (1, 2, 3))]
    assert [price_on(contract, line, day) for day in days] == [*[Money.of("49")] * 3, Money.of("59")]
    assert line.at(first)[1] == 2
    bill(business)
    assert differences(business, rented.contract_id, today(business)) == ()
    check_books(business)


def test_down_by_the_table_waits_for_the_next_period(business: Business) -> None:
    bike = business.product()
    large = add_plan(business, bike, "Groß", "99")
    allow(business, bike.plan_ids[0], AllowedChange(large, Direction.DOWN, When.NEXT_PERIOD))
    rented = rent(business, business.customer(), bike)
    business.pass_days(12)
    contract = changed(business, rented, change(business, rented, large))
    start = contract.start_on
    assert start is not None
    assert contract.lines[0].versions[1].from_on == Interval(Unit.MONTH).after(start, 1)
    asked = changed(business, rented, change(business, rented, bike.plan_ids[0], "zurück", timing=Timing(When.NOW)))
    assert asked.lines[0].plan_on(today(business)) == bike.plan_ids[0]


def test_what_the_table_does_not_allow_needs_a_word(business: Business) -> None:
    bike = business.product()
    large = add_plan(business, bike, "Groß", "99")
    rented = rent(business, business.customer(), bike)
    with pytest.raises(PlanChangeNotAllowed):
        business.do(Seat.BACKOFFICE, change(business, rented, large))
    contract = changed(business, rented, change(business, rented, large, "wie am Telefon vereinbart"))
    assert contract.lines[0].plan_on(date.max) == large
    allow(business, bike.plan_ids[0], AllowedChange(large, Direction.UP, When.NOW))
    allow(business, large, AllowedChange(bike.plan_ids[0], Direction.DOWN, When.NOW))
    with pytest.raises(AgreedPriceNeedsReason):
        business.do(Seat.BACKOFFICE, change(business, rented, bike.plan_ids[0], price=Money.of("70")))
    own = changed(business, rented, change(business, rented, bike.plan_ids[0], "Stammkunde", price=Money.of("70")))
    assert own.lines[0].at(date.max)[0] == Money.of("70")
    with pytest.raises(AgreedPriceNeedsReason):
        business.do(Seat.BACKOFFICE, change(business, rented, None, title="Frei", price=Money.of("60")))


def test_a_plan_that_is_billed_or_taxed_otherwise_or_gone_is_refused(business: Business) -> None:
    bike = business.product()
    net = add_plan(business, bike, "Netto", "99", terms=ContractTerms(prices_are=PricesAre.NET))
    reduced = add_plan(business, bike, "Ermäßigt", "99", vat="reduced")
    gone = add_plan(business, bike, "Alt", "99")
    business.do(Seat.OWNER, SetPlanOffered(gone, is_offered=False))
    rented = rent(business, business.customer(), bike)
    for plan, error in ((net, PlansDoNotFit), (reduced, PlanTaxDiffers), (gone, NoPricePlan)):
        with pytest.raises(error):
            business.do(Seat.BACKOFFICE, change(business, rented, plan, "wie vereinbart"))


def test_another_interval_says_when_by_the_table_or_by_a_person(business: Business) -> None:
    bike = business.product()
    year = add_plan(business, bike, "Jahr", "790", terms=ContractTerms(interval=YEAR))
    rented = rent(business, business.customer(), bike)
    with pytest.raises(ChangeNeedsWhen):
        business.do(Seat.BACKOFFICE, change(business, rented, year, "so vereinbart"))
    allow(business, bike.plan_ids[0], AllowedChange(year, Direction.SAME, When.NEXT_PERIOD))
    contract = changed(business, rented, change(business, rented, year))
    [cycle] = contract.cycles
    assert (cycle.interval, cycle.from_on) == (YEAR, contract.lines[0].versions[1].from_on)


def test_the_newest_version_is_what_one_changes_to(business: Business) -> None:
    bike = business.product()
    large = add_plan(business, bike, "Groß", "99")
    allow(business, bike.plan_ids[0], AllowedChange(large, Direction.UP, When.NOW))
    newer = business.do(Seat.OWNER, ChangePlanOffer(large, NewPlan("Groß", LineKind.RENTAL, Money.of("105")))).plan_id
    rented = rent(business, business.customer(), bike)
    book = CatalogueBook(business.connection(Seat.BACKOFFICE), tax_rules())
    [(offered, _allowed)] = book.allowed_changes(bike.plan_ids[0])
    assert offered.id == newer
    contract = changed(business, rented, change(business, rented, large))
    assert contract.lines[0].at(date.max)[0] == Money.of("105")
    assert contract.lines[0].plan_on(date.max) == newer


def test_the_reminder_names_the_offer_and_taking_it_is_a_change_of_plan(business: Business) -> None:
    """Three months; ten days before their end the letter offers the large plan. Taken, it holds from the day after,
    without the five percent on top that the term's renewal brings to the others; the bonus is called as agreed."""
    bike = business.product("Offer")
    large = add_plan(business, bike, "Groß", "99")
    agreed = AtRenewal(Decimal(5), Decimal(10), 2, "Danke für die Treue", large)
    terms = ContractTerms(min_term=Interval(Unit.MONTH, 3), at_renewal=agreed, reminder_days=10)
    three = business.product("E-Bike", sku="E", terms=terms)
    takes, stays = (rent(business, business.customer(name), three) for name in ("Nimmt", "Bleibt"))
    start = contract_of(business, takes.contract_id).start_on
    assert start is not None
    renewal = Interval(Unit.MONTH, 3).after(start, 1)
    business.pass_days((renewal - today(business)).days - 12)
    assert night(business).sent == []
    business.pass_days(2)
    letters = night(business).sent
    assert len(letters) == 2
    for words in ("Offer · Groß", "99,00", "je Monat", renewal.strftime("%d.%m.%Y")):
        assert words in letters[0].body
    changed(business, takes, change(business, takes, large, timing=Timing(When.ON_DATE, renewal)))
    business.pass_days(20)
    night(business)
    bill(business)
    prices = [contract_of(business, each.contract_id).lines[0].at(renewal)[0] for each in (takes, stays)]
    assert prices == [Money.of("99"), Money.of("82.95")]
    contract = contract_of(business, stays.contract_id)
    assert [each.title for each in contract.discounts] == ["Danke für die Treue"]
    assert differences(business, stays.contract_id, today(business)) == ()
    check_books(business)


def test_the_price_list_counts_contracts_by_the_plan_they_changed_to(business: Business) -> None:
    bike = business.product()
    small = add_plan(business, bike, "Klein", "59")
    rented = rent(business, business.customer(), bike)
    book = CatalogueBook(business.connection(Seat.OWNER), tax_rules())

    def running() -> dict[str, int]:
        return {each.plan.name: each.running for each in book.price_list().rows}

    assert running()["Klein"] == 0
    changed(business, rented, change(business, rented, small, "as agreed"))
    assert running()["Klein"] == 1
    assert sum(running().values()) == 1
