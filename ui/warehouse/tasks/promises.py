"""What is known of tasks about promised days, in words."""

from datetime import date
from typing import Final

from domain.tasks.model import TaskKind
from domain.views.floor_rows import TaskRow
from ui.language import _, shown_date

PROMISES: Final = frozenset({TaskKind.OVERBOOKED, TaskKind.ORDER_LATE, TaskKind.ORDER_WITHOUT_DAY})


def promise_words(task: TaskRow) -> str:
    """So: "2 too many from 10 Feb 2026 on: goes along to the fair"."""
    if task.kind is TaskKind.OVERBOOKED:
        words = _("{count} too many from {day} on: {why}")
        return words.format(count=task.facts["missing"], day=_day(task, "on"), why=task.facts["why"])
    if task.kind is TaskKind.ORDER_WITHOUT_DAY:
        return _("missing: {things}").format(things=task.facts["things"])
    expected = _day(task, "expected") or _("nobody knows when")
    words = _("{thing}: told for {promised}, now {expected}")
    return words.format(thing=task.facts["thing"], promised=_day(task, "promised"), expected=expected)


def _day(task: TaskRow, name: str) -> str:
    known = str(task.facts.get(name, ""))
    return shown_date(date.fromisoformat(known)) if known else ""
