"""The repairs of a thing on its page: all orders, and the way to a new one."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from domain.assets.status import OUT, Status
from domain.clock import today
from domain.refurbishment.moving import RepairMoved
from domain.refurbishment.repairs import OVER
from domain.views.floor_rows import AssetRow
from domain.views.repairs import RepairRow
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import link
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_money
from ui.repairs.dialogs import report_dialog
from ui.repairs.list import TONES
from ui.shell.port import Shell
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card

MOST: Final = 5
_CAN_BREAK: Final = OUT | {Status.IN_STOCK, Status.RECEIVED, Status.TO_REPAIR, Status.IN_REPAIR}


class RepairsCard(Card):
    """It asks for what it shows itself, each time the thing is shown."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Repairs"), parent=parent)
        self._desk, self._shell, self._asker = desk, shell, Asker(shell, self)
        self._thing: AssetRow | None = None
        self.dialog: DeedDialog | None = None
        self._list = column(gap=8)
        self.report = button(_("Report a problem …"), self._on_report, sign="hammer-wrench", touch=True)
        self.body.addLayout(self._list)
        self.add(self.report)

    def show_thing(self, thing: AssetRow) -> None:
        self._thing = thing
        day = today(self._desk.clock)
        self._asker.ask(partial(self._desk.floor.repairs.of_asset, thing.id, day), self._show)

    def _show(self, found: tuple[RepairRow, ...]) -> None:
        clear(self._list)
        for one in found[:MOST]:
            self._list.addWidget(self._entry(one))
        can = self._thing is not None and self._thing.status in _CAN_BREAK
        self.report.setVisible(can and all(one.stage in OVER for one in found))
        self.setVisible(bool(found) or can)

    def _entry(self, one: RepairRow) -> QWidget:
        made = QWidget()
        go = link(one.number, partial(self._shell.open, "repair", one.number))
        words = f"{shown_date(one.reported_on)} · {one.problem}"
        about = text(words if len(words) <= 120 else words[:119] + "…", "muted", wrap=True)
        lines = column(row(go, None, Badge(label(one.stage), TONES[one.stage])), about, gap=4)
        work = work_words(one)
        if work:
            lines.addWidget(text(work, "small"))
        made.setLayout(lines)
        return made

    def _on_report(self) -> None:
        if self._thing is None:
            return
        thing = self._thing
        of = (self._desk, self._shell, self)
        self.dialog = report_dialog(of, thing.id, thing.code, is_out=thing.status in OUT)
        self.dialog.done_with = lambda event: (
            self._shell.open("repair", event.number) if isinstance(event, RepairMoved) else None
        )
        self.dialog.open()


def work_words(one: RepairRow) -> str:
    """Minutes, and what it cost so far where that may be read."""
    parts = [count("{count} minute", "{count} minutes", one.minutes)] if one.minutes else []
    if one.cost is not None and one.cost.minor:
        parts.append(shown_money(one.cost))
    return " · ".join(parts)
