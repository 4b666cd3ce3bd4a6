"""The house's own texts name what the table says, in both languages; what is filled in can do no harm."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.messages.contract_letter import ContractLetter, LetterKind, Told
from domain.messages.samples import sample_of
from domain.messages.templates import TEMPLATES, PaperLetter, TemplateName
from domain.messages.wording import Wording, WordingWrong, check_wording, variables_in
from reports.letters import Letters
from reports.mail.sandbox import fill

MAIL = Path(__file__).resolve().parents[2] / "resources" / "mail"
LETTERS = Letters("Prüfstand GmbH", MAIL)


def shipped(name: TemplateName, language: str) -> Wording:
    folder = MAIL / language if isinstance(name, PaperLetter) else MAIL / language / "contract"
    subject, _, text = (folder / f"{name}.txt").read_text(encoding="utf-8").partition("\n")
    return Wording(subject, text)


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_text_names_what_the_table_says(name: TemplateName) -> None:
    placed = TEMPLATES[name]
    texts = [shipped(name, language) for language in ("de", "en")]
    for text in texts:
        check_wording(text, placed.allowed)
    named = frozenset().union(*(variables_in(f"{each.subject}\n{each.text}") for each in texts))
    assert named - {"number", "name", "business"} == placed.names


def test_no_text_is_left_over() -> None:
    found = {path.stem for path in (MAIL / "de").glob("*.txt")} | {path.stem for path in MAIL.glob("*/contract/*.txt")}
    assert found == {str(name) for name in TEMPLATES}


@pytest.mark.parametrize("kind", LetterKind)
def test_each_letter_can_be_shown_with_samples(kind: LetterKind) -> None:
    for language in ("de", "en"):
        letter = LETTERS.contract(ContractLetter("k", sample_of(kind), language, "Jonas Brückner", "CT-1"), "a@b.de")
        assert letter.subject.strip()
        assert "{" not in letter.body + letter.subject


@given(st.text(), st.text())
def test_whatever_stands_in_a_name_stays_a_name(name: str, thing: str) -> None:
    told = Told(LetterKind.WAITING_JOINED, texts={"thing": f"{thing}\r\nBcc: all@example.org", "position": "1"})
    letter = LETTERS.contract(ContractLetter("k", told, "en", f"{name}\r\nBcc: x@example.org", "CU-1"), "a@b.de")
    assert "\n" not in letter.subject
    assert "\r" not in letter.body + letter.subject
    filled = fill("<p>{{ name }}</p>", {"name": name + thing}, is_html=True)
    inside = filled.removeprefix("<p>").removesuffix("</p>").replace("<br>", "")
    assert not set("<>\"'") & set(inside)


@pytest.mark.parametrize(
    "text",
    ["{% for x in name %}{{ x }}{% endfor %}", "{{ name.__class__ }}", "{{ 9**9 }}", "{{ lipsum() }}", "{{ y }}"],
)
def test_what_came_into_the_database_another_way_is_not_run(text: str) -> None:
    with pytest.raises(WordingWrong):
        fill(text, {"name": "x"})
