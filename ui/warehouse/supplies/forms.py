"""What the warehouse enters about counted goods: what came in, and what was counted."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from domain.supplies.count_supplies import CountSupplies
from domain.supplies.model import MOST_PIECES
from domain.supplies.receive_supplies import ReceiveSupplies
from domain.views.floor_rows import PlaceRow
from domain.views.supplies import SupplyRow
from ui.language import _
from ui.widgets.base import column, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, Form, NumberField, TextField

RECEIVE, COUNT = range(2)


class SupplyForms(Card):
    """Receive or count the product that is chosen; `wanted` gives the command."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(margin=16)
        self.chosen: SupplyRow | None = None
        self._product, self._known = text("", "title", wrap=True), text("", "muted", wrap=True)
        self.tabs = QTabWidget()
        self.receive = button(_("Book in"), self._receive, kind="primary", shortcut="Ctrl+Return", touch=True)
        self.count = button(_("Book the count"), self._count, kind="primary", touch=True)
        self._pages = (QWidget(), QWidget())
        for page, words in zip(self._pages, (_("Receive"), _("Count")), strict=True):
            self.tabs.addTab(page, words)
        self._places: tuple[PlaceRow, ...] = ()
        self._build()
        self.add(self._product, self._known, self.tabs, None)
        self.setProperty("touch", "true")
        self.show_chosen(None)

    def show_places(self, places: Sequence[PlaceRow]) -> None:
        """A place that is gone is chosen no more; what is typed stays."""
        if tuple(places) != self._places:
            self._places = tuple(places)
            self._refill()
        self.show_chosen(self.chosen)

    def show_chosen(self, chosen: SupplyRow | None) -> None:
        before, self.chosen = self.chosen, chosen
        self._product.setText(_("Choose a product") if chosen is None else chosen.title)
        self._known.setText(self._words())
        for each in (self.receive, self.count):
            each.setEnabled(chosen is not None and bool(self._places))
        if chosen is not None and chosen != before and chosen.place_id is not None:
            self.choose_place(chosen.place_id)

    def choose_place(self, place_id: object) -> bool:
        """For both forms; False: it is no place of this store."""
        if all(place.id != place_id for place in self._places):
            return False
        for form in (self.received, self.counted):
            field = form["place"]
            if isinstance(field, ChoiceField):
                field.set_value(place_id)
        return True

    def done(self) -> None:
        """Booked: ready for the next one."""
        for form, names in ((self.received, ("pieces", "note")), (self.counted, ("pieces", "reason"))):
            for name in names:
                form[name].editor.setProperty("text", "")
                form[name].show_error("")

    def count_reason_wanted(self, sentence: str) -> None:
        """The count differs from the books."""
        self.counted["reason"].show_error(sentence)
        self.counted["reason"].setFocus()

    def _words(self) -> str:
        if not self._places:
            return _("There is no place yet; the owner adds places.")
        if self.chosen is None:
            return _("Touch it in the list or scan its barcode.")
        if self.chosen.place_id is None:
            return _("Not counted yet. From the first receipt or count on its stock is kept.")
        return _("{pieces} pieces in {place}").format(pieces=self.chosen.on_hand, place=self.chosen.place)

    def _build(self) -> None:
        self.receive.setObjectName("receive_supplies")
        self.count.setObjectName("count_supplies")
        self._refill()

    def _refill(self) -> None:
        """Both forms anew, with the places as they are."""
        choices = [(place.id, place.name) for place in self._places]
        pieces = NumberField(_("Pieces"), least=Decimal(1), most=Decimal(MOST_PIECES), places=0)
        self.received = Form().add(pieces=pieces).add(place=ChoiceField(_("Place"), choices))
        self.received.add(note=TextField(_("Delivery note"), longest=200))
        there = NumberField(_("Pieces counted"), least=Decimal(0), most=Decimal(MOST_PIECES), places=0)
        self.counted = Form().add(pieces=there).add(place=ChoiceField(_("Place"), choices))
        why = _("Wanted where the books say something else.")
        self.counted.add(reason=TextField(_("Reason"), longest=200, hint=why))
        for page, form, book in zip(
            self._pages, (self.received, self.counted), (self.receive, self.count), strict=True
        ):
            old = page.layout()
            if old is not None:
                book.setParent(None)
                QWidget().setLayout(old)
            page.setLayout(column(form, book, None, gap=16, margin=8))

    def _receive(self) -> None:
        values = self._read(self.received)
        if values is not None and self.chosen is not None:
            pieces = int(values["pieces"])
            self.wanted.emit(ReceiveSupplies(self.chosen.variant_id, values["place"], pieces, values["note"]))

    def _count(self) -> None:
        values = self._read(self.counted)
        if values is not None and self.chosen is not None:
            pieces = int(values["pieces"])
            self.wanted.emit(CountSupplies(self.chosen.variant_id, values["place"], pieces, values["reason"]))

    def _read(self, form: Form) -> dict[str, Any] | None:
        return None if self.chosen is None else form.read()
