"""Choosing what labels are printed on: known by name, or by its measures."""

from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.labels.medium import MEDIA, Medium, MediumKind, MediumWrong, millimetres
from ui.labels import label
from ui.language import _, shown
from ui.owner.fields import WholeField
from ui.printing_words import MEDIUM_NAMES
from ui.texts import refusal
from ui.widgets.base import column, row
from ui.widgets.forms import ChoiceField, NumberField, WrongEntry

OWN: Final = "own"
_KEYS: Final = {medium: key for key, medium in MEDIA.items()}
_START: Final = Medium(MediumKind.ROLL, 500, 300)


def medium_name(medium: Medium) -> str:
    key = _KEYS.get(medium)
    if key is not None:
        return _(MEDIUM_NAMES[key])
    wide = "…" if not medium.wide else shown(millimetres(medium.wide))
    return _("{kind} {wide} × {high} mm").format(
        kind=label(medium.kind), wide=wide, high=shown(millimetres(medium.high))
    )


class MediumField(QWidget):
    """`changed` after every choice and every typed measure."""

    changed = Signal()

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        choices = [(key, _(name)) for key, name in MEDIUM_NAMES.items()]
        self.known = ChoiceField(title, [*choices, (OWN, _("Own measures …"))], hint=hint)
        self.kind = ChoiceField(_("Kind"), [(each, label(each)) for each in MediumKind])
        self.wide = NumberField(_("Width (mm)"), hint=_("0 on a tape: as long as what stands on it"))
        self.high = NumberField(_("Height (mm)"))
        self.columns, self.rows = WholeField(_("Across"), most=20), WholeField(_("Down"), most=40)
        self.left, self.top = NumberField(_("Left edge (mm)")), NumberField(_("Upper edge (mm)"))
        self.across, self.down = NumberField(_("Step across (mm)")), NumberField(_("Step down (mm)"))
        self._own, self._sheet = QWidget(), QWidget()
        self._own.setLayout(column(row(self.kind, self.wide, self.high, gap=16)))
        self._sheet.setLayout(
            column(
                row(self.columns, self.rows, self.left, self.top, gap=16),
                row(self.across, self.down, None, gap=16),
                gap=16,
            )
        )
        self.setLayout(column(self.known, self._own, self._sheet, gap=16))
        for field in (self.known, self.kind, *self._measures().values(), self.columns, self.rows):
            field.changed.connect(self._on_changed)
        self.set_value(MEDIA["roll_50_25"])

    def value(self) -> Medium:
        """Raises WrongEntry, which is then shown at its field."""
        chosen = self.known.value()
        if chosen != OWN:
            return MEDIA[chosen]
        lengths = {name: _tenths(field) for name, field in self._measures().items() if field.isVisibleTo(self)}
        kind: MediumKind = self.kind.value()
        more: dict[str, Any] = dict(lengths)
        if kind is MediumKind.SHEET:
            more |= {"columns": self.columns.value(), "rows": self.rows.value()}
        try:
            medium = Medium(kind, **more)
        except MediumWrong as wrong:
            self.wide.show_error(refusal(wrong))
            raise WrongEntry(refusal(wrong)) from wrong
        self.wide.show_error("")
        return medium

    def set_value(self, medium: Medium) -> None:
        key = _KEYS.get(medium, OWN)
        own = medium if key == OWN else _START
        self.known.set_value(key)
        self.kind.set_value(own.kind)
        for name, field in self._measures().items():
            field.set_value(millimetres(getattr(own, name)))
        self.columns.set_value(own.columns)
        self.rows.set_value(own.rows)
        self._settle()

    def typed(self) -> object:
        """What stands in the fields, to be compared."""
        words = tuple(str(field.editor.property("text")) for field in self._measures().values())
        grid = tuple(str(field.editor.property("text")) for field in (self.columns, self.rows))
        return self.known.value(), self.kind.value(), words, grid

    def _measures(self) -> dict[str, NumberField]:
        return {
            "wide": self.wide,
            "high": self.high,
            "left": self.left,
            "top": self.top,
            "across": self.across,
            "down": self.down,
        }

    def _on_changed(self) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        is_own = self.known.value() == OWN
        self._own.setVisible(is_own)
        self._sheet.setVisible(is_own and self.kind.value() is MediumKind.SHEET)


def _tenths(field: NumberField) -> int:
    try:
        number: Decimal = field.value()
    except WrongEntry as wrong:
        field.show_error(str(wrong))
        raise
    field.show_error("")
    return int(number * 10)
