"""Names on the left, values on the right, a hairline between: facts of a thing, effects of a change."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.language import shown
from ui.theme import Tone
from ui.widgets.base import clear, column, line, row, text


class Fact(NamedTuple):
    """`value` is shown by `ui.language.shown`; texts pass unchanged."""

    name: str
    value: object
    tone: Tone | None = None


class KeyValues(QWidget):
    """`set_facts([Fact(_("Next invoice"), date(2027, 1, 31)), …])`. Values can be selected and copied."""

    def __init__(self, facts: Iterable[Fact | tuple[str, object]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = column(gap=8)
        self.setLayout(self._rows)
        self.facts: Sequence[Fact] = ()
        self.set_facts(facts)

    def set_facts(self, facts: Iterable[Fact | tuple[str, object]]) -> None:
        clear(self._rows)
        self.facts = tuple(Fact(*fact) for fact in facts)
        for number, fact in enumerate(self.facts):
            if number:
                self._rows.addWidget(line())
            value = text(shown(fact.value), "strong", fact.tone, wrap=True)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(fact.name)
            pair = row(text(fact.name, "muted"), gap=16)
            pair.addWidget(value, 1)
            self._rows.addLayout(pair)
