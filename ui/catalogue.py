"""Reads a gettext catalogue as text, quickly: the window waits for its words at every start.

Babel reads the same file with all that a translator needs and takes thirty times as long; `tests/ui/test_language.py`
holds the two against each other.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

Texts = Mapping[str | tuple[str, str], str | tuple[str, ...]]
"""A text, or a pair of singular and plural → its translation, or the translation of each plural form in order."""

_LINE: Final = re.compile(
    r'^(?:(?P<field>msgid|msgid_plural|msgstr(?:\[\d\])?) )?"(?P<text>.*)"$|^(?P<fuzzy>#,.*fuzzy)'
)
_SIGN: Final = re.compile(r"\\(.)")
_SIGNS: Final = {"n": "\n", "t": "\t", "r": "\r"}


def texts_of(content: str) -> Texts:
    """What is translated in a catalogue; entries without a translation and fuzzy ones are left out."""
    texts: dict[str | tuple[str, str], str | tuple[str, ...]] = {}
    for entry in _entries(content):
        one, many = entry.get("msgid", ""), entry.get("msgid_plural", "")
        forms = tuple(text for field, text in entry.items() if field.startswith("msgstr"))
        if not one or not any(forms):
            continue
        if many:
            texts[one, many] = forms
        else:
            texts[one] = forms[0]
    return texts


def _entries(content: str) -> Iterator[Mapping[str, str]]:
    """Field → text of each entry."""
    for block in content.split("\n\n"):
        entry: dict[str, str] = {}
        field = ""
        for line in block.splitlines():
            found = _LINE.match(line)
            if found is None:
                continue
            if found["fuzzy"]:
                break
            field = found["field"] or field
            text = found["text"]
            if "\\" in text:
                text = _SIGN.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), text)
            entry[field] = entry.get(field, "") + text
        else:
            yield entry
