"""A trial on the real database: no paper over nothing, and from the first paid day on all as usual."""

from datetime import date

from domain.application import Seat
from domain.catalog.offer import Offer
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.terms import ContractTerms, Proration
from domain.money import Money
from domain.period import Interval, Unit
from tests.storage.business import Business
from tests.storage.trade import bill, check_books, contract_of, differences, invoices, lines, rent, today


def test_a_trial_leaves_no_invoice_and_the_first_paid_day_does(business: Business) -> None:
    trial = ContractTerms(trial=Interval(Unit.WEEK, 2))
    rented = rent(business, business.customer(), business.product(terms=trial))
    bill(business)
    assert invoices(business) == []
    [kept] = business.rows("SELECT start_on, next_due_on FROM umlauf.contract")
    assert (kept["next_due_on"] - kept["start_on"]).days == 14
    business.pass_days((kept["next_due_on"] - today(business)).days)
    bill(business)
    [invoice] = invoices(business)
    assert [line["first"] for line in lines(business, invoice["number"])] == [kept["next_due_on"].isoformat()]
    assert differences(business, rented.contract_id, today(business)) == ()
    check_books(business)


def test_a_deposit_is_asked_for_though_the_first_months_are_free(business: Business) -> None:
    product = business.product(terms=ContractTerms(skipped_first=2), offer=Offer(deposit=Money.of("150.00")))
    rented = rent(business, business.customer(), product)
    bill(business)
    assert [row["gross"] for row in invoices(business)] == [15_000]
    assert contract_of(business, rented.contract_id).terms.skipped_first == 2


def test_one_line_rests_and_the_rules_for_parts_are_kept(business: Business) -> None:
    terms = ContractTerms(proration=Proration.DAILY, proration_down=Proration.NONE)
    bike, trailer = business.product(terms=terms), business.product("Anhänger", price="31.00", sku="ANH", terms=terms)
    rented = rent(business, business.customer(), bike, trailer)
    contract = contract_of(business, rented.contract_id)
    assert (contract.terms.proration, contract.terms.proration_down) == (Proration.DAILY, Proration.NONE)
    start = contract.start_on or date.min
    resting = next(line.id for line in contract.lines if line.title.startswith("Anhänger"))
    second = terms.interval.after(start, 1)
    rest = Pause(second, terms.interval.after(start, 2), line_ids=(resting,))
    business.do(Seat.BACKOFFICE, PauseContract(contract.id, contract.version, "im Urlaub", pause=rest))
    business.pass_days((second - today(business)).days)
    bill(business)
    last = invoices(business)[-1]
    assert [line["title"] for line in lines(business, last["number"])] == [
        line.title for line in contract.lines if line.id != resting
    ]
    contract = contract_of(business, rented.contract_id)
    assert contract.pauses == (rest,)
    again = ResumeContract(contract.id, contract.version, "doch nicht", resume_on=second, line_id=resting)
    business.do(Seat.BACKOFFICE, again)
    bill(business)
    assert lines(business, invoices(business)[-1]["number"])[0]["amount"] == 3_100
    check_books(business)
