"""What screens ask of labels: the templates there are, and what stands on labels."""

from typing import Protocol
from uuid import UUID

from domain.assets.label_sheet import Label
from domain.assets.resolve import Meaning
from domain.labels.template import LabelTemplate, TemplateId


class LabelQuestions(Protocol):
    def templates(self) -> tuple[LabelTemplate, ...]:
        """The newest version of each, closed ones too."""
        ...

    def template(self, template_id: TemplateId) -> LabelTemplate:
        """Raises UnknownTemplate."""
        ...

    def categories(self) -> tuple[str, ...]:
        """The groups that products of the house belong to, in order."""
        ...

    def of_scanned(self, meaning: Meaning, found_id: UUID, code: str) -> Label | None:
        """What was scanned, as a label; None: it gets none."""
        ...

    def of_places(self) -> tuple[Label, ...]:
        """All places of this store, by name."""
        ...
