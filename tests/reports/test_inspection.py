"""The paper of an inspection names the thing, the form's version, each answer, and what was not fine."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from PIL import Image
from pypdf import PdfReader

from domain.assets.status import Grade
from domain.ids import AssetId
from domain.inspections.answers import Answer
from domain.inspections.book import Inspection, InspectionId
from domain.inspections.form import Form, FormId, FormPage, OnlyIf, Option, Question, QuestionKind
from domain.inspections.sheet import InspectionSheet
from domain.maintenance.meters import Occasion
from tests.reports.reading import PAPERS, flat, text_of

BRAKES = Question(
    "brakes",
    QuestionKind.CHOICE,
    "Bremsbeläge vorn und hinten",
    "Brake pads",
    (Option("good", "gut", "good"), Option("worn", "verschlissen", "worn", is_fine=False)),
)
WHERE = Question("where", QuestionKind.TEXT, "Wo?", "Where?", only_if=OnlyIf("brakes", ("worn",)))
AIR = Question("air", QuestionKind.NUMBER, "Luftdruck", "Air", least=Decimal("3.5"), unit="bar")
PICTURE = Question("picture", QuestionKind.PHOTO, "Foto", "Photo", is_needed=False)
FORM = Form(
    FormId(UUID(int=1)),
    3,
    "Fahrradprüfung",
    "bike",
    None,
    (Occasion.TAKE_BACK,),
    (FormPage("Technik", "Technics", (BRAKES, WHERE, AIR)), FormPage("Aussehen", "Looks", (PICTURE,))),
)
ANSWERS = (Answer("brakes", "worn"), Answer("where", "hinten"), Answer("air", "4,2"))
DONE = Inspection(
    InspectionId(UUID(int=2)),
    AssetId(UUID(int=3)),
    FORM.id,
    3,
    Occasion.TAKE_BACK,
    ANSWERS,
    False,
    Grade.B,
    ("brakes",),
)
SHEET = InspectionSheet(
    DONE,
    FORM,
    "RB-000214-K",
    "E-Bike Kiez 3 · M",
    "SN 4711",
    datetime(2026, 11, 23, 9, 5, tzinfo=UTC),
    "Mehmet Kaya",
    "RP-001001-S",
)


def picture(kind: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (640, 480), "#2B8A3E").save(made, kind)
    return made.getvalue()


def test_it_says_what_was_asked_and_answered_and_what_failed() -> None:
    paper = flat(text_of(PAPERS.inspection(SHEET, "de")))
    for part in (
        "Prüfung", "RB-000214-K", "E-Bike Kiez 3", "SN 4711", "Fahrradprüfung, Fassung 3", "bei der Rücknahme",
        "23.11.2026", "Mehmet Kaya", "nicht bestanden", "RP-001001-S", "verschlissen", "hinten", "4,2 bar", "Mangel",
    ):  # fmt: skip
        assert part in paper, part


def test_in_english_with_the_words_of_the_form() -> None:
    paper = flat(text_of(PAPERS.inspection(SHEET, "en")))
    for part in ("Inspection", "Brake pads", "worn", "not passed", "version 3", "at the take-back", "Technics"):
        assert part in paper, part
    assert "Where?" in paper
    assert "Bremsbeläge" not in paper


def test_what_was_photographed_is_on_the_paper() -> None:
    """Each with the number of its question; what is erased, or broken off, is said to be."""
    shot = Answer("picture", str(UUID(int=7)))
    sheet = replace(SHEET, inspection=replace(DONE, answers=(*ANSWERS, shot)), photos={shot.value: picture("PNG")})
    made = PAPERS.inspection(sheet, "de")
    assert "Foto, siehe unten" in flat(text_of(made))
    assert "4. Foto" in flat(text_of(made))
    assert sum(len(page.images) for page in PdfReader(BytesIO(made)).pages) == 1
    for gone in ({}, {shot.value: picture("JPEG")[:200]}):
        without = PAPERS.inspection(replace(sheet, photos=gone), "de")
        assert "Foto, nicht mehr darstellbar" in flat(text_of(without))
        assert sum(len(page.images) for page in PdfReader(BytesIO(without)).pages) == 0
