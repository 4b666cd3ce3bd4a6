"""The page of the 22 processes names what is there: screens, use cases, scenarios; and each is on it once."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Catalog

from domain.handlers import HANDLERS
from tests.architecture.catalogues import catalogue
from tests.architecture.inspection import REPOSITORY

PAGE: Final = REPOSITORY / "docs/processes.md"
HOW_MANY: Final = 22
_SECTION: Final = re.compile(r"^## (\d+)\. (.+?)$(.*?)(?=^## |\Z)", re.M | re.S)
_ROW: Final = re.compile(r"^- (Screens|Use cases|Proven by): (.+)$", re.M)
_SPAN: Final = re.compile(r"`([^`]+)`")
_WAY: Final = re.compile(r"(.+) \((.+)\)")


@dataclass(frozen=True)
class Process:
    number: int
    title: str
    rows: dict[str, str]

    @property
    def ways(self) -> list[tuple[str, str]]:
        """English and German, as the window calls what one goes through."""
        return [match.groups() for way in self.rows["Screens"].split("; ") if (match := _WAY.fullmatch(way))]

    @property
    def use_cases(self) -> list[str]:
        return _SPAN.findall(self.rows["Use cases"])

    @property
    def scenarios(self) -> list[str]:
        return _SPAN.findall(self.rows["Proven by"])


def processes(text: str) -> list[Process]:
    return [Process(int(n), title, dict(_ROW.findall(body))) for n, title, body in _SECTION.findall(text)]


def lacking(each: Process) -> Iterator[str]:
    """Kinds of rows without anything in them."""
    if set(each.rows) != {"Screens", "Use cases", "Proven by"}:
        yield f"{each.number}: rows"
    elif not (each.ways and each.use_cases and each.scenarios) or len(each.ways) != each.rows["Screens"].count(" ("):
        yield f"{each.number}: empty"


def unknown_screens(each: Process, german: Catalog) -> Iterator[str]:
    for english, told in each.ways:
        known = [message.string if (message := german.get(name)) else None for name in english.split(" › ")]
        if known != told.split(" › "):
            yield f"{each.number}: {english}: {known}"


def no_use_cases(each: Process, handled: Iterable[str]) -> Iterator[str]:
    known = set(handled)
    for path in each.use_cases:
        if path.removesuffix(".py").replace("/", ".") not in known:
            yield f"{each.number}: {path}"


def no_scenarios(each: Process, root: Path = REPOSITORY) -> Iterator[str]:
    """Not there, not collected, or not named after its process."""
    for scenario in each.scenarios:
        path, _, name = scenario.partition("::")
        file = root / path
        tests = _tests(file) if file.name.startswith("test_") and file.is_file() else set()
        if name not in tests or not name.startswith(f"test_process_{each.number:02}_"):
            yield f"{each.number}: {scenario}"


def _tests(file: Path) -> set[str]:
    """Of a module those that nothing keeps from being run."""
    found = ast.parse(file.read_text(encoding="utf-8")).body
    return {each.name for each in found if isinstance(each, ast.FunctionDef) and "skip" not in ast.dump(each)}


@pytest.fixture(scope="module")
def told() -> list[Process]:
    return processes(PAGE.read_text(encoding="utf-8"))


def test_each_of_the_22_is_on_the_page_with_all_that_belongs_to_it(told: list[Process]) -> None:
    assert [each.number for each in told] == list(range(1, HOW_MANY + 1))
    assert [wrong for each in told for wrong in lacking(each)] == []


def test_screens_are_called_as_in_the_window(told: list[Process]) -> None:
    german = catalogue("de", "app")
    assert [wrong for each in told for wrong in unknown_screens(each, german)] == []


def test_use_cases_are_handlers(told: list[Process]) -> None:
    handled = [command.__module__ for command in HANDLERS]
    assert [wrong for each in told for wrong in no_use_cases(each, handled)] == []


def test_scenarios_are_run_and_bear_the_name(told: list[Process]) -> None:
    assert [wrong for each in told for wrong in no_scenarios(each)] == []
    named = re.compile(r"^def (test_process_\d\d_\w+)", re.M)
    written = {
        f"{path.relative_to(REPOSITORY)}::{name}"
        for path in (REPOSITORY / "tests/scenarios").glob("test_*.py")
        for name in named.findall(path.read_text(encoding="utf-8"))
    }
    assert written == {scenario for each in told for scenario in each.scenarios}, "one of both does not know the other"


def test_a_wrong_page_is_found() -> None:
    [wrong] = processes(
        "## 3. Renewals\n\nWhat.\n\n- Screens: Back office › Nowhere (Büro › Nirgends)\n"
        "- Use cases: `domain/contracts/renew.py`\n- Proven by: `tests/scenarios/test_one_day.py::test_process_09_x`\n"
    )
    assert list(lacking(wrong)) == []
    assert list(unknown_screens(wrong, catalogue("de", "app")))
    assert list(no_use_cases(wrong, ["domain.contracts.reach_day"]))
    assert list(no_scenarios(wrong))
    assert list(lacking(Process(4, "Nothing", {"Screens": "Orders"})))
