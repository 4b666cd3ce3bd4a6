"""The two timelines of a transfer: days, phases, discounts and rhythms go on as if nobody had changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges
from domain.contracts.model import Contract
from domain.contracts.parts import Cycle, Discount, Duration, DurationKind, Phase
from domain.contracts.payment import Payment, PaymentMethod
from domain.contracts.terms import Align, AlignKind
from domain.ids import ContractId, CustomerId
from domain.loyalty.tier_discounts import with_tier
from domain.loyalty.tiers import Standing, Tier
from domain.money import Money
from domain.period import Interval, Unit
from domain.transfers import model
from domain.transfers.model import Agreement, IllegalTransferStep, TransferCause, TransferStatus, TransferStep
from domain.transfers.successor import Heir, PassedOn, passed_on
from tests.domain.billing.timelines import a_contract, a_line

START = date(2026, 1, 31)
HEIR = Heir(CustomerId(uuid4()), ContractId(uuid4()), "CT-001002-X", Payment(PaymentMethod.TRANSFER, 14))


def handed(before: Contract, day: date, **more: bool) -> PassedOn:
    agreed = Agreement(HEIR.customer_id, day, TransferCause.FLATMATE, **more)
    return passed_on(before, agreed, HEIR, uuid4)


def cents(timeline: Contract, until: date) -> int:
    return sum(each.amount.minor for each in charges(timeline, until))


def test_every_pair_is_in_the_table_or_refused() -> None:
    for state, step in product(TransferStatus, TransferStep):
        if (state, step) in model.TRANSITIONS:
            assert model.after(state, step) is model.TRANSITIONS[state, step]
        else:
            with pytest.raises(IllegalTransferStep):
                model.after(state, step)


TIMELINES = [
    a_contract(START, a_line()),
    a_contract(START, a_line(), align=Align(AlignKind.CALENDAR)),
    replace(
        a_contract(START, a_line()),
        cycles=(Cycle(date(2026, 3, 10), Interval(Unit.MONTH, 3)),),
    ),
    replace(
        a_contract(START, a_line(phases=(Phase(2, Money.of("9.00")), Phase(3, Money.of("39.00"))))),
        discounts=(
            Discount("a", "A", Decimal(10), duration=Duration(DurationKind.PERIODS, 4)),
            Discount("b", "B", Decimal(20), duration=Duration(DurationKind.MONTHS, 5)),
        ),
    ),
]


@given(st.sampled_from(TIMELINES), st.integers(1, 300))
def test_both_together_pay_what_one_would_have_paid(before: Contract, after_days: int) -> None:
    """But for the cents of a period that is cut in two."""
    day = date.fromordinal(START.toordinal() + after_days)
    until = date(2027, 6, 30)
    done = handed(before, day)
    whole, parts = cents(before, until), cents(done.old, until) + cents(done.new, until)
    assert abs(whole - parts) <= 2
    assert min(each.period.start for each in charges(done.new, until)) == day
    assert cents(done.old, until) == cents(done.old, day)


def test_a_discount_ends_with_the_old_party_where_that_is_the_rule() -> None:
    before = replace(TIMELINES[0], discounts=(Discount("a", "A", Decimal(50)),))
    kept, gone = handed(before, date(2026, 5, 31)), handed(before, date(2026, 5, 31), keeps_discounts=False)
    assert cents(kept.new, date(2026, 6, 1)) * 2 == cents(gone.new, date(2026, 6, 1))


def test_a_tier_stays_with_whoever_reached_it() -> None:
    """The old party's percentage goes, the new party's own begins with the first day."""
    day, month = date(2026, 5, 31), date(2026, 6, 1)
    reached = Standing(CustomerId(uuid4()), 1, Tier("Gold", 50, months=1), date(2026, 3, 31))
    golden = with_tier(TIMELINES[0], reached)
    gone = handed(golden, day)
    assert cents(gone.new, month) == cents(handed(TIMELINES[0], day).new, month)
    agreed = Agreement(HEIR.customer_id, day, TransferCause.FLATMATE)
    own = replace(HEIR, standing=replace(reached, customer_id=HEIR.customer_id, from_on=date(2026, 1, 1)))
    assert cents(passed_on(golden, agreed, own, uuid4).new, month) * 2 == cents(gone.new, month)
