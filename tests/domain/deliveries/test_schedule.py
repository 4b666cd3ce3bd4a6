"""Which parcels a timeline asks for, and which of them were sent already, whatever changed meanwhile."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges
from domain.contracts.change_quantity import ChangeQuantity
from domain.contracts.changing import ContractChange, applied
from domain.contracts.edits import started_on
from domain.contracts.effective import NOW, Timing, When
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Cycle, Pause
from domain.contracts.pausing import PausesOverlap, paused
from domain.contracts.status import Status
from domain.deliveries.change_delivery import ChangeDelivery
from domain.deliveries.change_rhythm import ChangeRhythm
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.schedule import DeliveryState, NoSuchDelivery, Parcel, deliveries, next_slot_day, slots
from domain.deliveries.skip_delivery import SkipDelivery
from domain.ids import ContractLineId, ShipmentId, VariantId
from domain.period import Interval, Period, Unit
from domain.shipping.model import ShipmentStatus
from tests.domain.billing.timelines import a_contract, a_line, euro

START = date(2026, 3, 2)
BEANS = ContractLineId(UUID(int=1002))
THREE_WEEKS = Interval(Unit.WEEK, 3)
SECOND, THIRD, FOURTH = date(2026, 3, 23), date(2026, 4, 13), date(2026, 5, 4)


def beans(**terms: object) -> Contract:
    """A machine by the month, two packs of beans every three weeks from 2 March 2026."""
    packs = a_line(2, LineKind.CONSUMABLE, "18.00", variant_id=VariantId(UUID(int=7)))
    packs = replace(packs, id=BEANS, versions=(replace(packs.versions[0], quantity=Decimal(2)),))
    contract = a_contract(START, a_line(1), packs, **terms)
    return replace(contract, cycles=(Cycle(None, THREE_WEEKS, line_id=BEANS),))


def change(kind: type[ContractChange], contract: Contract, today: date = START, **values: object) -> Contract:
    command = kind(contract.id, contract.version, "so gewünscht", **values)
    return applied(command, contract, today)


def asked(contract: Contract, until: date, *parcels: Parcel) -> list[tuple[date, int, DeliveryState]]:
    return [(each.slot.day, each.slot.quantity, each.state) for each in deliveries(contract, parcels, until)]


def parcel(first_day: date | None, end: date | None = None, status: str = "dispatched") -> Parcel:
    period = None if first_day is None else Period(first_day, end or first_day + timedelta(weeks=3))
    return Parcel(ShipmentId(UUID(int=1)), "SH-1", ShipmentStatus(status), BEANS, period, 2)


PLANNED, SKIPPED, SENT = DeliveryState.PLANNED, DeliveryState.SKIPPED, DeliveryState.SENT


def test_beans_come_every_three_weeks_and_the_machine_never() -> None:
    found = asked(beans(), THIRD)
    assert found == [(START, 2, PLANNED), (SECOND, 2, PLANNED), (THIRD, 2, PLANNED)]


def test_the_first_ones_went_with_the_order() -> None:
    assert asked(beans(), SECOND, parcel(None)) == [(START, 2, SENT), (SECOND, 2, PLANNED)]


def test_a_skipped_one_is_neither_sent_nor_charged_and_the_rhythm_stays() -> None:
    contract = change(SkipDelivery, beans(), line_id=BEANS, first_day=SECOND)
    assert asked(contract, THIRD) == [(START, 2, PLANNED), (SECOND, 2, SKIPPED), (THIRD, 2, PLANNED)]
    paid = [each.period.start for each in charges(contract, THIRD) if each.line.id == BEANS]
    assert paid == [START, THIRD]
    machine = [each for each in charges(contract, THIRD) if each.line.id != BEANS]
    assert machine == [each for each in charges(beans(), THIRD) if each.line.id != BEANS]


def test_a_skipped_one_comes_after_all() -> None:
    contract = change(SkipDelivery, beans(), line_id=BEANS, first_day=SECOND)
    contract = change(RestoreDelivery, contract, line_id=BEANS, first_day=SECOND)
    assert charges(contract, FOURTH) == charges(beans(), FOURTH)
    assert asked(contract, FOURTH) == asked(beans(), FOURTH)


def test_one_of_a_longer_rest_comes_after_all() -> None:
    contract = paused(beans(), Pause(SECOND, date(2026, 5, 25), line_ids=(BEANS,)))
    contract = change(RestoreDelivery, contract, line_id=BEANS, first_day=THIRD)
    states = [state for _, _, state in asked(contract, FOURTH)]
    assert states == [PLANNED, SKIPPED, PLANNED, SKIPPED]


def test_what_rests_with_the_whole_contract_cannot_come_alone() -> None:
    contract = paused(beans(), Pause(SECOND, THIRD))
    with pytest.raises(NoSuchDelivery):
        change(RestoreDelivery, contract, line_id=BEANS, first_day=SECOND)
    with pytest.raises((NoSuchDelivery, PausesOverlap)):
        change(SkipDelivery, contract, line_id=BEANS, first_day=SECOND)


@pytest.mark.parametrize("kind", [SkipDelivery, RestoreDelivery])
def test_a_day_on_which_no_delivery_is_due_is_refused(kind: type[ContractChange]) -> None:
    with pytest.raises(NoSuchDelivery):
        change(kind, beans(), line_id=BEANS, first_day=date(2026, 3, 24))


def test_one_delivery_brings_more_and_the_next_as_before() -> None:
    contract = change(ChangeDelivery, beans(), line_id=BEANS, first_day=SECOND, quantity=Decimal(5))
    assert [quantity for _, quantity, _ in asked(contract, FOURTH)] == [2, 5, 2, 2]
    sums = [str(each.amount.decimal()) for each in charges(contract, FOURTH) if each.line.id == BEANS]
    assert sums == ["36.00", "90.00", "36.00", "36.00"]


def test_one_delivery_changed_twice_is_as_it_was_said_last() -> None:
    contract = change(ChangeDelivery, beans(), line_id=BEANS, first_day=SECOND, quantity=Decimal(5))
    contract = contract.quantity_changed(BEANS, date(2026, 3, 30), Decimal(7))
    contract = change(ChangeDelivery, contract, line_id=BEANS, first_day=SECOND, quantity=Decimal(1))
    assert [quantity for _, quantity, _ in asked(contract, THIRD)] == [2, 1, 2]


def test_from_one_delivery_on_more_is_sent() -> None:
    timing = Timing(When.ON_DATE, THIRD)
    contract = change(ChangeQuantity, beans(), line_id=BEANS, quantity=Decimal(3), timing=timing)
    assert [quantity for _, quantity, _ in asked(contract, FOURTH)] == [2, 2, 3, 3]


def test_another_rhythm_holds_from_a_delivery_on_for_the_same_price() -> None:
    contract = change(ChangeRhythm, beans(), line_id=BEANS, first_day=SECOND, interval=Interval(Unit.WEEK, 2))
    days = [day for day, _, _ in asked(contract, FOURTH)]
    assert days == [START, SECOND, date(2026, 4, 6), date(2026, 4, 20), FOURTH]
    sums = {str(each.amount.decimal()) for each in charges(contract, FOURTH) if each.line.id == BEANS}
    assert sums == {"36.00"}
    back = change(ChangeRhythm, contract, line_id=BEANS, first_day=SECOND, interval=THREE_WEEKS, price=euro("20"))
    assert [day for day, _, _ in asked(back, FOURTH)] == [START, SECOND, THIRD, FOURTH]


def test_an_extra_delivery_is_charged_and_sent_once() -> None:
    new = ContractLineId(UUID(int=55))
    day = date(2026, 3, 10)
    contract = change(DeliverOnce, beans(), day, line_id=new, like_id=BEANS, quantity=Decimal(4))
    assert asked(contract, THIRD) == [(START, 2, PLANNED), (day, 4, PLANNED), (SECOND, 2, PLANNED), (THIRD, 2, PLANNED)]
    [extra] = [each for each in charges(contract, FOURTH) if each.line.id == new]
    assert (str(extra.amount.decimal()), extra.period.start) == ("72.00", day)
    gone = change(SkipDelivery, contract, day, line_id=new, first_day=day)
    assert asked(gone, FOURTH) == asked(beans(), FOURTH)
    assert charges(gone, FOURTH) == charges(beans(), FOURTH)


def test_an_extra_delivery_of_what_is_never_sent_is_refused() -> None:
    machine = beans().lines[0].id
    with pytest.raises(NoSuchDelivery):
        change(DeliverOnce, beans(), line_id=ContractLineId(UUID(int=55)), like_id=machine)


def test_a_start_that_moves_sends_nothing_twice() -> None:
    """Two were sent; then the start turns out to be two days later, or two days earlier."""
    sent = (parcel(None), parcel(SECOND))
    for by in (2, -2):
        moved = replace(beans(), start_on=START + timedelta(days=by))
        states = [state for _, _, state in asked(moved, FOURTH + timedelta(days=2), *sent)]
        assert states == [SENT, SENT, PLANNED, PLANNED]


def test_a_rhythm_that_changes_at_once_sends_its_first_parcel() -> None:
    """The cut period was served; the new cycle from 10 March on is charged in full, so it is sent."""
    contract = beans()
    own = Cycle(date(2026, 3, 10), Interval(Unit.WEEK, 2), line_id=BEANS)
    contract = replace(contract, cycles=(*contract.cycles, own))
    found = asked(contract, date(2026, 3, 24), parcel(START))
    assert [(day, state) for day, _, state in found] == [
        (START, SENT), (date(2026, 3, 10), PLANNED), (date(2026, 3, 24), PLANNED)
    ]  # fmt: skip


def test_nothing_is_sent_after_the_end_or_before_the_start() -> None:
    ended = beans().ended(date(2026, 4, 12))
    assert [day for day, _, _ in asked(ended, FOURTH)] == [START, SECOND]
    assert next_slot_day(ended, SECOND) is None
    draft = replace(beans(), start_on=None, status=Status.DRAFT)
    assert list(slots(draft, draft.lines[1])) == []
    assert asked(replace(beans(), status=Status.WITHDRAWN), FOURTH) == []


def test_half_a_pack_is_sent_as_a_whole_one() -> None:
    contract = beans().quantity_changed(BEANS, SECOND, Decimal("2.5"))
    assert [quantity for _, quantity, _ in asked(contract, SECOND)] == [2, 3]


@given(
    skips=st.sets(st.integers(0, 11), max_size=6),
    weeks=st.sampled_from([1, 2, 3, 4]),
    moved=st.integers(-6, 6),
    sent=st.integers(0, 12),
)
def test_what_is_charged_is_sent_once_and_what_is_sent_stays(
    skips: set[int], weeks: int, moved: int, sent: int
) -> None:
    """Random skips, then some parcels leave, then the start moves: never two parcels for one charge, never none."""
    contract = replace(beans(), cycles=(Cycle(None, Interval(Unit.WEEK, weeks), line_id=BEANS),))
    days = [START + timedelta(weeks=weeks * n) for n in range(12)]
    for n in sorted(skips):
        contract = change(SkipDelivery, contract, line_id=BEANS, first_day=days[n])
    until = days[-1]
    wanted = [each for each in deliveries(contract, (), until) if not each.slot.is_skipped]
    paid = [each.period.start for each in charges(contract, until) if each.line.id == BEANS]
    assert [each.slot.day for each in wanted] == paid
    gone = [parcel(each.slot.day, each.slot.period.end) for each in wanted[:sent]]
    start = START + timedelta(days=min(moved, 7 * weeks - 1))
    after = deliveries(started_on(contract, start), gone, until + timedelta(days=7))
    serving = [each.parcel for each in after if each.parcel is not None]
    assert serving == gone
    assert all(each.parcel is None for each in after if each.slot.is_skipped)


def test_what_was_sent_is_paid_whole_though_the_contract_ends_in_between() -> None:
    """Two packs at 18.00 came on 23 March; the machine goes back on the 27th. It is paid by its days, the beans are
    paid whole."""
    ended = beans().ended(date(2026, 3, 27))
    costs = [(each.period, each.amount) for each in charges(ended, FOURTH) if each.line.id == BEANS]
    assert costs == [
        (Period(START, SECOND), euro("36.00")),
        (Period(SECOND, date(2026, 3, 28)), euro("36.00")),
    ]
    machine = [each.amount for each in charges(ended, FOURTH) if each.line.id != BEANS]
    assert machine[0] < charges(beans(), FOURTH)[0].amount


def test_a_change_between_two_deliveries_waits_for_the_next() -> None:
    more = change(ChangeQuantity, beans(), date(2026, 3, 25), line_id=BEANS, quantity=Decimal(4), timing=NOW)
    costs = {each.period.start: each.amount for each in charges(more, THIRD) if each.line.id == BEANS}
    assert costs == {START: euro("36.00"), SECOND: euro("36.00"), THIRD: euro("72.00")}
    assert asked(more, THIRD) == [(START, 2, PLANNED), (SECOND, 2, PLANNED), (THIRD, 4, PLANNED)]


def test_what_nobody_sends_is_charged_by_its_days() -> None:
    """Counted on site, with no product behind it: an ordinary line that names consumables."""
    loose = replace(beans(), lines=tuple(replace(line, variant_id=None) for line in beans().lines))
    costs = [each.amount for each in charges(loose.ended(date(2026, 3, 27)), FOURTH) if each.line.id == BEANS]
    assert costs == [euro("36.00"), euro("8.57")]
