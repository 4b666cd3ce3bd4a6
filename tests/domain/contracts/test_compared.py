"""The history says from what to what: each change of a contract as values, and nothing that did not change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.about import About, ChargeCause
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.change_billing_day import ChangeBillingDay
from domain.contracts.change_interval import ChangeInterval
from domain.contracts.change_payment import ChangePayment
from domain.contracts.change_price import ChangePrice
from domain.contracts.change_quantity import ChangeQuantity
from domain.contracts.changing import ContractChange, applied
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.compared import Difference, What, compared
from domain.contracts.effective import NEXT_PERIOD, NOW, Timing, When
from domain.contracts.end_line import EndLine
from domain.contracts.give_back_money import GiveBackMoney
from domain.contracts.giving_back import Gift
from domain.contracts.grant_discount import GrantDiscount
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.move_start import MoveStart
from domain.contracts.parts import Discount, Kept, Pause, Phase
from domain.contracts.pause_contract import PauseContract
from domain.contracts.payment import Payment, PaymentMethod, PaymentTerms
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms
from domain.ids import ContractId, ContractLineId, CustomerId
from domain.money import Money
from domain.period import Interval, Period, Unit

LINE, OTHER = ContractLineId(UUID(int=1)), ContractLineId(UUID(int=2))
START, TODAY = date(2026, 1, 1), date(2026, 2, 10)
MONTH = Interval(Unit.MONTH)


def line(line_id: ContractLineId = LINE, title: str = "Rad", price: str = "79") -> ContractLine:
    return ContractLine(
        line_id, 1, title, LineKind.RENTAL, "standard", (LineVersion(None, Money.of(price), Decimal(1)),)
    )


def contract() -> Contract:
    ids = (ContractId(UUID(int=7)), "CT-1", CustomerId(UUID(int=8)), None)
    lines = (line(), line(OTHER, "Schutz", "9"))
    return Contract(*ids, ContractTerms(notice=MONTH), lines, Status.ACTIVE, START, START)


def told(
    kind: type[ContractChange], of: Contract | None = None, reason: str = "", **values: object
) -> list[Difference]:
    before = of or contract()
    return list(compared(before, applied(kind(before.id, before.version, reason, **values), before, TODAY)))


def test_a_price_from_a_day_on() -> None:
    [found] = told(ChangePrice, line_id=LINE, price=Money.of("89"), timing=NEXT_PERIOD)
    assert found == Difference(What.PRICE, "Rad", Money.of("79"), Money.of("89"), Period(date(2026, 3, 1)))


def test_a_price_that_gives_way_to_another_one() -> None:
    """Agreed for April, then for March on: both are told as what they were before."""
    agreed = contract().price_changed(LINE, date(2026, 4, 1), Money.of("85"))
    found = told(ChangePrice, agreed, line_id=LINE, price=Money.of("89"), timing=NEXT_PERIOD)
    assert [(each.before, each.after, each.days) for each in found] == [
        (Money.of("79"), Money.of("89"), Period(date(2026, 3, 1), date(2026, 4, 1))),
        (Money.of("85"), Money.of("89"), Period(date(2026, 4, 1))),
    ]


def test_one_payment_is_told_with_its_days() -> None:
    [found] = told(ChangePayment, line_id=LINE, first_day=date(2026, 3, 1), price=Money.of("10"))
    assert (found.before, found.after) == (Money.of("79"), Money.of("10"))
    assert found.days == Period(date(2026, 3, 1), date(2026, 4, 1))


def test_quantity_interval_and_billing_day() -> None:
    [pieces] = told(ChangeQuantity, line_id=LINE, quantity=Decimal(2), timing=NOW)
    assert (pieces.what, pieces.before, pieces.after) == (What.QUANTITY, Decimal(1), Decimal(2))
    quarter = Interval(Unit.MONTH, 3)
    found = told(ChangeInterval, interval=quarter, timing=NEXT_PERIOD)
    rhythm = next(each for each in found if each.what is What.INTERVAL)
    assert (rhythm.before, rhythm.after, rhythm.days) == (MONTH, quarter, Period(date(2026, 3, 1)))
    assert {each.after for each in found if each.what is What.PRICE} == {Money.of("237"), Money.of("27")}
    [day] = told(ChangeBillingDay, day=15)
    assert (day.what, day.before, day.after) == (What.BILLING_DAY, None, 15)


def test_lines_that_come_end_and_are_charged_once() -> None:
    [ended] = told(EndLine, line_id=OTHER, last_day=date(2026, 2, 28))
    assert ended == Difference(What.LINE_ENDED, "Schutz", None, date(2026, 2, 28))
    item = ChargedItem(ContractLineId(UUID(int=3)), "Display", Money.of("35"), about=About(ChargeCause.DAMAGE))
    [charged] = told(ChargeOnce, items=(item,))
    assert charged == Difference(
        What.CHARGED, "Display", ChargeCause.DAMAGE, Money.of("35"), Period(TODAY, date(2026, 2, 11))
    )
    with_it = applied(ChargeOnce(contract().id, 0, "", items=(item,)), contract(), TODAY)
    taken_back = replace(with_it, lines=(*with_it.lines[:2], replace(with_it.lines[2], end_on=TODAY)))
    assert compared(with_it, taken_back) == (Difference(What.LINE_GONE, "Display"),)


def test_a_pause_its_end_and_its_way_back() -> None:
    [begun] = told(PauseContract, pause=Pause(date(2026, 3, 1)))
    assert begun == Difference(What.PAUSED, "", None, Period(date(2026, 3, 1)))
    paused = replace(contract(), pauses=(Pause(date(2026, 3, 1)),))
    [ends] = told(ResumeContract, paused, resume_on=date(2026, 5, 1))
    assert (ends.before, ends.after) == (Period(date(2026, 3, 1)), Period(date(2026, 3, 1), date(2026, 5, 1)))
    assert compared(paused, contract()) == (Difference(What.PAUSE_GONE, "", Period(date(2026, 3, 1))),)


def test_discounts_and_money_given_back() -> None:
    ten = Discount("d", "Sommer", Decimal(10), from_on=date(2026, 3, 1))
    [off] = told(GrantDiscount, discount=ten)
    assert off == Difference(What.DISCOUNT, "Sommer", None, Decimal(10), Period(date(2026, 3, 1)))
    gift = Gift("g", Period(date(2026, 2, 1), date(2026, 3, 1)), Money.of("5"), line_ids=(LINE,))
    [back] = told(GiveBackMoney, gift=gift)
    assert (back.what, back.subject, back.after) == (What.GIVEN_BACK, "Rad", Money.of("5"))


def test_a_moved_start_is_told_once_and_not_line_by_line() -> None:
    agreed = contract().price_changed(LINE, date(2026, 4, 1), Money.of("85"))
    assert told(MoveStart, agreed, "kam später", start_on=date(2026, 1, 8)) == [
        Difference(What.START, "", START, date(2026, 1, 8))
    ]


def test_notice_tells_its_days_and_the_status() -> None:
    found = told(CancelContract, received_on=TODAY)
    assert {each.what for each in found} == {What.NOTICE, What.LAST_DAY, What.STATUS}
    last = next(each for each in found if each.what is What.LAST_DAY)
    assert (last.before, last.after) == (None, date(2026, 3, 10))


def test_phases_are_told_as_they_are() -> None:
    dear = replace(line(), phases=(Phase(3, Money.of("59")), Phase(None, Money.of("79"))))
    before = replace(contract(), lines=(dear,))
    after = replace(before, lines=(replace(dear, phases=()),))
    assert compared(before, after) == (Difference(What.PHASES, "Rad", dear.phases, ()),)


DAYS = st.dates(date(2026, 1, 2), date(2027, 1, 1))


@given(
    st.lists(st.tuples(DAYS, st.integers(1, 5)), max_size=5), st.lists(st.tuples(DAYS, st.integers(1, 5)), max_size=5)
)
def test_told_prices_are_exactly_the_days_that_differ(one: list[tuple[date, int]], two: list[tuple[date, int]]) -> None:
    """Whatever was agreed before and after: on each day the history says what the timelines say."""
    before, after = contract(), contract()
    for day, euro in one:
        before = before.price_changed(LINE, day, Money.of(str(euro)))
    for day, euro in two:
        after = after.price_changed(LINE, day, Money.of(str(euro)))
    found = [each for each in compared(before, after) if each.what is What.PRICE]
    for number in range(0, 400, 3):
        day = date.fromordinal(START.toordinal() + number)
        pair = (before.line(LINE).at(day)[0], after.line(LINE).at(day)[0])
        said = [(each.before, each.after) for each in found if each.days is not None and day in each.days]
        assert said == ([pair] if pair[0] != pair[1] else [])


def test_nothing_changed_nothing_told() -> None:
    assert compared(contract(), replace(contract(), version=4)) == ()


def test_a_date_is_a_timing_like_any_other() -> None:
    [found] = told(ChangePrice, line_id=LINE, price=Money.of("50"), timing=Timing(When.ON_DATE, date(2026, 2, 20)))
    assert found.days == Period(date(2026, 2, 20))


def test_a_pause_of_one_line_names_it_and_terms_of_payment_are_told() -> None:
    paused = replace(contract(), pauses=(Pause(date(2026, 3, 1), line_ids=(OTHER,)),))
    assert compared(contract(), paused) == (Difference(What.PAUSED, "Schutz", None, Period(date(2026, 3, 1))),)
    terms = PaymentTerms(date(2026, 4, 1), PaymentMethod.DIRECT_DEBIT, 7)
    other = replace(contract(), payment_terms=(terms,))
    then = Payment(PaymentMethod.DIRECT_DEBIT, 7)
    assert compared(contract(), other) == (
        Difference(What.PAYMENT_TERMS, "", Payment(), then, Period(date(2026, 4, 1))),
    )
    assert compared(other, contract()) == (
        Difference(What.PAYMENT_TERMS, "", then, Payment(), Period(date(2026, 4, 1))),
    )


def test_what_is_not_here_after_the_end_is_told() -> None:
    [found] = compared(contract(), replace(contract(), kept=(Kept(LINE, 1),)))
    assert (found.what, found.subject, found.after) == (What.KEPT, "Rad", 1)
