"""What is due at things: told as tasks, and kept from leaving the house."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.assets.model import Asset
from domain.assets.status import GONE, OUT
from domain.maintenance.plan import CareOverdue, Due, DueState, Standing, due_of
from domain.ports import Unit
from domain.tasks.model import TaskKind

_KIND = TaskKind.MAINTENANCE_DUE


def check_not_overdue(asset: Asset, standings: Iterable[Standing], day: date) -> None:
    """`standings`: those that keep a thing in the house. Raises CareOverdue."""
    for standing in standings:
        due = due_of(standing, day)
        if due.state is DueState.OVERDUE:
            raise CareOverdue(asset=asset.code, title=standing.plan.title)


def tell_due(asset: Asset, standings: Sequence[Standing], day: date, unit: Unit) -> bool:
    """One task a thing for as long as something is due at it that nobody was asked for; whether anything changed."""
    known = unit.tasks.waiting(_KIND, asset.code)
    found = [] if asset.state.status in GONE else _to_tell(asset, standings, day, unit)
    if found and not known:
        standing, due = found[0]
        facts: dict[str, str | int] = {"title": standing.plan.title, "out": int(asset.state.status in OUT)}
        if due.on is not None:
            facts["day"] = due.on.isoformat()
        unit.tasks.open(_KIND, asset.code, facts)
        return True
    if not found:
        for task in known:
            unit.tasks.clear(task.id, unit.context.effective_at)
    return bool(known) and not found


def _to_tell(asset: Asset, standings: Sequence[Standing], day: date, unit: Unit) -> list[tuple[Standing, Due]]:
    """The most urgent first."""
    due = [(each, due_of(each, day)) for each in standings]
    waits = [
        (each, one)
        for each, one in due
        if one.state is not DueState.LATER
        and not (asset.state.status in OUT and unit.care.is_asked(asset.id, each.plan.id, each.since, day))
    ]
    return sorted(waits, key=lambda pair: (pair[1].on or date.max, pair[0].plan.title))
