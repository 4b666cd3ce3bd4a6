"""The texts of papers in the reader's language: gettext catalogues, read as they are written (.po)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.pofile import read_po

DOMAIN: Final = "papers"
LOCALES: Final[Mapping[str, str]] = {"de": "de_DE", "en": "en_GB"}
"""The CLDR locale behind each language of papers. Every other language is printed in English."""


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Marks a text for the catalogue without translating it yet."""
    return text


@dataclass(frozen=True, slots=True)
class Texts:
    """One language: its texts and its CLDR locale. `language` is the tag written into the PDF ("de", "en")."""

    language: str
    locale: Locale
    _single: Mapping[str, str] = field(repr=False)
    _plural: Mapping[str, tuple[str, ...]] = field(repr=False)

    def __call__(self, text: str, **values: object) -> str:
        """The text in this language (English when the catalogue lacks it), its `{names}` filled."""
        found = self._single.get(text, text)
        return found.format_map(values) if values else found

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The form that fits `number`; `{number}` is always there to be filled."""
        forms = self._plural.get(one, (one, many))
        return forms[0 if number == 1 else 1].format_map({"number": number, **values})


@cache
def load_texts(locale_dir: Path, language: str) -> Texts:
    """Reads `locale_dir/<language>/LC_MESSAGES/papers.po` once. An unknown language gives English."""
    language = language if language in LOCALES else "en"
    with (locale_dir / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    single: dict[str, str] = {}
    plural: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        if isinstance(message.id, str):
            if message.id and message.string and not message.fuzzy:
                single[message.id] = str(message.string)
        elif isinstance(message.string, tuple) and all(message.string):
            plural[message.id[0]] = message.string
    return Texts(language, Locale.parse(LOCALES[language]), single, plural)
