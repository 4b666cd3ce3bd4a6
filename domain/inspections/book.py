"""What inspections ask of the storage."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol
from uuid import UUID

from domain.assets.status import Grade
from domain.errors import NotFound, RuleViolation
from domain.ids import AssetId, ReturnId, VariantId
from domain.inspections.answers import Answer
from domain.inspections.form import Form, FormId
from domain.maintenance.meters import Occasion
from domain.refurbishment.repairs import RepairId

InspectionId = NewType("InspectionId", UUID)


class UnknownInspection(NotFound):
    """There is no such inspection."""

    code = "unknown_inspection"


class InspectionOpen(RuleViolation):
    """A thing of this kind goes back into stock only when the form was filled since it came, and passed."""

    code = "inspection_open"


@dataclass(frozen=True, slots=True)
class Inspection:
    """A form as it was answered. `failed`: codes of the questions. `filled_at` None: by this command.

    `repair_id`: the order that holds what has failed. `return_id`: the return with which the thing came.
    """

    id: InspectionId
    asset_id: AssetId
    form_id: FormId
    version: int
    occasion: Occasion
    answers: tuple[Answer, ...]
    passed: bool
    grade: Grade | None
    failed: tuple[str, ...]
    repair_id: RepairId | None = None
    return_id: ReturnId | None = None
    filled_at: datetime | None = None


class InspectionBook(Protocol):
    def form(self, form_id: FormId) -> Form:
        """The newest version. Raises UnknownForm."""
        ...

    def fitting(self, variant_id: VariantId) -> list[Form]:
        """The open forms for things of this kind: its product's own, and its category's."""
        ...

    def same_target(self, form: Form) -> list[Form]:
        """Other open forms for the same product or category."""
        ...

    def save_form(self, form: Form) -> None:
        """A version more; those before stay."""
        ...

    def add(self, inspection: Inspection) -> None: ...

    def last(self, asset_id: AssetId) -> Inspection | None:
        """The newest one that was filled since the thing came into the workshop."""
        ...
