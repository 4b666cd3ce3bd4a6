"""Addresses that are not written to: why, since when, and the way back."""

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.views.letters import BlockRow
from domain.views.office_rows import Found
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.letters.dialogs import block_dialog, release_dialog
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column

_MOST: Final = 500


class BlockedPage(ListPage):
    """Opening a row is releasing it, after a question."""

    def __init__(self, desk: Desk, shell: Shell, spec: ListSpec[Any]) -> None:
        self._desk = desk
        self.dialog: DeedDialog | None = None
        super().__init__(shell, spec)
        self.table.current_changed.connect(lambda _row: self._settle())
        self._settle()

    def top(self) -> QWidget:
        note = text(_("Letters to these addresses are held back and wait on the page “Letters”."), "muted", wrap=True)
        self.block = button(_("Block an address …"), self._on_block, sign="email-off-outline")
        self.release = button(_("Release …"), self._on_release, sign="email-check-outline")
        line = row(note, self.release, self.block, gap=8)
        line.setStretch(0, 1)
        around = QWidget()
        around.setLayout(line)
        return around

    def _settle(self) -> None:
        chosen: BlockRow | None = self.table.current()
        self.release.setEnabled(chosen is not None and chosen.released_at is None)

    def _on_block(self) -> None:
        self.dialog = block_dialog(self._desk, self.shell, self)
        self.dialog.open()

    def _on_release(self) -> None:
        chosen: BlockRow | None = self.table.current()
        if chosen is not None and chosen.released_at is None:
            self.dialog = release_dialog(self._desk, self.shell, self, chosen)
            self.dialog.open()


def blocked_page(desk: Desk, shell: Shell) -> BlockedPage:
    def ask(words: str, choice: Any) -> Found[BlockRow]:
        return Found(desk.office.letters.blocks(words, with_released=bool(choice)), has_more=False)

    spec = ListSpec(
        _("Blocked addresses"),
        _("Address"),
        _columns(),
        [(False, _("Blocked now")), (True, _("Also those released"))],
        _nothing,
        ask,
        frozenset({"letters"}),
        lambda _one: ("blocked_addresses", ""),
    )
    return BlockedPage(desk, shell, spec)


def _nothing() -> QWidget:
    return EmptyState(
        "email-check-outline",
        _("No address is blocked"),
        _("An address comes here when letters come back for good, or when its reader reports them as unwanted."),
    )


def _columns() -> list[Column[BlockRow]]:
    return [
        Column("address", _("E-mail address"), lambda one: one.address or None, fills=True),
        Column("reason", _("Why"), lambda one: one.reason, show=label, tone=_tone, width=184),
        Column("said", _("Said by the server"), lambda one: one.why or None, width=240, yields=2),
        Column("since", _("Blocked"), lambda one: one.blocked_at, width=168),
        Column("released", _("Released"), lambda one: one.released_at, width=168, yields=1),
        Column("by", _("Released by"), lambda one: one.released_by or None, width=120, yields=3),
        Column("released_why", _("Reason, for the house"), lambda one: one.released_why or None, width=200, yields=4),
    ]


def _tone(one: BlockRow) -> Tone:
    return Tone.BAD if one.released_at is None else Tone.NEUTRAL
