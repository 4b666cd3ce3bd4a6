"""What a day makes true of a contract: missed days are caught up, and told twice nothing changes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.agreed import AtRenewal, RenewalNotUnderstood
from domain.contracts.day_facts import NEVER, Circumstances, Reached, next_look, reached, thing_back
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.outages import NoOutage, OutageKnown, over, reported
from domain.contracts.parts import Kept, Outage, Pause, PauseReason, Renewed
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms, LawType, Renewal, StopRule
from domain.ids import ContractId, ContractLineId, CustomerId
from domain.messages.contract_letter import LetterKind
from domain.money import Money
from domain.period import Interval, Unit

LINE = ContractLineId(UUID(int=1))
START = date(2026, 1, 31)
MONTH, QUARTER = Interval(Unit.MONTH), Interval(Unit.MONTH, 3)
HOME, OUT = Circumstances({}), Circumstances({LINE: 1})


def contract(terms: ContractTerms | None = None, **values: object) -> Contract:
    line = ContractLine(LINE, 1, "Rad", LineKind.RENTAL, "standard", (LineVersion(None, Money.of("50"), Decimal(1)),))
    ids = (ContractId(UUID(int=7)), "CT-1", CustomerId(UUID(int=8)), None)
    made = Contract(*ids, terms or ContractTerms(notice=MONTH), (line,), Status.ACTIVE, START, START)
    return replace(made, **values)  # type: ignore[arg-type]  # one test helper for all fields


def kinds(found: Reached) -> list[LetterKind]:
    return [each.kind for each in found.told]


def test_the_end_waits_for_what_is_out() -> None:
    ended = contract().ended(date(2026, 3, 9))
    assert reached(ended, date(2026, 3, 9), HOME).contract.status is Status.ACTIVE
    assert reached(ended, date(2026, 3, 10), OUT).contract.status is Status.PENDING_RETURN
    gone = reached(ended, date(2026, 3, 10), HOME)
    assert (gone.contract.status, kinds(gone)) == (Status.ENDED, [LetterKind.CONTRACT_ENDED])


def test_a_thing_is_overdue_after_the_first_working_day_after_the_end() -> None:
    """The last day is Saturday, 7 March 2026: Monday is in time, on Tuesday it is missed."""
    ended = contract().ended(date(2026, 3, 7))
    assert reached(ended, date(2026, 3, 9), OUT).contract.kept == ()
    missed = reached(ended, date(2026, 3, 10), OUT).contract
    assert missed.kept == (Kept(LINE, 1),)
    assert thing_back(missed, LINE, date(2026, 3, 12)).kept == (Kept(LINE, 1, date(2026, 3, 12)),)
    assert thing_back(ended, LINE, date(2026, 3, 9)).kept == ()
    assert thing_back(ended, LINE, date(2026, 3, 10)).kept == (Kept(LINE, 1, date(2026, 3, 10)),)


def test_of_two_things_one_comes_back() -> None:
    missed = reached(contract().ended(date(2026, 3, 7)), date(2026, 4, 1), Circumstances({LINE: 2})).contract
    assert thing_back(missed, LINE, date(2026, 4, 2)).kept == (Kept(LINE, 1), Kept(LINE, 1, date(2026, 4, 2)))


def test_what_is_on_its_way_costs_nothing_where_billing_stops_at_the_request() -> None:
    terms = ContractTerms(stop_rule=StopRule.AT_REQUEST)
    asked = replace(contract(terms).line_ended(LINE, date(2026, 3, 7)), status=Status.PENDING_RETURN)
    assert reached(asked, date(2026, 4, 1), OUT).contract.kept == ()


def test_a_term_goes_on_until_notice_and_the_customer_is_told_once() -> None:
    what = contract(ContractTerms(min_term=QUARTER, notice=MONTH))
    told = reached(what, date(2026, 4, 1), HOME)
    assert (kinds(told), told.contract.reminded_of) == ([LetterKind.REMINDER_BEFORE_END], date(2026, 4, 29))
    found = reached(told.contract, date(2026, 4, 30), HOME)
    assert found.contract.renewed == (Renewed(date(2026, 4, 30)),)
    assert kinds(found) == [LetterKind.RENEWED]
    assert next_look(found.contract, date(2026, 4, 30), HOME) == NEVER


def test_a_company_renews_for_the_same_term_and_the_31st_comes_back() -> None:
    what = contract(ContractTerms(min_term=QUARTER, notice=MONTH, renewal=Renewal.FIXED))
    company = Circumstances({}, is_consumer=False)
    found = reached(what, date(2026, 12, 1), company)
    assert [(each.on, each.until) for each in found.contract.renewed] == [
        (date(2026, 4, 30), date(2026, 7, 30)),
        (date(2026, 7, 31), date(2026, 10, 30)),
        (date(2026, 10, 31), date(2027, 1, 30)),
    ]
    assert kinds(found) == [LetterKind.RENEWED_FOR_TERM]
    assert reached(what, date(2026, 12, 1), HOME).contract.renewed == (Renewed(date(2026, 4, 30)),)
    rental = replace(what, terms=replace(what.terms, law_type=LawType.RENTAL))
    assert len(reached(rental, date(2026, 12, 1), HOME).contract.renewed) == 3


def test_without_renewal_the_contract_ends_with_its_term() -> None:
    what = contract(ContractTerms(min_term=QUARTER, renewal=Renewal.NONE))
    found = reached(what, date(2026, 4, 30), HOME).contract
    assert (found.end_on, found.status) == (date(2026, 4, 30), Status.ENDED)


def test_price_and_bonus_at_renewal() -> None:
    terms = ContractTerms(min_term=QUARTER, at_renewal=AtRenewal(Decimal("-10"), Decimal(20), 2))
    found = reached(contract(terms), date(2026, 6, 1), HOME).contract
    assert found.line(LINE).at(date(2026, 4, 29))[0] == Money.of("50")
    assert found.line(LINE).at(date(2026, 4, 30))[0] == Money.of("45")
    [bonus] = found.discounts
    assert (bonus.percent, bonus.duration.periods, bonus.from_on) == (Decimal(20), 2, date(2026, 4, 30))
    for broken in ((Decimal(-100), None), (Decimal(0), Decimal(101))):
        with pytest.raises(RenewalNotUnderstood):
            AtRenewal(*broken)


def test_a_long_repair_rests_the_contract_and_a_short_one_does_not() -> None:
    what = contract(ContractTerms(repair_pause_days=7))
    out = reported(what, Outage(LINE, date(2026, 3, 2)))
    with pytest.raises(OutageKnown):
        reported(out, Outage(LINE, date(2026, 3, 3)))
    assert next_look(out, date(2026, 3, 2), OUT) == date(2026, 3, 9)
    assert reached(out, date(2026, 3, 8), OUT).contract == out
    long = reached(out, date(2026, 3, 12), OUT)
    assert long.contract.pauses == (Pause(date(2026, 3, 2), None, to_the_day=True, reason=PauseReason.REPAIR),)
    back = over(long.contract, LINE, date(2026, 3, 13))
    assert back.pauses[0].resume_on == date(2026, 3, 13)
    assert reached(over(out, LINE, date(2026, 3, 8)), date(2026, 4, 1), OUT).contract.pauses == ()
    with pytest.raises(NoOutage):
        over(back, LINE, date(2026, 3, 20))


def test_beside_another_piece_of_the_line_a_person_decides_once() -> None:
    two = contract(ContractTerms(repair_pause_days=7)).quantity_changed(LINE, START, Decimal(2))
    found = reached(reported(two, Outage(LINE, date(2026, 3, 2))), date(2026, 3, 12), OUT)
    assert (found.asks_person, found.contract.pauses) == (True, ())
    assert not reached(found.contract, date(2026, 3, 13), OUT).asks_person


TERMS = st.builds(
    ContractTerms,
    min_term=st.sampled_from([None, MONTH, QUARTER]),
    notice=st.sampled_from([None, MONTH]),
    renewal=st.sampled_from(list(Renewal)),
    law_type=st.sampled_from(list(LawType)),
    at_renewal=st.sampled_from([None, AtRenewal(Decimal(10), Decimal(50), 1)]),
    repair_pause_days=st.sampled_from([None, 7]),
)
DAYS = st.integers(1, 300).map(lambda days: START + timedelta(days=days))


@st.composite
def timelines(draw: st.DrawFn) -> Contract:
    what = contract(draw(TERMS))
    end = draw(st.none() | DAYS)
    if end is not None:
        what = what.ended(end)
    if draw(st.booleans()):
        first = draw(DAYS)
        what = replace(what, pauses=(Pause(first, first + timedelta(days=draw(st.integers(1, 90)))),))
    if draw(st.booleans()):
        what = reported(what, Outage(LINE, draw(DAYS)))
    return what


@given(timelines(), DAYS, st.booleans(), st.sampled_from([HOME, OUT]))
def test_told_twice_nothing_changes(what: Contract, day: date, is_consumer: bool, known: Circumstances) -> None:
    known = replace(known, is_consumer=is_consumer)
    first = reached(what, day, known)
    again = reached(first.contract, day, known)
    assert (again.contract, again.told, again.asks_person) == (first.contract, (), False)
    assert next_look(first.contract, day, known) > day


@given(timelines(), DAYS, st.booleans(), st.sampled_from([HOME, OUT]))
def test_the_next_look_misses_nothing(what: Contract, day: date, is_consumer: bool, known: Circumstances) -> None:
    """Between two looks no day would have noted anything."""
    known = replace(known, is_consumer=is_consumer)
    now = reached(what, day, known).contract
    until = min(next_look(now, day, known), day + timedelta(days=200))
    for days in range(1, (until - day).days):
        assert reached(now, day + timedelta(days=days), known).contract == now


@given(timelines(), st.lists(DAYS, max_size=6), DAYS, st.booleans())
def test_missed_days_are_caught_up(what: Contract, days: list[date], last: date, is_consumer: bool) -> None:
    """Looked at on many days or only on the last one: the same status, the same terms, the same things missed."""
    known = Circumstances({LINE: 1}, is_consumer=is_consumer)
    often = what
    for day in sorted(each for each in days if each < last):
        often = reached(often, day, known).contract
    often, once = reached(often, last, known).contract, reached(what, last, known).contract
    assert replace(often, reminded_of=None, pauses=(), outages=()) == replace(
        once, reminded_of=None, pauses=(), outages=()
    )
