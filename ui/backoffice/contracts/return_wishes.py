"""Why and how something comes back, and what of the customer's other contracts comes with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from domain.ids import ContractId
from domain.returns.model import AskedBy, Way
from domain.settings.returns import STANDARD_REASONS
from domain.views.returns import OtherContract
from ui.labels import label
from ui.language import _, count
from ui.owner.fields import ChangingChoiceField
from ui.return_words import reason_words
from ui.widgets.base import clear, column, text
from ui.widgets.forms import ChoiceField, DateField


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the panel adds to the announcement."""

    reason: str
    asked_by: AskedBy
    way: Way
    pick_up_on: date | None
    also: tuple[ContractId, ...]


class WishesForm(QWidget):
    """A day is asked for where we pick up; other contracts are offered where there are some."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reason = ChangingChoiceField(_("Reason"), [(each, reason_words(each)) for each in STANDARD_REASONS])
        asked = (AskedBy.OFFICE, AskedBy.PORTAL, AskedBy.COUNTER)
        words = {AskedBy.OFFICE: _("Us, or by phone and mail")}
        self.asked_by = ChoiceField(_("Asked by"), [(each, words.get(each) or label(each)) for each in asked])
        self.way = ChoiceField(_("Way back"), [(way, label(way)) for way in Way])
        self.pick_up_on = DateField(_("Pick-up on"))
        self._boxes: list[tuple[ContractId, QCheckBox]] = []
        self._also = column(gap=4)
        self._also_words = text(_("Comes with it, of other contracts"), "muted")
        fields = (self.reason, self.asked_by, self.way, self.pick_up_on)
        self.setLayout(column(*fields, self._also_words, self._also, gap=12))
        self.way.changed.connect(self._settle)
        for field in fields:
            field.changed.connect(self.changed)
        self._settle()

    def begin(self, today: date) -> None:
        with QSignalBlocker(self.way), QSignalBlocker(self.pick_up_on), QSignalBlocker(self.asked_by):
            self.way.set_value(Way.LABEL)
            self.asked_by.set_value(AskedBy.OFFICE)
            self.pick_up_on.set_value(today)
        self.show_others(())
        self._settle()

    def show_reasons(self, reasons: Sequence[str]) -> None:
        self.reason.set_choices([(each, reason_words(each)) for each in reasons])

    def show_others(self, others: Sequence[OtherContract]) -> None:
        clear(self._also)
        self._boxes = []
        for other in others:
            things = count("{count} thing", "{count} things", other.things)
            box = QCheckBox(f"{other.number} · {things}")
            self._also.addWidget(box)
            self._boxes.append((other.id, box))
        self._also_words.setVisible(bool(others))

    def wishes(self) -> Wishes:
        way = self.way.value()
        also = tuple(contract_id for contract_id, box in self._boxes if box.isChecked())
        day = self.pick_up_on.value() if way is Way.PICK_UP else None
        return Wishes(self.reason.value(), self.asked_by.value(), way, day, also)

    def _settle(self) -> None:
        self.pick_up_on.setVisible(self.way.value() is Way.PICK_UP)
