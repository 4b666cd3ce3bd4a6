"""The day of a transfer: both timelines, and the things in the ledger, in one transaction."""

from domain.assets.status import Kind
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.ports import Unit
from domain.transfers.hindered import check_nothing_pending
from domain.transfers.model import Transfer, TransferStep
from domain.transfers.successor import Heir, PassedOn, check_day, passed_on


def carry_out(transfer: Transfer, unit: Unit, clock: Clock) -> PassedOn:
    """Bills follow as consequences: the old party is credited what lies beyond the day, the new one charged from it.

    Raises what `check_day`, `check_nothing_pending` and `passed_on` do.
    """
    contract = unit.contracts.get(transfer.contract_id)
    check_day(contract, transfer.agreed, unit.today())
    check_nothing_pending(contract, unit)
    heir = Heir(
        transfer.agreed.to_customer_id,
        transfer.successor_id,
        unit.numbers.next_code("CT"),
        unit.settings.customer(transfer.agreed.to_customer_id).value.payment(unit.settings.billing().value.payment),
        unit.loyalty.standing(transfer.agreed.to_customer_id),
    )
    done = passed_on(contract, transfer.agreed, heir, unit.new_id)
    transit = unit.contracts.transit_days(contract.id)
    unit.contracts.save(done.old)
    unit.contracts.add(done.new)
    unit.contracts.set_transit(done.new.id, transit)
    unit.contracts.save(done.new)
    _hand_on(contract, done, transfer, unit, clock)
    unit.transfers.take(transfer, TransferStep.CARRY_OUT, unit.today())
    return done


def _hand_on(contract: Contract, done: PassedOn, transfer: Transfer, unit: Unit, clock: Clock) -> None:
    """What is out is with the new party from now on; the ledger says so of each thing."""
    at = unit.context.effective_at
    held = unit.assignments.assets_of(contract.id)
    for asset, (_, line_id) in zip(unit.assets.get_all([each for each, _ in held]), held, strict=True):
        line = done.lines.get(line_id)
        if line is None:  # of a line that is over: it stays to be asked back from the old party
            continue
        facts = {"holder": str(line), "transfer": transfer.number}
        unit.assets.append(*asset.record(Kind.PASSED_ON, unit.context, clock.now(), facts))
        unit.assignments.close(asset.id, at)
        unit.assignments.open(asset.id, line, at)
