"""The table of a swap pair by pair, the allowance, and that the order in which facts are told does not matter."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations, product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assets.status import Condition
from domain.contracts.missing_goods import Goods
from domain.ids import (
    AssetId,
    ContractId,
    ContractLineId,
    CustomerId,
    OrderId,
    PlanId,
    ReturnId,
    ShipmentId,
    ShipmentLineId,
    VariantId,
)
from domain.money import Money
from domain.orders.model import Treatment
from domain.period import Interval, Unit
from domain.returns.model import Purpose, Return, ReturnLine
from domain.returns.take_back_parcel import UNDELIVERED
from domain.shipping.model import Shipment, ShipmentCause, ShipmentLine, ShipmentStatus
from domain.swaps.allowance import left
from domain.swaps.facts import followed, whereabouts
from domain.swaps.groups import Allowance, ExchangeGroup, ExchangeGroupWrong, GroupId, Member, Residual, SwapRules
from domain.swaps.model import Swap, SwapId, SwapOrder, SwapReason
from domain.swaps.pricing import price_day
from domain.swaps.stages import LIVE, TRANSITIONS, IllegalSwapStep, Stage, Step, after, open_steps

CONTRACT, LINE, RETURN = ContractId(uuid4()), ContractLineId(uuid4()), ReturnId(uuid4())
OLD, NEW, OTHER = AssetId(uuid4()), AssetId(uuid4()), AssetId(uuid4())
BIG = VariantId(uuid4())
START = date(2026, 2, 1)


@pytest.mark.parametrize(("stage", "step"), list(product(Stage, Step)))
def test_every_pair_is_in_the_table_or_refused(stage: Stage, step: Step) -> None:
    if (stage, step) in TRANSITIONS:
        assert after(stage, step) is TRANSITIONS[stage, step]
        assert step in open_steps(stage)
    else:
        with pytest.raises(IllegalSwapStep):
            after(stage, step)
        assert step not in open_steps(stage)


def test_every_way_out_ends_somewhere() -> None:
    """From everywhere that is alive both ends can be reached, but for the old one alone that never leaves."""
    assert open_steps(Stage.CALLED_OFF) == frozenset()
    for stage in LIVE:
        seen, front = {stage}, [stage]
        while front:
            here = front.pop()
            for step in open_steps(here):
                there = after(here, step)
                if there not in seen:
                    seen.add(there)
                    front.append(there)
        assert {Stage.DONE, Stage.CALLED_OFF} <= seen


def swap(price: str = "51.00", old_price: str = "30.00", reason: SwapReason = SwapReason.OUTGROWN) -> Swap:
    ids = (SwapId(uuid4()), CONTRACT, LINE, OLD, GroupId(uuid4()), BIG, PlanId(uuid4()), None)
    prices = (Money.of(price), Money.of(old_price))
    how = (1, reason, SwapOrder.NEW_FIRST, START, START, START, None if reason is SwapReason.LOST else RETURN)
    return Swap(*ids, "Buggy groß", "Buggy klein", *prices, *how).begun()


def at(day: int) -> datetime:
    return datetime(2026, 2, day, 12, tzinfo=UTC)


def parcel(asset: AssetId, day: int, answers: ReturnId | None, replaces: AssetId) -> Shipment:
    line = ShipmentLine(
        ShipmentLineId(uuid4()), 1, BIG, "Buggy groß", Treatment.RENTAL, 1, True, LINE, asset, 1, answers, replaces
    )
    ids = (ShipmentId(UUID(int=day)), f"SH-{day}", OrderId(uuid4()), CONTRACT, CustomerId(uuid4()))
    return Shipment(*ids, ShipmentStatus.DISPATCHED, (line,), at(day), ShipmentCause.AGAIN)


def back(case_id: ReturnId, asset: AssetId, day: int, reason: str, purpose: Purpose) -> Return:
    line = ReturnLine(asset, LINE, at(day), Condition.USED)
    return Return(case_id, "RT-1", CustomerId(uuid4()), CONTRACT, START, None, True, reason, (line,), purpose)


RESEND = ReturnId(uuid4())
SENT = parcel(NEW, 5, RETURN, OLD)
BOUNCED = back(RESEND, NEW, 9, UNDELIVERED, Purpose.RESEND)
AGAIN = parcel(OTHER, 11, RESEND, NEW)
TAKEN = back(RETURN, OLD, 14, "swap", Purpose.REPLACEMENT)


def goods(facts: tuple[Shipment | Return, ...]) -> Goods:
    shipments = sorted((each for each in facts if isinstance(each, Shipment)), key=lambda each: each.number)
    return Goods(
        sorted(shipments, key=lambda each: each.dispatched_at or at(1)),
        [each for each in facts if isinstance(each, Return)],
        2,
    )


def told(begun: Swap, facts: tuple[Shipment | Return, ...]) -> Swap:
    known = whereabouts(begun, goods(facts))
    return followed(begun, known, goes_on=True, is_expected=True, day=START)


@pytest.mark.parametrize("prices", [("51.00", "30.00"), ("30.00", "51.00")])
@pytest.mark.parametrize("order", list(permutations((SENT, BOUNCED, AGAIN, TAKEN))))
def test_the_order_in_which_facts_are_told_does_not_matter(
    order: tuple[Shipment | Return, ...], prices: tuple[str, str]
) -> None:
    """Undelivered on the 9th, sent again on the 11th with two days on the way, the old one here on the 14th."""
    begun = swap(*prices)
    here = begun
    for number in range(1, len(order) + 1):
        here = told(here, order[:number])
        assert here == told(here, order[:number]), "told twice, nothing more happens"
    assert here.stage is Stage.DONE
    known = whereabouts(here, goods(order))
    assert (known.new_on, known.old_on, known.new_asset_id) == (date(2026, 2, 13), date(2026, 2, 14), OTHER)
    assert price_day(here, known) == (date(2026, 2, 13) if begun.is_dearer else date(2026, 2, 14))


@given(st.lists(st.sampled_from([SENT, BOUNCED, AGAIN, TAKEN]), unique=True))
def test_the_stage_says_where_the_two_are(facts: list[Shipment | Return]) -> None:
    """Whatever is known, in whatever order it came: the stage is that of the two things, and so is the price."""
    known_facts: tuple[Shipment | Return, ...] = ()
    here = swap()
    for fact in facts:
        known_facts = (*known_facts, fact)
        here = told(here, known_facts)
        known = whereabouts(here, goods(known_facts))
        has_new, is_back = known.new_on is not None, known.old_on is not None
        expected = {
            (False, False): Stage.AGREED,
            (True, False): Stage.NEW_OUT,
            (False, True): Stage.OLD_HERE,
            (True, True): Stage.DONE,
        }
        assert here.stage is expected[has_new, is_back]
        assert price_day(here, known) == known.new_on


def test_what_was_lost_costs_the_new_price_from_the_hand_over() -> None:
    lost = swap("30.00", "51.00", SwapReason.LOST)
    assert lost.stage is Stage.OLD_HERE
    sent = replace(SENT, lines=(replace(SENT.lines[0], answers_return_id=None),))
    here = told(lost, (sent,))
    assert here.stage is Stage.DONE
    assert price_day(here, whereabouts(here, goods((sent,)))) == date(2026, 2, 7)


def test_what_nobody_wants_any_more_is_called_off() -> None:
    known = whereabouts(swap(), goods(()))
    assert followed(swap(), known, goes_on=False, is_expected=True, day=START).stage is Stage.CALLED_OFF
    assert followed(swap(), known, goes_on=True, is_expected=False, day=START).stage is Stage.CALLED_OFF


MONTHS = Interval(Unit.MONTH, 3)


def test_the_allowance_of_the_second_mother() -> None:
    """Two credits each three months from 10 January on, one carried over."""
    rule, start = Allowance(2, MONTHS, 1), date(2026, 1, 10)
    assert left(rule, start, [], date(2026, 1, 10)) == left(rule, start, [], date(2026, 4, 9))
    assert left(rule, start, [], date(2026, 4, 10)).credits == 3, "one of two goes on"
    assert left(rule, start, [(date(2026, 2, 1), 2)], date(2026, 4, 9)).credits == 0
    assert left(rule, start, [(date(2026, 2, 1), 2)], date(2026, 4, 10)).credits == 2
    assert left(rule, start, [], date(2026, 4, 9)).next_on == date(2026, 4, 10)


@given(
    st.integers(1, 5),
    st.integers(0, 5),
    st.lists(st.tuples(st.dates(START, START + timedelta(900)), st.integers(0, 3)), max_size=8),
    st.dates(START, START + timedelta(900)),
)
def test_an_allowance_is_never_negative_nor_more_than_was_given(
    given_each: int, carried: int, used: list[tuple[date, int]], day: date
) -> None:
    found = left(Allowance(given_each, MONTHS, carried), START, used, day)
    assert 0 <= found.credits <= given_each + carried
    assert found.next_on > day


def test_what_is_left_of_a_thing_that_never_came() -> None:
    rule, cost = Residual(36, 10), Money.of("900.00")
    assert rule.of(cost, 0) == cost
    assert rule.of(cost, 2) == Money.of("850.00")
    assert rule.of(cost, 36) == rule.of(cost, 99) == Money.of("90.00")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ExchangeGroup(GroupId(uuid4()), 1, "", (Member(BIG), Member(VariantId(uuid4()))), SwapRules()),
        lambda: ExchangeGroup(GroupId(uuid4()), 1, "Eine", (Member(BIG),), SwapRules()),
        lambda: ExchangeGroup(GroupId(uuid4()), 1, "Zweimal", (Member(BIG), Member(BIG)), SwapRules()),
        lambda: Member(BIG, -1),
        lambda: Allowance(0, MONTHS),
        lambda: Residual(0),
        lambda: SwapRules(return_days=0),
    ],
)
def test_odd_groups_are_refused(wrong: object) -> None:
    with pytest.raises(ExchangeGroupWrong):
        wrong()  # type: ignore[operator]  # a function without arguments
