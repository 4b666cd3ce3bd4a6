"""The ways of a refund pair by pair, who may approve, and how much of it is money."""

from datetime import date
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.application import Seat
from domain.billing.settlement import EntryId, Source
from domain.ids import ContractId, CustomerId, PersonId
from domain.money import Money
from domain.refunds.model import (
    LIVE,
    TRANSITIONS,
    IllegalRefundTransition,
    Refund,
    RefundCause,
    RefundId,
    RefundStatus,
    RefundStep,
    after,
)
from domain.refunds.payable import payable
from domain.refunds.rules import (
    Approver,
    PersonLimit,
    RefundAboveLimit,
    RefundLimitWrong,
    RefundNeedsSecondPerson,
    RefundSettings,
)

ANNA, LENA = PersonId(uuid4()), PersonId(uuid4())
NOTHING = Money(0)
AMOUNTS = st.integers(0, 500_000).map(Money)


def refund(amount: str | Money, asked_by: PersonId = ANNA) -> Refund:
    most = amount if isinstance(amount, Money) else Money.of(amount)
    ids = (RefundId(uuid4()), "RF-001001-X", ContractId(uuid4()), CustomerId(uuid4()))
    return Refund(*ids, RefundCause.DEFECT, most, date(2026, 1, 5), "defekt", asked_by=asked_by)


@pytest.mark.parametrize(("status", "step"), list(product(RefundStatus, RefundStep)))
def test_each_pair_is_in_the_table_or_refused(status: RefundStatus, step: RefundStep) -> None:
    if (status, step) in TRANSITIONS:
        assert after(status, step) is TRANSITIONS[status, step]
        return
    with pytest.raises(IllegalRefundTransition):
        after(status, step)


def test_what_is_over_has_no_way_out_but_that_the_bank_gives_it_back() -> None:
    over = {(status, step) for status, step in TRANSITIONS if status not in LIVE}
    assert over == {(RefundStatus.SETTLED, RefundStep.FAIL)}


def test_sent_comes_only_from_approved_or_come_back() -> None:
    """Never twice: between two times of sending the money was back."""
    assert {status for (status, step) in TRANSITIONS if step is RefundStep.SEND} == {
        RefundStatus.APPROVED,
        RefundStatus.FAILED,
    }


def test_above_the_amount_another_person_is_needed_also_for_the_owner() -> None:
    rules = RefundSettings()
    anna, lena = Approver(Seat.BACKOFFICE, ANNA), Approver(Seat.OWNER, LENA)
    rules.check(refund("100.00"), anna, NOTHING)
    with pytest.raises(RefundNeedsSecondPerson):
        rules.check(refund("100.01"), anna, NOTHING)
    rules.check(refund("100.01"), lena, NOTHING)
    with pytest.raises(RefundNeedsSecondPerson):
        rules.check(refund("100.01", LENA), lena, NOTHING)


def test_what_was_let_go_for_the_customer_before_counts_with_it() -> None:
    """Cut into pieces it is the same amount: of 60.00 and 40.01 the second needs another person."""
    rules, anna = RefundSettings(office_limit=Money.of("150.00")), Approver(Seat.BACKOFFICE, ANNA)
    rules.check(refund("40.00"), anna, Money.of("60.00"))
    with pytest.raises(RefundNeedsSecondPerson) as needed:
        rules.check(refund("40.01"), anna, Money.of("60.00"))
    assert needed.value.facts["amount"] == Money.of("100.01")
    with pytest.raises(RefundAboveLimit):
        rules.check(refund("40.00", LENA), anna, Money.of("110.01"))
    assert not rules.may_approve(refund("40.01"), anna, Money.of("60.00"))


def test_a_limit_of_ones_own_holds_in_place_of_the_seats() -> None:
    rules = RefundSettings(Money.of("9000.00"), Money.of("200.00"), (PersonLimit(ANNA, Money.of("50.00")),))
    with pytest.raises(RefundAboveLimit):
        rules.check(refund("50.01"), Approver(Seat.BACKOFFICE, ANNA), NOTHING)
    rules.check(refund("200.00"), Approver(Seat.BACKOFFICE, LENA), NOTHING)
    rules.check(refund("5000.00"), Approver(Seat.OWNER, LENA), NOTHING)


def test_limits_that_cannot_be_are_refused() -> None:
    one = PersonLimit(ANNA, Money.of("1.00"))
    for wrong in ({"office_limit": Money.of("-1.00")}, {"limits": (one, one)}):
        with pytest.raises(RefundLimitWrong):
            RefundSettings(**wrong)


@given(
    AMOUNTS.filter(bool), st.lists(st.tuples(AMOUNTS, st.booleans()), max_size=5), st.integers(-9_000, 900_000), AMOUNTS
)
def test_never_more_than_approved_than_there_is_or_than_was_paid(
    most: Money, parts: list[tuple[Money, bool]], paid: int, out: Money
) -> None:
    sources = [Source(EntryId(uuid4()), left, is_reward) for left, is_reward in parts]
    found = payable(refund(most), sources, Money(paid), out)
    assert Money(0) <= found <= most
    assert found.minor <= max(paid - out.minor, 0)
    assert found.minor <= max(sum(left.minor for left, is_reward in parts if not is_reward) - out.minor, 0)
