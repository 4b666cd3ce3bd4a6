"""What a return does to things and contracts from the moment it is agreed, and how all of that is taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.contracts.parts_back import piece_not_back, pieces_back
from domain.contracts.status import Action, open_actions
from domain.contracts.terms import StopRule
from domain.ids import AssetId
from domain.period import ONE_DAY
from domain.ports import Unit
from domain.returns.model import AskedBy, Purpose, Return, ReturnStatus, StepFacts
from domain.returns.stages import Stage, Step
from domain.shipping.calling_off import call_off
from domain.shipping.model import ShipmentCause
from domain.shipping.sending_again import WAITING


def take_effect(case: Return, unit: Unit, clock: Clock) -> None:
    """The things are due back, and with purpose END lines and contracts go the way their plan says."""
    due_back([line.asset_id for line in case.lines], case, unit, clock)
    if case.purpose is Purpose.END:
        for contract_id in case.contracts:
            _end(unit.contracts.get(contract_id), case.of_contract(contract_id), unit, clock)


def due_back(assets: Sequence[AssetId], case: Return, unit: Unit, clock: Clock) -> None:
    """What is simply out is expected back from now on."""
    for asset in unit.assets.get_all(assets):
        if asset.state.status is Status.RENTED:
            facts = {"return": case.number, "purpose": case.purpose}
            unit.assets.append(*asset.record(Kind.RETURN_ANNOUNCED, unit.context, clock.now(), facts))


def rest_is_due(case: Return, here: AssetId | None, unit: Unit, clock: Clock) -> None:
    """Something came of a return that nobody had agreed to: nobody has to any more, and the rest is waited for."""
    if case.stage is Stage.ANNOUNCED:
        due_back([line.asset_id for line in case.lines if line.asset_id != here], case, unit, clock)


def stops_at_request(case: Return, unit: Unit) -> bool:
    """Whether something of it is not charged any more from the day on which it is agreed."""
    contracts = [unit.contracts.get(each) for each in case.contracts]
    return case.purpose is Purpose.END and any(each.terms.stop_rule is StopRule.AT_REQUEST for each in contracts)


def _end(contract: Contract, case: Return, unit: Unit, clock: Clock) -> None:
    """Lines of which all comes back stop where the plan says so, and bundles are charged without what comes; with
    everything the contract waits for it."""
    held = dict(unit.assignments.assets_of(contract.id))
    others = [
        each for each in unit.returns.of_contract(contract.id) if each.purpose is Purpose.END and each.id != case.id
    ]
    coming = {line.asset_id for each in (case, *others) if agreed_on(each) is not None for line in each.lines}
    staying = {line_id for asset_id, line_id in held.items() if asset_id not in coming}
    changed = contract
    if contract.terms.stop_rule is StopRule.AT_REQUEST:
        for line_id in {line.contract_line_id for line in case.lines} - staying:
            line = changed.line(line_id)
            first = line.start_on or changed.start_on or unit.today()
            changed = changed.line_ended(line_id, max(unit.today(), first - ONE_DAY))
        parts = [
            asset
            for asset in unit.assets.get_all([line.asset_id for line in case.lines])
            if held.get(asset.id) in staying
        ]
        changed = pieces_back(changed, [(held[part.id], part.id, part.variant_id) for part in parts], unit.today())
    if not staying and Action.REQUIRE_RETURN in open_actions(changed.status):
        changed = changed.acted(Action.REQUIRE_RETURN)
        for shipment in unit.shipments.of_contract(contract.id):
            if shipment.cause is ShipmentCause.AGAIN and shipment.status in WAITING:
                call_off(shipment, unit, clock)
    if changed != contract:
        unit.contracts.save(changed)


def running_again(contract: Contract, case: Return, today: date, *, reactivates: bool) -> Contract:
    """Lines and pieces that the return stopped are charged again without a gap; the contract runs on where no end was
    agreed."""
    stopped_after, changed = agreed_on(case), contract
    if contract.terms.stop_rule is StopRule.AT_REQUEST and stopped_after is not None:
        for each in case.lines:
            line = changed.line(each.contract_line_id)
            if line.end_on == stopped_after + ONE_DAY:
                lines = tuple(replace(known, end_on=None) if known.id == line.id else known for known in changed.lines)
                changed = replace(changed, lines=lines)
            elif line.bundle is not None and line.bundle.is_away(each.asset_id):
                changed = piece_not_back(changed, line.id, each.asset_id)
    ends = contract.ending is not None or (contract.end_on is not None and contract.end_on <= today)
    if reactivates and not ends and Action.REACTIVATE in open_actions(changed.status):
        changed = changed.acted(Action.REACTIVATE)
    return changed


def agreed_on(case: Return) -> date | None:
    """The day on which a return took effect; None: nobody has agreed yet."""
    agreed = next((step for step in case.steps if step.step is Step.APPROVE), None)
    if agreed is None:
        return None
    told = agreed.facts.get("on")
    return case.announced_on if told is None else date.fromisoformat(str(told))


def keep(case: Return, unit: Unit, clock: Clock, step: Step, facts: StepFacts | None = None) -> None:
    """Nothing of it is expected any more, and the customer keeps the things: by WITHDRAW, REFUSE or LAPSE."""
    unit.returns.withdraw(case.withdrawn(step, unit.today(), facts))
    if case.purpose is Purpose.END and case.asked_by is not AskedBy.DAY and agreed_on(case) is not None:
        for contract_id in case.contracts:
            contract = unit.contracts.get(contract_id)
            changed = running_again(contract, case.of_contract(contract_id), unit.today(), reactivates=True)
            if changed != contract:
                unit.contracts.save(changed)
    for asset in unit.assets.get_all([line.asset_id for line in case.lines if line.received_at is None]):
        if asset.state.status is Status.DUE_BACK:
            told = {"return": case.number}
            unit.assets.append(*asset.record(Kind.RETURN_WITHDRAWN, unit.context, clock.now(), told))


def nothing_came(case: Return) -> bool:
    return case.status is ReturnStatus.ANNOUNCED
