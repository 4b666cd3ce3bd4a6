"""Deliveries whose period was over before a parcel could be made: they are charged, so a person says what becomes of
them.

One task a delivery, kept as the timeline has it: it goes with the parcel, the skip or the end that solves it.
"""

from collections.abc import Mapping, Sequence

from domain.contracts.model import Contract
from domain.deliveries.schedule import Slot
from domain.ports import Unit
from domain.tasks.model import TaskKind

_KIND = TaskKind.DELIVERY_MISSED


def ask_about(contract: Contract, over: Sequence[Slot], unit: Unit) -> bool:
    """Opens a task for each of these deliveries that has none, and takes off the list what is none of them any more;
    whether anything changed."""
    known = {_key(task.facts): task for task in unit.tasks.waiting(_KIND, contract.number)}
    asked = {_key(_facts(contract, slot)): slot for slot in over}
    for key, task in known.items():
        if key not in asked:
            unit.tasks.clear(task.id, unit.context.effective_at)
    for key, slot in asked.items():
        if key not in known:
            unit.tasks.open(_KIND, contract.number, _facts(contract, slot))
    return known.keys() != asked.keys()


def settled(contract: Contract, slot: Slot, unit: Unit) -> None:
    """Takes the task of one delivery off the list."""
    for task in unit.tasks.waiting(_KIND, contract.number):
        if _key(task.facts) == _key(_facts(contract, slot)):
            unit.tasks.clear(task.id, unit.context.effective_at)


def _facts(contract: Contract, slot: Slot) -> dict[str, str | int]:
    title = contract.line(slot.line_id).title_on(slot.day)
    return {
        "contract": str(contract.id),
        "line": str(slot.line_id),
        "day": slot.day.isoformat(),
        "title": title,
        "pieces": slot.quantity,
    }


def _key(facts: Mapping[str, str | int]) -> tuple[str, str]:
    return str(facts.get("line")), str(facts.get("day"))
