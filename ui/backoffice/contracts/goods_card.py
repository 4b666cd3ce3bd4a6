"""What was sent under a contract, and what is expected: arrivals are confirmed here, repairs called off."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.application import Event
from domain.ids import ContractId
from domain.returns.call_off_return import CallOffReturn
from domain.returns.model import Purpose
from domain.shipping.confirm_arrival import ConfirmArrival
from domain.shipping.model import ShipmentStatus
from domain.views.goods_rows import ExpectedRow, ParcelRow
from domain.views.office_rows import ContractPage
from ui.backoffice.asking import give
from ui.backoffice.parts import link
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_instant
from ui.shell.port import Shell
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import DateField

SHOWN = 4


class GoodsCard(Card):
    """The newest parcels, and what is expected to be sent again. Hidden while there is neither."""

    changed = Signal()

    def __init__(self, desk: Desk, shell: Shell, today: Callable[[], date]) -> None:
        super().__init__(_("Parcels and repairs"))
        self._desk, self._shell, self._today = desk, shell, today
        self._contract: ContractId | None = None
        self._lines = column(gap=12)
        self.body.addLayout(self._lines)
        self.arrival = _Arrival()
        self.arrival.told.connect(self._on_arrival)
        self.add(self.arrival)

    def show_page(self, page: ContractPage) -> None:
        self._contract = page.contract.id
        self.arrival.hide()
        clear(self._lines)
        again = [each for each in page.expected if each.purpose is not Purpose.END]
        parts = [*(self._expected(each) for each in again), *(self._parcel(each) for each in page.parcels[:SHOWN])]
        for number, part in enumerate(parts):
            if number:
                self._lines.addWidget(line())
            self._lines.addWidget(part)
        self.setVisible(bool(parts))

    def _parcel(self, parcel: ParcelRow) -> QWidget:
        words = [label(parcel.cause), label(parcel.status)]
        if parcel.replaces:
            words.insert(1, _("for {asset}").format(asset=parcel.replaces))
        if parcel.arrived_on is not None:
            words[-1] = _("arrived on {day}").format(day=shown_date(parcel.arrived_on))
        elif parcel.dispatched_at is not None:
            words.append(shown_instant(parcel.dispatched_at))
        deeds: list[QWidget] = []
        if parcel.status is ShipmentStatus.DISPATCHED and parcel.arrived_on is None:
            deeds.append(link(_("Has arrived …"), partial(self.arrival.begin, parcel, self._today())))
        return _entry(parcel.number, words, deeds)

    def _expected(self, found: ExpectedRow) -> QWidget:
        words = [label(found.purpose), ", ".join(found.things)]
        if found.return_until is not None:
            words.append(_("expected by {day}").format(day=shown_date(found.return_until)))
        go = link(_("Open return"), partial(self._shell.open, "one_return", found.number))
        return _entry(found.number, words, [go, link(_("Call off"), partial(self._call_off, found))])

    def _call_off(self, found: ExpectedRow) -> None:
        if self._contract is not None:
            words = _("{number} is called off: the thing stays with the customer.").format(number=found.number)
            command = CallOffReturn(self._contract, found.id)
            give(self._shell, self._desk, command, partial(self._done, words), self._shell.show_refusal, owner=self)

    def _on_arrival(self, parcel: object, arrived_on: date) -> None:
        if isinstance(parcel, ParcelRow):
            words = _("{number} arrived on {day}.").format(number=parcel.number, day=shown_date(arrived_on))
            command = ConfirmArrival(parcel.id, arrived_on)
            give(self._shell, self._desk, command, partial(self._done, words), self._shell.show_refusal, owner=self)

    def _done(self, words: str, _event: Event) -> None:
        self._shell.toast(words)
        self.arrival.hide()
        self.changed.emit()


class _Arrival(QWidget):
    """Asks for the day on which the customer had a parcel."""

    told = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._parcel: ParcelRow | None = None
        self.day = DateField(_("The customer had it on"))
        self.day.editor.setObjectName("arrived_on")
        self.save = button(_("Save"), self._on_save, kind="primary")
        self.setLayout(column(self.day, row(self.save, button(_("Discard"), self.hide, kind="plain"), None)))
        self.hide()

    def begin(self, parcel: ParcelRow, today: date) -> None:
        self._parcel = parcel
        self.day.set_value(today)
        self.show()
        self.day.setFocus()

    def _on_save(self) -> None:
        self.told.emit(self._parcel, self.day.value())


def _entry(number: str, words: Sequence[str], deeds: Sequence[QWidget]) -> QWidget:
    made = QWidget()
    made.setLayout(column(row(text(number, "code"), None, *deeds), text(" · ".join(words), "muted", wrap=True), gap=4))
    return made
