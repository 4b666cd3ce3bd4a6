"""How a credit bureau is asked and how its answer is read: a file that whoever sets it up writes.

The format is described in docs/formats/bureau.md. No secret stands in it: `{secret}` is filled in when it is sent.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote, urlsplit

from domain.checks.verdict import Colour
from domain.errors import InvalidInput

FIELDS: Final = frozenset(
    {
        *("given_name", "family_name", "company", "email", "phone", "street", "postcode", "city", "country"),
        *("iban", "reference", "value", "kind", "secret"),
    }
)
_PLACE: Final = re.compile(r"\{(\w+)\}")
_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d*)\]")
_MOST_SECONDS: Final = 60
_KEYS: Final = frozenset({"address", "path", "method", "headers", "body", "answer", "seconds"})
_ANSWER_KEYS: Final = frozenset({"colour", "colours", "score", "codes", "green", "yellow", "higher_is_better"})


class BureauMappingWrong(InvalidInput):
    """The file that says how a bureau is asked cannot be used; `where` names the place in it."""

    code = "bureau_mapping_wrong"


@dataclass(frozen=True, slots=True)
class AnswerPaths:
    """Where in the answer what stands. A colour by name, or a score with two limits: `green` and `yellow` are the worst
    scores that still count as such."""

    colour: str = ""
    colours: Mapping[str, Colour] = field(default_factory=dict)
    score: str = ""
    codes: str = ""
    green: int | None = None
    yellow: int | None = None
    higher_is_better: bool = True

    def colour_of(self, score: int) -> Colour:
        green, yellow = self.green or 0, self.yellow or 0
        if score == green or (score > green) is self.higher_is_better:
            return Colour.GREEN
        return Colour.YELLOW if score == yellow or (score > yellow) is self.higher_is_better else Colour.RED


@dataclass(frozen=True, slots=True)
class BureauMapping:
    address: str
    path: str
    answer: AnswerPaths
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    seconds: int = 15


def read_mapping(text: str) -> BureauMapping:
    """Raises BureauMappingWrong."""
    try:
        told = json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise BureauMappingWrong(where=f"line {getattr(error, 'lineno', 0)}") from None
    if not isinstance(told, dict):
        raise BureauMappingWrong(where="{}")
    _only(told, _KEYS, "")
    address = _text(told, "address")
    if urlsplit(address).scheme not in ("http", "https"):
        raise BureauMappingWrong(where="address")
    seconds = told.get("seconds", 15)
    if not isinstance(seconds, int) or not 1 <= seconds <= _MOST_SECONDS:
        raise BureauMappingWrong(where="seconds")
    headers = told.get("headers", {})
    if not isinstance(headers, dict) or not all(isinstance(each, str) for each in headers.values()):
        raise BureauMappingWrong(where="headers")
    method = told.get("method", "POST")
    if method not in ("GET", "POST", "PUT"):
        raise BureauMappingWrong(where="method")
    path = _text(told, "path", "")
    for where, value in (("path", path), ("headers", headers), ("body", told.get("body"))):
        _check_places(value, where)
    return BureauMapping(address, path, _answer(told.get("answer")), method, headers, told.get("body"), seconds)


def _answer(told: object) -> AnswerPaths:
    if not isinstance(told, dict):
        raise BureauMappingWrong(where="answer")
    _only(told, _ANSWER_KEYS, "answer.")
    colours = told.get("colours", {})
    try:
        named = {str(name): Colour(colour) for name, colour in colours.items()}
    except (ValueError, AttributeError):
        raise BureauMappingWrong(where="answer.colours") from None
    limits = [told.get("green"), told.get("yellow")]
    if not all(each is None or isinstance(each, int) for each in limits):
        raise BureauMappingWrong(where="answer.green")
    paths = AnswerPaths(
        colour=_text(told, "colour", ""),
        colours=named,
        score=_text(told, "score", ""),
        codes=_text(told, "codes", ""),
        green=limits[0],
        yellow=limits[1],
        higher_is_better=bool(told.get("higher_is_better", True)),
    )
    by_name, by_score = paths.colour and named, paths.score and None not in limits
    if not (by_name or by_score):
        raise BureauMappingWrong(where="answer.colour")
    return paths


def _only(told: Mapping[str, object], known: frozenset[str], under: str) -> None:
    unknown = sorted(set(told) - known)
    if unknown:
        raise BureauMappingWrong(where=f"{under}{unknown[0]}")


def _text(told: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = told.get(name, default)
    if not isinstance(value, str):
        raise BureauMappingWrong(where=name)
    return value


def _check_places(value: object, where: str) -> None:
    if isinstance(value, str):
        unknown = set(_PLACE.findall(value)) - FIELDS
        if unknown:
            raise BureauMappingWrong(where=f"{where} {{{min(unknown)}}}")
    elif isinstance(value, Mapping):
        for name, each in value.items():
            _check_places(each, f"{where}.{name}")
    elif isinstance(value, list):
        for each in value:
            _check_places(each, where)


def filled(value: object, known: Mapping[str, str]) -> object:
    """A template with its places filled, at every depth; what is no text stays."""
    if isinstance(value, str):
        return _PLACE.sub(lambda found: known[found[1]], value)
    if isinstance(value, Mapping):
        return {name: filled(each, known) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, known) for each in value]
    return value


def filled_path(path: str, known: Mapping[str, str]) -> str:
    """The same for an address: nothing that is filled in becomes a part of its structure."""
    return _PLACE.sub(lambda found: quote(known[found[1]], safe=""), path)


def found_at(told: object, path: str) -> list[object]:
    """What stands at `a.b[0].c`; `[]` goes through all of a list. Nothing where the way breaks off."""
    here = [told]
    for name, index in _STEP.findall(path):
        here = [each for value in here for each in _step(value, name, index)]
    return here


def _step(value: object, name: str, index: str) -> list[object]:
    if name:
        return [value[name]] if isinstance(value, Mapping) and name in value else []
    if not isinstance(value, list):
        return []
    return value if index == "" else value[int(index) : int(index) + 1]
