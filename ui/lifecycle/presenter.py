"""What a timeline asks for and when: pages, older ones, filters, and all of it for a file or a paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from PySide6.QtCore import QObject

from domain.ids import PersonId
from domain.spelling import findable, sought
from domain.views.lifecycle import PAGE, LifeCursor, LifeKind, LifeOf, LifePage, LifeQuestion, LifeQuestions, LifeRow
from ui.shell.port import Shell

MOST: Final = 5_000
"""Rows of one file or paper."""
_AT_ONCE: Final = 8
"""Pages that are looked through for a word before the person is asked whether to look further."""


@dataclass(frozen=True, slots=True)
class Filter:
    """`words` are looked for in what is shown; the rest is asked of the database."""

    kinds: frozenset[LifeKind] = frozenset()
    first_on: date | None = None
    last_on: date | None = None
    who: PersonId | None = None
    words: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Filter()


class LifeView(Protocol):
    """What the presenter needs of the panel."""

    def show_rows(self, rows: Sequence[LifeRow], *, has_more: bool, is_filtered: bool) -> None: ...

    def show_busy(self, busy: bool) -> None: ...

    def show_people(self, people: Sequence[tuple[PersonId, str]]) -> None: ...


Spoken = Callable[[LifeRow], str]


class LifePresenter:
    """`open(id)` shows a life; what a newer question has overtaken is dropped."""

    def __init__(
        self, shell: Shell, view: LifeView, life: LifeQuestions, of: LifeOf, *, spoken: Spoken, owner: QObject
    ) -> None:
        self._shell, self._view, self._life, self._of, self._spoken = shell, view, life, of, spoken
        self._owner = owner
        self._asked = 0
        self._is_asking = False
        self._people_known = False
        self._id: UUID | None = None
        self._rows: list[LifeRow] = []
        self._after: LifeCursor | None = None
        self.filter = Filter()

    @property
    def rows(self) -> tuple[LifeRow, ...]:
        """Those shown, newest first."""
        return tuple(_matching(self._rows, self.filter.words, self._spoken))

    def open(self, thing_id: UUID) -> None:
        """The same thing again: as far down as it was shown."""
        shown = len(self._rows) if thing_id == self._id else 0
        if thing_id != self._id:
            self._id, self._rows, self._after = thing_id, [], None
        self._ask_people()
        self._load(max(PAGE, shown))

    def use(self, chosen: Filter) -> None:
        """Filters anew; other words alone ask nothing that is known already."""
        before, self.filter = self.filter, chosen
        if replace(before, words="") == replace(chosen, words=""):
            self._show()
            self._look_further()
        else:
            self._load(PAGE)

    def older(self) -> None:
        """The next page, unless one is on its way or there is none."""
        if self._after is not None and not self._is_asking:
            self._ask(self._after, PAGE, self._add)

    def all_rows(self) -> tuple[tuple[LifeRow, ...], bool]:
        """Everything that the filter leaves, and whether there is more than fits. On the database thread."""
        found: list[LifeRow] = []
        after: LifeCursor | None = None
        while self._id is not None:
            page = self._life.page(self._question(self._id, after, PAGE * 4))
            found += _matching(page.rows, self.filter.words, self._spoken)
            after = page.after
            if after is None or len(found) >= MOST:
                break
        return tuple(found[:MOST]), after is not None or len(found) > MOST

    def _question(self, thing_id: UUID, after: LifeCursor | None, limit: int) -> LifeQuestion:
        chosen = self.filter
        return LifeQuestion(self._of, thing_id, chosen.kinds, chosen.first_on, chosen.last_on, chosen.who, after, limit)

    def _load(self, limit: int) -> None:
        def begin(page: LifePage) -> None:
            self._rows = []
            self._add(page)

        self._ask(None, limit, begin)

    def _ask(self, after: LifeCursor | None, limit: int, done: Callable[[LifePage], None]) -> None:
        if self._id is None:
            return
        question = self._question(self._id, after, limit)
        self._asked += 1
        number, self._is_asking = self._asked, True
        self._view.show_busy(True)

        def answered(page: LifePage) -> None:
            if number == self._asked:
                self._is_asking = False
                self._view.show_busy(False)
                done(page)

        def refused(error: Exception) -> None:
            if number == self._asked:
                self._is_asking = False
                self._view.show_busy(False)
                self._shell.show_refusal(error)

        self._shell.services.background.run(lambda: self._life.page(question), answered, refused, self._owner)

    def _add(self, page: LifePage) -> None:
        self._rows += page.rows
        self._after = page.after
        self._show()
        self._look_further()

    def _show(self) -> None:
        has_more = self._after is not None
        self._view.show_rows(self.rows, has_more=has_more, is_filtered=not self.filter.is_empty)

    def _look_further(self) -> None:
        """A word may be further down than what is loaded."""
        if self.filter.words and len(self.rows) < PAGE // 4 and len(self._rows) < PAGE * _AT_ONCE:
            self.older()

    def _ask_people(self) -> None:
        if self._people_known:
            return
        self._people_known = True
        self._shell.services.background.run(
            self._life.people, self._view.show_people, self._shell.show_refusal, self._owner
        )


def _matching(rows: Sequence[LifeRow], words: str, spoken: Spoken) -> list[LifeRow]:
    wanted = sought(words.strip())
    return [row for row in rows if wanted in findable(spoken(row))] if wanted else list(rows)
