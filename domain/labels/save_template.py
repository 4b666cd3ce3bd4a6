"""The owner says what labels for some things look like, or changes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.labels.fitting import check_fits
from domain.labels.medium import Medium
from domain.labels.template import (
    CodeType,
    LabelField,
    LabelTemplate,
    Subject,
    TemplateChanged,
    TemplateId,
    TemplateTaken,
)
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SaveTemplate(Command):
    """`template_id` is made where the template is first written. `version` is that which the person saw (0: a new one).
    A closed one prints no more."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    template_id: TemplateId
    version: int
    name: str
    subject: Subject
    category: str
    medium: Medium
    code_type: CodeType
    fields: tuple[LabelField, ...]
    text: str
    size: int
    is_closed: bool = False

    def template(self) -> LabelTemplate:
        """The version to be. Raises TemplateWrong."""
        return LabelTemplate(
            self.template_id,
            self.version + 1,
            self.name.strip(),
            self.subject,
            self.category.strip(),
            self.medium,
            self.code_type,
            self.fields,
            self.text.strip(),
            self.size,
            self.is_closed,
        )


@dataclass(frozen=True, slots=True)
class TemplateSaved(Event):
    template_id: TemplateId
    version: int

    def touched(self) -> Iterable[str]:
        return ("label_templates",)


def save_template(command: SaveTemplate, unit: Unit, _clock: Clock) -> TemplateSaved:
    """What does not fit its labels is not kept.

    Raises TemplateWrong, BarsTooWide, SquareTooLarge, WordsTooMany, UnknownTemplate, TemplateChanged, TemplateTaken.
    """
    template = command.template()
    if command.version and unit.labels.template(command.template_id).version != command.version:
        raise TemplateChanged(name=template.name)
    if not template.is_closed:
        check_fits(template)
        for other in unit.labels.same_target(template):
            raise TemplateTaken(name=other.name)
    unit.labels.save(template)
    return TemplateSaved(template.id, template.version)
