"""A declaration that nobody decided about is a task; once it is decided, the task is done with it."""

from domain.cancellations.model import Declaration
from domain.cancellations.stages import OPEN
from domain.ports import Unit
from domain.tasks.model import TaskKind


def keep_task(declaration: Declaration, unit: Unit) -> None:
    """Its age is counted from the receipt, not from when somebody entered it."""
    waiting = unit.tasks.waiting(TaskKind.DECLARATION_WAITS, declaration.number)
    if declaration.stage not in OPEN:
        for task in waiting:
            unit.tasks.clear(task.id, unit.context.effective_at)
    elif not waiting:
        facts = {"received_on": declaration.received_on.isoformat()}
        unit.tasks.open(TaskKind.DECLARATION_WAITS, declaration.number, facts)
