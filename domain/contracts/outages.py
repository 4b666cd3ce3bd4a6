"""Days on which a customer cannot use a thing because of us: our repair, or a delivery that is late.

Longer than the terms allow, the contract rests from the first of these days on. Source: RULES.md 1.3; section 536 BGB.
"""

from dataclasses import replace
from datetime import date, timedelta

from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.parts import Outage, Pause, PauseReason
from domain.contracts.pausing import paused
from domain.errors import Conflict, NotFound
from domain.ids import ContractLineId


class OutageKnown(Conflict):
    """This thing is reported as missing already."""

    code = "outage_known"


class NoOutage(NotFound):
    """Nothing was reported about this thing, or it began later."""

    code = "no_outage"


def reported(contract: Contract, outage: Outage) -> Contract:
    """Raises OutageKnown, ContractLineNotFound."""
    contract.line(outage.line_id)
    if any(each.line_id == outage.line_id and each.until is None for each in contract.outages):
        raise OutageKnown(contract=contract.number)
    return replace(contract, outages=(*contract.outages, outage))


def over(contract: Contract, line_id: ContractLineId, until: date) -> Contract:
    """The thing can be used again from `until` on; a pause that was made for it ends on that day. Raises NoOutage."""
    found = next((each for each in contract.outages if each.line_id == line_id and each.until is None), None)
    if found is None or found.since >= until:
        raise NoOutage(contract=contract.number)
    decided = replace(found, is_read=False)
    known = tuple(decided if each is found else each for each in contract.outages)
    return ended(replace(contract, outages=known), decided, until)


def ended(contract: Contract, outage: Outage, until: date) -> Contract:
    """One of the contract's outages with its end, which lies after its beginning, and the pause for it with the same;
    other lines that rested with it rest on by themselves.

    A pause to the day for an outage moves no end, so nothing else changes with it.
    """
    known = tuple(replace(each, until=until) if each is outage else each for each in contract.outages)
    missing = [each for each in contract.outages if each.line_id != outage.line_id and each.is_noted and not each.until]
    pauses: list[Pause] = []
    for each in contract.pauses:
        if not _rests_for(each, outage):
            pauses.append(each)
            continue
        if each.from_on < until:
            pauses.append(replace(each, resume_on=until))
        rest = {other.line_id for other in missing if other.reason is each.reason and each.is_for(other.line_id)}
        if rest:
            pauses.append(replace(each, from_on=max(each.from_on, until), line_ids=tuple(sorted(rest))))
    return replace(contract, outages=known, pauses=tuple(pauses))


def moved(contract: Contract, outage: Outage, since: date, until: date | None) -> Contract:
    """One of the contract's outages on the days that the goods tell now, with the pause for it; where they are too few
    for a pause, without."""
    if (outage.since, outage.until) == (since, until):
        return contract
    if outage.since == since and outage.until is None and until is not None and _is_long(contract, since, until):
        return ended(contract, outage, until)
    is_long = until is None or _is_long(contract, since, until)
    if not is_long:
        contract = _without_pause(contract, outage)
    now = replace(outage, since=since, until=until, is_noted=outage.is_noted and is_long)
    known = tuple(now if each is outage else each for each in contract.outages)
    pauses = tuple(
        replace(each, from_on=since, resume_on=until if each.resume_on == outage.until else each.resume_on)
        if _is_for(each, outage)
        else each
        for each in contract.pauses
    )
    return replace(contract, outages=known, pauses=pauses)


def _is_long(contract: Contract, since: date, until: date) -> bool:
    limit = contract.terms.repair_pause_days
    return limit is not None and since + timedelta(days=limit) <= until


def dropped(contract: Contract, outage: Outage) -> Contract:
    """There never was such an outage: it goes, and the pause for it."""
    contract = _without_pause(contract, outage)
    return replace(contract, outages=tuple(each for each in contract.outages if each is not outage))


def _without_pause(contract: Contract, outage: Outage) -> Contract:
    """Other lines that are missing for the same reason since the same day keep their part of it."""
    if not outage.is_noted:
        return contract
    others = {
        each.line_id
        for each in contract.outages
        if each is not outage and (each.since, each.reason) == (outage.since, outage.reason)
    }
    pauses: list[Pause] = []
    for each in contract.pauses:
        if not _is_for(each, outage):
            pauses.append(each)
        elif rest := tuple(sorted(line_id for line_id in others if each.is_for(line_id))):
            pauses.append(replace(each, line_ids=rest))
    return replace(contract, pauses=tuple(pauses))


def rested(contract: Contract, day: date) -> tuple[Contract, bool]:
    """With a pause for each outage that takes longer than agreed; True where a person has to decide instead, because
    only a part of what a line is about is missing, or the contract rests on some of these days already.

    The whole contract rests when all its rented things are missing, with insurance and service; else their lines.
    """
    asks = False
    for group in _long_ones(contract, day):
        known = tuple(replace(each, is_noted=True) if each in group else each for each in contract.outages)
        contract = replace(contract, outages=known)
        for pause in _pauses_for(contract, group):
            if pause is None or any(each.meets(pause) for each in contract.pauses):
                asks = True
            else:
                contract = paused(contract, pause)
    return contract, asks


def _long_ones(contract: Contract, day: date) -> list[list[Outage]]:
    """Those that were not looked at yet; together what began and ended together."""
    limit = contract.terms.repair_pause_days
    groups: dict[tuple[date, date | None, PauseReason], list[Outage]] = {}
    for each in contract.outages:
        if limit is not None and not each.is_noted and each.since + timedelta(days=limit) <= (each.until or day):
            groups.setdefault((each.since, each.until, each.reason), []).append(each)
    return list(groups.values())


def _pauses_for(contract: Contract, group: list[Outage]) -> list[Pause | None]:
    """None: a person has to decide about a line, because other things of it can be used."""
    since, missing = group[0].since, {each.line_id for each in group}
    rented = {line.id: line for line in contract.lines if line.kind is LineKind.RENTAL and _runs(contract, line, since)}
    whole = [line_id for line_id in missing if line_id in rented and not _is_partly_there(rented[line_id], group[0])]
    pause = Pause(since, group[0].until, to_the_day=True, reason=group[0].reason)
    if len(whole) == len(rented):
        return [pause]
    return [replace(pause, line_ids=(line_id,)) if line_id in whole else None for line_id in sorted(missing)]


def _runs(contract: Contract, line: ContractLine, day: date) -> bool:
    span = contract.span(line)
    return span is not None and day in span


def _is_partly_there(line: ContractLine, outage: Outage) -> bool:
    """A late parcel is missing as a whole; of several things only one is in repair."""
    return outage.reason is PauseReason.REPAIR and (line.bundle is not None or line.at(outage.since)[1] > 1)


def _is_for(pause: Pause, outage: Outage) -> bool:
    return pause.from_on == outage.since and pause.reason is outage.reason and pause.is_for(outage.line_id)


def _rests_for(pause: Pause, outage: Outage) -> bool:
    """Open, and made for it; or the rest of one that was made for several lines."""
    is_its = pause.reason is outage.reason and pause.is_for(outage.line_id)
    return is_its and pause.resume_on is None and pause.from_on >= outage.since
