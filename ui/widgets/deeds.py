"""The row of buttons under a case: what can be done with it now."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QBoxLayout, QPushButton

from ui.widgets.base import clear
from ui.widgets.buttons import button

Deed = tuple[str, str, Callable[[], object], bool]
"""Its name (of the widget, too), the words on it, what it does, and whether it may be the one that stands out."""


def fill_deeds(row: QBoxLayout, deeds: Iterable[Deed]) -> dict[str, QPushButton]:
    """The buttons by name, in the order given; only the first can stand out."""
    clear(row)
    made: dict[str, QPushButton] = {}
    for name, words, act, is_first in deeds:
        made[name] = button(words, act, kind="primary" if is_first and len(made) == 0 else "")
        made[name].setObjectName(name)
        row.addWidget(made[name])
    row.addStretch(1)
    return made
