"""The supplier keeps the thing and gives its value back: it leaves our stock, and its cost is reversed."""

from dataclasses import dataclass

from domain.application import Command
from domain.assets.status import Kind
from domain.clock import Clock
from domain.money import Money
from domain.ports import Unit
from domain.refurbishment.book_outside_cost import checked_amount
from domain.refurbishment.moving import RepairMoved, moved
from domain.refurbishment.repairs import CostKind, RepairCost, RepairId, RepairStep


@dataclass(frozen=True, slots=True)
class CreditRepair(Command):
    """`amount` net, `reference` the number of the supplier's credit note."""

    repair_id: RepairId
    amount: Money
    reference: str = ""


def credit_repair(command: CreditRepair, unit: Unit, clock: Clock) -> RepairMoved:
    """Raises UnknownRepair, RepairAmountWrong, IllegalRepairStep."""
    checked_amount(command.amount)
    repair = unit.repairs.get(command.repair_id)
    reference = command.reference.strip()[:100]
    supplier = str(next((s.facts["supplier"] for s in reversed(repair.steps) if "supplier" in s.facts), ""))
    repair = repair.stepped(RepairStep.CREDIT, {"reference": reference})
    asset = unit.assets.get(repair.asset_id)
    unit.assets.append(*asset.record(Kind.RETIRED, unit.context, clock.now(), {"repair": repair.number}))
    unit.refurbishments.give_up(asset.id, unit.context.effective_at, "supplier_credit")
    cost = RepairCost(CostKind.SUPPLIER_CREDIT, command.amount, unit.today(), supplier, reference)
    unit.repairs.save(repair)
    unit.repairs.add_cost(repair, cost)
    return moved(repair)
