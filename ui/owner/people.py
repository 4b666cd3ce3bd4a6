"""A limit for each of some people: a line of text for each, name and limit."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QPlainTextEdit

from domain.ids import PersonId
from ui.language import _
from ui.widgets.forms import Field, WrongEntry

L = TypeVar("L")
"""The limit of one person."""


class PeopleLines(Field[tuple[L, ...]], Generic[L]):
    """`made` reads a limit, `told` gives whose it is and how it is written."""

    def __init__(self, label_: str, *, hint: str = "") -> None:
        self._text = QPlainTextEdit()
        super().__init__(label_, self._text, hint)
        self._text.setMinimumHeight(96)
        self._text.setTabChangesFocus(True)
        self._people: dict[str, PersonId] = {}
        self._names: dict[PersonId, str] = {}
        self._text.textChanged.connect(self.changed)

    @abstractmethod
    def made(self, person_id: PersonId, typed: str) -> L:
        """Raises WrongEntry."""

    @abstractmethod
    def told(self, limit: L) -> tuple[PersonId, str]: ...

    def set_people(self, people: Sequence[tuple[PersonId, str]]) -> None:
        self._people = {name.casefold(): person_id for person_id, name in people}
        self._names = dict(people)

    def value(self) -> tuple[L, ...]:
        lines = [each for each in self._text.toPlainText().splitlines() if each.strip()]
        return tuple(self._limit(n, each) for n, each in enumerate(lines, start=1))

    def set_value(self, limits: tuple[L, ...]) -> None:
        lines = [f"{self._names.get(whose, '?')}; {words}" for whose, words in map(self.told, limits)]
        self._text.setPlainText("\n".join(lines))

    def _limit(self, number: int, typed: str) -> L:
        name, _sign, limit = (part.strip() for part in typed.partition(";"))
        if not name or not limit:
            raise WrongEntry(_("Line {number}: name; amount").format(number=number))
        if name.casefold() not in self._people:
            raise WrongEntry(_("Line {number}: nobody here is called {name}").format(number=number, name=name))
        return self.made(self._people[name.casefold()], limit)
