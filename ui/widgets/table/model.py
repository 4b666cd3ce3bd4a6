"""The item model: a tuple of immutable rows, replaced whole; everything shown is prepared, nothing fetched."""

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFont

from domain.spelling import findable, sought
from ui.theme import theme
from ui.widgets.table.columns import Align, Column, is_figure

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole
SORT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
TONE_ROLE: Final = Qt.ItemDataRole.UserRole + 2
_LOOKED_AT: Final = 200
"""Rows in which a heading looks for the first value."""
_NOWHERE: Final = QModelIndex()
_ALIGN: Final = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
}


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows rows through columns. Texts are made once a cell and kept until the rows are replaced."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()
        self._texts: dict[tuple[int, int], str] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def replace(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self._texts.clear()
        self.endResetModel()

    def shown(self, row: int, column: int) -> str:
        found = self._texts.get((row, column))
        if found is None:
            found = self._texts[row, column] = self.columns[column].shown(self._rows[row])
        return found

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        answer = _ANSWERS.get(role)
        return answer(self, index.row(), index.column()) if answer else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(self._filled_row(section), section) if self._rows else Qt.AlignmentFlag.AlignVCenter
        return None

    def _filled_row(self, column: int) -> int:
        """A heading stands above its figures also where the first rows have none."""
        value = self.columns[column].value
        return next((number for number, row in enumerate(self._rows[:_LOOKED_AT]) if value(row) is not None), 0)

    def _alignment(self, row: int, column: int) -> Qt.AlignmentFlag:
        declared = self.columns[column]
        align = declared.align
        if align is Align.AUTO:
            value = next((v for v in map(declared.value, self._rows[row : row + 1]) if v is not None), None)
            align = Align.RIGHT if is_figure(value) else Align.LEFT
        return _ALIGN[align] | Qt.AlignmentFlag.AlignVCenter

    def _sort_value(self, row: int, column: int) -> tuple[int, Any]:
        return self.columns[column].order(self._rows[row])

    def _tone(self, row: int, column: int) -> Any:
        tone = self.columns[column].tone
        return tone(self._rows[row]) if tone else None

    def _font(self, _row: int, column: int) -> QFont | None:
        return theme().font(13, QFont.Weight.DemiBold, mono=True) if self.columns[column].code else None


_Reply = Callable[[RowsModel[Any], int, int], Any]
_ANSWERS: Final[dict[int, _Reply]] = {
    Qt.ItemDataRole.DisplayRole: RowsModel.shown,
    Qt.ItemDataRole.ToolTipRole: RowsModel.shown,
    Qt.ItemDataRole.TextAlignmentRole: RowsModel._alignment,
    Qt.ItemDataRole.FontRole: RowsModel._font,
    ROW_ROLE: lambda model, row, _column: model.rows[row],
    SORT_ROLE: RowsModel._sort_value,
    TONE_ROLE: RowsModel._tone,
}


class RowsProxy(QSortFilterProxyModel):
    """Sorts by value, filters by words: every word has to occur somewhere in the row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()

    def set_filter(self, text: str) -> None:
        self.beginFilterChange()
        self._words = tuple(sought(text).split())
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        if not self._words:
            return True
        model = self.sourceModel()
        cells = (model.index(source_row, n).data() or "" for n in range(model.columnCount()))
        whole = findable(" ".join(cells))
        return all(word in whole for word in self._words)

    def lessThan(self, source_left: _Index, source_right: _Index) -> bool:
        return bool(source_left.data(SORT_ROLE) < source_right.data(SORT_ROLE))
