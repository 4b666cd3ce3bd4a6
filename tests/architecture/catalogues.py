"""What the gettext catalogues and the texts in the code say about each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.architecture.inspection import REPOSITORY

LOCALE = REPOSITORY / "resources" / "locale"
SOURCES = {"app": "ui", "papers": "reports"}
"""Catalogue -> the room whose texts it translates."""

_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "nN_": (1, 2), "count": (1, 2)}
_BRACES = re.compile(r"(?<!{){([^{}]*)}(?!})")
_MARKUP = re.compile(r"</?[a-z]+[^>]*>")


@dataclass(frozen=True)
class Text:
    """An English text as it stands in the code; two forms when it counts."""

    forms: tuple[str, ...]
    place: str


def texts_in(room: Path) -> Iterator[Text]:
    """Every marked text below a folder."""
    for name, line, message, _comments, _context in extract_from_dir(str(room), keywords=_KEYWORDS):
        forms = message if isinstance(message, tuple) else (message,)
        if any(forms):
            yield Text(tuple(form for form in forms if form), f"{room.name}/{name}:{line}")


def catalogue(language: str, name: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / f"{name}.po").open("rb") as file:
        return read_po(file, locale=language)


def placeholders(text: str) -> list[str]:
    """Names in braces and markup, sorted: what a translation must keep."""
    return sorted(_BRACES.findall(text) + _MARKUP.findall(text))


AVOIDED = "Gutschrift"
"""In VAT law a self-billed invoice, never our credit note (docs/glossary.md)."""


def flaws(message: Message) -> list[str]:
    """What is wrong with one translation: missing, doubtful, other placeholders, a word that the glossary avoids."""
    if message.fuzzy:
        return [f"fuzzy: {message.id!r}"]
    originals = message.id if isinstance(message.id, tuple) else (message.id,)
    translations = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(translations) or len(translations) < len(originals):
        return [f"untranslated: {message.id!r}"]
    wanted = {tuple(placeholders(original)) for original in originals}
    other = [text for text in translations if tuple(placeholders(text)) not in wanted]
    avoided = [text for text in translations if AVOIDED in text]
    found = [f"other placeholders: {text!r} for {message.id!r}" for text in other]
    return found + [f"avoided word: {text!r} for {message.id!r}" for text in avoided]


def missing(texts: Iterator[Text], translated: Catalog) -> list[str]:
    """Texts in the code that the catalogue does not know."""
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in translated if message.id}
    return [f"{text.place}: {text.forms[0]!r}" for text in texts if text.forms[0] not in known]


def left_over(texts: Iterator[Text], translated: Catalog) -> list[str]:
    """Translations of texts that are no longer in the code."""
    used = {text.forms[0] for text in texts}
    ids = (message.id[0] if isinstance(message.id, tuple) else message.id for message in translated if message.id)
    return [f"unused: {text!r}" for text in ids if text not in used]
