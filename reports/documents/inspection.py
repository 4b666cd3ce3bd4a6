"""An inspection as display texts: every question that was asked, with its answer."""

from dataclasses import replace
from io import BytesIO
from typing import Final

from PIL import Image

from domain.business import Business
from domain.inspections.sheet import InspectionSheet, SheetAnswer
from domain.maintenance.meters import Occasion
from reports import formats
from reports.documents.asset_passport import PassportRow, PassportText
from reports.documents.letterhead import letterhead
from reports.formats import printable
from reports.texts import N_, Texts

OCCASIONS: Final = {
    Occasion.HAND_OUT: N_("at the hand-out"),
    Occasion.TAKE_BACK: N_("at the take-back"),
    Occasion.WORKSHOP: N_("after the work in the workshop"),
    Occasion.MAINTENANCE: N_("at a maintenance"),
    Occasion.CUSTOMER: N_("told by the customer"),
}


def inspection_text(sheet: InspectionSheet, business: Business, texts: Texts) -> PassportText:
    """The sheet as it will be read, in the language of `texts`. It is laid out as a passport is."""
    answers = _answers(sheet, texts.language)
    day, time = formats.instant(sheet.filled_at, texts.locale)
    form = texts("{form}, version {version}", form=printable(sheet.form.name), version=sheet.form.version)
    facts = (
        (texts("Serial number"), sheet.serial or "–"),
        (texts("Form"), form),
        (texts("Occasion"), texts(OCCASIONS[sheet.inspection.occasion])),
        (texts("Date"), f"{day}, {time}"),
        (texts("Person"), sheet.person),
        (texts("Grade"), "" if sheet.grade is None else str(sheet.grade)),
        (texts("Repair"), sheet.repair),
    )
    return PassportText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.filled_at.date(),
        kind=texts("Inspection"),
        title=printable(sheet.title),
        subtitle="",
        code=sheet.asset_code,
        status=texts("passed") if sheet.passed else texts("not passed"),
        readiness="",
        facts=tuple((label, printable(value)) for label, value in facts if value),
        figures=(),
        history=texts("Questions and answers"),
        columns=(texts("No."), texts("Result"), texts("Question"), texts("Answer"), texts("Page")),
        rows=tuple(_row(n, each, texts) for n, each in enumerate(answers, start=1)),
        nothing=texts("Nothing was asked."),
        pictures=tuple(
            (f"{n}. {printable(each.question)}", each.photo) for n, each in enumerate(answers, start=1) if each.photo
        ),
    )


def _answers(sheet: InspectionSheet, language: str) -> list[SheetAnswer]:
    """Without pictures that a camera broke off: they cannot be drawn."""
    return [replace(each, photo=each.photo if _is_picture(each.photo) else b"") for each in sheet.answers(language)]


def _is_picture(content: bytes) -> bool:
    try:
        with Image.open(BytesIO(content)) as found:
            found.load()
    except (OSError, ValueError, Image.DecompressionBombError):
        return False
    return True


def _row(number: int, given: SheetAnswer, texts: Texts) -> PassportRow:
    photo = texts("photo, see below") if given.photo else texts("photo, cannot be shown any more")
    value = photo if given.is_photo and given.is_answered else given.value
    words = " ".join(part for part in (printable(value), given.unit if value and not given.is_photo else "") if part)
    result = texts("fine") if given.is_fine else texts("defect")
    return PassportRow(
        seq=str(number),
        day="" if not given.is_judged else result if given.is_answered else "–",
        time="",
        sentence=printable(given.question),
        details="",
        person=words or "–",
        place=printable(given.page),
    )
