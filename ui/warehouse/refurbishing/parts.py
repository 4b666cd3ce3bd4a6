"""What the workshop's screen is made of: the minutes, the parts, and the card with everything to enter."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from domain.catalog.set_checklist import ChecklistPoint
from domain.ids import VariantId
from domain.views.floor_rows import FloorVariant
from ui.language import _, current_language
from ui.theme import theme
from ui.warehouse.refurbishing.bench import Part
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.checklist import CheckList, Outcome, Step
from ui.widgets.typed import seen

MOST_MINUTES = 10_000
STEP = 5


class Minutes(QWidget):
    """The minutes of work: they run by themselves; two big buttons and the keyboard correct them."""

    corrected = Signal(int)
    """What a person says it is."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setObjectName("minutes")
        self.field.setProperty("touch", "true")
        self.field.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,5}"), self.field))
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setAccessibleName(_("Minutes"))
        self.field.textEdited.connect(lambda _typed: self.corrected.emit(self.value))
        self.less = button(f"−{STEP}", lambda: self._move(-STEP), touch=True)
        self.more = button(f"+{STEP}", lambda: self._move(STEP), touch=True)
        self.less.setAccessibleName(_("{count} minutes less").format(count=STEP))
        self.more.setAccessibleName(_("{count} minutes more").format(count=STEP))
        layout = row(self.less, gap=8)
        layout.addWidget(self.field, 1)
        layout.addWidget(text(_("min"), "muted"))
        layout.addWidget(self.more)
        self.setLayout(layout)

    @property
    def value(self) -> int:
        return min(int(self.field.text() or 0), MOST_MINUTES)

    def show_minutes(self, minutes: int) -> None:
        """What the clock says; a person who is typing is not disturbed."""
        if not self.field.hasFocus():
            self.field.setText(str(minutes))

    def _move(self, by: int) -> None:
        minutes = min(max(self.value + by, 0), MOST_MINUTES)
        self.field.setText(str(minutes))
        self.corrected.emit(minutes)


class PartList(QWidget):
    """Spare parts: found by a few words or scanned; each more or less by a touch."""

    search_wanted = Signal(str)
    moved = Signal(object, int)
    """A VariantId, and by how many."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setProperty("touch", "true")
        self.line.setPlaceholderText(_("Scan a part, or search by name"))
        self.line.setAccessibleName(_("Part"))
        self.line.setClearButtonEnabled(True)
        self.line.setMaxLength(100)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self._on_enter)
        self.hits = QListWidget()
        self.hits.setAccessibleName(_("Results"))
        self.hits.itemClicked.connect(self._on_hit)
        self.hits.itemActivated.connect(self._on_hit)
        self.hits.hide()
        self._lines = column(gap=8)
        self.setLayout(column(self.line, self.hits, self._lines, gap=8))
        self.parts: tuple[Part, ...] = ()

    def show_parts(self, parts: Sequence[Part]) -> None:
        if tuple(parts) == self.parts:
            return
        self.parts = tuple(parts)
        clear(self._lines)
        for part in self.parts:
            words = text(part.variant.title, "strong", wrap=True)
            less = button("−", partial(self.moved.emit, part.variant.id, -1), touch=True)
            more = button("+", partial(self.moved.emit, part.variant.id, 1), touch=True)
            less.setAccessibleName(_("One less {title}").format(title=part.variant.title))
            more.setAccessibleName(_("One more {title}").format(title=part.variant.title))
            number = text(str(part.quantity), "title")
            number.setMinimumWidth(theme().px(32))
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout = row(gap=8)
            layout.addWidget(words, 1)
            for item in (less, number, more):
                layout.addWidget(item)
            holder = QWidget()
            holder.setLayout(layout)
            self._lines.addWidget(holder)

    def show_hits(self, words: str, found: Sequence[FloorVariant]) -> None:
        """What was found for `words`; an answer that the typing has overtaken is dropped."""
        if words != seen(self.line.text()):
            return
        self.hits.clear()
        for variant in found:
            item = QListWidgetItem(f"{variant.title}   ·   {variant.sku}")
            item.setData(Qt.ItemDataRole.UserRole, variant.id)
            item.setSizeHint(item.sizeHint().expandedTo(self._touchable()))
            self.hits.addItem(item)
        self.hits.setFixedHeight(theme().px(48) * min(len(found), 4) + theme().px(8))
        self.hits.setVisible(bool(found))
        if found:
            self.hits.setCurrentRow(0)

    def clear_search(self) -> None:
        self.line.clear()
        self.hits.hide()

    def _touchable(self) -> QSize:
        return QSize(0, theme().px(48))

    def _on_typed(self, typed: str) -> None:
        if typed.strip():
            self.search_wanted.emit(seen(typed))
        else:
            self.hits.hide()

    def _on_enter(self) -> None:
        current = self.hits.currentItem()
        if self.hits.isVisible() and current is not None:
            self._on_hit(current)

    def _on_hit(self, item: QListWidgetItem) -> None:
        chosen: VariantId = item.data(Qt.ItemDataRole.UserRole)
        self.clear_search()
        self.moved.emit(chosen, 1)


def steps_of(points: Sequence[ChecklistPoint]) -> list[Step]:
    """The checklist in the language of the screen."""
    is_german = current_language() == "de"
    return [Step(point.code, point.text_de if is_german else point.text_en) for point in points]


def results_of(checks: CheckList) -> dict[str, bool]:
    """Fine or not, by code; open points are absent."""
    return {
        result.key: result.outcome is Outcome.PASSED
        for result in checks.results()
        if result.outcome is not Outcome.OPEN
    }
