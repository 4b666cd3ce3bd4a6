"""The house rules hold; and each rule bites when something is planted."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture import inspection
from tests.architecture.inspection import ROOMS, Rule, breaches, sources

_LONG_FUNCTION = "def long():\n" + "    pass\n" * 61
_EVERYTHING = (*ROOMS, "tests", "bench")


@dataclass(frozen=True)
class Guard:
    """A rule, the folders (or single files) where it holds, and violations that it must find."""

    rule: Rule
    where: tuple[str, ...]
    planted: tuple[str, ...]
    planted_at: str = "domain/assets/receive_assets.py"

    def __str__(self) -> str:
        return self.rule.__name__


GUARDS = (
    Guard(inspection.oversized, _EVERYTHING, (_LONG_FUNCTION, "x = 1\n" * 501)),
    Guard(inspection.oversized, ("main.py",), ("x = 1\n" * 301,), "main.py"),
    Guard(
        inspection.with_float,
        ("domain", "storage"),
        ("def f(x: float): ...", "rate = 0.19", "def f() -> 'float': ...", "x = float('1')", "cast('float', x)"),
    ),
    Guard(
        inspection.asking_the_world,
        ("domain",),
        (
            "import random",
            "from os import environ",
            "datetime.now(UTC)",
            "datetime.datetime.utcnow()",
            "date.today()",
            "time.monotonic()",
            "uuid.uuid4()",
            "uuid4()",
            "open('x')",
            "print('x')",
        ),
    ),
    Guard(
        inspection.beyond_the_standard_library,
        ("domain", "hardware/machine"),
        ("import sqlalchemy", "from ui.texts import refusal"),
    ),
    Guard(inspection.of_the_program, ROOMS, ("import main", "from main import main", "from . import money")),
    Guard(
        inspection.with_side_effects,
        ROOMS,
        ("register()", "for x in y: pass", "if DEBUG:\n    start()", "with open(p) as f: pass"),
    ),
    Guard(
        inspection.handler_doing_more,
        ("domain",),
        tuple(
            f"def pause(command, unit, clock):\n    {act}"
            for act in ("unit.commit()", "unit.session.rollback()", "print(1)", "return _('Paused')", "mail.send(x)")
        ),
    ),
    Guard(
        inspection.silenced_without_reason,
        (*_EVERYTHING, "main.py"),
        ("x = 1  # noqa", "x = 1  # noqa: E501", "x = 1  # type: ignore", "x = 1  # type: ignore[arg-type]"),
    ),
    Guard(
        inspection.put_off,
        (*_EVERYTHING, "main.py"),
        ("# TODO later", "raise NotImplementedError", "@pytest.mark.skip\ndef test(): ...", "pytest.skip('later')"),
    ),
    Guard(inspection.badly_named, ROOMS, ("",), "ui/utils/dates.py"),
    Guard(inspection.badly_named, ROOMS, ("",), "domain/helpers.py"),
)


def _files(where: Iterable[str]) -> list[tuple[str, Path]]:
    single = [(inspection.REPOSITORY / name, Path(name)) for name in where if name.endswith(".py")]
    folders = [name for name in where if not name.endswith(".py")]
    return [(full.read_text(encoding="utf-8"), path) for full, path in single] + list(sources(*folders))


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_the_house_keeps_the_rule(guard: Guard) -> None:
    assert breaches(guard.rule, _files(guard.where)) == []


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_the_rule_finds_what_is_planted(guard: Guard) -> None:
    missed = [text for text in guard.planted if not guard.rule(text, Path(guard.planted_at))]
    assert missed == []


@pytest.mark.parametrize(
    "fine",
    [
        "x = 1  # noqa: N802 - the name gettext tools look for",
        "import pyzbar  # type: ignore[import-untyped]  # ships no types",
        '"""Says # noqa and TODO in a text."""',
    ],
)
def test_a_reason_beside_it_is_enough(fine: str) -> None:
    assert inspection.silenced_without_reason(fine, Path("x.py")) == []
    assert inspection.put_off(fine, Path("x.py")) == []
