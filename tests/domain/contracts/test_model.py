"""Edits of the timeline, and what they refuse."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.contracts.model import (
    Contract,
    ContractLineNotFound,
    ContractLineTwice,
    EndBeforeStart,
    LineIsChargedOnce,
    LineKind,
    LineVersion,
    NegativePrice,
    PriceCurrencyDiffers,
    QuantityNotPositive,
)
from domain.contracts.status import IllegalContractTransition, Status
from domain.contracts.terms import (
    Align,
    AlignKind,
    AlignmentDoesNotFit,
    ContractTerms,
    DayOfMonthMissing,
    Proration,
    ProrationDoesNotFit,
)
from domain.ids import ContractId, ContractLineId
from domain.money import Currency, Money
from domain.period import Interval, Period, Unit
from tests.domain.billing.timelines import CUSTOMER, a_contract, a_line, euro

START = date(2026, 1, 31)
LINE = ContractLineId(UUID(int=1))


def test_an_edit_leaves_the_old_timeline_as_it_was() -> None:
    contract = a_contract(START)
    changed = contract.price_changed(LINE, date(2026, 3, 1), euro("89"))
    assert contract.line(LINE).at(date(2026, 3, 1)) == (euro("79"), Decimal(1))
    assert changed.line(LINE).at(date(2026, 2, 28)) == (euro("79"), Decimal(1))
    assert changed.line(LINE).at(date(2026, 3, 1)) == (euro("89"), Decimal(1))


def test_a_backdated_change_holds_until_the_next_one() -> None:
    contract = a_contract(START).price_changed(LINE, date(2026, 3, 1), euro("89"))
    contract = contract.price_changed(LINE, date(2026, 2, 1), euro("69"))
    prices = [contract.line(LINE).at(day)[0] for day in (START, date(2026, 2, 1), date(2026, 3, 1))]
    assert prices == [euro("79"), euro("69"), euro("89")]


def test_the_newer_change_of_a_day_wins_in_what_it_names() -> None:
    contract = a_contract(START).price_changed(LINE, date(2026, 3, 1), euro("89"))
    contract = contract.quantity_changed(LINE, date(2026, 3, 1), Decimal(2))
    contract = contract.price_changed(LINE, date(2026, 3, 1), euro("99"))
    assert contract.line(LINE).at(date(2026, 3, 1)) == (euro("99"), Decimal(2))
    assert len(contract.line(LINE).versions) == 2


def test_a_draft_has_no_days_and_is_activated_once() -> None:
    draft = Contract(ContractId(UUID(int=1)), "CT-1", CUSTOMER, None, ContractTerms(), (a_line(),))
    assert draft.span(draft.lines[0]) is None
    with pytest.raises(IllegalContractTransition):
        draft.start_moved(START)
    active = draft.activated(START)
    assert active.span(active.lines[0]) == Period(START)
    with pytest.raises(IllegalContractTransition):
        active.activated(START)


def test_a_line_ends_with_itself_or_with_the_contract() -> None:
    contract = a_contract(START, a_line(), a_line(2)).line_ended(LINE, date(2026, 3, 10)).ended(date(2026, 5, 1))
    assert [contract.span(line) for line in contract.lines] == [
        Period.through(START, date(2026, 3, 10)),
        Period.through(START, date(2026, 5, 1)),
    ]


def test_cancelled_keeps_the_day_of_notice() -> None:
    contract = a_contract(START).cancelled(date(2026, 3, 1), date(2026, 4, 1))
    assert (contract.status, contract.notice_on, contract.end_on) == (
        Status.CANCELLATION_REQUESTED,
        date(2026, 3, 1),
        date(2026, 4, 2),
    )
    with pytest.raises(IllegalContractTransition):
        contract.cancelled(date(2026, 3, 2), date(2026, 4, 2))


def test_impossible_values_are_refused() -> None:
    contract = a_contract(START, a_line(), a_line(2, LineKind.SALE))
    with pytest.raises(NegativePrice):
        contract.price_changed(LINE, START, euro("-1"))
    for quantity in (Decimal(0), Decimal(-1), Decimal("NaN")):
        with pytest.raises(QuantityNotPositive):
            contract.quantity_changed(LINE, START, quantity)
    with pytest.raises(PriceCurrencyDiffers):
        contract.price_changed(LINE, START, Money(1, Currency("CHF")))
    with pytest.raises(ContractLineNotFound):
        contract.line_ended(ContractLineId(UUID(int=9)), START)
    with pytest.raises(ContractLineTwice):
        contract.line_added(a_line())
    with pytest.raises(LineIsChargedOnce):
        contract.price_changed(contract.lines[1].id, START, euro("1"))
    with pytest.raises(EndBeforeStart):
        contract.ended(date(2026, 1, 29))
    with pytest.raises(EndBeforeStart):
        contract.line_ended(LINE, date(2026, 1, 29))
    with pytest.raises(EndBeforeStart):
        contract.ended(START).start_moved(date(2026, 3, 1))


def test_versions_out_of_order_are_a_bug() -> None:
    first = LineVersion(None, euro("1"), Decimal(1))
    for versions in (
        (LineVersion(START, euro("1"), Decimal(1)),),
        (LineVersion(None, None, Decimal(1)),),
        (first, LineVersion(START, euro("2"), None), LineVersion(START, euro("3"), None)),
        (first, LineVersion(None, euro("2"), None)),
    ):
        with pytest.raises(ValueError, match="version"):
            a_line(versions=versions)


def test_terms_that_have_no_meaning_are_refused() -> None:
    with pytest.raises(DayOfMonthMissing):
        Align(AlignKind.DAY_OF_MONTH)
    with pytest.raises(DayOfMonthMissing):
        Align(AlignKind.DAY_OF_MONTH, 32)
    with pytest.raises(DayOfMonthMissing):
        Align(AlignKind.CALENDAR, 1)
    with pytest.raises(AlignmentDoesNotFit):
        ContractTerms(interval=Interval(Unit.WEEK), align=Align(AlignKind.DAY_OF_MONTH, 1))
    with pytest.raises(ProrationDoesNotFit):
        ContractTerms(interval=Interval(Unit.WEEK), proration=Proration.FIXED_30)
