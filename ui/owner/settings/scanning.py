"""Scanning: which kinds of codes count on which page."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu

from domain.assets.symbologies import NAMES, SYMBOLOGIES
from domain.settings.scanning import ScanSettings
from ui.language import N_, _
from ui.owner.settings.section import Section
from ui.widgets.forms import Field
from ui.widgets.icons import icon

PAGES: Mapping[str, str] = {
    "receiving": N_("Receive"),
    "shipping": N_("Ship"),
    "returns": N_("Take back"),
    "workshop": N_("Refurbish"),
    "supplies": N_("Supplies"),
    "elsewhere": N_("All other pages"),
}
_OPENING = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_F4})


class KindsField(Field[tuple[str, ...]]):
    """Kinds of codes as one line; a click, Space or the arrow down opens the list to tick them."""

    def __init__(self, label: str) -> None:
        self._line = QLineEdit()
        self._line.setReadOnly(True)
        super().__init__(label, self._line)
        opening = QAction(icon("chevron-down"), _("Choose"), self._line)
        opening.triggered.connect(self.open_menu)
        self._line.addAction(opening, QLineEdit.ActionPosition.TrailingPosition)
        self._line.installEventFilter(self)
        self._line.textChanged.connect(lambda _text: self.changed.emit())
        self.menu = QMenu(self)
        self.ticks = {name: self.menu.addAction(NAMES[name]) for name in SYMBOLOGIES}
        for tick in self.ticks.values():
            tick.setCheckable(True)
            tick.toggled.connect(self._on_ticked)

    def value(self) -> tuple[str, ...]:
        shown = set(self._line.text().split(", "))
        return tuple(name for name in SYMBOLOGIES if NAMES[name] in shown)

    def set_value(self, names: tuple[str, ...]) -> None:
        self._line.setText(", ".join(NAMES[name] for name in names))
        self._line.setCursorPosition(0)
        self._line.setToolTip(self._line.text())

    def open_menu(self) -> None:
        taken = self.value()
        for name, tick in self.ticks.items():
            tick.blockSignals(True)
            tick.setChecked(name in taken)
            tick.blockSignals(False)
        self.menu.popup(self._line.mapToGlobal(QPoint(0, self._line.height())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease:
            self.open_menu()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _OPENING:
            self.open_menu()
            return True
        return super().eventFilter(watched, event)

    def _on_ticked(self) -> None:
        self.set_value(tuple(name for name, tick in self.ticks.items() if tick.isChecked()))


class ScanSection(Section[ScanSettings]):
    """A line for each page."""

    PLACES: ClassVar[Mapping[str, str]] = {"no_symbology_left": "receiving"}

    def __init__(self) -> None:
        about = _(
            "Which kinds of codes count on which page. A code of another kind is named and not acted on. Scanners that"
            " do not tell the kind of a code are not held to this."
        )
        super().__init__(_("Scanning"), about, "scanning")
        for name, title in PAGES.items():
            self.form.add(**{name: KindsField(_(title))})
        self.watch()

    def fill(self, value: ScanSettings) -> None:
        for name in PAGES:
            self.form[name].set_value(getattr(value, name))  # type: ignore[attr-defined]  # every field here has it

    def read(self, values: dict[str, Any]) -> ScanSettings:
        return ScanSettings(**{each.name: values[each.name] for each in fields(ScanSettings)})
