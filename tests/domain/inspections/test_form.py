"""Forms: what makes one, what follows from an answer, and when a thing has passed."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assets.status import Grade
from domain.catalog.set_checklist import ChecklistPoint
from domain.ids import ProductId
from domain.inspections.answers import Answer, AnswersOpen, judge, kept, meters_in, number_of
from domain.inspections.form import (
    Form,
    FormId,
    FormPage,
    FormWrong,
    OnlyIf,
    Option,
    Question,
    QuestionKind,
    drawn_from,
    form_for,
)
from domain.maintenance.meters import Meter, Occasion, Shown

PHOTO = str(UUID(int=7))
FRAME = Question(
    "frame",
    QuestionKind.CHOICE,
    "Rahmen",
    "Frame",
    (
        Option("clean", "sauber", "clean", grade=Grade.A),
        Option("scratched", "Kratzer", "scratched", grade=Grade.B, damage="scratch"),
        Option("cracked", "Riss", "cracked", is_fine=False, grade=Grade.D, damage="frame"),
    ),
)
WHERE = Question("where", QuestionKind.TEXT, "Wo?", "Where?", only_if=OnlyIf("frame", ("scratched", "cracked")))
PICTURE = Question("picture", QuestionKind.PHOTO, "Foto", "Photo", only_if=OnlyIf("frame", ("cracked",)))
PRESSURE = Question(
    "pressure", QuestionKind.NUMBER, "Druck", "Pressure", least=Decimal("3.5"), most=Decimal(5), unit="bar"
)
ODOMETER = Question("km", QuestionKind.NUMBER, "Kilometer", "Odometer", unit="km", meter=Meter.ODOMETER)
REMARK = Question("remark", QuestionKind.TEXT, "Bemerkung", "Remark", is_needed=False)


def form(*questions: Question, **values: Any) -> Form:
    known = {
        "id": FormId(UUID(int=1)),
        "version": 1,
        "name": "Fahrradprüfung",
        "category": "bike",
        "product_id": None,
        "occasions": (Occasion.TAKE_BACK,),
        "pages": (FormPage("Rahmen", "Frame", questions),),
        **values,
    }
    return Form(**known)


BIKE = form(FRAME, WHERE, PICTURE, PRESSURE, ODOMETER, REMARK)


def given_(**values: str) -> list[Answer]:
    return [Answer(question, value) for question, value in values.items()]


def test_a_clean_bike_passes_and_is_like_new() -> None:
    found = judge(BIKE, given_(frame="clean", pressure="4,0", km="812"))
    assert (found.passed, found.grade, found.damages) == (True, Grade.A, ())
    assert [each.code for each in found.asked] == ["frame", "pressure", "km", "remark"]


def test_what_follows_is_asked_and_has_to_be_answered() -> None:
    scratched = judge(BIKE, given_(frame="scratched", pressure="4", km="812"))
    assert [each.code for each in scratched.open] == ["where"]
    assert not scratched.passed
    cracked = judge(BIKE, given_(frame="cracked", where="unten", picture=PHOTO, pressure="4", km="812"))
    assert (cracked.is_done, cracked.passed, cracked.grade) == (True, False, Grade.D)
    assert [each.damage for each in cracked.damages] == ["frame"]


@pytest.mark.parametrize(("value", "passes"), [("3,5", True), ("5", True), ("3.49", False), ("5,01", False)])
def test_a_number_outside_of_its_bounds_has_not_passed(value: str, passes: bool) -> None:
    assert judge(BIKE, given_(frame="clean", pressure=value, km="0")).passed is passes


@pytest.mark.parametrize(
    ("question", "value"),
    [("frame", "unknown"), ("pressure", "viel"), ("pressure", "NaN"), ("km", "8.5"), ("km", "-3"), ("picture", "x")],
)
def test_what_is_no_answer_leaves_the_question_open(question: str, value: str) -> None:
    known = {"frame": "cracked", "where": "unten", "picture": PHOTO, "pressure": "4", "km": "812", question: value}
    assert not judge(BIKE, given_(**known)).is_done
    with pytest.raises(AnswersOpen):
        kept(BIKE, given_(**known))


def test_only_what_was_asked_is_kept_in_the_order_of_the_form() -> None:
    answers = given_(remark=" schön ", km="812", where="unten", pressure="4", frame="clean")
    assert kept(BIKE, answers) == tuple(given_(frame="clean", pressure="4", km="812", remark="schön"))


def test_a_meter_in_the_form_is_a_reading() -> None:
    answers = given_(frame="clean", pressure="4", km="812")
    assert meters_in(BIKE, answers, {}) == (Shown(Meter.ODOMETER, 812),)
    said = {Meter.ODOMETER: Shown(Meter.ODOMETER, 812, "neuer Tacho", is_sure=True)}
    assert meters_in(BIKE, answers, said) == (Shown(Meter.ODOMETER, 812, "neuer Tacho", is_sure=True),)
    other = meters_in(BIKE, given_(frame="clean", pressure="4", km="9000"), said)
    assert other == (Shown(Meter.ODOMETER, 9_000, "neuer Tacho"),), "another value is asked again"


def test_a_checklist_becomes_the_first_page() -> None:
    pages = drawn_from([ChecklistPoint("brakes", "Bremsen", "Brakes")], "Prüfung", "Inspection")
    grown = form(pages=pages)
    assert judge(grown, given_(brakes="fine")).passed
    assert [each.code for each in judge(grown, given_(brakes="not_fine")).failed] == ["brakes"]
    assert drawn_from([], "Prüfung", "Inspection") == ()


def test_the_products_own_form_comes_before_that_of_its_category() -> None:
    own = form(FRAME, category="", product_id=ProductId(UUID(int=5)), id=FormId(UUID(int=2)))
    assert form_for([BIKE, own], Occasion.TAKE_BACK) is own
    assert (
        form_for([BIKE, form(FRAME, product_id=own.product_id, category="", is_closed=True)], Occasion.TAKE_BACK)
        is BIKE
    )
    assert form_for([BIKE, own], Occasion.HAND_OUT) is None


@pytest.mark.parametrize(
    "values",
    [
        {"name": " "},
        {"occasions": ()},
        {"pages": ()},
        {"category": ""},
        {"product_id": ProductId(UUID(int=5))},
        {"pages": (FormPage("Rahmen", "", (FRAME,)),)},
        {"pages": (FormPage("Rahmen", "Frame", ()),)},
        {"pages": (FormPage("Rahmen", "Frame", (FRAME,)), FormPage("Noch", "Again", (FRAME,)))},
        {"pages": (FormPage("Rahmen", "Frame", (WHERE, FRAME)),)},
        {"pages": (FormPage("R", "F", (Question("q", QuestionKind.CHOICE, "a", "b", (FRAME.options[0],)),)),)},
        {"pages": (FormPage("R", "F", (Question("q", QuestionKind.TEXT, "a", ""),)),)},
        {"pages": (FormPage("R", "F", (Question("q", QuestionKind.TEXT, "a", "b", least=Decimal(1)),)),)},
        {
            "pages": (
                FormPage("R", "F", (Question("q", QuestionKind.NUMBER, "a", "b", least=Decimal(2), most=Decimal(1)),)),
            )
        },
    ],
)
def test_a_form_that_cannot_be_filled_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(FormWrong):
        form(FRAME, **values)


@given(st.dictionaries(st.sampled_from(["frame", "where", "picture", "pressure", "km", "remark"]), st.text(max_size=6)))
def test_whatever_is_answered_nothing_passes_that_is_open_or_has_failed(answers: dict[str, str]) -> None:
    found = judge(BIKE, given_(**answers))
    assert found.passed == (not found.open and not found.failed)
    assert not set(found.open) & set(found.failed)
    assert set(found.open) | set(found.failed) <= set(found.asked)


@given(st.text(max_size=12))
def test_a_number_is_a_number_or_nothing(typed: str) -> None:
    found = number_of(typed)
    assert found is None or found.is_finite()
