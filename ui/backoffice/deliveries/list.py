"""The card of a contract's page that tells what is delivered when, and lets each delivery be skipped or changed."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from domain.contracts.model import Contract
from domain.deliveries.schedule import Delivery, DeliveryState, is_delivered
from domain.views.office_rows import ContractPage
from ui.backoffice.contracts.changes.kit import Spot
from ui.backoffice.parts import link
from ui.labels import label
from ui.language import _, shown_date
from ui.theme import Tone, theme
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card

TONES: Final = {
    DeliveryState.PLANNED: Tone.NEUTRAL,
    DeliveryState.SKIPPED: Tone.WARN,
    DeliveryState.MISSED: Tone.BAD,
    DeliveryState.TO_PACK: Tone.ACCENT,
    DeliveryState.PACKED: Tone.ACCENT,
    DeliveryState.SENT: Tone.OK,
}


class DeliveriesCard(Card):
    """Hidden for a contract that delivers nothing. `asked` names a change and the delivery it is about."""

    asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Deliveries"), parent=parent)
        self._rows = column(gap=8)
        self.nothing = text(_("Nothing more is to be delivered."), "muted", wrap=True)
        self.extra = button(_("Extra delivery …"), partial(self._ask, "DeliverOnce"), sign="truck-plus-outline")
        self.rhythm = button(_("Change rhythm …"), partial(self._ask, "ChangeRhythm"), sign="calendar-sync-outline")
        self.body.addLayout(self._rows)
        self.add(self.nothing, row(self.extra, self.rhythm, None, gap=12))

    def show_page(self, page: ContractPage, today: date) -> None:
        contract = page.contract
        self.setVisible(any(is_delivered(line) and line.is_recurring for line in contract.lines))
        self._show(contract, page.deliveries, today)
        is_open = any(each.is_changeable for each in page.deliveries)
        self.rhythm.setEnabled(is_open)
        self.extra.setEnabled(contract.start_on is not None and is_open)

    def _show(self, contract: Contract, found: Sequence[Delivery], today: date) -> None:
        clear(self._rows)
        words = _("Nothing more is to be delivered.")
        if contract.start_on is None:
            words = _("The first ones go with the order; the others follow when the contract has started.")
        self.nothing.setText(words)
        self.nothing.setVisible(not found)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(8))
        grid.setColumnMinimumWidth(0, theme().px(92))
        grid.setColumnStretch(1, 1)
        for number, each in enumerate(found):
            self._line(grid, number, contract, each, today)
        self._rows.addLayout(grid)

    def _line(self, grid: QGridLayout, number: int, contract: Contract, each: Delivery, today: date) -> None:
        slot = each.slot
        is_gone = each.state in (DeliveryState.SENT, DeliveryState.SKIPPED)
        what = _("{quantity} × {title}").format(
            quantity=slot.quantity, title=contract.line(slot.line_id).title_on(slot.day)
        )
        is_late = slot.day < today and not is_gone
        grid.addWidget(text(shown_date(slot.day), "muted", Tone.WARN if is_late else None), number, 0)
        grid.addWidget(text(what, "muted" if is_gone else "", wrap=True), number, 1)
        paper = each.parcel.number if each.parcel is not None else ""
        grid.addWidget(text(paper, "code"), number, 2)
        grid.addWidget(Badge(label(each.state), TONES[each.state]), number, 3, Qt.AlignmentFlag.AlignLeft)
        deeds = self._deeds(contract, each)
        if deeds:
            more = link(_("Change …"), lambda: None)
            more.setAccessibleName(_("Change the delivery of {day}").format(day=shown_date(slot.day)))
            more.clicked.connect(partial(self._offer, more, each, deeds))
            grid.addWidget(more, number, 4)

    def _deeds(self, contract: Contract, each: Delivery) -> tuple[tuple[str, str], ...]:
        """What can be done to it: the command and its words."""
        if each.state is DeliveryState.SKIPPED:
            return (("RestoreDelivery", _("Deliver after all …")),)
        if each.state is DeliveryState.MISSED:
            return (("GiveBackDelivery", _("Give the money back …")),)
        if not each.is_changeable:
            return ()
        skip = ("SkipDelivery", _("Skip …"))
        if not contract.line(each.slot.line_id).is_recurring:
            return (skip,)
        return skip, ("ChangeDelivery", _("Another size …")), ("ChangeRhythm", _("Another rhythm from here on …"))

    def _offer(self, at: QWidget, each: Delivery, deeds: tuple[tuple[str, str], ...]) -> None:
        menu = QMenu(self)
        for command, words in deeds:
            action = QAction(words, menu)
            action.triggered.connect(partial(self.asked.emit, command, Spot(each.slot.line_id, each.slot.day)))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at.mapToGlobal(at.rect().bottomLeft()))

    def _ask(self, command: str) -> None:
        self.asked.emit(command, Spot())
