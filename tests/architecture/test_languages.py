"""A German user never meets an English word, and no translation loses a number or a name."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from tests.architecture.catalogues import LOCALE, SOURCES, Text, catalogue, flaws, missing, placeholders, texts_in
from tests.architecture.inspection import REPOSITORY


@pytest.mark.parametrize("name", SOURCES)
def test_every_german_text_is_there_and_whole(name: str) -> None:
    german = catalogue("de", name)
    assert len(german) > 0
    assert [flaw for message in german if message.id for flaw in flaws(message)] == []


@pytest.mark.parametrize(("name", "room"), SOURCES.items())
def test_every_text_in_the_code_is_in_the_catalogue(name: str, room: str) -> None:
    texts = list(texts_in(REPOSITORY / room))
    assert texts
    assert missing(iter(texts), catalogue("de", name)) == []


def test_there_are_no_catalogues_beyond_these() -> None:
    assert {path.stem for path in LOCALE.rglob("*.po")} == SOURCES.keys()


@pytest.mark.parametrize(
    ("message", "flaw"),
    [
        (Message("Order", ""), "untranslated"),
        (Message("Order", "Bestellung", flags={"fuzzy"}), "fuzzy"),
        (Message("{count} bikes", "{anzahl} Räder"), "other placeholders"),
        (Message("<b>Now</b>", "Jetzt"), "other placeholders"),
        (Message(("{n} day", "{n} days"), ("{n} Tag", "")), "untranslated"),
        (Message(("one day", "{n} days"), ("ein Tag", "Tage")), None),
        (Message(("{n} day", "{n} days"), ("{n} Tag", "Tage")), "other placeholders"),
        (Message("{count} bikes", "{count} Räder"), None),
        (Message("Credit note", "Gutschrift"), "avoided word"),
    ],
)
def test_planted_flaws_are_found(message: Message, flaw: str | None) -> None:
    found = flaws(message)
    assert found == [] if flaw is None else flaw in found[0]


def test_a_text_without_translation_is_found(tmp_path: Path) -> None:
    (tmp_path / "screen.py").write_text("label(_('Ship {n}'))\nN_('Kept')\n")
    german = Catalog(locale="de")
    german.add("Kept", "Behalten")
    assert missing(texts_in(tmp_path), german) == [f"{tmp_path.name}/screen.py:1: 'Ship {{n}}'"]


def test_placeholders_do_not_mind_order_or_doubled_braces() -> None:
    assert placeholders("{b} {a} {{literal}}") == placeholders("{a} {b}")
    assert Text(("x",), "y").forms == ("x",)
