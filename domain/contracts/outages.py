"""Days on which a customer cannot use a thing because of us: our repair, or a delivery that is late.

Longer than the terms allow, the contract rests from the first of these days on. Source: RULES.md 1.3; section 536 BGB.
"""

from dataclasses import replace
from datetime import date, timedelta

from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Outage, Pause
from domain.contracts.pausing import NotPaused, paused, resumed
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
    known = tuple(replace(each, until=until) if each is found else each for each in contract.outages)
    changed = replace(contract, outages=known)
    if not any(_is_for(pause, found) and pause.resume_on is None for pause in changed.pauses):
        return changed
    try:
        return resumed(changed, until)
    except NotPaused:
        return changed


def rested(contract: Contract, day: date) -> tuple[Contract, bool]:
    """With a pause for each outage that takes longer than agreed; True where a person has to decide instead, because
    other rented things of the contract can be used."""
    limit, asks = contract.terms.repair_pause_days, False
    rented = [line for line in contract.lines if line.kind is LineKind.RENTAL and contract.span(line) is not None]
    for outage in contract.outages:
        is_long = limit is not None and outage.since + timedelta(days=limit) <= (outage.until or day)
        if not is_long or outage.is_noted:
            continue
        known = tuple(replace(each, is_noted=True) if each is outage else each for each in contract.outages)
        contract = replace(contract, outages=known)
        pause = Pause(outage.since, outage.until, to_the_day=True, reason=outage.reason)
        if len(rented) == 1 and not any(each.days.overlaps(pause.days) for each in contract.pauses):
            contract = paused(contract, pause)
        else:
            asks = True
    return contract, asks


def _is_for(pause: Pause, outage: Outage) -> bool:
    return pause.from_on == outage.since and pause.reason is outage.reason
