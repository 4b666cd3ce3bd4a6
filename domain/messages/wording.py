"""What a template of a letter may consist of, and what is said when it does not: `{{ name }}`, `{{ name|upper }}`,
`{% if name %} … {% else %} … {% endif %}`, `{# a note #}`; in HTML the tags that every mail program shows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from typing import Final

from domain.errors import InvalidInput

FILTERS: Final = frozenset({"upper", "lower", "title", "trim"})
LONGEST_SUBJECT: Final = 200
LONGEST_TEXT: Final = 20_000
LONGEST_HTML: Final = 60_000
LONGEST_FILLED: Final = 400_000
_TAG: Final = re.compile(r"\{\{(.*?)\}\}|\{%-?(.*?)-?%\}|\{#.*?#\}", re.S)
_VALUE: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)((?:\s*\|\s*[A-Za-z_]+)*)")
_IF: Final = re.compile(r"(?:if|elif)\s+(?:not\s+)?([A-Za-z_][A-Za-z0-9_]*)")
_LEFT_OVER: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_TAGS: Final = frozenset(
    {
        *("a", "abbr", "b", "blockquote", "body", "br", "center", "code", "div", "em", "font", "h1", "h2", "h3", "h4"),
        *("head", "hr", "html", "i", "li", "ol", "p", "pre", "small", "span", "strong", "style", "sub", "sup", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "title", "tr", "u", "ul"),
    }
)
_ATTRIBUTES: Final = frozenset(
    {
        *("align", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "colspan", "dir", "height"),
        *("href", "lang", "role", "rowspan", "style", "title", "valign", "width"),
    }
)
_LINK: Final = re.compile(r"(https://|mailto:|tel:|#|\{\{ *link *\}\}$)", re.I)
_STYLE_LOADS: Final = re.compile(r"url\s*\(|@import|expression\s*\(|javascript:", re.I)


class FaultKind(StrEnum):
    """UNKNOWN: no such variable. UNREADABLE: not a tag that is known here. OPEN: an "if" without its end, or an end
    without its beginning. EMPTY, TOO_LONG: the text itself. LACKS: the law wants this variable said. HTML: a tag, an
    attribute or a link that is not sent."""

    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    OPEN = "open"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    LACKS = "lacks"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Fault:
    """`line` counts from 1. `what` is the variable, the tag, or the number of characters that are too many."""

    line: int
    kind: FaultKind
    what: str


class WordingWrong(InvalidInput):
    """A template cannot be used; the first fault is in the facts, all are in `faults`."""

    code = "wording_wrong"
    faults: tuple[Fault, ...] = ()

    @classmethod
    def of(cls, faults: Sequence[Fault], part: str = "") -> "WordingWrong":
        first = faults[0]
        wrong = cls(part=part, line=first.line, fault=first.kind, what=first.what)
        wrong.faults = tuple(faults)
        return wrong


@dataclass(frozen=True, slots=True)
class Wording:
    """One letter in one language, with variables. `html` "": it is made from the text."""

    subject: str
    text: str
    html: str = ""


def check_wording(wording: Wording, allowed: frozenset[str], needed: frozenset[str] = frozenset()) -> None:
    """`needed`: variables that subject or text have to name.

    Raises WordingWrong.
    """
    for part, text, longest in (
        ("subject", wording.subject, LONGEST_SUBJECT),
        ("text", wording.text, LONGEST_TEXT),
        ("html", wording.html, LONGEST_HTML),
    ):
        if faults := [*_size(part, text, longest), *faults_in(text, allowed, is_html=part == "html")]:
            raise WordingWrong.of(faults, part)
    lacking = sorted(needed - variables_in(f"{wording.subject}\n{wording.text}"))
    if lacking:
        raise WordingWrong.of([Fault(1, FaultKind.LACKS, each) for each in lacking], "text")
    if wording.html and (lacking := sorted(needed - variables_in(f"{wording.subject}\n{wording.html}"))):
        raise WordingWrong.of([Fault(1, FaultKind.LACKS, each) for each in lacking], "html")


def variables_in(text: str) -> frozenset[str]:
    """Those that are printed; asked about by an "if" alone does not count."""
    found = (_VALUE.fullmatch(each[1].strip()) for each in _TAG.finditer(text) if each[1] is not None)
    return frozenset(each[1] for each in found if each is not None)


def faults_in(text: str, allowed: frozenset[str], *, is_html: bool = False) -> list[Fault]:
    """All that is wrong with one part, in its order."""
    found = [*_tags(text, allowed), *_left_over(text)]
    if is_html and text:
        found += _html(text)
    return sorted(found, key=lambda each: each.line)


def _size(part: str, text: str, longest: int) -> Iterator[Fault]:
    if part != "html" and not text.strip():
        yield Fault(1, FaultKind.EMPTY, part)
    if len(text) > longest:
        yield Fault(1, FaultKind.TOO_LONG, str(longest))
    if part == "subject" and "\n" in text.strip():
        yield Fault(2, FaultKind.TOO_LONG, "1")


def _tags(text: str, allowed: frozenset[str]) -> Iterator[Fault]:
    depth: list[int] = []
    for tag in _TAG.finditer(text):
        line = text.count("\n", 0, tag.start()) + 1
        if tag[1] is not None:
            yield from _value(tag[1].strip(), line, allowed)
        elif tag[2] is not None:
            yield from _statement(tag[2].strip(), line, allowed, depth)
    yield from (Fault(line, FaultKind.OPEN, "if") for line in depth)


def _value(said: str, line: int, allowed: frozenset[str]) -> Iterator[Fault]:
    known = _VALUE.fullmatch(said)
    if known is None:
        yield Fault(line, FaultKind.UNREADABLE, said[:80])
        return
    if known[1] not in allowed:
        yield Fault(line, FaultKind.UNKNOWN, known[1])
    for each in known[2].split("|")[1:]:
        if each.strip() not in FILTERS:
            yield Fault(line, FaultKind.UNREADABLE, each.strip())


def _statement(said: str, line: int, allowed: frozenset[str], depth: list[int]) -> Iterator[Fault]:
    condition = _IF.fullmatch(said)
    if condition is not None:
        if condition[1] not in allowed:
            yield Fault(line, FaultKind.UNKNOWN, condition[1])
        if said.startswith("if"):
            depth.append(line)
        elif not depth:
            yield Fault(line, FaultKind.OPEN, said[:80])
    elif said in ("else", "endif"):
        if not depth:
            yield Fault(line, FaultKind.OPEN, said)
        elif said == "endif":
            depth.pop()
    else:
        yield Fault(line, FaultKind.UNREADABLE, said[:80])


def _left_over(text: str) -> Iterator[Fault]:
    """Half a tag: its braces are not those of a pair. What was a whole tag is blanked out, line by line."""
    rest = _TAG.sub(lambda tag: re.sub(r"[^\n]", " ", tag[0]), text)
    for each in _LEFT_OVER.finditer(rest):
        yield Fault(rest.count("\n", 0, each.start()) + 1, FaultKind.UNREADABLE, each[0])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Fault] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if tag not in _TAGS:
            self.found.append(Fault(line, FaultKind.HTML, f"<{tag}>"))
        for name, value in attrs:
            said = (value or "").strip()
            if (
                name not in _ATTRIBUTES
                or (name == "href" and not _LINK.match(said))
                or (name == "style" and _STYLE_LOADS.search(said))
            ):
                self.found.append(Fault(line, FaultKind.HTML, name))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style" and _STYLE_LOADS.search(data):
            self.found.append(Fault(self.getpos()[0], FaultKind.HTML, "url"))


def _html(text: str) -> list[Fault]:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.found
