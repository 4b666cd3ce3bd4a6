"""Several lines of a one-off charge in one field: what happened, to which thing, its name, amount and VAT."""

from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from domain.contracts.about import LATE_PAYMENT_CAUSES, LONGEST_MESSAGE, POSTAGE, About, ChargeCause
from domain.contracts.charge_once import ChargedItem
from domain.contracts.terms import PricesAre
from domain.ids import ContractLineId
from domain.money import Money, total
from ui.backoffice.contracts.changes.forms_lines import vat_field
from ui.backoffice.contracts.changes.kit import Case
from ui.labels import label
from ui.language import _, shown_money
from ui.widgets.base import column, panel, row, text
from ui.widgets.buttons import button, tool
from ui.widgets.forms import ChoiceField, Field, MoneyField, TextField, WrongEntry


@dataclass(frozen=True, slots=True)
class Item:
    """One line as it was entered; `id` stays its own while it is edited."""

    id: UUID
    title: str
    amount: Money
    vat: str
    about: About

    def charged(self) -> ChargedItem:
        return ChargedItem(ContractLineId(self.id), self.title, self.amount, self.vat, about=self.about)


def _causes() -> list[tuple[ChargeCause, str]]:
    """Those of a late payment are charged by dunning alone."""
    return [(each, label(each)) for each in ChargeCause if each not in LATE_PAYMENT_CAUSES | POSTAGE]


class _Line(QWidget):
    """One line with a way to take it out."""

    def __init__(self, case: Case, number: int) -> None:
        super().__init__()
        self.id = case.new_id()
        self.cause = ChoiceField(_("What happened"), _causes())
        self.asset = ChoiceField(_("Which thing"), _things(case))
        self.title = TextField(_("Name on the invoice"), required=True, longest=200)
        self.amount = MoneyField(_("Amount"), currency=case.contract.terms.currency)
        self.vat: ChoiceField = vat_field(case)
        self.message = TextField(_("Sentence below it on the invoice"), longest=LONGEST_MESSAGE)
        self.away = tool("close", _("Take this line out"))
        named = {
            "cause": self.cause, "asset": self.asset, "title": self.title, "amount": self.amount, "vat": self.vat,
            "message": self.message,
        }  # fmt: skip
        for name, field in named.items():
            field.editor.setObjectName(f"item_{name}_{number}")
            field.editor.setMinimumWidth(1)
        first, second = row(self.cause, self.asset, gap=12), row(self.amount, self.vat, gap=12)
        for pair in (first, second):
            pair.setStretch(0, 1)
            pair.setStretch(1, 1)
        named_row = row(self.title, self.away, gap=12)
        named_row.setStretch(0, 1)
        self.setLayout(column(panel("note", first, named_row, second, self.message, gap=12, margin=12)))

    @property
    def fields(self) -> tuple[Field[object], ...]:
        return self.cause, self.asset, self.title, self.amount, self.vat, self.message  # type: ignore[return-value]  # each of its own kind

    def value(self) -> Item:
        about = About(self.cause.value(), self.asset.value(), self.message.value())
        return Item(self.id, self.title.value(), self.amount.value(), self.vat.value(), about)


class _Around(QWidget):
    """Hands the focus on to the part that wants it."""

    wanted: QWidget | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.wanted is not None:
            self.wanted.setFocus(event.reason())


class ItemsField(Field[tuple[Item, ...]]):
    """`value()` gives all lines; the field that is wrong says so itself. `optional`: it may stay without lines."""

    def __init__(self, words: str, case: Case, *, optional: bool = False) -> None:
        self._around = _Around()
        self._box = column(gap=8)
        self._around.setLayout(self._box)
        super().__init__(words, self._around)
        self._case, self._least, self._made = case, 0 if optional else 1, 0
        self._lines: list[_Line] = []
        self.more = button("", self.add_line, kind="plain", sign="plus")
        self._sum = text("", "muted", wrap=True)
        self._sum.setAccessibleName(_("Sum"))
        self._box.addLayout(row(self.more, None))
        self._box.addWidget(self._sum)
        self.changed.connect(self._add_up)
        if not optional:
            self.add_line()
        self._settle()

    def begin(self) -> None:
        first = self._lines[0].title.editor if self._lines else self.more
        self._around.wanted = first
        first.setFocus()

    def add_line(self) -> None:
        self._made += 1
        line = _Line(self._case, self._made)
        self._lines.append(line)
        self._box.insertWidget(len(self._lines) - 1, line)
        for field in line.fields:
            field.changed.connect(self.changed)
        line.away.clicked.connect(lambda _checked=False: self._take_out(line))
        if self.isVisible():  # Tab walks in the order of making: a later line would come after all that stands below
            order = [field.editor for each in self._lines for field in each.fields]
            for before, after in pairwise([*order, self.more]):
                QWidget.setTabOrder(before, after)
        self._settle()
        line.title.editor.setFocus()
        self.changed.emit()

    def value(self) -> tuple[Item, ...]:
        return tuple(line.value() for line in self._lines)

    def total(self) -> Money:
        """Of the amounts that can be read."""
        return total(self._amounts(), self._case.contract.terms.currency)

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

    def _amounts(self) -> list[Money]:
        found: list[Money] = []
        for line in self._lines:
            try:
                found.append(line.amount.value())
            except WrongEntry:
                continue
        return found

    def _add_up(self) -> None:
        words = _("Together {amount}, VAT included")
        if self._case.contract.terms.prices_are is PricesAre.NET:
            words = _("Together {amount} net, VAT comes on top")
        self._sum.setText(words.format(amount=shown_money(self.total())))

    def _take_out(self, line: _Line) -> None:
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self._settle()
        self.begin()
        self.changed.emit()

    def _settle(self) -> None:
        for line in self._lines:
            line.away.setVisible(len(self._lines) > self._least)
        self.more.setText(_("One more line") if self._lines else _("Charge something beside it"))
        self._sum.setVisible(bool(self._lines))


def _things(case: Case) -> list[tuple[object, str]]:
    """What the contract holds, then what it held; each thing once."""
    known: dict[object, str] = {None: _("none of the things")}
    for thing in sorted(case.page.held, key=lambda each: each.until is not None):
        words = f"{thing.code} · {thing.title}"
        known.setdefault(thing.asset_id, words if thing.until is None else _("{thing} (back)").format(thing=words))
    return list(known.items())
