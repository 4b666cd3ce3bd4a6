"""What label templates ask of the storage."""

from typing import Protocol

from domain.labels.template import LabelTemplate, TemplateId


class LabelBook(Protocol):
    def template(self, template_id: TemplateId) -> LabelTemplate:
        """The newest version. Raises UnknownTemplate."""
        ...

    def same_target(self, template: LabelTemplate) -> list[LabelTemplate]:
        """Other open templates for the same things on the same labels."""
        ...

    def save(self, template: LabelTemplate) -> None:
        """A version more; those before stay."""
        ...
