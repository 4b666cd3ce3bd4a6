"""Returns that another one has overtaken: what they wait for came back with it, or is to come with it."""

from collections.abc import Sequence
from typing import Final

from domain.clock import Clock
from domain.ids import AssetId, ContractId
from domain.ports import Unit
from domain.returns.call_off_return import withdraw
from domain.returns.effects import nothing_came
from domain.returns.model import LineState, Purpose, Return
from domain.returns.stages import OVER, Stage, Step, open_steps

_HERE: Final = frozenset({Stage.PARTLY_RECEIVED, Stage.RECEIVED})


def end_takes_over(case: Return, unit: Unit) -> None:
    """An end that was agreed to takes the place of repairs and replacements that wait for the same things."""
    for contract_id in case.contracts:
        for other in _taken_over(case, unit.returns.of_contract(contract_id)):
            _withdraw(other, case, unit)


def drop_overtaken(contract_id: ContractId, unit: Unit) -> None:
    """A return of which nothing came waits for things that came with others, or are to come with an end of which some
    are here: nobody expects it any more."""
    returns = unit.returns.of_contract(contract_id)
    out = {asset_id for asset_id, _ in unit.assignments.assets_of(contract_id)}
    over = {other.id: (other, case) for case in returns if case.stage in _HERE for other in _taken_over(case, returns)}
    for case in returns:
        by = _came_with(case, returns)
        if by is not None and not _assets(case) & out:
            over.setdefault(case.id, (case, by))
    off = {case.id for case, by in over.values() if _withdraw(case, by, unit)}
    for case in returns:
        if case.id not in off and case.stage not in OVER | {Stage.ANNOUNCED}:
            _without(case, [line.asset_id for line in case.lines if line.asset_id not in out], unit)


def _without(case: Return, gone: Sequence[AssetId], unit: Unit) -> None:
    """Of several things some came with another return: they are not waited for with this one."""
    whole = unit.returns.find(case.id)
    for asset_id in gone:
        line = None if whole is None else whole.line_of(asset_id)
        if whole is not None and line is not None and line.state is LineState.EXPECTED:
            whole = whole.missing(asset_id, unit.context.effective_at)
            unit.returns.look(whole)


def _taken_over(case: Return, returns: Sequence[Return]) -> list[Return]:
    if case.purpose is not Purpose.END:
        return []
    coming = _assets(case)
    return [other for other in returns if other.purpose is not Purpose.END and _assets(other) <= coming]


def expect_no_more(asset_id: AssetId, contract_id: ContractId, unit: Unit, clock: Clock) -> None:
    """The thing is gone: a return that waits for it alone is off; with other things it goes on without it."""
    for case in unit.returns.of_contract(contract_id):
        line, whole = case.line_of(asset_id), unit.returns.find(case.id)
        if whole is None or line is None or line.state is not LineState.EXPECTED or whole.stage in OVER:
            continue
        if len(whole.lines) == 1:
            withdraw(whole, unit, clock)
        else:
            unit.returns.look(whole.missing(asset_id, unit.context.effective_at))


def _came_with(case: Return, returns: Sequence[Return]) -> Return | None:
    """The newest return with which one of its things came since it was announced."""
    found = [
        other
        for other in returns
        for line in other.lines
        if line.asset_id in _assets(case) and line.received_at is not None and other.announced_on >= case.announced_on
    ]
    return found[-1] if found else None


def _assets(case: Return) -> set[object]:
    return {line.asset_id for line in case.lines}


def _withdraw(case: Return, by: Return, unit: Unit) -> bool:
    """False: something came of it, or it holds things of another contract too, so it stays."""
    whole = unit.returns.find(case.id)
    if whole is None or not nothing_came(whole) or len(whole.contracts) > 1:
        return False
    if Step.WITHDRAW not in open_steps(whole.stage):
        return False
    unit.returns.withdraw(whole.withdrawn(Step.WITHDRAW, unit.today(), {"by": by.number}))
    return True
