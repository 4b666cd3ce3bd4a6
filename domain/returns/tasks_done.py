"""Tasks about a return that go by what was decided."""

from domain.ports import Unit
from domain.returns.model import Return
from domain.tasks.model import TaskKind


def clear_damage(case: Return, unit: Unit) -> None:
    """Somebody has decided who pays."""
    for asset in unit.assets.get_all([line.asset_id for line in case.lines]):
        _clear(TaskKind.DAMAGED_RETURN, asset.code, unit)


def clear_missing(case: Return, unit: Unit) -> None:
    """What was missing is waited for again, or let go."""
    for kind in (TaskKind.THING_MISSING, TaskKind.OTHER_THING):
        _clear(kind, case.number, unit)


def clear_objection(case: Return, unit: Unit) -> None:
    _clear(TaskKind.CLAIM_OBJECTED, case.number, unit)


def _clear(kind: TaskKind, subject: str, unit: Unit) -> None:
    for task in unit.tasks.waiting(kind, subject):
        unit.tasks.clear(task.id, unit.context.effective_at)
