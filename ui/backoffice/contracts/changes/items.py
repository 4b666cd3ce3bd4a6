"""Several lines of a one-off charge in one field: name, amount and VAT of each."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from domain.money import Money
from ui.backoffice.contracts.changes.forms_lines import vat_field
from ui.backoffice.contracts.changes.kit import Case
from ui.language import _
from ui.theme import theme
from ui.widgets.base import column, row
from ui.widgets.buttons import button, tool
from ui.widgets.forms import ChoiceField, Field, MoneyField, TextField, WrongEntry


@dataclass(frozen=True, slots=True)
class Item:
    """One line as it was entered; `id` stays its own while it is edited."""

    id: UUID
    title: str
    amount: Money
    vat: str


class _Line(QWidget):
    """One line with a way to take it out."""

    def __init__(self, case: Case, number: int) -> None:
        super().__init__()
        self.id = case.new_id()
        self.title = TextField(_("Name on the invoice"), required=True, longest=200)
        self.amount = MoneyField(_("Amount"), currency=case.contract.terms.currency)
        self.vat: ChoiceField = vat_field(case)
        self.away = tool("close", _("Take this line out"))
        for name, field in (("title", self.title), ("amount", self.amount), ("vat", self.vat)):
            field.editor.setObjectName(f"item_{name}_{number}")
        self.amount.setMaximumWidth(theme().px(120))
        self.vat.setMaximumWidth(theme().px(150))
        shown = row(self.title, self.amount, self.vat, self.away, gap=12)
        shown.setStretch(0, 1)
        self.setLayout(shown)

    @property
    def fields(self) -> tuple[TextField, MoneyField, ChoiceField]:
        return self.title, self.amount, self.vat


class _Around(QWidget):
    """Hands the focus on to the part that wants it."""

    wanted: QWidget | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.wanted is not None:
            self.wanted.setFocus(event.reason())


class ItemsField(Field[tuple[Item, ...]]):
    """`value()` gives all lines; the field that is wrong says so itself."""

    def __init__(self, words: str, case: Case) -> None:
        self._around = _Around()
        self._box = column(gap=8)
        self._around.setLayout(self._box)
        super().__init__(words, self._around)
        self._case, self._made = case, 0
        self._lines: list[_Line] = []
        self.more = button(_("One more line"), self.add_line, kind="plain", sign="plus")
        self._below_lines = row(self.more, None)
        self._box.addLayout(self._below_lines)
        self.add_line()

    def begin(self) -> None:
        self._around.wanted = self._lines[0].title.editor
        self._around.setFocus()

    def add_line(self) -> None:
        self._made += 1
        line = _Line(self._case, self._made)
        self._lines.append(line)
        self._box.insertWidget(len(self._lines) - 1, line)
        for field in line.fields:
            field.changed.connect(self.changed)
        line.away.clicked.connect(lambda _checked=False: self._take_out(line))
        self._settle()
        line.title.editor.setFocus()
        self.changed.emit()

    def value(self) -> tuple[Item, ...]:
        return tuple(Item(line.id, line.title.value(), line.amount.value(), line.vat.value()) for line in self._lines)

    def show_error(self, sentence: str) -> None:
        """Beside the part that is wrong; an empty sentence takes all of them away."""
        first = None
        for line in self._lines:
            for field in line.fields:
                try:
                    field.value()
                    field.show_error("")
                except WrongEntry as wrong:
                    field.show_error(str(wrong) if sentence else "")
                    first = first or (field if sentence else None)
        if first is not None:
            self._around.wanted = first.editor

    def _take_out(self, line: _Line) -> None:
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self._settle()
        self.begin()
        self.changed.emit()

    def _settle(self) -> None:
        for line in self._lines:
            line.away.setVisible(len(self._lines) > 1)
