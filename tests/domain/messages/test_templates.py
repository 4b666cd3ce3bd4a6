"""Every letter belongs to an event, and what the owner writes is checked to the line."""

import pytest

from domain.messages.contract_letter import LetterKind
from domain.messages.events import EVENTS, MailEvent
from domain.messages.samples import AMOUNTS, DAYS, ELSEWHERE, TEXTS, TIMES
from domain.messages.templates import ALWAYS, TEMPLATES, PaperLetter, letters_of, template_named
from domain.messages.wording import FaultKind, Wording, WordingWrong, check_wording, variables_in

ALLOWED = frozenset({"name", "things", "until", "number"})


def test_every_letter_is_placed_once_and_found_by_its_name() -> None:
    assert set(TEMPLATES) == {*LetterKind, *PaperLetter}
    assert all(template_named(str(name)) is name for name in TEMPLATES)
    assert not {str(each) for each in PaperLetter} & {str(each) for each in LetterKind}


def test_events_are_numbered_through_and_the_first_38_are_those_of_the_list() -> None:
    assert [facts.number for facts in EVENTS.values()] == list(range(1, len(MailEvent) + 1))
    assert (EVENTS[MailEvent.LOGIN_CODE].number, EVENTS[MailEvent.DATA_REQUEST].number) == (1, 38)
    assert EVENTS[MailEvent.DUNNING].number == 31
    assert letters_of(MailEvent.PAUSE) == (LetterKind.PAUSE_STARTED, LetterKind.PAUSE_ENDED)


def test_every_variable_has_a_sample_of_one_kind() -> None:
    named = {name for placed in TEMPLATES.values() for name in placed.names} - ALWAYS - ELSEWHERE
    kinds = [set(each) for each in (DAYS, TIMES, AMOUNTS, TEXTS)]
    assert named <= set.union(*kinds), f"without a sample: {named - set.union(*kinds)}"
    assert sum(map(len, kinds)) == len(set.union(*kinds)), "a variable is written in one way"


@pytest.mark.parametrize(
    ("text", "fault", "line", "what"),
    [
        ("Hello {{ nme }}", FaultKind.UNKNOWN, 1, "nme"),
        ("a\n{% if untl %}x{% endif %}", FaultKind.UNKNOWN, 2, "untl"),
        ("a\nb\n{% if until %}x", FaultKind.OPEN, 3, "if"),
        ("{% endif %}", FaultKind.OPEN, 1, "endif"),
        ("a\n{{ name", FaultKind.UNREADABLE, 2, "{{"),
        ("{% for x in things %}{{ x }}{% endfor %}", FaultKind.UNREADABLE, 1, "for x in things"),
        ("{{ name.__class__ }}", FaultKind.UNREADABLE, 1, "name.__class__"),
        ("{{ 9**9**9 }}", FaultKind.UNREADABLE, 1, "9**9**9"),
        ("{{ name|attr }}", FaultKind.UNREADABLE, 1, "attr"),
        ("", FaultKind.EMPTY, 1, "text"),
        ("x" * 20_001, FaultKind.TOO_LONG, 1, "20000"),
    ],
)
def test_what_cannot_be_filled_is_said_with_its_line(text: str, fault: FaultKind, line: int, what: str) -> None:
    with pytest.raises(WordingWrong) as wrong:
        check_wording(Wording("Subject", text), ALLOWED)
    first = wrong.value.faults[0]
    assert (first.kind, first.line, first.what) == (fault, line, what)


def test_what_is_allowed_passes_and_a_note_is_no_variable() -> None:
    text = "{# for the office #}Hello {{ name|upper }},\n{% if until %}until {{ until }}{% else %}soon{% endif %}"
    check_wording(Wording("{{ number }}", text, "<p>Hello <b>{{ name }}</b></p>"), ALLOWED)
    assert variables_in(text) == {"name", "until"}


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<p onclick='x()'>a</p>", "onclick"),
        ("<a href='javascript:x()'>a</a>", "href"),
        ("<a href='{{ name }}'>a</a>", "href"),
        ("<img src='https://spy.example/1.gif'>", "<img>"),
        ("<p style='background:url(https://spy.example)'>a</p>", "style"),
        ("<style>p { background: url(https://spy.example) }</style>", "url"),
    ],
)
def test_html_loads_nothing_and_runs_nothing(page: str, what: str) -> None:
    with pytest.raises(WordingWrong) as wrong:
        check_wording(Wording("s", "t", page), ALLOWED)
    assert (wrong.value.faults[0].kind, wrong.value.faults[0].what) == (FaultKind.HTML, what)


def test_what_the_law_wants_said_stays_in() -> None:
    with pytest.raises(WordingWrong) as wrong:
        check_wording(Wording("s", "We got it {% if until %}in time{% endif %}."), ALLOWED, frozenset({"until"}))
    assert wrong.value.faults[0].kind is FaultKind.LACKS
