"""The wheel belongs to the page: scrolling past a field or a row of tabs never changes what stands there."""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QTabBar, QWidget

_KINDS: Final = (QComboBox, QAbstractSpinBox, QTabBar)


def leave_wheel(editor: QWidget) -> None:
    """A choice, day or row of tabs, or every such part of `editor`, lets the wheel through to what scrolls around."""
    parts = [editor, *(part for kind in _KINDS for part in editor.findChildren(kind))]
    for part in parts:
        if isinstance(part, _KINDS):
            part.installEventFilter(_Through(part))


class _Through(QObject):
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """An event that is kept and not accepted goes on to the parent."""
        if event.type() is not QEvent.Type.Wheel:
            return False
        event.ignore()
        return True
