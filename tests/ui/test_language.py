"""Texts and values in the language of the screen."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from domain.money import Currency, Money
from domain.period import Period, Unit
from ui import language
from ui.catalogue import Texts, texts_of
from ui.language import _, count, shown, shown_percent

_LOCALE = Path(__file__).parents[2] / "resources" / "locale"


def test_english_is_what_the_code_says_and_german_comes_from_the_catalogue() -> None:
    assert _("Undo the last scan") == "Undo the last scan"
    language.use("de")
    assert _("Undo the last scan") == "Den letzten Scan zurücknehmen"
    assert _("never translated") == "never translated"
    assert _("") == ""


@pytest.mark.parametrize("chosen", ["de", "en"])
def test_a_catalogue_is_read_as_babel_reads_it(chosen: str) -> None:
    for path in (_LOCALE / chosen / "LC_MESSAGES").glob("*.po"):
        content = path.read_text(encoding="utf-8")
        assert texts_of(content) == _by_babel(content), path


def test_a_catalogue_of_all_kinds_of_entries_is_read_as_babel_reads_it() -> None:
    entries = (
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"',
        '# a note\n#: ui/a.py:3\nmsgid "one"\nmsgstr "eins"',
        'msgid ""\n"long "\n"and longer"\nmsgstr ""\n"lang "\n"und länger"',
        'msgid "a \\"word\\"\\n\\tand \\\\ more"\nmsgstr "ein \\"Wort\\"\\n\\tund \\\\ mehr"',
        'msgid "{count} row"\nmsgid_plural "{count} rows"\nmsgstr[0] "{count} Zeile"\nmsgstr[1] "{count} Zeilen"',
        '#, fuzzy\nmsgid "unsure"\nmsgstr "unsicher"',
        'msgid "not yet"\nmsgstr ""',
        '#~ msgid "no more"\n#~ msgstr "nicht mehr"',
    )
    content = "\n\n".join(entries) + "\n"
    assert texts_of(content) == _by_babel(content)
    assert texts_of(content)["long and longer"] == "lang und länger"


def _by_babel(content: str) -> Texts:
    texts: dict[str | tuple[str, str], str | tuple[str, ...]] = {}
    for message in read_po(BytesIO(content.encode())):
        if message.id and message.string and not message.fuzzy:
            key = (message.id[0], message.id[1]) if isinstance(message.id, list | tuple) else message.id
            texts[key] = message.string if isinstance(message.string, str) else tuple(message.string)
    return texts


def test_plural() -> None:
    language.use("de")
    assert count("{count} row", "{count} rows", 1) == "1 Zeile"
    assert count("{count} row", "{count} rows", 0) == "0 Zeilen"


def test_there_is_no_third_language() -> None:
    with pytest.raises(ValueError, match="fr"):
        language.use("fr")


@pytest.mark.parametrize(
    ("fact", "german", "british"),
    [
        (Money(123456), "1.234,56\u00a0€", "€1,234.56"),
        (Money(-500, Currency("CHF")), "-5,00\u00a0CHF", "-CHF5.00"),
        (date(2027, 1, 31), "31.01.2027", "31 Jan 2027"),
        (datetime(2026, 11, 23, 22, 30, tzinfo=UTC), "23.11.2026, 23:30", "23 Nov 2026, 23:30"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "01.01.2027, 00:30", "1 Jan 2027, 00:30"),
        (Period.through(date(2026, 11, 1), date(2026, 11, 30)), "01.11.2026 – 30.11.2026", "1 Nov 2026 – 30 Nov 2026"),
        (Period(date(2026, 11, 1)), "ab 01.11.2026", "from 1 Nov 2026"),
        (Decimal("1234.5"), "1.234,5", "1,234.5"),
        (True, "ja", "yes"),
        (None, "–", "–"),
        (Unit.MONTH, "Monat", "month"),
        ((1, "two", Unit.DAY), "1, two, Tag", "1, two, day"),
        ("text", "text", "text"),
    ],
)
def test_values_are_shown_as_each_language_writes_them(fact: object, german: str, british: str) -> None:
    assert shown(fact) == british
    language.use("de")
    assert shown(fact) == german


def test_rates() -> None:
    language.use("de")
    assert shown_percent(Decimal("0.19")) == "19\u202f%"
    assert shown_percent(Decimal("0.077")) == "7,7\u202f%"
