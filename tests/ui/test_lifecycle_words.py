"""Everything that happens has words in the timelines, and somebody who tells of it."""

from datetime import UTC, datetime

import pytest

from domain.assets.status import Kind
from domain.handlers import HANDLERS
from domain.views.lifecycle import LifeCursor, LifeKind, LifeOf, LifePlace, LifeRow, Teller
from domain.views.lifecycle_told import COMMANDS, told
from ui.backoffice.contracts.changes.words import DONE as CHANGED
from ui.lifecycle.signs import KIND_SIGNS
from ui.lifecycle.words import DONE, STEPS, step_words, target
from ui.shell.port import Target

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
        assert "_" not in shown
        assert shown not in (str(step.value), "")


def test_a_step_of_a_newer_program_is_shown_as_it_stands() -> None:
    assert step_words("voyage.set_sail", "V-1") == "V-1 voyage: set sail"


def row_of(teller: Teller, number: str, place: LifePlace | None, **facts: object) -> LifeRow:
    at = datetime(2026, 2, 1, 9, tzinfo=UTC)
    kind = "taken_back" if teller is Teller.LEDGER else "credit_note"
    return LifeRow(at, teller, LifeKind.GOODS, kind, LifeCursor(at, 0, ""), number, place, facts=facts)


def test_a_row_leads_to_its_page_and_not_to_the_one_it_stands_on() -> None:
    credit = row_of(Teller.DOCUMENT, "RK-1", LifePlace.INVOICE)
    assert target(credit, LifeOf.INVOICE, "R-1") == Target("invoice", "RK-1")
    assert target(credit, LifeOf.INVOICE, "RK-1") is None
    assert target(row_of(Teller.TASK, "?", None), LifeOf.CONTRACT, "CT-1") is None
    back = row_of(Teller.LEDGER, "RB-1", LifePlace.ASSET, **{"return": "RT-1"})
    assert target(back, LifeOf.CONTRACT, "CT-1") == Target("asset", "RB-1")
    assert target(back, LifeOf.ASSET, "RB-1") == Target("one_return", "RT-1")
    assert target(back, LifeOf.ASSET, "RB-1", on_floor=True) == Target("return", "RT-1")
