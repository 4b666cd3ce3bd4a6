"""When nothing of a return is left to do."""

from domain.assets.status import OUT
from domain.ports import Unit
from domain.returns.claims import OPEN_CLAIMS
from domain.returns.model import Return
from domain.returns.stages import Stage, Step


def closed_if_done(case: Return, unit: Unit) -> Return:
    """Closed by itself: all is here and inspected, nothing was damaged, or what was claimed is settled."""
    return case.stepped(Step.CLOSE) if case.stage is Stage.INSPECTED and not open_ends(case, unit) else case


def closed_without_claim(case: Return, unit: Unit) -> Return:
    """As `closed_if_done`, for the command that settles its claim."""
    is_done = case.stage is Stage.INSPECTED and not open_ends(case, unit) - {"claim"}
    return case.stepped(Step.CLOSE) if is_done else case


def open_ends(case: Return, unit: Unit) -> frozenset[str]:
    """What keeps it open: "missing", "damage" (nobody has decided), "claim" (not settled)."""
    found: set[str] = set()
    absent = [line.asset_id for line in case.lines if line.received_at is None]
    if any(asset.state.status in OUT for asset in unit.assets.get_all(absent)):
        found.add("missing")
    claims = unit.returns.claims(case.id)
    if any(claim.state in OPEN_CLAIMS for claim in claims):
        found.add("claim")
    if not claims and unit.returns.damages(case.id):
        found.add("damage")
    return frozenset(found)
