"""The left side of a till: what is sold here, by groups, by words, by a touch."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from domain.catalog.model import ProductKind
from domain.catalog.plan import PricePlan
from domain.views.office_rows import Found, OfferedVariant
from ui.categories import category_name
from ui.language import _, count, shown_money
from ui.rates import shown_rate
from ui.theme import Tone, theme
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, row, styled, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.typed import seen

WAIT_MS: Final = 220
TILE: Final = 196
"""Least width of a tile in px before scaling."""
_TITLE: Final = 40
"""Two lines of its name; the rest stands in the tip."""


class GoodsTile(QPushButton):
    """One thing that is sold: what it is, what it costs, and how many stand ready."""

    def __init__(self, variant: OfferedVariant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.variant = variant
        self.setProperty("kind", "tile")
        self.setAutoDefault(False)
        words = price_words(variant.plans[0]) if variant.plans else ""
        free = free_words(variant)
        self.setToolTip(variant.title)
        self.setAccessibleName(", ".join(filter(None, (variant.title, words, free))))
        title = text(variant.title, "strong", wrap=True)
        title.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        badge = Badge(free, Tone.OK if variant.free else Tone.WARN)
        layout = column(title, None, row(text(words, "muted"), None, badge), gap=8, margin=12)
        self.setLayout(layout)
        badge.setVisible(bool(free))
        for each in self.findChildren(QWidget):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        title.setMaximumHeight(theme().px(_TITLE))


class GoodsSide(QWidget):
    """`wanted` tells what is looked for: words and a group, "" for all."""

    wanted = Signal(str, str)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Product, number or barcode  (F2)"))
        self.words.setAccessibleName(_("Search the catalogue"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaxLength(100)
        self.words.setProperty("touch", "true")
        self.category = ""
        self.tiles: list[GoodsTile] = []
        self.groups: list[QPushButton] = []
        self._names: Sequence[str] = ()
        self._groups, self._grid = row(gap=8), QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().px(12))
        self._across = 0
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._want)
        self.words.textEdited.connect(lambda _typed: self._timer.start())
        self.words.returnPressed.connect(self._on_enter)
        self._picks_first = False

    def show_categories(self, names: Sequence[str]) -> None:
        if tuple(names) == tuple(self._names) and self.groups:
            return
        self._names = tuple(names)
        clear(self._groups)
        self.groups = []
        for name in ("", *names):
            made = button(category_name(name) if name else _("All"), partial(self._on_group, name))
            made.setCheckable(True)
            made.setProperty("kind", "chip")
            made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            made.setChecked(name == self.category)
            self.groups.append(made)
            self._groups.addWidget(made)
        self._groups.addStretch(1)

    def show_goods(self, found: Found[OfferedVariant]) -> None:
        clear(self._grid)
        self.tiles = []
        for variant in found.rows:
            tile = GoodsTile(variant)
            tile.clicked.connect(partial(self.chosen.emit, variant))
            self.tiles.append(tile)
        self._place()
        self._stack.setCurrentIndex(0 if self.tiles else 1)
        self._more.setText(_("More than {count} found: type another word.").format(count=len(found.rows)))
        self._more.setVisible(found.has_more)
        if self._picks_first:
            self._picks_first = False
            if len(self.tiles) == 1:
                self.words.clear()
                self.chosen.emit(self.tiles[0].variant)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _build(self) -> None:
        groups = QWidget()
        groups.setLayout(self._groups)
        self._bar = _sideways(groups, theme().px(64))
        inner = QWidget()
        inner.setLayout(column(self._grid, None, gap=0))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        styled(inner, role="page")
        self._nothing = EmptyState(
            "magnify", _("Nothing is sold under this name"), _("Try fewer letters, another group, or scan its code.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self._nothing)
        self._more = text("", "muted")
        self._more.hide()
        layout = column(self.words, self._bar, gap=12)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._more)
        self.setLayout(layout)

    def _place(self) -> None:
        """As many beside one another as there is room for."""
        across = max(1, (self.width() + theme().px(12)) // theme().px(TILE + 12))
        if across == self._across and self._grid.count() == len(self.tiles):
            return
        self._across = across
        for number, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, number // across, number % across)
        for number in range(max(across, self._grid.columnCount())):
            self._grid.setColumnStretch(number, int(number < across))

    def _on_group(self, name: str) -> None:
        self.category = name
        for made, each in zip(self.groups, ("", *self._names), strict=True):
            made.setChecked(each == name)
        self._want()

    def _on_enter(self) -> None:
        if seen(self.words.text()):
            self._picks_first = True
            self._want()

    def _want(self) -> None:
        self._timer.stop()
        self.wanted.emit(seen(self.words.text()), self.category)


def price_words(plan: PricePlan) -> str:
    return shown_rate(plan.price, plan.terms.interval) if plan.is_recurring else shown_money(plan.price)


def free_words(variant: OfferedVariant) -> str:
    """How many things stand ready; "" for what is not counted one by one."""
    if variant.kind is not ProductKind.GOODS:
        return ""
    return count("{count} ready", "{count} ready", variant.free)


def _sideways(inner: QWidget, height: int) -> QScrollArea:
    """Moved with a finger or the wheel where there is no room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFixedHeight(height)
    area.setWidget(inner)
    styled(inner, role="page")
    return area
