"""A form while it is written: pages and questions in their order, each with a code of its own. No widgets."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from domain.catalog.set_checklist import ChecklistPoint
from domain.inspections.form import FormPage, Option, Question, QuestionKind, drawn_from
from ui.language import _


class Place(NamedTuple):
    """`question` None: the page itself."""

    page: int
    question: int | None = None


@dataclass
class Draft:
    """What is there may be incomplete; the form refuses it when it is saved or shown."""

    pages: list[FormPage] = field(default_factory=list)

    @classmethod
    def of_checklist(cls, points: Iterable[ChecklistPoint]) -> "Draft":
        """The checklist of a category as a first page; an empty one where it has none."""
        pages = list(drawn_from(points, "Prüfung", "Inspection"))
        return cls(pages or [FormPage("Prüfung", "Inspection", ())])

    def questions(self) -> list[Question]:
        return [question for page in self.pages for question in page.questions]

    def before(self, place: Place) -> list[Question]:
        """The choices that are asked before this question: what it may follow from."""
        if place.question is None:
            return []
        asked = [q for page in self.pages[: place.page] for q in page.questions]
        asked += self.pages[place.page].questions[: place.question]
        return [each for each in asked if each.kind is QuestionKind.CHOICE]

    def question(self, place: Place) -> Question | None:
        return None if place.question is None else self.pages[place.page].questions[place.question]

    def add_page(self) -> Place:
        self.pages.append(FormPage("", "", ()))
        return Place(len(self.pages) - 1)

    def add_question(self, place: Place) -> Place:
        """Below the chosen one, or at the end of the chosen page. It begins as a choice of two."""
        page = self.pages[place.page]
        at = len(page.questions) if place.question is None else place.question + 1
        options = (Option("o1", "In Ordnung", "Fine"), Option("o2", "Mangel", "Defect", is_fine=False))
        made = Question(self._free_code(), QuestionKind.CHOICE, "", "", options)
        self.pages[place.page] = replace(page, questions=(*page.questions[:at], made, *page.questions[at:]))
        return Place(place.page, at)

    def set_page(self, page: int, title_de: str, title_en: str) -> None:
        self.pages[page] = replace(self.pages[page], title_de=title_de, title_en=title_en)

    def set_question(self, place: Place, question: Question) -> None:
        if place.question is None:
            return
        page = self.pages[place.page]
        questions = list(page.questions)
        questions[place.question] = question
        self.pages[place.page] = replace(page, questions=tuple(questions))

    def remove(self, place: Place) -> Place | None:
        """What stands in its place then; None: nothing is left."""
        if place.question is None:
            del self.pages[place.page]
            return Place(min(place.page, len(self.pages) - 1)) if self.pages else None
        page = self.pages[place.page]
        rest = (*page.questions[: place.question], *page.questions[place.question + 1 :])
        self.pages[place.page] = replace(page, questions=rest)
        return Place(place.page, min(place.question, len(rest) - 1)) if rest else Place(place.page)

    def move(self, place: Place, by: int) -> Place:
        """One up or down; a question goes on to the neighbouring page."""
        if place.question is None:
            to = min(max(place.page + by, 0), len(self.pages) - 1)
            self.pages.insert(to, self.pages.pop(place.page))
            return Place(to)
        page, at = self.pages[place.page], place.question + by
        if 0 <= at < len(page.questions):
            questions = list(page.questions)
            questions.insert(at, questions.pop(place.question))
            self.pages[place.page] = replace(page, questions=tuple(questions))
            return Place(place.page, at)
        return self._to_neighbour(place, by)

    def _to_neighbour(self, place: Place, by: int) -> Place:
        to = place.page + by
        moved = self.question(place)
        if moved is None or not 0 <= to < len(self.pages):
            return place
        self.remove(place)
        there = self.pages[to]
        questions = (*there.questions, moved) if by < 0 else (moved, *there.questions)
        self.pages[to] = replace(there, questions=questions)
        return Place(to, len(questions) - 1 if by < 0 else 0)

    def _free_code(self) -> str:
        known = {each.code for each in self.questions()}
        return next(code for n in range(1, 10_000) if (code := f"q{n}") not in known)


def free_option(options: Iterable[Option]) -> str:
    known = {each.code for each in options}
    return next(code for n in range(1, 100) if (code := f"o{n}") not in known)


def shown_title(words: str) -> str:
    return words or _("(without words)")
