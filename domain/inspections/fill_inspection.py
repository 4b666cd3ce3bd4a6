"""Somebody looks at a thing and answers the form. What has failed leads to a repair, and to damage of its return."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.assets.status import Grade
from domain.clock import Clock
from domain.ids import AssetId, ReturnId
from domain.inspections.answers import Answer, Judgement, judge, kept, meters_in
from domain.inspections.book import Inspection, InspectionId
from domain.inspections.form import Form, FormChanged, FormId, Option, UnknownForm
from domain.maintenance.meters import Occasion, Shown
from domain.maintenance.reading import take_readings
from domain.ports import Unit
from domain.refurbishment.finding import Found, note_defect
from domain.refurbishment.repairs import Origin, RepairId
from domain.refurbishment.report_problem import ReportProblem
from domain.returns.note_damage import LONGEST as LONGEST_DAMAGE
from domain.returns.note_damage import NoteDamage, note_damage


@dataclass(frozen=True, slots=True)
class FillInspection(Command):
    """Ids are made where the form is filled; `repair_id` is for an order that has to be opened. `version` is the form's
    that was answered. `problem`: what has failed, in the words of whoever looked. `meters`: what was said to readings
    that were asked again; their values are in the answers."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WAREHOUSE}
    has_consequences: ClassVar[bool] = True

    inspection_id: InspectionId
    asset_id: AssetId
    form_id: FormId
    version: int
    occasion: Occasion
    answers: tuple[Answer, ...]
    repair_id: RepairId
    problem: str = ""
    meters: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class InspectionFilled(Event):
    """`title`: the form's name. `grade`: what the answers propose. `repair` None: it passed. `damages`: how many were
    noted at the return.
    """

    inspection_id: InspectionId
    asset_id: AssetId
    asset_code: str
    title: str
    passed: bool
    grade: Grade | None
    repair: Found | None = None
    return_id: ReturnId | None = None
    damages: int = 0

    def touched(self) -> Iterable[str]:
        topics = ["inspections", "care", "refurbishments", "tasks", f"asset:{self.asset_id}"]
        topics += self.repair.touched() if self.repair is not None else ()
        return (*topics, f"return:{self.return_id}") if self.return_id is not None else topics


def fill_inspection(command: FillInspection, unit: Unit, clock: Clock) -> InspectionFilled:
    """Kept with the version of the form.

    Raises:
        UnknownAsset, UnknownForm: it is not for this thing, or not for this occasion.
        FormChanged: there is a newer version.
        AnswersOpen: not all is answered.
        NothingToRepair: it has failed, and is none of ours any more.
    """
    asset = unit.assets.get(command.asset_id)
    form = _form(command, unit.inspections.fitting(asset.variant_id))
    answers = kept(form, command.answers)
    judgement = judge(form, answers)
    said = {each.meter: each for each in command.meters}
    take_readings(asset.id, meters_in(form, answers, said), command.occasion, unit)
    repair = None
    if judgement.failed:
        words = command.problem.strip() or _words(form, judgement)
        repair = note_defect(ReportProblem(command.repair_id, asset.id, words, Origin.INSPECTION), unit, clock)
    case = unit.returns.uninspected(asset.id) if judgement.damages else None
    noted = 0 if case is None else _note_damages(case.id, asset.id, judgement.damages, unit, clock)
    inspection = Inspection(
        command.inspection_id,
        asset.id,
        form.id,
        form.version,
        command.occasion,
        answers,
        judgement.passed,
        judgement.grade,
        tuple(each.code for each in judgement.failed),
        None if repair is None else repair.repair_id,
        None if case is None else case.id,
    )
    unit.inspections.add(inspection)
    return InspectionFilled(
        inspection.id,
        asset.id,
        asset.code,
        form.name,
        judgement.passed,
        judgement.grade,
        repair,
        inspection.return_id,
        noted,
    )


def _form(command: FillInspection, fitting: Sequence[Form]) -> Form:
    form = next((each for each in fitting if each.id == command.form_id and command.occasion in each.occasions), None)
    if form is None:
        raise UnknownForm(form=command.form_id)
    if form.version != command.version:
        raise FormChanged(name=form.name)
    return form


def _words(form: Form, judgement: Judgement) -> str:
    """In the words of the form, where nobody said others."""
    found = []
    for question in judgement.failed:
        option = judgement.chosen.get(question.code)
        found.append(question.text_de if option is None else f"{question.text_de}: {option.text_de}")
    return f"{form.name}: " + "; ".join(found)


def _note_damages(return_id: ReturnId, asset_id: AssetId, damages: Sequence[Option], unit: Unit, clock: Clock) -> int:
    """Those that nobody noted yet. What they cost the office decides, from the price list."""
    known = {each.damage for each in unit.returns.damages(return_id) if each.asset_id == asset_id}
    fresh = {each.damage: each for each in damages if each.damage not in known}
    for option in fresh.values():
        note_damage(NoteDamage(return_id, asset_id, option.damage, option.text_de[:LONGEST_DAMAGE]), unit, clock)
    return len(fresh)
