"""What letters about a return say. Source: RULES.md 4, events 13 to 15."""

from collections.abc import Iterable
from datetime import date

from domain.ids import AssetId
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit
from domain.returns.claims import Claim
from domain.returns.model import LineState, Return, Way
from domain.returns.stages import Step

BY_WAY = {
    Way.LABEL: LetterKind.RETURN_BY_LABEL,
    Way.DROP_OFF: LetterKind.RETURN_DROP_OFF,
    Way.PICK_UP: LetterKind.RETURN_PICK_UP,
}
"""How the customer is asked to bring things back."""


def promise(case: Return, told: Told, unit: Unit) -> None:
    unit.letters.promise(case.contract_id, told)


def asked_back(case: Return, unit: Unit) -> Told:
    """Please send, bring, or have ready."""
    return Told(BY_WAY[case.way], _days(case), texts=_texts(case, unit))


def told_of(case: Return, kind: LetterKind, unit: Unit) -> Told:
    """A letter that needs no more than the return itself."""
    texts = _texts(case, unit)
    last = case.steps[-1] if case.steps else None
    if last is not None:
        texts["why"] = str(last.facts.get("why", ""))
        texts["tracking"] = str(last.facts.get("tracking", "")) or "–"
    return Told(kind, _days(case), texts=texts)


def receipt(case: Return, unit: Unit) -> Told:
    """What came, and what did not."""
    came = [line.asset_id for line in case.lines if line.state is LineState.RECEIVED]
    absent = [line.asset_id for line in case.lines if line.state is not LineState.RECEIVED]
    texts = {"return": case.number, "things": things(came, unit), "missing": things(absent, unit)}
    kind = LetterKind.RETURN_INCOMPLETE if absent else LetterKind.RETURN_RECEIVED
    return Told(kind, texts=texts)


def claimed(case: Return, claim: Claim) -> Told:
    lines = "\n".join(f"- {item.title}" for item in claim.items)
    texts = {"return": case.number, "damages": lines}
    return Told(LetterKind.DAMAGE_CLAIMED, {"until": claim.object_until}, {"amount": claim.amount}, texts=texts)


def things(asset_ids: Iterable[AssetId], unit: Unit) -> str:
    """One a line: name and code."""
    assets = unit.assets.get_all(list(asset_ids))
    return "\n".join(f"- {unit.catalog.variant(asset.variant_id).title}, {asset.code}" for asset in assets)


def _days(case: Return) -> dict[str, date]:
    days = {"until": case.return_until, "pick_up": case.pick_up_on}
    return {name: day for name, day in days.items() if day is not None}


def _texts(case: Return, unit: Unit) -> dict[str, str]:
    waiting = [line.asset_id for line in case.lines if line.received_at is None]
    shown = waiting or [line.asset_id for line in case.lines]
    return {"return": case.number, "things": things(shown, unit)}


def reminders_told(case: Return) -> frozenset[int]:
    """Offsets in days of the reminders that were sent for the present last day; before it they are negative."""
    until = None if case.return_until is None else case.return_until.isoformat()
    return frozenset(
        int(step.facts["offset"])
        for step in case.steps
        if step.step is Step.REMIND and step.facts.get("until") == until
    )
