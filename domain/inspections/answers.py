"""What was answered, and what follows from it: what is still open, what has failed, which grade, which damage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID

from domain.assets.status import Grade
from domain.errors import InvalidInput
from domain.inspections.form import Form, Option, Question, QuestionKind
from domain.maintenance.meters import Meter, Shown

LONGEST_TEXT: Final = 500


class AnswersOpen(InvalidInput):
    """Questions that have to be answered are open, or an answer is none that the question takes."""

    code = "inspection_answers_open"


@dataclass(frozen=True, slots=True)
class Answer:
    """`value`: the code of the option, a number as it was written, a text, or the id of a photo."""

    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """`open` and `failed` are questions in their order. `grade`: the best that the answers allow, None: they say
    nothing. `damages`: the options chosen that the price list knows."""

    asked: tuple[Question, ...]
    open: tuple[Question, ...]
    failed: tuple[Question, ...]
    grade: Grade | None
    damages: tuple[Option, ...]
    chosen: Mapping[str, Option]

    @property
    def is_done(self) -> bool:
        return not self.open

    @property
    def passed(self) -> bool:
        return self.is_done and not self.failed


def judge(form: Form, answers: Iterable[Answer]) -> Judgement:
    """Answers to questions that do not follow from the others count for nothing."""
    given = {each.question: each.value.strip() for each in answers}
    asked: list[Question] = []
    open_, failed = [], []
    chosen: dict[str, Option] = {}
    for question in form.questions():
        if question.only_if is not None:
            before = chosen.get(question.only_if.question)
            if before is None or before.code not in question.only_if.options:
                continue
        asked.append(question)
        value = given.get(question.code, "")
        if not value and not question.is_needed:
            continue
        if not is_answer(question, value):
            open_.append(question)
            continue
        option = question.option(value)
        if option is not None:
            chosen[question.code] = option
        if not _is_fine(question, value, option):
            failed.append(question)
    grades = [each.grade for each in chosen.values() if each.grade is not None]
    damages = tuple(each for each in chosen.values() if each.damage)
    return Judgement(tuple(asked), tuple(open_), tuple(failed), max(grades, default=None), damages, chosen)


def is_answer(question: Question, value: str) -> bool:
    """Whether the question takes it."""
    if not value:
        return False
    if question.kind is QuestionKind.CHOICE:
        return question.option(value) is not None
    if question.kind is QuestionKind.NUMBER:
        number = number_of(value)
        return number is not None and (question.meter is None or (number >= 0 and number == number.to_integral()))
    if question.kind is QuestionKind.PHOTO:
        return _is_id(value)
    return len(value) <= LONGEST_TEXT


def number_of(value: str) -> Decimal | None:
    """With a comma or a point; None: it is no number."""
    try:
        found = Decimal(value.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < 10**9 else None


def kept(form: Form, answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The answers to questions that were asked, in the form's order.

    Raises AnswersOpen.
    """
    found = tuple(answers)
    judgement = judge(form, found)
    if not judgement.is_done:
        raise AnswersOpen(open=len(judgement.open), question=judgement.open[0].text_de)
    given = {each.question: each.value.strip() for each in found}
    return tuple(Answer(each.code, given[each.code]) for each in judgement.asked if given.get(each.code))


def meters_in(form: Form, answers: Iterable[Answer], reasons: Mapping[Meter, Shown]) -> tuple[Shown, ...]:
    """What the meters showed. `reasons`: what was said to readings that were asked again; who enters another value then
    is asked again."""
    found: list[Shown] = []
    for answer in answers:
        question = form.question(answer.question)
        number = number_of(answer.value)
        if question is not None and question.meter is not None and number is not None:
            said = reasons.get(question.meter)
            is_sure = said is not None and said.is_sure and said.value == number
            found.append(Shown(question.meter, int(number), said.reason if said else "", is_sure))
    return tuple(found)


def _is_fine(question: Question, value: str, option: Option | None) -> bool:
    if option is not None:
        return option.is_fine
    number = number_of(value) if question.kind is QuestionKind.NUMBER else None
    if number is None:
        return True
    return (question.least is None or number >= question.least) and (question.most is None or number <= question.most)


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
