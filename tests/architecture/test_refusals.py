"""Every refusal has a code of its own, a sentence in both languages, and the facts that its sentence shows."""

import ast
import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from domain.errors import AppError
from tests.architecture.catalogues import catalogue, placeholders
from tests.architecture.inspection import ROOMS, sources
from ui.texts import REFUSALS


def _refusals() -> set[type[AppError]]:
    """All kinds that the rooms define, found by loading every module of theirs."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if ".migrations" not in module.name and not module.name.endswith(".__main__"):
                importlib.import_module(module.name)
    return {kind for kind in _below(AppError) if kind.__module__.split(".")[0] in ROOMS}


def _below(kind: type[AppError]) -> Iterator[type[AppError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _below(child)


def _doubles(kinds: set[type[AppError]]) -> list[str]:
    """Codes that two kinds share, or that a kind has only from its parent."""
    owners = defaultdict(list)
    for kind in kinds:
        owners[kind.code].append(kind.__qualname__)
    return [f"{code}: {sorted(names)}" for code, names in sorted(owners.items()) if len(names) > 1]


def _facts_missing(text: str, path: Path, sentences: Mapping[str, str], codes: Mapping[str, str]) -> list[str]:
    """Places that make a refusal without a fact that its sentence shows."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or (name := ast.unparse(node.func).split(".")[-1]) not in codes:
            continue
        given = {keyword.arg for keyword in node.keywords}
        shown = set(placeholders(sentences.get(codes[name], "")))
        if None not in given and (lacking := shown - given):
            found.append(f"{path}:{node.lineno}: {name} without {', '.join(sorted(lacking))}")
    return found


def test_no_two_refusals_share_a_code() -> None:
    assert _doubles(_refusals()) == []


def test_every_refusal_has_an_english_and_a_german_sentence() -> None:
    codes = {kind.code for kind in _refusals()}
    assert sorted(codes - REFUSALS.keys()) == []
    german = catalogue("de", "app")
    assert [code for code in sorted(codes) if not (found := german.get(REFUSALS[code])) or not found.string] == []


def test_no_sentence_is_left_of_a_refusal_that_is_gone() -> None:
    assert sorted(REFUSALS.keys() - {kind.code for kind in _refusals()}) == []


def test_every_place_that_refuses_gives_the_facts_that_the_sentence_shows() -> None:
    codes = {kind.__name__: kind.code for kind in _refusals()}
    found = [flaw for text, path in sources(*ROOMS) for flaw in _facts_missing(text, path, REFUSALS, codes)]
    assert found == []


class _Planted(AppError):
    code = "planted"


class _PlantedToo(AppError):
    code = "planted"


def test_a_planted_double_is_found() -> None:
    assert _doubles({_Planted, _PlantedToo}) == ["planted: ['_Planted', '_PlantedToo']"]


@pytest.mark.parametrize("call", ["raise Late()", "raise errors.Late(on=day)", "return Late(until=day)"])
def test_a_planted_lack_of_facts_is_found(call: str) -> None:
    sentences, codes = {"late": "Too late since {until}, on {on}."}, {"Late": "late"}
    assert _facts_missing(call, Path("x.py"), sentences, codes)
    assert not _facts_missing("raise Late(on=a, until=b)", Path("x.py"), sentences, codes)
    assert not _facts_missing("raise Late(**facts)", Path("x.py"), sentences, codes)
