"""Which rented things a customer has to do without because of us, read from what was sent and what came back.

The facts alone decide: the order in which they are told does not matter. Source: RULES.md 1.3; section 536 BGB.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.clock import legal_day
from domain.contracts.model import Contract
from domain.contracts.outages import ended
from domain.contracts.parts import Outage, PauseReason
from domain.ids import AssetId, ContractLineId
from domain.orders.model import Treatment
from domain.period import ONE_DAY, Period
from domain.returns.model import Purpose, Return
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
    """The contract with the outages that the goods tell of on `day`. What a person reported or ended stands."""
    for found in (*_late(contract, goods, day), *_in_repair(contract, goods)):
        contract = _noted(contract, found)
    return contract


def looks_at_goods(contract: Contract, day: date) -> bool:
    """Whether the goods may have something new to tell on `day` though nothing was sent and nothing came back."""
    promised_on = None if contract.beginning is None else contract.beginning.promised_on
    if contract.start_on is None or promised_on is None or day <= promised_on:
        return False
    return all(each.reason is not PauseReason.LATE_DELIVERY for each in contract.outages)


def _late(contract: Contract, goods: Goods, day: date) -> list[Outage]:
    """Goods of the order that are not there on the promised day, while the contract runs."""
    promised_on = None if contract.beginning is None else contract.beginning.promised_on
    if contract.start_on is None or promised_on is None:
        return []
    since = max(promised_on, contract.start_on)
    found: dict[ContractLineId, Outage] = {}
    for shipment in goods.shipments:
        if shipment.cause is not ShipmentCause.ORDER or shipment.status is ShipmentStatus.CANCELLED:
            continue
        usable = goods.usable_on(shipment)
        if (usable is None and day <= since) or (usable is not None and usable <= since):
            continue
        for line in shipment.lines:
            if line.treatment is Treatment.RENTAL:
                found[line.contract_line_id] = Outage(
                    line.contract_line_id, since, PauseReason.LATE_DELIVERY, until=usable
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
                Outage(line.contract_line_id, days.start, PauseReason.REPAIR, days.end)
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


def _answered_on(goods: Goods, sent: Iterable[Shipment]) -> date | None:
    return min((day for day in map(goods.usable_on, sent) if day is not None), default=None)


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
    """A known outage of the same days gets its end from the facts; one that a person ended keeps that."""
    days = Period(found.since, found.until)
    for known in contract.outages:
        if known.line_id != found.line_id:
            continue
        if known.until is None and (found.until is None or known.since < found.until):
            return contract if found.until is None else ended(contract, known, found.until)
        if known.until is not None and Period(known.since, known.until).overlaps(days):
            return contract
    return replace(contract, outages=(*contract.outages, found))
