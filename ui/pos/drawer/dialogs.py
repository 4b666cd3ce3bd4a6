"""What is asked at the drawer: what lies in it, what goes in or out and why, and how the day ends."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.money import Money
from domain.till.close_day import CloseDay
from domain.till.count_drawer import CountDrawer, DrawerCounted
from domain.till.drawer import NOTE_LENGTH, CashWhy
from domain.till.model import TillId
from domain.till.move_cash import MoveCash
from domain.till.open_drawer import OpenDrawer
from ui.labels import label
from ui.language import _, shown_money
from ui.pos.drawer.pieces import PiecesForm
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import ChoiceField, Form, MoneyField, TextField
from ui.widgets.key_values import Fact, KeyValues

Give = Callable[[OpenDrawer | MoveCash | CountDrawer | CloseDay], object]


class DrawerDialog(QDialog):
    """A title, what is asked, and the deed. Derive and call `build`."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = text(title, "title", wrap=True)

    def build(self, about: str, deed: str, *parts: QWidget) -> None:
        self.setMinimumWidth(theme().px(600))
        self.deed = button(deed, self.give, kind="primary", sign="check", touch=True)
        self.deed.setDefault(True)
        back = button(_("Cancel"), self.reject, touch=True)
        shown = column(
            self.title, text(about, "muted", wrap=True), *parts, row(None, back, self.deed), gap=16, margin=24
        )
        self.setLayout(shown)

    def give(self) -> None:
        raise RuntimeError("each dialog gives its own command")


class OpenDialog(DrawerDialog):
    """`left_in`: what the last session left there; where something else is counted, the reason is asked for."""

    def __init__(self, parent: QWidget, till_id: TillId, left_in: Money, give: Give) -> None:
        super().__init__(parent, _("Open the drawer"))
        self._till_id, self._left_in, self._give = till_id, left_in, give
        self.pieces = PiecesForm()
        self.form = Form()
        whys: list[tuple[CashWhy | None, str]] = [(None, _("Choose a reason"))]
        whys += [(why, label(why)) for why in CashWhy]
        self.why = ChoiceField(_("Why it differs"), whys)
        self.note = TextField(_("Note"), longest=NOTE_LENGTH)
        self.form.add(why=self.why, note=self.note)
        self.pieces.changed.connect(self._look)
        about = _("Count what lies in the drawer. The last day left {amount} there.")
        self.build(about.format(amount=shown_money(left_in)), _("Open"), self.pieces, self.form)
        self._look()

    def give(self) -> None:
        values = self.form.read()
        if values is None:
            return
        if self._differs() and values["why"] is None:
            self.why.show_error(_("Say why it is another amount."))
            return
        self.accept()
        why = values["why"] if self._differs() else None
        self._give(OpenDrawer(self._till_id, self.pieces.pieces(), why, values["note"]))

    def _differs(self) -> bool:
        return self.pieces.amount() != self._left_in

    def _look(self) -> None:
        self.form.setVisible(self._differs())


class MoveDialog(DrawerDialog):
    """Cash in or out without a receipt."""

    def __init__(self, parent: QWidget, till_id: TillId, give: Give, *, is_in: bool) -> None:
        super().__init__(parent, _("Put cash in") if is_in else _("Take cash out"))
        self._till_id, self._give, self._is_in = till_id, give, is_in
        self.form = Form()
        known = [(why, label(why)) for why in CashWhy if why is not CashWhy.UNEXPLAINED]
        self.form.add(amount=MoneyField(_("Amount"), zero=False))
        self.form.add(why=ChoiceField(_("What for"), known))
        self.form.add(
            note=TextField(_("Note, for example the number of the paper"), required=True, longest=NOTE_LENGTH)
        )
        about = _("Money from customers belongs on a receipt, not here.")
        self.build(about, _("Put in") if is_in else _("Take out"), self.form)

    def give(self) -> None:
        values = self.form.read()
        if values is None:
            return
        self.accept()
        amount = values["amount"] if self._is_in else -values["amount"]
        self._give(MoveCash(self._till_id, amount, values["why"], values["note"]))


class CountDialog(DrawerDialog):
    """Blind: what is expected is told afterwards."""

    def __init__(self, parent: QWidget, till_id: TillId, give: Give) -> None:
        super().__init__(parent, _("Count the drawer"))
        self._till_id, self._give = till_id, give
        self.pieces = PiecesForm()
        self.build(_("Count first; what is expected is shown afterwards."), _("Counted"), self.pieces)

    def give(self) -> None:
        self.accept()
        self._give(CountDrawer(self._till_id, self.pieces.pieces()))


class CloseDialog(DrawerDialog):
    """What was counted beside what is expected; a difference above the limit needs words. `counted` None: the till
    has no drawer that is open."""

    def __init__(self, parent: QWidget, till_id: TillId, counted: DrawerCounted | None, give: Give) -> None:
        super().__init__(parent, _("Close the day"))
        self._till_id, self._counted, self._give = till_id, counted, give
        self.form = Form()
        self.note = TextField(_("Why it differs"), longest=NOTE_LENGTH)
        self.form.add(note=self.note)
        self.facts = KeyValues()
        self.warning = text("", "", Tone.WARN, wrap=True)
        if counted is not None:
            self._show(counted)
        self.form.setVisible(counted is not None and counted.expected != counted.counted)
        about = _("The day report is written once and for all; receipts from now on stand on the next one.")
        self.build(about, _("Close the day"), self.facts, self.warning, self.form)

    def give(self) -> None:
        values = self.form.read()
        if values is None:
            return
        if self._counted is not None and self._counted.needs_reason and not values["note"].strip():
            self.note.show_error(_("Say why, in a line: the difference is above the limit."))
            return
        self.accept()
        self._give(CloseDay(self._till_id, values["note"]))

    def _show(self, counted: DrawerCounted) -> None:
        difference = counted.counted - counted.expected
        self.facts.set_facts(
            (
                Fact(_("Expected"), shown_money(counted.expected)),
                Fact(_("Counted"), shown_money(counted.counted)),
                Fact(_("Difference"), shown_money(difference)),
            )
        )
        self.warning.setText(_("The difference is above the limit of this till.") if counted.needs_reason else "")
        self.warning.setVisible(counted.needs_reason)
