"""Checks of orders: what waits longest stands first."""

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.checks.model import WAITING, Stage
from domain.views.checks import CheckQuestion, CheckRow
from domain.views.office_rows import Found
from ui.backoffice.checks.words import COLOURS, TONES, listed_reasons
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column

_MOST: Final = 200
_TO_DECIDE: Final = (Stage.REVIEW, Stage.RED, Stage.SECOND)


class ChecksPage(ListPage):
    """With the way to the blocklist above the table."""

    def top(self) -> QWidget:
        self.blocked = button(_("Blocklist"), lambda: self.shell.open("blocklist"), sign="account-cancel-outline")
        around = QWidget()
        around.setLayout(row(self.blocked, None))
        return around


def checks_page(desk: Desk, shell: Shell) -> ChecksPage:
    def ask(words: str, choice: Any) -> Found[CheckRow]:
        rows = desk.office.checks.checks(CheckQuestion(words, choice or (), _MOST + 1))
        return Found(rows[:_MOST], len(rows) > _MOST)

    return ChecksPage(
        shell,
        ListSpec(
            title=_("Checks"),
            placeholder=_("Order or customer"),
            columns=_columns(),
            choices=(
                (tuple(sorted(WAITING)), _("All that wait")),
                (_TO_DECIDE, _("To decide")),
                ((Stage.MONEY,), _("Waits for money")),
                ((Stage.OPEN,), _("Being looked at")),
                ((), _("All")),
            ),
            empty=lambda: EmptyState(
                "shield-check-outline",
                _("No order waits for its check"),
                _("Which orders are checked, and how, the owner decides under “Settings”."),
                action=_("Orders"),
                on_action=lambda: shell.open("orders"),
            ),
            ask=ask,
            topics=frozenset({"checks", "orders"}),
            open_row=lambda chosen: ("check", chosen.check.number),
        ),
    )


def _columns() -> list[Column[CheckRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Order"), lambda one: one.check.number, code=True, width=136),
        Column("state", _("State"), lambda one: one.check.stage, show=label, tone=_tone, width=184),
        Column("colour", _("Verdict"), lambda one: one.check.colour, show=_colour, tone=_colour_tone, width=88),
        Column("customer", _("Customer"), lambda one: one.customer, width=152),
        Column("why", _("Why"), lambda one: listed_reasons(one.reasons), fills=True),
        Column("score", _("Points"), lambda one: one.check.score, align=right, width=80, yields=2),
        Column("value", _("Value"), lambda one: one.check.value, align=right, width=112, yields=1),
        Column("days", _("Days"), lambda one: one.days, align=right, width=64),
    ]


def _colour(colour: Any) -> str:
    return "–" if colour is None else label(colour)


def _tone(one: CheckRow) -> Tone:
    return TONES[one.check.stage]


def _colour_tone(one: CheckRow) -> Tone:
    return Tone.NEUTRAL if one.check.colour is None else COLOURS[one.check.colour]
