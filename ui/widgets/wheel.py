"""The wheel belongs to the page: scrolling past a field never changes what stands in it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


def leave_wheel(editor: QWidget) -> None:
    """A choice or day, or every such part of `editor`, lets the wheel through to what scrolls around it."""
    parts = [editor, *editor.findChildren(QComboBox), *editor.findChildren(QAbstractSpinBox)]
    for part in parts:
        if isinstance(part, QComboBox | QAbstractSpinBox):
            part.installEventFilter(_Through(part))


class _Through(QObject):
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """An event that is kept and not accepted goes on to the parent."""
        if event.type() is not QEvent.Type.Wheel:
            return False
        event.ignore()
        return True
