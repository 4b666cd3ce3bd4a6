"""A defect that we find ourselves, in an inspection or a test: it joins the open order of the thing, or opens one."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.clock import Clock
from domain.ids import AssetId, ContractId
from domain.ports import Unit
from domain.refurbishment.repairs import RepairId, RepairStep, checked_words, open_steps
from domain.refurbishment.report_problem import ReportProblem, report_problem


@dataclass(frozen=True, slots=True)
class Found:
    """The repair order that now holds the defect. `is_new` False: there was one already."""

    repair_id: RepairId
    number: str
    asset_id: AssetId
    contract_id: ContractId | None
    is_new: bool

    def touched(self) -> Iterable[str]:
        topics = ("repairs", "refurbishments", "assets", f"asset:{self.asset_id}", f"repair:{self.repair_id}")
        return topics if self.contract_id is None else (*topics, f"contract:{self.contract_id}")


def note_defect(report: ReportProblem, unit: Unit, clock: Clock) -> Found:
    """As it would be reported, unless the thing has an open order. Raises ProblemMissing, NothingToRepair."""
    known = unit.repairs.open_for(report.asset_id)
    if known is None:
        made = report_problem(report, unit, clock)
        return Found(made.repair_id, made.number, report.asset_id, made.contract_id, is_new=True)
    if RepairStep.DIAGNOSE in open_steps(known.stage):
        words = checked_words(report.problem)
        unit.repairs.save(known.stepped(RepairStep.DIAGNOSE, {"finding": words}, known.expected_on))
    return Found(known.id, known.number, report.asset_id, known.contract_id, is_new=False)
