"""What is bought does not come back: returns that wait for it stop doing so, and nothing goes out in its place."""

from domain.buyout.offer import Offer
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.contracts.status import Action, Status, open_actions
from domain.ports import Unit
from domain.returns.call_off_return import withdraw
from domain.returns.model import LineState
from domain.shipping.calling_off import call_off
from domain.shipping.sending_again import WAITING


def not_expected(offer: Offer, contract: Contract, unit: Unit, clock: Clock) -> Contract:
    """The contract as it stands then: with its return, lines that the return stopped go on until the purchase.

    A return of other things too goes on without what is bought.
    """
    for part in unit.returns.of_contract(contract.id):
        case = unit.returns.find(part.id) or part
        waiting = {line.asset_id for line in case.lines if line.state is LineState.EXPECTED}
        bought = waiting & offer.assets
        if not bought:
            continue
        if len(bought) == len(case.lines):
            withdraw(case, unit, clock)
            continue
        for asset_id in sorted(bought):
            case = case.missing(asset_id, unit.context.effective_at)
            unit.returns.look(case)
    return _waiting_again(unit.contracts.get(contract.id), contract.status)


def nothing_in_their_place(offer: Offer, unit: Unit, clock: Clock) -> None:
    """What waits to be sent for bought things, or was to be lent while they are repaired, stays here."""
    for shipment in unit.shipments.of_contract(offer.contract_id):
        is_for_bought = all(line.replaces_asset_id in offer.assets for line in shipment.lines)
        if shipment.status in WAITING and is_for_bought:
            call_off(shipment, unit, clock)


def _waiting_again(contract: Contract, before: Status) -> Contract:
    """A return that is called off lets its contract run on; this one waits for the purchase still."""
    was_waiting = before is Status.PENDING_BUYOUT and contract.status is not before
    can = Action.START_BUYOUT in open_actions(contract.status)
    return contract.acted(Action.START_BUYOUT) if was_waiting and can else contract
