"""Which rented things a customer has to do without because of us, read from what was sent and what came back.

The facts alone decide: the order in which they are told does not matter. Source: RULES.md 1.3; section 536 BGB.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.clock import legal_day
from domain.contracts.model import Contract
from domain.contracts.outages import dropped, ended, moved
from domain.contracts.parts import Outage, PauseReason
from domain.ids import AssetId, ContractLineId, ReturnId
from domain.orders.model import Treatment
from domain.period import ONE_DAY, Period
from domain.returns.model import Purpose, Return, ReturnLine
from domain.shipping.model import Shipment, ShipmentCause, ShipmentStatus
from domain.shipping.sending_again import NOT_AGAIN, answers


@dataclass(frozen=True, slots=True)
class Goods:
    """All that was sent to a customer under one contract, and all that came back or is to come."""

    shipments: Sequence[Shipment]
    returns: Sequence[Return]
    transit_days: int

    def usable_on(self, shipment: Shipment) -> date | None:
        """The first day on which the customer can use what was sent; None: it is here still."""
        if shipment.arrived_on is not None:
            return shipment.arrived_on
        if shipment.dispatched_at is None or shipment.status is not ShipmentStatus.DISPATCHED:
            return None
        return legal_day(shipment.dispatched_at) + timedelta(days=self.transit_days)


def with_missing(contract: Contract, goods: Goods, day: date) -> Contract:
    """The contract with the outages that the goods tell of on `day`. What a person reported or ended stands; what the
    goods told of before and tell no more (the next thing was there in time, and that was told late) goes."""
    late, in_repair = _late(contract, goods, day), _in_repair(contract, goods)
    told = [each for each in (*late, *in_repair) if each.until is None or each.since < each.until]
    for known in contract.outages:
        is_told_of = known.reason is PauseReason.REPAIR or any(each.line_id == known.line_id for each in late)
        if known.is_read and is_told_of and not any(_is_same(known, each) for each in told):
            contract = dropped(contract, known)
    for found in told:
        contract = _noted(contract, found)
    return _answered(contract, goods)


def looks_at_goods(contract: Contract, day: date) -> bool:
    """Whether the goods may have something new to tell on `day` though nothing was sent and nothing came back."""
    promised_on = None if contract.beginning is None else contract.beginning.promised_on
    if contract.start_on is None or promised_on is None or day <= promised_on:
        return False
    return all(each.reason is not PauseReason.LATE_DELIVERY for each in contract.outages)


def _late(contract: Contract, goods: Goods, day: date) -> list[Outage]:
    """Goods of the order that are not there on the promised day, while the contract runs; those that were there in
    time end no later than they begin."""
    promised_on = None if contract.beginning is None else contract.beginning.promised_on
    if contract.start_on is None or promised_on is None:
        return []
    since = max(promised_on, contract.start_on)
    found: dict[ContractLineId, Outage] = {}
    for shipment in goods.shipments:
        if shipment.cause is not ShipmentCause.ORDER or shipment.status is ShipmentStatus.CANCELLED:
            continue
        usable = goods.usable_on(shipment)
        if usable is None and day <= since:
            continue
        is_in_time = usable is not None and usable <= since
        for line in shipment.lines:
            if line.treatment is Treatment.RENTAL and not (is_in_time and line.contract_line_id in found):
                found[line.contract_line_id] = Outage(
                    line.contract_line_id, since, PauseReason.LATE_DELIVERY, usable, is_read=True
                )
    return list(found.values())


def _in_repair(contract: Contract, goods: Goods) -> list[Outage]:
    """Things that came back to go out again: from the day after their receipt until another one can be used. The day
    of receipt is the last one with the thing, as at the end of a contract."""
    found: list[Outage] = []
    for case in goods.returns:
        for line in case.lines:
            if case.purpose in NOT_AGAIN or line.received_at is None:
                continue
            since = legal_day(line.received_at) + ONE_DAY
            span = contract.span(contract.line(line.contract_line_id))
            until = _answered_on(goods, answers(goods.shipments, case.id, line.asset_id))
            if span is None or since not in span or (until is not None and until <= since):
                continue
            found += [
                Outage(line.contract_line_id, days.start, PauseReason.REPAIR, days.end, is_read=True)
                for days in _without_loans(goods, line.asset_id, Period(since, until))
            ]
    return _merged(found)


def _without_loans(goods: Goods, asset_id: AssetId, days: Period) -> list[Period]:
    """Those of the days on which the customer had no other thing of ours in its place."""
    for start, end in _lent(goods, asset_id):
        if end is not None and end <= days.start:
            continue
        before = Period(days.start, start) if start > days.start else None
        if days.end is not None and start >= days.end:
            break
        if end is None or (days.end is not None and end >= days.end):
            return [] if before is None else [before]
        return [*([] if before is None else [before]), *_without_loans(goods, asset_id, Period(end, days.end))]
    return [days]


def _lent(goods: Goods, asset_id: AssetId) -> list[tuple[date, date | None]]:
    """The days on which other things were lent for this one, oldest first; the day after the receipt ends them."""
    back = {
        line.asset_id: legal_day(line.received_at) + ONE_DAY
        for case in goods.returns
        for line in case.lines
        if line.received_at is not None and case.purpose is Purpose.LOAN
    }
    found: list[tuple[date, date | None]] = []
    for shipment in goods.shipments:
        usable_on = goods.usable_on(shipment) if shipment.cause is ShipmentCause.LOAN else None
        for line in shipment.lines:
            if usable_on is not None and line.replaces_asset_id == asset_id and line.asset_id is not None:
                end = back.get(line.asset_id)
                if end is None or end > usable_on:
                    found.append((usable_on, end))
    return sorted(found, key=lambda each: each[0])


def _answered_on(goods: Goods, sent: Iterable[Shipment], seen: frozenset[ReturnId] = frozenset()) -> date | None:
    """The first day with the next thing. Of a parcel that nobody took in, that with which it was sent once more."""
    days = [_taken_in_on(goods, shipment, seen) for shipment in sent]
    return min((day for day in days if day is not None), default=None)


def _taken_in_on(goods: Goods, shipment: Shipment, seen: frozenset[ReturnId] = frozenset()) -> date | None:
    """`seen` are the returns on the way here: what clocks tell in a circle is not followed twice."""
    assets = {line.asset_id for line in shipment.lines if line.asset_id is not None}
    for case in goods.returns:
        for line in case.lines if case.purpose is Purpose.RESEND and case.id not in seen else ():
            if line.asset_id in assets and _came_after(line, shipment):
                again = answers(goods.shipments, case.id, line.asset_id)
                return _answered_on(goods, again, seen | {case.id})
    return goods.usable_on(shipment)


def _came_after(line: ReturnLine, shipment: Shipment) -> bool:
    sent_at = shipment.dispatched_at
    return line.received_at is not None and sent_at is not None and sent_at < line.received_at


def _merged(found: Iterable[Outage]) -> list[Outage]:
    """Of each line one outage at a time: while one of its things is missing, the line is."""
    merged: list[Outage] = []
    for outage in sorted(found, key=lambda each: (str(each.line_id), each.since)):
        last = merged[-1] if merged else None
        if last is None or last.line_id != outage.line_id or (last.until is not None and last.until < outage.since):
            merged.append(outage)
        else:
            ends = None if last.until is None or outage.until is None else max(last.until, outage.until)
            merged[-1] = replace(last, until=ends)
    return merged


def _noted(contract: Contract, found: Outage) -> Contract:
    """A known outage of the same days follows the facts; one that a person ended keeps that, and one that a person
    reported ends with them."""
    same = [known for known in contract.outages if _is_same(known, found)]
    if not same:
        return replace(contract, outages=(*contract.outages, found))
    told = next((known for known in same if not known.is_read and known.until is None), None)
    if told is not None:
        return contract if found.until is None else ended(contract, told, found.until)
    if not all(known.is_read and known.reason is found.reason for known in same):
        return contract
    for more in same[1:]:
        contract = dropped(contract, more)
    return moved(contract, same[0], found.since, found.until)


def _is_same(known: Outage, found: Outage) -> bool:
    if known.line_id != found.line_id:
        return False
    return Period(known.since, known.until).overlaps(Period(found.since, found.until))


def _answered(contract: Contract, goods: Goods) -> Contract:
    """What somebody reported, and for which another thing was there before it came back, is not missing any more."""
    for known in contract.outages:
        line = contract.line(known.line_id)
        is_several = line.bundle is not None or line.at(known.since)[1] > 1
        if known.is_read or known.until is not None or known.reason is not PauseReason.REPAIR or is_several:
            continue
        days = [_taken_in_on(goods, each) for each in goods.shipments if _takes_a_place(each, known)]
        later = [day for day in days if day is not None and day > known.since]
        if later:
            contract = ended(contract, known, min(later))
    return contract


def _takes_a_place(shipment: Shipment, known: Outage) -> bool:
    return shipment.cause is ShipmentCause.AGAIN and any(
        line.contract_line_id == known.line_id for line in shipment.lines
    )
