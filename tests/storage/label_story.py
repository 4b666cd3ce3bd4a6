"""Every command of labels, from the seat that is asked for: what `test_seats.py` tells."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from domain.application import Command
from domain.labels.medium import MEDIA
from domain.labels.save_template import SaveTemplate
from domain.labels.template import CodeType, LabelField, Subject, TemplateId


def saving(template_id: TemplateId, version: int = 0, medium: str = "dymo_89_36", **changes: Any) -> SaveTemplate:
    given: dict[str, Any] = {
        "name": "Räder",
        "subject": Subject.THING,
        "category": "bikes",
        "medium": MEDIA[medium],
        "code_type": CodeType.DATA_MATRIX,
        "fields": (LabelField.CODE, LabelField.NAME, LabelField.TEXT),
        "text": "Eigentum von Kiezrad",
        "size": 80,
    } | changes
    return SaveTemplate(template_id, version, **given)


def tell_labels(do: Callable[[Command], Any]) -> None:
    """A template, another version of it, and closed."""
    template = TemplateId(uuid4())
    do(saving(template))
    do(saving(template, 1, text="Bitte zurück an Kiezrad"))
    do(saving(template, 2, is_closed=True))
