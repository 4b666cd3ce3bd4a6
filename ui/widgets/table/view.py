"""The table a page shows: filter field, column chooser, CSV, empty state around a QTableView."""

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.language import _, count
from ui.theme import Tone, theme
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import tool
from ui.widgets.empty import EmptyState
from ui.widgets.files import ask_save_csv, ask_save_xlsx, write_bytes, write_csv
from ui.widgets.table.columns import Column, csv_text, harmless
from ui.widgets.table.model import ROW_ROLE, TONE_ROLE, RowsModel, RowsProxy
from ui.widgets.table.workbook import workbook
from ui.widgets.typed import one_line

Row = TypeVar("Row")
FILLING_PX: Final = 140


class DataTable(QWidget, Generic[Row]):
    """`table = DataTable(columns, empty=EmptyState(…)); table.set_rows(rows); table.opened.connect(…)`.

    Enter or a double click opens the row, Ctrl+C copies the selection, Ctrl+F goes to the filter. The order a person
    sees is the order of the rows until a heading is clicked. Where there is no room, columns that yield are left out
    until there is; a file has them all the same. `name` is what a screen reader says. `bar` False: no filter, count
    and buttons above.
    """

    opened = Signal(object)
    """The row that was double-clicked or entered."""

    current_changed = Signal(object)
    """The row under the cursor, or None."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        empty: QWidget | None = None,
        *,
        name: str = "",
        touch: bool = False,
        bar: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model: RowsModel[Row] = RowsModel(columns, self)
        self.proxy = RowsProxy(self)
        self.proxy.setSourceModel(self.model)
        self.view = _View(self)
        self.filter = QLineEdit()
        self._count = text("", "small")
        self._bar, self._has_bar = QWidget(), bar
        self._stack = QStackedWidget()
        self._empty = empty or EmptyState("tray", _("Nothing here yet"))
        self._none_left = EmptyState(
            "filter-off-outline", _("Nothing matches the filter"), action=_("Clear filter"), on_action=self.filter.clear
        )
        self._unwanted: set[str] = set()
        self._asked_for: set[str] = set()
        self._is_tight = False
        self._build()
        self.view.setAccessibleName(name or _("List"))
        self.view.verticalHeader().setDefaultSectionSize(theme().px(48 if touch else 40))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Shows `rows` instead of what was shown; keeps filter, order, and the cursor where its row is still there."""
        kept, sort = self.current(), self.view.horizontalHeader().sortIndicatorSection()
        self.model.replace(rows)
        if sort < 0:
            self.proxy.sort(-1)
        if kept is not None and kept in self.model.rows:
            self._select(self.model.rows.index(kept))
        self._show_state()

    def rows(self) -> list[Row]:
        """The rows as shown: filtered, in the order on screen."""
        return [self.proxy.index(n, 0).data(ROW_ROLE) for n in range(self.proxy.rowCount())]

    def current(self) -> Row | None:
        index = self.view.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def selected(self) -> list[Row]:
        return [index.data(ROW_ROLE) for index in self.view.selectionModel().selectedRows()]

    def select(self, wanted: Callable[[Row], bool]) -> bool:
        """Puts the cursor on the first row that is wanted; False when there is none."""
        for number, candidate in enumerate(self.model.rows):
            if wanted(candidate):
                return self._select(number)
        return False

    def csv(self) -> str:
        """What is shown, as CSV: chosen columns, filtered rows, the order on screen."""
        return csv_text(self._visible(), self.rows())

    def hidden_columns(self) -> list[str]:
        """Keys of the columns nobody wants to see; with `hide_columns` for settings that stay."""
        return [c.key for c in self.model.columns if c.key in self._unwanted]

    def hide_columns(self, keys: Sequence[str]) -> None:
        self._unwanted = set(keys)
        self._fit()

    def sorting(self) -> tuple[str, bool]:
        """Key of the column that orders the rows, "" for none, and whether it does so downwards."""
        header = self.view.horizontalHeader()
        section = header.sortIndicatorSection()
        is_descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return ("", False) if section < 0 else (self.model.columns[section].key, is_descending)

    def sort_by(self, key: str, *, is_descending: bool = False) -> None:
        """ "" or a column that is not there: as the rows come."""
        keys = [each.key for each in self.model.columns]
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        section = keys.index(key) if key in keys else -1
        self.view.horizontalHeader().setSortIndicator(section, order)
        self.proxy.sort(section, order)

    def _fit(self) -> None:
        """Leaves out what yields, the first to go first, until the others have room."""
        shown = [c for c in self.model.columns if c.key not in self._unwanted]
        needed = sum(_least(c) for c in shown)
        room = self.view.viewport().width() if self.view.isVisible() else needed
        yielding = [c for c in shown if c.yields and c.key not in self._asked_for]
        left_out: set[str] = set()
        for each in sorted(yielding, key=lambda c: c.yields, reverse=True):
            if needed <= room:
                break
            left_out.add(each.key)
            needed -= _least(each)
        for number, declared in enumerate(self.model.columns):
            self.view.setColumnHidden(number, declared.key in self._unwanted | left_out)
        self._fit_widths([c for c in shown if c.key not in left_out], room, needed)

    def _fit_widths(self, left: Sequence[Column[Row]], room: int, needed: int) -> None:
        """Where even the last columns have no room they become narrower, all but codes, which are of use whole only."""
        fills = any(column.fills for column in left)
        self.view.horizontalHeader().setStretchLastSection(not fills)
        self._widen(left, room - needed)
        if needed <= room and not self._is_tight:
            return
        self._is_tight = needed > room > 0
        self.view.horizontalHeader().setMinimumSectionSize(theme().px(40 if self._is_tight else 72))
        codes = sum(_least(column) for column in left if column.code)
        for number, declared in enumerate(self.model.columns):
            if not declared.fills and not declared.code:
                width = _least(declared)
                narrow = width * max(room - codes, 0) // max(needed - codes, 1)
                self.view.setColumnWidth(number, narrow if self._is_tight else width)

    def _widen(self, left: Sequence[Column[Row]], spare: int) -> None:
        """Half of what is to spare goes to the columns that would be wider, the rest to those that fill."""
        for each in left:
            if each.wide:
                more = min(theme().px(each.wide) - _least(each), max(spare, 0) // 2)
                self.view.setColumnWidth(self.model.columns.index(each), _least(each) + more)
                spare -= more

    def _choose(self, key: str, on: bool) -> None:
        """A person's word counts for more than the room there is."""
        chosen, other = (self._asked_for, self._unwanted) if on else (self._unwanted, self._asked_for)
        chosen.add(key)
        other.discard(key)
        self._fit()

    def _build(self) -> None:
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(theme().px(320))
        self.filter.textChanged.connect(self._on_filter)
        choose = tool("view-column-outline", _("Choose columns"), self._choose_columns)
        export = tool("file-download-outline", _("Save as CSV"), self._save_csv)
        sheet = tool("file-excel-outline", _("Save as Excel file"), self._save_xlsx)
        for page in (self.view, self._empty, self._none_left):
            self._stack.addWidget(page)
        bar = row(self.filter, self._count, None, choose, sheet, export)
        bar.setStretch(0, 1)
        self._bar.setLayout(bar)
        layout = column(self._bar, gap=12)
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        guide_focus(self, self.view)
        self.view.dress(self.proxy, self.model.columns)
        self.hide_columns([c.key for c in self.model.columns if c.optional])
        self.view.resized.connect(self._fit)
        self.view.opened.connect(self._on_opened)
        self.view.filter_wanted.connect(self.filter.setFocus)
        self.view.selectionModel().currentRowChanged.connect(lambda *_args: self.current_changed.emit(self.current()))
        self._show_state()

    def _visible(self) -> list[Column[Row]]:
        header = self.view.horizontalHeader()
        order = sorted(range(len(self.model.columns)), key=header.visualIndex)
        return [self.model.columns[n] for n in order if self.model.columns[n].key not in self._unwanted]

    def _select(self, source_row: int) -> bool:
        index = self.proxy.mapFromSource(self.model.index(source_row, 0))
        if index.isValid():
            self.view.setCurrentIndex(index)
        return index.isValid()

    def _on_filter(self, words: str) -> None:
        self.proxy.set_filter(words)
        self._show_state()

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE))

    def _show_state(self) -> None:
        shown, there = self.proxy.rowCount(), len(self.model.rows)
        self._bar.setVisible(self._has_bar and there > 0)
        self._stack.setCurrentWidget(self.view if shown else self._none_left if there else self._empty)
        if shown == there:
            self._count.setText(count("{count} row", "{count} rows", there) if there else "")
        else:
            self._count.setText(_("{shown} of {there}").format(shown=shown, there=there))

    def _choose_columns(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, declared in enumerate(self.model.columns):
            action = menu.addAction(declared.title)
            action.setCheckable(True)
            action.setChecked(not self.view.isColumnHidden(number))
            action.setEnabled(number > 0)
            action.toggled.connect(lambda on, key=declared.key: self._choose(key, on))
        menu.popup(self.mapToGlobal(self.rect().topRight()) - menu.rect().topRight())

    def _save_csv(self) -> None:
        path = ask_save_csv(self, self.view.accessibleName())
        if path is not None:
            write_csv(path, self.csv())

    def _save_xlsx(self) -> None:
        name = self.view.accessibleName()
        path = ask_save_xlsx(self, name)
        if path is not None:
            write_bytes(path, workbook(name, self._visible(), self.rows()))


def _least(column: Column[Any]) -> int:
    """Px on screen that a column asks for; one that fills can do with less than it gets, not with less than it says."""
    return theme().px(max(FILLING_PX, column.width) if column.fills else column.width)


_ONLY_THIS: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_MOVES: Final = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
    }
)


class _View(QTableView):
    """Keys and clicks of the table. The row under the cursor is always one of those that are marked: what a button acts
    on is what is seen."""

    opened = Signal(QModelIndex)
    filter_wanted = Signal()
    resized = Signal()

    def dress(self, proxy: RowsProxy, columns: Sequence[Column[Any]]) -> None:
        self.setModel(proxy)
        self.setProperty("ring", "true")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setItemDelegate(_Cell(self))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme().px(72))
        header.setSectionsMovable(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for number, declared in enumerate(columns):
            if declared.fills:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(number, theme().px(declared.width))
        self.doubleClicked.connect(self.opened)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt puts the cursor on the first row without marking it."""
        super().focusInEvent(event)
        self._mark_cursor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the rows nothing is chosen, and nothing forgotten."""
        if self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """The cursor leaves a row whose mark was taken away, for the last that still has one."""
        super().selectionChanged(selected, deselected)
        marked = self.selectionModel().selectedRows()
        if marked and not self._is_marked():
            self.selectionModel().setCurrentIndex(marked[-1], QItemSelectionModel.SelectionFlag.NoUpdate)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """No key moves the cursor alone."""
        wanted = super().selectionCommand(index, event)
        if isinstance(event, QKeyEvent) and wanted == QItemSelectionModel.SelectionFlag.NoUpdate:
            return _ONLY_THIS if event.key() in _MOVES else wanted
        return wanted

    def _is_marked(self) -> bool:
        cursor = self.currentIndex()
        return cursor.isValid() and self.selectionModel().isRowSelected(cursor.row(), QModelIndex())

    def _mark_cursor(self) -> None:
        if self.currentIndex().isValid() and not self._is_marked():
            self.selectionModel().select(self.currentIndex(), _ONLY_THIS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_C:
            QGuiApplication.clipboard().setText(self.copied())
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_F:
            self.filter_wanted.emit()
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The selected rows as lines of tab-separated cells, as shown; none becomes a formula where it is pasted."""
        model = self.model()
        shown = [n for n in range(model.columnCount()) if not self.isColumnHidden(n)]
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        cells = ((harmless(one_line(str(model.index(r, c).data() or ""))) for c in shown) for r in rows)
        return "\n".join("\t".join(line) for line in cells)


class _Cell(QStyledItemDelegate):
    """Cells with a tone are painted as badges."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.data(TONE_ROLE) is not None:
            option.text = ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        tone, word = index.data(TONE_ROLE), index.data()
        if tone is None or not word:
            return
        skin = theme()
        tone = Tone(tone)
        font = skin.font(12, QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, option.rect.width() - skin.px(34))
        height, left = skin.px(24), option.rect.left() + skin.px(11)
        top = option.rect.top() + (option.rect.height() - height) / 2
        pill = QRectF(left, top, metrics.horizontalAdvance(shown) + skin.px(20), height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(skin.tokens.soft(tone)))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(skin.tokens.strong(tone)))
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()
