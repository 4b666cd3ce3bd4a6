"""Inspection forms: pages of questions, what follows from an answer, and when a thing has passed.

A form has versions; what was answered stays with the version it was answered by. It grows out of the checklist of a
category: each of its points is a question with two answers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.assets.status import Grade
from domain.catalog.set_checklist import ChecklistPoint
from domain.errors import Conflict, InvalidInput, NotFound
from domain.ids import ProductId
from domain.maintenance.meters import Meter, Occasion

FormId = NewType("FormId", UUID)

MOST_PAGES: Final = 20
MOST_QUESTIONS: Final = 40
MOST_OPTIONS: Final = 9
LONGEST: Final = 160
FINE: Final = "fine"
NOT_FINE: Final = "not_fine"


class QuestionKind(StrEnum):
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    PHOTO = "photo"


class FormWrong(InvalidInput):
    """A form needs a name, pages with questions, texts in both languages, and answers to choose from."""

    code = "inspection_form_wrong"


class UnknownForm(NotFound):
    """No inspection form of this id, or this version of it."""

    code = "unknown_inspection_form"


class FormChanged(Conflict):
    """Someone else changed the form since this person looked at it."""

    code = "inspection_form_changed"


class FormTaken(Conflict):
    """Another form is filled on this occasion for the same things already."""

    code = "inspection_form_taken"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. `is_fine` False: with it the thing has not passed. `grade`: a thing that looks like this is no better
    than that. `damage`: what the price list calls it, "" for nothing."""

    code: str
    text_de: str
    text_en: str
    is_fine: bool = True
    grade: Grade | None = None
    damage: str = ""


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """The question follows from an answer given before."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """`least` and `most`: a number outside of them has not passed; None: no bound. `meter`: the number is what it
    shows. `is_needed` False: may be left out."""

    code: str
    kind: QuestionKind
    text_de: str
    text_en: str
    options: tuple[Option, ...] = ()
    is_needed: bool = True
    least: Decimal | None = None
    most: Decimal | None = None
    unit: str = ""
    meter: Meter | None = None
    only_if: OnlyIf | None = None

    def option(self, code: str) -> Option | None:
        return next((each for each in self.options if each.code == code), None)

    def text(self, language: str) -> str:
        return self.text_de if language == "de" else self.text_en


@dataclass(frozen=True, slots=True)
class FormPage:
    title_de: str
    title_en: str
    questions: tuple[Question, ...]

    def title(self, language: str) -> str:
        return self.title_de if language == "de" else self.title_en


@dataclass(frozen=True, slots=True)
class Form:
    """For all things of a product, or of a category where `product_id` is None; the product's own comes first.

    Raises FormWrong.
    """

    id: FormId
    version: int
    name: str
    category: str
    product_id: ProductId | None
    occasions: tuple[Occasion, ...]
    pages: tuple[FormPage, ...]
    is_closed: bool = False
    _by_code: dict[str, Question] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not 0 < len(self.name.strip()) <= LONGEST or not self.occasions or not self.pages:
            raise FormWrong(question=self.name)
        if len(self.pages) > MOST_PAGES or (self.product_id is None) == (not self.category.strip()):
            raise FormWrong(question=self.name)
        for page in self.pages:
            if not page.questions or not _is_said(page.title_de, page.title_en) or len(page.questions) > MOST_QUESTIONS:
                raise FormWrong(question=page.title_de)
            for question in page.questions:
                _check(question, self._by_code)
                self._by_code[question.code] = question

    def questions(self) -> tuple[Question, ...]:
        return tuple(self._by_code.values())

    def question(self, code: str) -> Question | None:
        return self._by_code.get(code)


def _is_said(*texts: str) -> bool:
    return all(0 < len(each.strip()) <= LONGEST for each in texts)


def _check(question: Question, before: dict[str, Question]) -> None:
    """Raises FormWrong."""
    codes = {each.code for each in question.options}
    is_choice = question.kind is QuestionKind.CHOICE
    is_number = question.kind is QuestionKind.NUMBER
    bounds = (question.least, question.most)
    is_right = (
        _is_said(question.text_de, question.text_en)
        and bool(question.code)
        and question.code not in before
        and (2 <= len(question.options) <= MOST_OPTIONS if is_choice else not question.options)
        and len(codes) == len(question.options)
        and all(each.code and _is_said(each.text_de, each.text_en) for each in question.options)
        and (is_number or (bounds == (None, None) and question.meter is None))
        and (None in bounds or (question.least or 0) <= (question.most or 0))
        and _follows(question.only_if, before)
    )
    if not is_right:
        raise FormWrong(question=question.text_de or question.code)


def _follows(only_if: OnlyIf | None, before: dict[str, Question]) -> bool:
    """Whether it names answers of a choice that was asked before."""
    if only_if is None:
        return True
    asked = before.get(only_if.question)
    return asked is not None and bool(only_if.options) and all(asked.option(code) for code in only_if.options)


def drawn_from(points: Iterable[ChecklistPoint], title_de: str, title_en: str) -> tuple[FormPage, ...]:
    """A checklist as the first page of a form: fine or not. Empty for an empty checklist."""
    options = (Option(FINE, "In Ordnung", "Fine"), Option(NOT_FINE, "Mangel", "Defect", is_fine=False))
    questions = tuple(
        Question(point.code, QuestionKind.CHOICE, point.text_de, point.text_en, options) for point in points
    )
    return (FormPage(title_de, title_en, questions),) if questions else ()


def form_for(forms: Sequence[Form], occasion: Occasion) -> Form | None:
    """Of those that fit a thing, the one to be filled on this occasion; the product's own before the category's."""
    fitting = [each for each in forms if occasion in each.occasions and not each.is_closed]
    return min(fitting, key=lambda each: each.product_id is None, default=None)


def closed(form: Form) -> Form:
    return replace(form, is_closed=True)
