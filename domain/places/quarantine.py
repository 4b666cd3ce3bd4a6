"""What holding back and letting go means in the ledger: a thing in quarantine is proposed to nobody and not picked."""

from domain.assets.ledger import Fact
from domain.assets.model import Asset
from domain.assets.status import Kind, Readiness
from domain.clock import Clock
from domain.places.model import Held, Place, QuarantineReason
from domain.ports import Unit
from domain.tasks.model import TaskKind

LONGEST_NOTE = 300


def hold(
    unit: Unit, clock: Clock, asset: Asset, reason: QuarantineReason, note: str = "", *, because: Place | None = None
) -> Asset:
    """`because`: the place it lies in is in quarantine.

    Raises IllegalTransition: it is promised, with a customer, or gone.
    """
    facts: dict[str, Fact] = {"reason": reason}
    if note:
        facts["note"] = note[:LONGEST_NOTE]
    if because is not None:
        facts["held_place"] = str(because.id)
    held, event = asset.record(Kind.QUARANTINED, unit.context, clock.now(), facts)
    unit.assets.append(held, event)
    return held


def let_go(unit: Unit, clock: Clock, asset: Asset, held: Held, note: str = "") -> Asset:
    """In stock it is ready again; elsewhere what it waited for before still comes. What was looked for, is found."""
    facts: dict[str, Fact] = {"reason": held.reason}
    if note:
        facts["note"] = note[:LONGEST_NOTE]
    free, event = asset.record(Kind.LIFTED, unit.context, clock.now(), facts)
    unit.assets.append(free, event)
    if held.reason is QuarantineReason.MISSING:
        seen(unit, asset)
    return free


def sought_no_more(unit: Unit, clock: Clock, asset: Asset) -> Asset:
    """Somebody has it in their hands: being looked for ends, another reason stays."""
    held = unit.places.held([asset.id]).get(asset.id)
    if held is None or held.reason is not QuarantineReason.MISSING:
        return asset
    return let_go(unit, clock, asset, held)


def seen(unit: Unit, asset: Asset) -> None:
    """Nobody looks for it any more."""
    for task in unit.tasks.waiting(TaskKind.THING_SOUGHT, asset.code):
        unit.tasks.clear(task.id, unit.context.effective_at)


def is_held(asset: Asset) -> bool:
    return asset.state.readiness is Readiness.QUARANTINED
