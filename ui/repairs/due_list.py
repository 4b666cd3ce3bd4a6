"""What has to be maintained: soon, overdue, with customers or in the house; each row leads to the thing."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from domain.clock import today
from domain.views.maintenance import DueFilter, DueRow, ThingCare
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date
from ui.repairs.care_card import TONES, asked_words
from ui.repairs.care_dialogs import AskManyDialog, DoneDialog
from ui.repairs.series import shown_value
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column


class MaintenancePage(ListPage):
    """Opening a row opens the thing; below the list stands what is done with the chosen rows."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        self.dialog: DeedDialog | None = None
        super().__init__(shell, _spec(desk))

    def top(self) -> QWidget:
        made = QWidget()
        self.ask = button(_("Ask customers …"), self._on_ask, sign="email-outline")
        self.done = button(_("Done …"), self._on_done, sign="check")
        self.hint = text("", "muted")
        made.setLayout(row(self.done, self.ask, self.hint, None, gap=12))
        self.table.view.selectionModel().selectionChanged.connect(lambda _now, _before: self._settle())
        self._settle()
        return made

    def show_rows(self, rows: Sequence[Any], *, has_more: bool) -> None:
        super().show_rows(rows, has_more=has_more)
        self._settle()

    def asked(self) -> list[DueRow]:
        """Of the chosen rows those whose customers can be asked."""
        return [each for each in self.table.selected() if each.is_out and each.contract_id and each.asked is None]

    def _settle(self) -> None:
        chosen, asked = self.table.selected(), self.asked()
        self.done.setEnabled(len(chosen) == 1)
        self.ask.setEnabled(bool(asked))
        self.ask.setVisible(any(each.contract_id is not None for each in self.table.rows()))
        words = count("{count} chosen", "{count} chosen", len(chosen)) if len(chosen) > 1 else ""
        self.hint.setText(words)

    def _on_ask(self) -> None:
        asked = self.asked()
        if asked:
            self.dialog = AskManyDialog((self._desk, self.shell, self), asked, today(self._desk.clock))
            self.dialog.open()

    def _on_done(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            return
        day = today(self._desk.clock)
        ask = partial(self._desk.floor.care.of_asset, chosen.asset_id, day)
        self.shell.services.background.run(ask, partial(self._show_done, chosen), self.shell.show_refusal, self)

    def _show_done(self, chosen: DueRow, care: ThingCare) -> None:
        self.dialog = DoneDialog((self._desk, self.shell, self), chosen, today(self._desk.clock), care)
        self.dialog.open()


def _spec(desk: Desk) -> ListSpec[DueRow]:
    def ask(words: str, choice: Any) -> Any:
        return desk.floor.care.list(words, choice, today(desk.clock))

    return ListSpec(
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
