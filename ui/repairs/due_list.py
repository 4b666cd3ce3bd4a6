"""What has to be maintained: soon, overdue, with customers or in the house; each row leads to the thing."""

from typing import Any

from domain.clock import today
from domain.views.maintenance import DueFilter, DueRow
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.repairs.care_card import TONES, asked_words
from ui.repairs.series import shown_value
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column


def maintenance_page(desk: Desk, shell: Shell) -> ListPage:
    """Opening a row opens the thing, where it is noted as done and its customer is asked."""

    def ask(words: str, choice: Any) -> Any:
        return desk.floor.care.list(words, choice, today(desk.clock))

    return ListPage(
        shell,
        ListSpec(
            title=_("Maintenance"),
            placeholder=_("Code, thing, maintenance or customer"),
            columns=_columns(),
            choices=[(each, label(each)) for each in DueFilter],
            empty=lambda: EmptyState(
                "wrench-check-outline",
                _("Nothing is due"),
                _("The owner says under Products, Maintenance, what has to be done again and again."),
            ),
            ask=ask,
            topics=frozenset({"care", "assets", "returns"}),
            open_row=lambda chosen: ("asset", chosen.asset_code),
        ),
    )


def _columns() -> list[Column[DueRow]]:
    return [
        Column("state", _("State"), lambda one: one.due.state, show=label, tone=lambda one: TONES[one.due.state],
               width=104),
        Column("due", _("Due by"), lambda one: one.due.on, show=_day, width=112),
        Column("title", _("Asset"), lambda one: one.title, fills=True),
        Column("code", _("Code"), lambda one: one.asset_code, code=True, width=136),
        Column("plan", _("What"), lambda one: one.plan.title, width=168),
        Column("left", _("Left"), _left, align=Align.RIGHT, width=112, yields=3, sorts_by=_left_order),
        Column("where", _("Where"), _where, width=184, yields=2),
        Column("asked", _("Asked"), asked_words, width=200, yields=4, tone=_asked_tone),
        Column("since", _("Last done"), lambda one: one.since, show=shown_date, width=112, optional=True),
        Column("kind", _("Kind"), lambda one: one.plan.kind, show=label, width=128, optional=True),
        Column("contract", _("Contract"), lambda one: one.contract, code=True, width=136, optional=True),
    ]  # fmt: skip


def _day(day: Any) -> str:
    return "–" if day is None else shown_date(day)


def _left(one: DueRow) -> str:
    if one.plan.meter is None or one.due.left is None:
        return ""
    return shown_value(one.plan.meter, one.due.left)


def _left_order(one: DueRow) -> int:
    return one.due.left if one.due.left is not None else 10**9


def _where(one: DueRow) -> str:
    return one.customer if one.is_out else one.place or _("in the house")


def _asked_tone(one: DueRow) -> Tone | None:
    return Tone.ACCENT if one.asked is not None else None
