"""What a label holds, which template it gets, and what is refused instead of being cut."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.assets.codes import format_code
from domain.assets.label_sheet import Label
from domain.labels.fitting import check_fits, sample_label, shipped_for, template_for
from domain.labels.layout import Bars, BarsTooWide, Square, SquareTooLarge, Words, WordsTooMany, laid_out
from domain.labels.measure import Type, estimated, harmless
from domain.labels.medium import MEDIA, ROLL_50_25, Medium, MediumKind, MediumWrong
from domain.labels.template import (
    CodeType,
    LabelField,
    LabelTemplate,
    Subject,
    TemplateId,
    TemplateWrong,
    shipped_template,
)

TAPE = MEDIA["tape_12"]
DYMO = MEDIA["dymo_89_36"]


def template(category="", medium=ROLL_50_25, subject=Subject.THING, **changes):
    made = LabelTemplate(
        TemplateId(uuid4()), 1, "Räder", subject, category, medium, CodeType.QR, (LabelField.CODE, LabelField.NAME)
    )
    return replace(made, **changes)


def bike(category="bikes"):
    return Label(format_code("RB", 7), "E-Bike", category=category)


def test_a_code_128_that_is_too_wide_is_refused_with_what_it_needs():
    narrow = template(medium=Medium(MediumKind.ROLL, 300, 250), code_type=CodeType.CODE_128)
    with pytest.raises(BarsTooWide) as refused:
        check_fits(narrow)
    assert refused.value.facts["needs"] == Decimal("41.3")
    assert refused.value.facts["has"] == Decimal("30.1")


def test_a_square_and_words_that_have_no_room_are_refused():
    with pytest.raises(SquareTooLarge):
        check_fits(template(medium=Medium(MediumKind.ROLL, 300, 80)))
    everything = tuple(each for each in LabelField if each is not LabelField.LOGO)
    with pytest.raises(WordsTooMany):
        check_fits(template(fields=everything, text="Bitte zurück", size=140))
    check_fits(template(fields=everything, text="Bitte zurück", medium=DYMO))


def test_a_field_for_text_without_text_is_refused_and_so_are_signs_that_steer():
    with pytest.raises(TemplateWrong):
        check_fits(template(fields=(LabelField.CODE, LabelField.TEXT)))
    for wrong in ({"name": ""}, {"name": "a\x00"}, {"text": "no field for it"}, {"size": 20}):
        with pytest.raises(TemplateWrong):
            template(**wrong)
    with pytest.raises(TemplateWrong):
        template(subject=Subject.PLACE, category="bikes")


@pytest.mark.parametrize(
    "wrong",
    [
        (MediumKind.ROLL, 20, 250),
        (MediumKind.ROLL, 1200, 250),
        (MediumKind.TAPE, 0, 900),
        (MediumKind.SHEET, 700, 360, 4, 8, 0, 0, 700, 360),
        (MediumKind.SHEET, 700, 360, 3, 8, 0, 0, 600, 360),
        (MediumKind.SHEET, 700, 360, 0, 8),
    ],
)
def test_labels_that_nobody_sells_are_refused(wrong):
    with pytest.raises(MediumWrong):
        Medium(*wrong)


@settings(max_examples=60)
@given(st.text(max_size=200), st.sampled_from(sorted(MEDIA)), st.sampled_from([203, 300, 600]))
def test_whatever_a_thing_is_called_nothing_leaves_its_label_and_the_code_stands_whole(name, medium, dpi):
    label = Label(format_code("RB", 123_456_789), name, name[:40], name[:128] or None)
    layout = laid_out(shipped_for(Subject.THING, MEDIA[medium]), label, dpi, estimated)
    words = [each for each in layout.parts if isinstance(each, Words)]
    right = min((each.x for each in layout.parts if isinstance(each, Square)), default=layout.wide)
    bottom = min((each.y for each in layout.parts if isinstance(each, Bars)), default=layout.high)
    assert [each.text for each in words if each.kind is Type.CODE] == [label.code]
    for each in words:
        assert each.x + estimated(each.text, each.size, each.kind) <= right
        assert each.y + each.size <= bottom
        assert harmless(each.text) == each.text


def test_the_template_of_the_group_comes_first_and_of_two_the_one_that_lies_in_a_printer():
    usual, of_bikes, of_bikes_small = template(), template("bikes", DYMO), template("bikes", TAPE)
    known = [usual, of_bikes, of_bikes_small, template("bikes", is_closed=True)]
    assert template_for(bike(), known, (TAPE, DYMO)) is of_bikes_small
    assert template_for(bike(), known, (ROLL_50_25, DYMO)) is of_bikes
    assert template_for(bike(), known, ()) is of_bikes
    assert template_for(bike("locks"), known, (ROLL_50_25,)) is usual
    assert template_for(bike(), [of_bikes], (ROLL_50_25,)) == of_bikes.on(ROLL_50_25)
    place = Label(format_code("PL", 7), "Regal")
    assert template_for(place, known, (TAPE,)) == shipped_for(Subject.PLACE, TAPE)


@pytest.mark.parametrize("medium", sorted(MEDIA))
def test_every_known_label_has_a_shipped_template_that_fits(medium):
    for subject in Subject:
        check_fits(shipped_for(subject, MEDIA[medium]))
    if medium == "roll_50_25":
        assert shipped_for(Subject.THING, MEDIA[medium]) == shipped_template(Subject.THING)


def test_a_long_name_takes_the_lines_that_are_free_and_is_then_cut_with_dots():
    label = replace(sample_label(Subject.THING), title="Lastenrad Spreewölfin mit langem Kasten und Dach " * 5)
    layout = laid_out(shipped_for(Subject.THING, MEDIA["roll_57_32"]), label, 203, estimated)
    names = [each.text for each in layout.parts if isinstance(each, Words) and each.kind is Type.BOLD]
    assert len(names) == 3
    assert names[-1].endswith("…")
