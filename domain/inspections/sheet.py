"""An inspection as a paper and a screen show it: every question that was asked, with its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.assets.status import Grade
from domain.inspections.answers import Answer, judge
from domain.inspections.book import Inspection
from domain.inspections.form import Form, Question, QuestionKind


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """`value` as it was written, the text of the option in the sheet's language; "" of a photo, which lies beside it
    (`is_photo`), and where nothing was answered. `is_judged`: an answer can fail here. `photo`: the picture itself,
    empty where it is not kept any more."""

    page: str
    question: str
    value: str
    unit: str
    is_fine: bool
    is_answered: bool = True
    is_photo: bool = False
    is_judged: bool = True
    photo: bytes = b""


@dataclass(frozen=True, slots=True)
class InspectionSheet:
    """`repair`: the number of the order that holds what has failed, "" for none. `photos` by the answers that name
    them, PNG or JPEG."""

    inspection: Inspection
    form: Form
    asset_code: str
    title: str
    serial: str
    filled_at: datetime
    person: str
    repair: str = ""
    photos: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return self.inspection.passed

    @property
    def grade(self) -> Grade | None:
        return self.inspection.grade

    def answers(self, language: str) -> tuple[SheetAnswer, ...]:
        """In the order of the form; questions that did not follow are left out."""
        given = {each.question: each for each in self.inspection.answers}
        asked = {each.code for each in judge(self.form, self.inspection.answers).asked}
        return tuple(
            self._answer(page.title(language), question, given.get(question.code), language)
            for page in self.form.pages
            for question in page.questions
            if question.code in asked
        )

    def _answer(self, page: str, question: Question, given: Answer | None, language: str) -> SheetAnswer:
        value = "" if given is None else given.value
        option = question.option(value)
        if option is not None:
            value = option.text_de if language == "de" else option.text_en
        is_photo = question.kind is QuestionKind.PHOTO
        return SheetAnswer(
            page,
            question.text(language),
            "" if is_photo else value,
            question.unit,
            question.code not in self.inspection.failed,
            bool(value),
            is_photo,
            question.kind is QuestionKind.CHOICE or (question.least, question.most) != (None, None),
            self.photos.get(value, b"") if is_photo else b"",
        )
