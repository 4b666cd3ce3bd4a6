"""A thing that is with the customer is to be repaired or replaced; the contract goes on."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from domain.application import Command, Event
from domain.errors import AppError
from domain.ids import AssetId, ContractId
from domain.returns.announce_return import AnnounceReturn
from domain.returns.model import Purpose
from domain.returns.replace_asset import GONE, RETURN_DAYS, AssetReplaced, ReplaceAsset, ReplaceReason
from domain.views.office_rows import ContractPage, HeldRow
from ui.backoffice.asking import give
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, DateField


class Way(Enum):
    """In which order things go."""

    NEW_FIRST = "new_first"
    OLD_FIRST = "old_first"
    REPAIR = "repair"


def swappable(page: ContractPage) -> tuple[HeldRow, ...]:
    """What is with the customer and not expected back already."""
    return tuple(each for each in page.held if each.until is None and not each.is_due_back)


class SwapPanel(QFrame):
    """`closed` when it is done or discarded. The thing's field is made anew each time: other things are out."""

    closed = Signal()

    def __init__(self, desk: Desk, shell: Shell, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._today = desk, shell, today
        self._contract: ContractId | None = None
        self.is_busy = False
        self.thing = ChoiceField(_("Thing"), [])
        self._things = column()
        self.way = ChoiceField(
            _("What happens"),
            [
                (Way.NEW_FIRST, _("Replace: the new one goes out at once")),
                (Way.OLD_FIRST, _("Replace: when the old one is here")),
                (Way.REPAIR, _("Repair: it comes in and goes out again")),
            ],
        )
        self.reason = ChoiceField(_("Why"), [(each, label(each)) for each in ReplaceReason])
        self.until = DateField(_("The old one is here by"))
        self.says, self.problem = text("", "muted", wrap=True), text("", tone=Tone.BAD, wrap=True)
        self.says.setMinimumHeight(theme().px(72))
        for name, field in {"swap_way": self.way, "swap_reason": self.reason, "swap_until": self.until}.items():
            field.editor.setObjectName(name)
            field.changed.connect(self._settle)
        self.deed = button(_("Send something again"), self._on_deed, kind="primary", shortcut="Ctrl+Return")
        discard = button(_("Discard"), self.closed.emit, kind="plain")
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed.emit)
        card = Card(_("Replace or repair"), tone=Tone.ACCENT)
        card.body.addLayout(self._things)
        card.add(self.way, self.reason, self.until, self.says, self.problem, row(self.deed, discard, None))
        self.setLayout(column(card))

    def begin(self, page: ContractPage) -> None:
        self._contract = page.contract.id
        self._things.removeWidget(self.thing)
        self.thing.deleteLater()
        things = [(each.asset_id, f"{each.title} · {each.code}") for each in swappable(page)]
        self.thing = ChoiceField(_("Thing"), things)
        self.thing.editor.setObjectName("swap_thing")
        self._things.addWidget(self.thing)
        self.problem.hide()
        self.way.set_value(Way.NEW_FIRST)
        self.reason.set_value(ReplaceReason.DEFECT)
        self.until.set_value(self._today() + timedelta(days=RETURN_DAYS))
        self.deed.setEnabled(bool(things))
        self._settle()
        self.way.setFocus()

    def command(self) -> Command | None:
        """What is to be given; None: no contract is open."""
        if self._contract is None:
            return None
        asset_id, way = AssetId(self.thing.value()), self.way.value()
        if way is Way.REPAIR:
            return AnnounceReturn(self._contract, self.until.value(), "repair", Purpose.REPAIR, (asset_id,))
        reason = self.reason.value()
        until = None if reason in GONE else self.until.value()
        return ReplaceAsset(self._contract, asset_id, reason, way is Way.NEW_FIRST, until)

    def _settle(self) -> None:
        way, reason = self.way.value(), self.reason.value()
        is_gone = way is not Way.REPAIR and reason in GONE
        self.reason.setVisible(way is not Way.REPAIR)
        self.until.setVisible(not is_gone)
        self.says.setText(_what_follows(way, is_gone=is_gone))

    def _on_deed(self) -> None:
        try:
            command = self.command()
        except AppError as wrong:
            self._refuse(wrong)
            return
        if command is not None and not self.is_busy:
            self.is_busy = True
            give(self._shell, self._desk, command, self._on_done, self._on_refused, owner=self)

    def _on_done(self, event: Event) -> None:
        self.is_busy = False
        words = _("The return is announced; when the thing is here, its shipment is opened.")
        if isinstance(event, AssetReplaced) and event.shipment_number:
            words = _("Shipment {number} waits to be packed.").format(number=event.shipment_number)
        self._shell.toast(words)
        self.closed.emit()

    def _on_refused(self, error: Exception) -> None:
        self.is_busy = False
        self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
            return
        self.problem.setText(refusal(error))
        self.problem.show()


def _what_follows(way: Way, *, is_gone: bool) -> str:
    goes_on = _("The contract, its price and its term stay as they are.")
    if is_gone:
        sentence = _("The old one is written off and not expected back; a new one is packed at once.")
    elif way is Way.NEW_FIRST:
        sentence = _("A new one is packed at once; the old one is expected back.")
    elif way is Way.OLD_FIRST:
        sentence = _("The old one is expected back; when it is here, a new one is packed.")
    else:
        sentence = _("It is expected back; when it is here, a shipment is opened for it or for one like it.")
    if way in (Way.OLD_FIRST, Way.REPAIR) and not is_gone:
        goes_on += " " + _("If it takes longer than agreed, the days without it are not charged.")
    return f"{sentence} {goes_on}"
