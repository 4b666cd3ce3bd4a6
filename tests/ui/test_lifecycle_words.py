"""Everything that happens has words in the timelines, and somebody who tells of it."""

import pytest

from domain.assets.status import Kind
from domain.handlers import HANDLERS
from domain.views.lifecycle import LifeKind, Teller
from domain.views.lifecycle_told import COMMANDS, told
from ui.backoffice.contracts.changes.words import DONE as CHANGED
from ui.lifecycle.signs import KIND_SIGNS
from ui.lifecycle.words import DONE, STEPS, step_words

NAMES = sorted(command.__name__ for command in HANDLERS)


def test_every_command_says_who_tells_of_it_and_nobody_else_does() -> None:
    assert set(COMMANDS) == set(NAMES), "domain/views/lifecycle_told.py: one line for each command"
    silent = {name: each for name, each in COMMANDS.items() if each.teller is None}
    assert all(each.why and each.kind is None for each in silent.values())


def test_what_is_told_under_the_name_of_its_command_has_words() -> None:
    by_name = [name for name in NAMES if told(name).teller is Teller.COMMAND]
    assert [name for name in by_name if name not in DONE and name not in CHANGED] == []
    assert {told(name).kind for name in by_name} <= set(LifeKind)


def test_every_kind_of_the_ledger_has_a_sign() -> None:
    assert set(KIND_SIGNS) == {kind.value for kind in Kind}


@pytest.mark.parametrize("thing", sorted(STEPS))
def test_every_step_has_words(thing: str) -> None:
    steps, _sentence = STEPS[thing]
    for step in steps:
        shown = step_words(f"{thing}.{step.value}", "X-1")
        assert "_" not in shown and shown not in (str(step.value), "")


def test_a_step_of_a_newer_program_is_shown_as_it_stands() -> None:
    assert step_words("voyage.set_sail", "V-1") == "V-1 voyage: set sail"
