"""A template on its way from what is known to what is saved."""

from typing import Final

from domain.labels.save_template import SaveTemplate
from domain.labels.template import LabelTemplate

NEW: Final = "new:"
"""Opens the editor for a new template; the id of another one behind it is copied."""


def version_of(template: LabelTemplate, seen: int, *, is_closed: bool | None = None) -> SaveTemplate:
    """The command that saves this template after the version `seen`."""
    return SaveTemplate(
        template.id,
        seen,
        template.name,
        template.subject,
        template.category,
        template.medium,
        template.code_type,
        template.fields,
        template.text,
        template.size,
        template.is_closed if is_closed is None else is_closed,
    )
