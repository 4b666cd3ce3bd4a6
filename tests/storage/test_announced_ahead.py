"""Announced prices in what is foretold of a contract and of tonight's run: as they will be charged."""

from datetime import date, timedelta

from domain.application import Seat
from domain.contracts.change_price import ChangePrice
from domain.contracts.record_objection import RecordObjection
from domain.contracts.withdraw_price_change import WithdrawPriceChange
from domain.money import Money
from tests.storage.business import Business
from tests.storage.queries.office import office
from tests.storage.test_price_campaigns import announce, fleet, night
from tests.storage.trade import Rented, bill, contract_of, invoices, today

EFFECTIVE = date(2026, 4, 2)
OLD, NEW = Money.of("79.00"), Money.of("86.90")


def ahead(business: Business, rented: Rented) -> list[tuple[Money, bool]]:
    """Of each of the next invoices what it asks for, and whether it is marked as announced."""
    page = office(business).contract(str(rented.contract_id))
    return [(each.draft.gross, bool(each.announced)) for each in page.upcoming]


def test_next_invoices_show_the_announced_price_after_its_day(business: Business) -> None:
    """79.00 a month from 2 February; 86.90 from 2 April on. Billed later, each is what was foretold."""
    told, objects = fleet(business, 2)
    plain = [(OLD, False)] * 7
    assert ahead(business, told) == plain
    campaign = announce(business, [told, objects], EFFECTIVE)
    expected = [(OLD, False)] + [(NEW, True)] * 6
    assert [ahead(business, each) for each in (told, objects)] == [expected, expected]
    page = office(business).contract(str(told.contract_id))
    [price] = page.upcoming[1].announced
    assert (price.old, price.new, price.from_on) == (OLD, NEW, EFFECTIVE)
    assert page.contract.lines[0].versions[1:] == (), "the contract itself is as it was"

    business.do(Seat.BACKOFFICE, RecordObjection(campaign, objects.contract_id, today(business)))
    assert ahead(business, objects) == plain
    assert ahead(business, told) == expected
    foretold = [(each.on, each.draft.gross.minor) for each in page.upcoming[:3]]
    for _ in range(3):
        business.pass_days(31)
        night(business)
        bill(business)
    due = [each for each in invoices(business) if each["gross"] == NEW.minor]
    assert [gross for _, gross in foretold] == [7900, 8690, 8690]
    assert len(due) == 2, "two months of the one who did not object"
    assert ahead(business, told) == [(NEW, False)] * 7, "it holds now: nothing is announced any more"


def test_after_a_withdrawal_nothing_is_announced(business: Business) -> None:
    [told] = fleet(business, 1)
    campaign = announce(business, [told], EFFECTIVE)
    assert (NEW, True) in ahead(business, told)
    business.do(Seat.OWNER, WithdrawPriceChange(campaign))
    assert ahead(business, told) == [(OLD, False)] * 7


def test_the_preview_of_a_change_reckons_with_what_is_announced(business: Business) -> None:
    """Within a year of 2 February eleven more months: one for 79.00, ten for 86.90. At 85.00 agreed since, the
    announced price does not come true: eleven for 85.00."""
    [told] = fleet(business, 1)
    announce(business, [told], EFFECTIVE)
    contract = contract_of(business, told.contract_id)
    command = ChangePrice(
        contract.id, contract.version, "vereinbart", line_id=contract.lines[0].id, price=Money.of("85")
    )
    preview = office(business).preview_change(command)
    before = [each.draft.gross for each in preview.before]
    assert before == [OLD, *[NEW] * (len(before) - 1)]
    assert {each.draft.gross for each in preview.after if each.on >= EFFECTIVE} == {Money.of("85.00")}
    assert not any(each.announced for each in preview.after)


def test_tonights_run_is_foretold_with_the_price_that_holds_from_tonight(business: Business) -> None:
    """On 1 April: the run of the night bills 2 April at the announced price, for it is applied before."""
    [told] = fleet(business, 1)
    announce(business, [told], EFFECTIVE)
    business.pass_days((EFFECTIVE - today(business)).days - 1)
    bill(business)
    assert contract_of(business, told.contract_id).lines[0].versions[1:] == ()
    part = office(business).preview_run(today(business) + timedelta(days=1)).part
    [line], [found] = part.lines, part.sums
    assert (line.periods, found.gross) == (1, NEW)
    business.pass_days(1)
    night(business)
    bill(business)
    assert invoices(business)[-1]["gross"] == NEW.minor
