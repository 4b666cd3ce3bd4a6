"""What is known of tasks about money that goes back, in words."""

from datetime import date
from typing import Final

from domain.money import Money
from domain.tasks.model import TaskKind
from domain.views.floor_rows import TaskRow
from ui.language import _, shown_date, shown_money

MONEY_BACK: Final = frozenset({TaskKind.REFUND_DUE, TaskKind.REFUND_FAILED})


def money_back_words(task: TaskRow) -> str:
    """By when the law wants it back, or how much came back."""
    if task.kind is TaskKind.REFUND_DUE:
        known = str(task.facts.get("until", ""))
        return _("due by {day}").format(day=shown_date(date.fromisoformat(known))) if known else ""
    amount = str(task.facts.get("amount", "")).split(" ")[0]
    return shown_money(Money.of(amount)) if amount else ""
