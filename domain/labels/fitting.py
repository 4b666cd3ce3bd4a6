"""Whether a template can be printed, and which one a label gets at a workplace."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from domain.assets.codes import format_code
from domain.assets.label_sheet import Label
from domain.errors import InvalidInput
from domain.labels.layout import laid_out
from domain.labels.measure import estimated
from domain.labels.medium import ROLL_50_25, Medium
from domain.labels.template import (
    CodeType,
    LabelField,
    LabelTemplate,
    Subject,
    TemplateWrong,
    shipped_template,
    subject_of,
)

RESOLUTIONS: Final = (203, 300)
"""Dots to the inch of the printers that labels are made for."""
_PREFIX: Final = {Subject.THING: "RB", Subject.PLACE: "PL", Subject.CARD: "CC", Subject.PAPER: "SH"}
_SAMPLE_NUMBER: Final = 214


def sample_label(subject: Subject) -> Label:
    """With something in every field: what a preview and a test print show."""
    code = format_code(_PREFIX[subject], _SAMPLE_NUMBER)
    return Label(code, "E-Bike Kiez 3", "M · nachtblau", "WTU 0815-4711", place="Regal A-12")


def check_fits(template: LabelTemplate) -> None:
    """By a label with something in every field, at every resolution.

    Raises TemplateWrong, BarsTooWide, SquareTooLarge, WordsTooMany.
    """
    if LabelField.TEXT in template.fields and not template.text.strip():
        raise TemplateWrong(name=template.name)
    for dpi in RESOLUTIONS:
        laid_out(template, sample_label(template.subject), dpi, estimated, has_logo=True)


def template_for(label: Label, templates: Iterable[LabelTemplate], loaded: Sequence[Medium]) -> LabelTemplate:
    """The one that this label is printed with. `loaded`: what lies in the printers here, the usual one first.

    A template of the thing's own group comes before one for all; of several the one for labels that lie in a printer
    here; else it is put on the labels of the usual printer. Nothing decided: as shipped.
    """
    subject = subject_of(label)
    fitting = [each for each in templates if not each.is_closed and each.subject is subject]
    wanted = label.category if subject is Subject.THING else ""
    for category in dict.fromkeys((wanted, "")):
        own = [each for each in fitting if each.category == category]
        for medium in loaded:
            if found := next((each for each in own if each.medium == medium), None):
                return found
        if own:
            return own[0].on(loaded[0]) if loaded else own[0]
    return shipped_for(subject, loaded[0] if loaded else ROLL_50_25)


def shipped_for(subject: Subject, medium: Medium) -> LabelTemplate:
    """The shipped template with as much of it as these labels hold."""
    usual = shipped_template(subject, medium)
    few = (LabelField.CODE, LabelField.NAME)
    for code_type in (CodeType.BARS_AND_QR, CodeType.QR, CodeType.DATA_MATRIX):
        for fields in (usual.fields, few, (LabelField.CODE,), ()):
            tried = replace(usual, code_type=code_type, fields=fields)
            try:
                check_fits(tried)
            except InvalidInput:
                continue
            return tried
    return usual
