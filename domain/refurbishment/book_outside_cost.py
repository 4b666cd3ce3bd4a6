"""Somebody else's invoice for a repair: the workshop's, for parts, or for carrying it there."""

from dataclasses import dataclass
from datetime import date

from domain.application import Command
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.money import EUR, Money
from domain.ports import Unit
from domain.refurbishment.moving import RepairMoved, moved
from domain.refurbishment.repairs import CostKind, RepairCost, RepairId, RepairStep


class RepairAmountWrong(InvalidInput):
    """An invoice or a credit for a repair is above zero, and in the currency of our books."""

    code = "repair_amount_wrong"


@dataclass(frozen=True, slots=True)
class BookOutsideCost(Command):
    """`amount` net. Invoices come late: it can be booked after the repair is over."""

    repair_id: RepairId
    cost: CostKind
    amount: Money
    invoiced_on: date
    supplier: str = ""
    reference: str = ""


def book_outside_cost(command: BookOutsideCost, unit: Unit, _clock: Clock) -> RepairMoved:
    """Raises UnknownRepair, RepairAmountWrong, IllegalRepairStep: it was called off, or it is the supplier's credit."""
    checked_amount(command.amount)
    if command.cost is CostKind.SUPPLIER_CREDIT:
        raise RepairAmountWrong(value=command.amount)
    repair = unit.repairs.get(command.repair_id).stepped(RepairStep.BOOK_COST, {"cost": command.cost})
    supplier, reference = command.supplier.strip()[:200], command.reference.strip()[:100]
    unit.repairs.save(repair)
    unit.repairs.add_cost(repair, RepairCost(command.cost, command.amount, command.invoiced_on, supplier, reference))
    return moved(repair)


def checked_amount(amount: Money) -> None:
    """Raises RepairAmountWrong."""
    if amount.minor <= 0 or amount.currency != EUR:
        raise RepairAmountWrong(value=amount)
