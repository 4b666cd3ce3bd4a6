"""Days without a thing, read from parcels and receipts: the facts decide, not the order in which they are told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assets.status import Condition
from domain.contracts.beginning import Beginning
from domain.contracts.compared import What, compared
from domain.contracts.missing_goods import Goods, looks_at_goods, with_missing
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.outages import over, reported, rested
from domain.contracts.parts import Outage, Pause, PauseReason
from domain.contracts.terms import ContractTerms, StartRule
from domain.ids import (
    AssetId,
    ContractId,
    ContractLineId,
    CustomerId,
    OrderId,
    ReturnId,
    ShipmentId,
    ShipmentLineId,
    VariantId,
)
from domain.money import Money
from domain.orders.model import Treatment
from domain.returns.model import Purpose, Return, ReturnLine
from domain.shipping.model import Shipment, ShipmentCause, ShipmentLine, ShipmentStatus

LINE, OTHER, CUSTOMER = ContractLineId(UUID(int=1)), ContractLineId(UUID(int=2)), CustomerId(UUID(int=3))
CONTRACT, START, FAR = ContractId(UUID(int=4)), date(2026, 3, 1), date(2026, 12, 31)


def contract(*lines: ContractLineId, quantity: int = 1, limit: int | None = 7) -> Contract:
    made = tuple(
        ContractLine(
            line_id, n, "Rad", LineKind.RENTAL, "standard", (LineVersion(None, Money.of("30.00"), Decimal(quantity)),)
        )
        for n, line_id in enumerate(lines or (LINE,), start=1)
    )
    terms = ContractTerms(repair_pause_days=limit)
    return Contract(CONTRACT, "CT-1", CUSTOMER, None, terms, made, start_on=START)


def at(day: date) -> datetime:
    return datetime.combine(day, time(11), UTC)


def back(number: int, day: date, purpose: Purpose = Purpose.REPAIR, line_id: ContractLineId = LINE) -> Return:
    line = ReturnLine(AssetId(UUID(int=number)), line_id, at(day), Condition.USED)
    return Return(ReturnId(UUID(int=number)), f"RT-{number}", CUSTOMER, CONTRACT, day, None, True, "", (line,), purpose)


def sent(
    number: int,
    day: date | None,
    *,
    cause: ShipmentCause = ShipmentCause.AGAIN,
    line_id: ContractLineId = LINE,
    arrived_on: date | None = None,
) -> Shipment:
    """The parcel that answers the return of the same number."""
    again = cause is ShipmentCause.AGAIN
    line = ShipmentLine(
        ShipmentLineId(UUID(int=number)), 1, VariantId(UUID(int=9)), "Rad", Treatment.RENTAL, 1, True, line_id,
        answers_return_id=ReturnId(UUID(int=number)) if again else None,
        replaces_asset_id=AssetId(UUID(int=number)) if again else None,
    )  # fmt: skip
    return Shipment(
        ShipmentId(UUID(int=number)), f"SH-{number}", OrderId(UUID(int=8)), CONTRACT, CUSTOMER,
        ShipmentStatus.OPEN if day is None else ShipmentStatus.DISPATCHED, (line,),
        None if day is None else at(day), cause, arrived_on,
    )  # fmt: skip


def seen(what: Contract, shipments: Sequence[Shipment], returns: Sequence[Return], day: date = FAR) -> Contract:
    return with_missing(what, Goods(shipments, returns, 2), day)


def found(what: Contract) -> list[tuple[date, date | None, PauseReason]]:
    return [(each.since, each.until, each.reason) for each in what.outages]


def day(number: int) -> date:
    return START + timedelta(days=number)


def test_from_the_day_after_the_receipt_until_the_next_one_can_be_used() -> None:
    assert found(seen(contract(), [sent(1, None)], [back(1, day(10))])) == [(day(11), None, PauseReason.REPAIR)]
    assert found(seen(contract(), [sent(1, day(15))], [back(1, day(10))])) == [(day(11), day(17), PauseReason.REPAIR)]
    told = [sent(1, day(15), arrived_on=day(16))]
    assert found(seen(contract(), told, [back(1, day(10))])) == [(day(11), day(16), PauseReason.REPAIR)]


def test_who_got_the_new_one_first_missed_nothing() -> None:
    assert found(seen(contract(), [sent(1, day(5))], [back(1, day(10), Purpose.REPLACEMENT)])) == []


@pytest.mark.parametrize("purpose", [Purpose.REPLACEMENT, Purpose.REPAIR])
def test_both_change_hands_on_one_day_whichever_is_told_first(purpose: Purpose) -> None:
    """The old one's receipt alone tells of days without a thing; with the new one's hand-over there were none."""
    old, new = [back(1, day(10), purpose)], [sent(1, day(10), arrived_on=day(10))]
    waiting = seen(contract(), [sent(1, None)], old)
    assert found(waiting) == [(day(11), None, PauseReason.REPAIR)]
    for first in (waiting, seen(contract(), new, []), contract()):
        assert found(seen(first, new, old)) == []
    left = list(compared(waiting, seen(waiting, new, old)))
    assert [(each.what, each.after) for each in left] == [(What.OUTAGE_OVER, day(11))]


def test_a_hand_over_told_late_takes_its_pause_with_it() -> None:
    """The contract rested since day 11; then a station tells that the new one was handed over on day 10, or on 13."""
    old = [back(1, day(10), Purpose.REPLACEMENT)]
    resting, _asks = rested(seen(contract(), [sent(1, None)], old), day(30))
    assert [each.from_on for each in resting.pauses] == [day(11)]
    for handed_over, missing in {10: [], 13: [(day(11), day(13), PauseReason.REPAIR)]}.items():
        told = seen(resting, [sent(1, day(30), arrived_on=day(handed_over))], old)
        assert (found(told), told.pauses) == (missing, ()), "too few days for a pause"
        assert rested(told, day(31)) == (told, False)
    told = seen(resting, [sent(1, day(30), arrived_on=day(25))], old)
    assert [(each.from_on, each.resume_on) for each in told.pauses] == [(day(11), day(25))]
    corrected = seen(told, [sent(1, day(30), arrived_on=day(27))], old)
    assert [(each.from_on, each.resume_on) for each in corrected.pauses] == [(day(11), day(27))]


def test_one_line_of_two_was_never_missing_and_the_other_rests_on() -> None:
    two = contract(LINE, OTHER)
    old = [back(1, day(10)), back(2, day(10), line_id=OTHER)]
    resting, _asks = rested(seen(two, [], old), day(30))
    assert [each.line_ids for each in resting.pauses] == [()]
    told = seen(resting, [sent(1, day(10), arrived_on=day(10))], old)
    assert [(each.from_on, each.line_ids) for each in told.pauses] == [(day(11), (OTHER,))]


def test_of_two_that_rested_together_the_one_that_is_not_there_yet_rests_on() -> None:
    old = [back(1, day(10)), back(2, day(10), line_id=OTHER)]
    resting, _asks = rested(seen(contract(LINE, OTHER), [], old), day(30))
    one = seen(resting, [sent(1, day(20))], old)
    assert [(each.from_on, each.resume_on, each.line_ids) for each in one.pauses] == [
        (day(11), day(22), ()),
        (day(22), None, (OTHER,)),
    ]
    both = [sent(1, day(20)), sent(2, day(23), line_id=OTHER)]
    two = [(day(11), day(22), ()), (day(22), day(25), (OTHER,))]
    assert [(each.from_on, each.resume_on, each.line_ids) for each in seen(one, both, old).pauses] == two
    at_once = [sent(1, day(20)), sent(2, day(20), line_id=OTHER)]
    assert [(each.from_on, each.resume_on, each.line_ids) for each in seen(resting, at_once, old).pauses] == two[:1]


def test_what_somebody_reported_ends_when_another_one_is_there() -> None:
    """Broken since day 4; the new one is there on day 8, before the old one is here, or on the day it is."""
    told = reported(contract(), Outage(LINE, day(4)))
    new = [sent(1, day(6), arrived_on=day(8))]
    for returns in ([], [back(1, day(8), Purpose.REPLACEMENT)], [back(1, day(20), Purpose.REPLACEMENT)]):
        assert found(seen(told, new, returns)) == [(day(4), day(8), PauseReason.REPAIR)]
    worse = reported(contract(), Outage(LINE, day(9)))
    assert found(seen(worse, new, [])) == [(day(9), None, PauseReason.REPAIR)], "that is the new one"
    several = reported(contract(quantity=2), Outage(LINE, day(4)))
    assert found(seen(several, new, [])) == [(day(4), None, PauseReason.REPAIR)], "which of the two, a person knows"


def test_a_new_one_that_nobody_took_in_ends_nothing() -> None:
    """The old one is here on day 10; what was sent for it comes back on day 16, and goes out once more on day 18."""
    parcel = sent(1, day(12))
    lost = replace(parcel, lines=(replace(parcel.lines[0], asset_id=AssetId(UUID(int=2))),))
    old, bounced = back(1, day(10), Purpose.REPLACEMENT), back(2, day(16), Purpose.RESEND)
    before = seen(contract(), [lost], [old])
    assert found(before) == [(day(11), day(14), PauseReason.REPAIR)]
    waiting = seen(before, [lost, sent(2, None)], [old, bounced])
    assert found(waiting) == [(day(11), None, PauseReason.REPAIR)]
    for first in (before, waiting, contract()):
        for returns in ([old, bounced], [bounced, old]):
            there = seen(first, [lost, sent(2, day(18))], returns)
            assert found(there) == [(day(11), day(20), PauseReason.REPAIR)]


def test_a_delivery_that_was_in_time_and_told_late() -> None:
    late = replace(contract(), beginning=Beginning(StartRule.AT_ORDER, promised_on=day(2)))
    order = ShipmentCause.ORDER
    missing = seen(late, [sent(1, None, cause=order)], [], day(3))
    assert found(missing) == [(day(2), None, PauseReason.LATE_DELIVERY)]
    assert found(seen(missing, [sent(1, None, cause=order)], [], day(1))) == found(missing), "an older fact"
    assert found(seen(missing, [sent(1, day(3), cause=order, arrived_on=day(2))], [])) == []
    halves = [sent(1, None, cause=order), sent(2, day(0), cause=order)]
    for shipments in (halves, halves[::-1]):
        assert found(seen(late, shipments, [], day(3))) == found(missing), "the other half is not there"


def test_the_end_of_the_rental_is_no_day_without_a_thing() -> None:
    assert found(seen(contract(), [], [back(1, day(10), Purpose.END)])) == []
    ended = contract().line_ended(LINE, day(8))
    assert found(seen(ended, [], [back(1, day(10))])) == []


def test_two_of_one_line_are_one_outage_until_both_are_there() -> None:
    returns = [back(1, day(10)), back(2, day(12))]
    shipments = [sent(1, day(14)), sent(2, day(20))]
    assert found(seen(contract(), shipments, returns)) == [(day(11), day(22), PauseReason.REPAIR)]
    assert found(seen(contract(), shipments[:1], returns)) == [(day(11), None, PauseReason.REPAIR)]


def test_what_a_person_reported_or_ended_stands() -> None:
    told = reported(contract(), Outage(LINE, day(4)))
    assert found(seen(told, [], [back(1, day(10))])) == [(day(4), None, PauseReason.REPAIR)]
    assert found(seen(told, [sent(1, day(15))], [back(1, day(10))])) == [(day(4), day(17), PauseReason.REPAIR)]
    ended = over(seen(contract(), [], [back(1, day(10))]), LINE, day(13))
    assert found(seen(ended, [sent(1, day(15))], [back(1, day(10))])) == [(day(11), day(13), PauseReason.REPAIR)]


def test_a_later_repair_is_another_one() -> None:
    first = seen(contract(), [sent(1, day(12))], [back(1, day(10))])
    both = seen(first, [sent(1, day(12)), sent(2, None)], [back(1, day(10)), back(2, day(30))])
    assert [since for since, _, _ in found(both)] == [day(11), day(31)]


def test_goods_that_are_late() -> None:
    late = replace(contract(LINE, OTHER), beginning=Beginning(StartRule.AT_ORDER, promised_on=day(2)))
    order = ShipmentCause.ORDER
    waiting = [replace(sent(1, None, cause=order), lines=_both())]
    assert found(seen(late, waiting, [], day(2))) == []
    assert (looks_at_goods(late, day(2)), looks_at_goods(late, day(3))) == (False, True)
    missing = seen(late, waiting, [], day(3))
    assert found(missing) == [(day(2), None, PauseReason.LATE_DELIVERY)] * 2
    there = [replace(sent(1, day(10), cause=order), lines=_both())]
    assert found(seen(missing, there, [], day(10))) == [(day(2), day(12), PauseReason.LATE_DELIVERY)] * 2
    assert found(seen(late, [replace(sent(1, day(0), cause=order), lines=_both())], [])) == []


def _both() -> tuple[ShipmentLine, ...]:
    one = sent(1, None, cause=ShipmentCause.ORDER).lines[0]
    return (one, replace(one, id=ShipmentLineId(UUID(int=77)), contract_line_id=OTHER))


def test_all_things_missing_rest_the_contract_and_one_of_two_rests_its_line() -> None:
    whole, asks = rested(seen(contract(), [], [back(1, day(10))]), day(18))
    assert ([(each.from_on, each.line_ids) for each in whole.pauses], asks) == ([(day(11), ())], False)
    one, asks = rested(seen(contract(LINE, OTHER), [], [back(1, day(10))]), day(18))
    assert ([each.line_ids for each in one.pauses], asks) == ([(LINE,)], False)
    back_again = seen(one, [sent(1, day(20))], [back(1, day(10))])
    assert [each.resume_on for each in back_again.pauses] == [day(22)]


def test_a_person_decides_where_other_pieces_can_be_used_or_the_contract_rests_anyway() -> None:
    some, asks = rested(seen(contract(quantity=2), [], [back(1, day(10))]), day(18))
    assert (some.pauses, asks) == ((), True)
    resting = replace(contract(), pauses=(Pause(day(5), day(60)),))
    both, asks = rested(seen(resting, [], [back(1, day(10))]), day(18))
    assert (both.pauses, asks) == (resting.pauses, True)
    assert rested(both, day(30)) == (both, False)


def test_short_ones_and_plans_that_say_nothing_rest_nothing() -> None:
    assert rested(seen(contract(), [], [back(1, day(10))]), day(17))[0].pauses == ()
    assert rested(seen(contract(limit=None), [], [back(1, day(10))]), day(99))[0].pauses == ()


_numbers = st.integers(1, 4)


@given(st.dictionaries(_numbers, st.tuples(st.integers(5, 60), st.one_of(st.none(), st.integers(0, 30))), max_size=4))
def test_told_twice_or_in_another_order_the_days_are_the_same(facts: dict[int, tuple[int, int | None]]) -> None:
    """Each number is a thing that came back on a day and, perhaps, was answered so many days later."""
    returns = [back(number, day(came)) for number, (came, _) in facts.items()]
    shipments = [sent(n, None if wait is None else day(came + wait)) for n, (came, wait) in facts.items()]
    once = seen(contract(), shipments, returns)
    assert seen(once, shipments, returns) == once
    assert found(seen(contract(), shipments[::-1], returns[::-1])) == found(once)
    bit_by_bit = contract()
    for number in range(len(returns)):
        bit_by_bit = seen(bit_by_bit, shipments[:number], returns[: number + 1])
    assert sorted(found(seen(bit_by_bit, shipments, returns))) == sorted(found(once))
    for each, later in zip(once.outages, once.outages[1:], strict=False):
        assert each.until is not None
        assert each.until < later.since
