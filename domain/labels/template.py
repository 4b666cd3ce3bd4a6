"""A template: what labels for one group of things look like. Its versions stay."""

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.assets.codes import CodeKind, parse_code
from domain.assets.label_sheet import Label
from domain.errors import Conflict, InvalidInput, NotFound
from domain.labels.medium import ROLL_50_25, Medium

TemplateId = NewType("TemplateId", UUID)

LONGEST_NAME: Final = 80
LONGEST_TEXT: Final = 120
LEAST_SIZE, MOST_SIZE, USUAL_SIZE = 50, 240, 70


class TemplateWrong(InvalidInput):
    """A template needs a name, something to scan, and a size of type that can be read."""

    code = "label_template_wrong"


class UnknownTemplate(NotFound):
    """There is no such label template."""

    code = "unknown_label_template"


class TemplateChanged(Conflict):
    """Someone else changed the template since this person looked at it."""

    code = "label_template_changed"


class TemplateTaken(Conflict):
    """Another template is for the same things on the same labels already."""

    code = "label_template_taken"


class Subject(StrEnum):
    """What a label is stuck on."""

    THING = "thing"
    PLACE = "place"
    CARD = "card"
    PAPER = "paper"


class CodeType(StrEnum):
    """BARS_AND_QR: the same code twice, for old scanners and for telephones."""

    BARS_AND_QR = "bars_and_qr"
    CODE_128 = "code_128"
    QR = "qr"
    DATA_MATRIX = "data_matrix"


class LabelField(StrEnum):
    """In the order in which they stand on a label."""

    LOGO = "logo"
    CODE = "code"
    NAME = "name"
    VARIANT = "variant"
    SERIAL = "serial"
    PLACE = "place"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class LabelTemplate:
    """`category` "" is for all things that have no template of their own; it means nothing for other subjects.

    `text` stands on every label that has the field TEXT. `size` of the type in tenths of a point.

    Raises TemplateWrong.
    """

    id: TemplateId
    version: int
    name: str
    subject: Subject
    category: str
    medium: Medium
    code_type: CodeType
    fields: tuple[LabelField, ...]
    text: str = ""
    size: int = USUAL_SIZE
    is_closed: bool = False

    def __post_init__(self) -> None:
        named = 0 < len(self.name) <= LONGEST_NAME and _is_plain(self.name)
        worded = len(self.text) <= LONGEST_TEXT and _is_plain(self.text)
        told = len(set(self.fields)) == len(self.fields) and (LabelField.TEXT in self.fields or not self.text)
        aimed = self.subject is Subject.THING or not self.category
        if not (named and worded and told and aimed and LEAST_SIZE <= self.size <= MOST_SIZE):
            raise TemplateWrong(name=self.name[:LONGEST_NAME])

    def on(self, medium: Medium) -> "LabelTemplate":
        """The same on other labels."""
        return replace(self, medium=medium)


_NO_ID: Final = TemplateId(UUID(int=0))
SHIPPED_FIELDS: Final = (LabelField.CODE, LabelField.NAME, LabelField.VARIANT, LabelField.SERIAL)


def shipped_template(subject: Subject, medium: Medium = ROLL_50_25) -> LabelTemplate:
    """What is printed where the owner decided nothing; on larger labels in larger type."""
    larger = max(100, min(250, medium.wide * 100 // ROLL_50_25.wide, medium.high * 100 // ROLL_50_25.high))
    size = USUAL_SIZE * larger // 100
    return LabelTemplate(_NO_ID, 0, subject.value, subject, "", medium, CodeType.BARS_AND_QR, SHIPPED_FIELDS, size=size)


_OF_KIND: Final = {CodeKind.ASSET: Subject.THING, CodeKind.PLACE: Subject.PLACE, CodeKind.COMMAND: Subject.CARD}


def subject_of(label: Label) -> Subject:
    return _OF_KIND.get(parse_code(label.code).kind, Subject.PAPER)


def _is_plain(text: str) -> bool:
    return not any(unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} for sign in text)
