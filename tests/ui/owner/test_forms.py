"""The owner writes an inspection form, sees how it is filled, and says what a product needs."""

from uuid import UUID

from domain.inspections.form import FormPage, Option, Question, QuestionKind
from domain.maintenance.meters import Meter, Occasion
from domain.maintenance.plan import CareKind
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.owner.forms.draft import Draft, Place
from ui.owner.forms.list import FormsPage
from ui.owner.forms.view import FormEditor
from ui.owner.products.care import CareEditor


def question(code: str, kind: QuestionKind = QuestionKind.TEXT) -> Question:
    options = (Option("a", "ja", "yes"), Option("b", "nein", "no")) if kind is QuestionKind.CHOICE else ()
    return Question(code, kind, code, code, options)


def test_pages_and_questions_are_moved_and_keep_their_codes() -> None:
    draft = Draft([FormPage("A", "A", (question("q1", QuestionKind.CHOICE), question("q2"))), FormPage("B", "B", ())])
    assert draft.move(Place(0, 1), -1) == Place(0, 0)
    assert [each.code for each in draft.questions()] == ["q2", "q1"]
    assert draft.move(Place(0, 1), 1) == Place(1, 0), "over the end of a page to the next one"
    assert draft.move(Place(1, 0), 1) == Place(1, 0), "and no further"
    added = draft.add_question(Place(1, 0))
    made = draft.question(added)
    assert made is not None
    assert (added, made.code) == (Place(1, 1), "q3")
    assert [each.code for each in draft.before(added)] == ["q1"], "what a question may follow from"
    assert draft.remove(Place(1, 0)) == Place(1, 0)
    assert [each.code for each in draft.questions()] == ["q2", "q3"]
    assert draft.move(Place(1), -1) == Place(0)
    assert draft.remove(Place(0)) == Place(0)
    assert draft.remove(Place(0)) is None
    assert draft.add_page() == Place(0)


def test_a_checklist_grows_into_a_form(business: Business, owner: Owner) -> None:
    business.checklist()
    business.product()
    forms = owner.show(FormsPage)
    assert isinstance(forms, FormsPage)
    assert forms.lists.isVisible()
    page = owner.show(FormEditor, "new:bike")
    assert isinstance(page, FormEditor)
    assert [each.text_en for each in page.draft.questions()] == ["Brakes", "Lights"]
    assert page.preview.judgement() is not None, "the preview is filled as in the workshop"
    page._on_add_question()
    editor = page.question_editor
    editor.text_de.set_value("Kilometerstand")
    editor.kind.set_value(QuestionKind.NUMBER)
    page.on_save()
    assert "both languages" in page.problem.text()
    editor.text_en.set_value("Odometer")
    editor.unit.set_value("km")
    editor.meter.set_value(Meter.ODOMETER)
    page._on_add_question()
    editor.text_de.set_value("Was ist mit den Bremsen?")
    editor.text_en.set_value("What is wrong with the brakes?")
    editor.kind.set_value(QuestionKind.TEXT)
    editor.follows.set_value("brakes")
    editor.answers.item(1).setCheckState(editor.answers.item(1).checkState().Checked)
    owner.qtbot.wait(350)
    assert not page.preview.is_asked("q2")
    page.preview.block("brakes").set_value("not_fine")
    page.preview.block("brakes").changed.emit()
    assert page.preview.is_asked("q2"), "it follows from the answer"
    assert page.is_unsaved
    page.on_save()
    owner.settle()
    assert page.problem.text() == ""
    [row] = owner.desk.floor.inspections.forms()
    assert (row.form.version, row.form.category, row.form.occasions) == (
        1,
        "bike",
        (Occasion.TAKE_BACK, Occasion.WORKSHOP),
    )
    assert [each.code for each in row.form.questions()] == ["brakes", "q1", "q2", "lights"]
    assert not page.is_unsaved
    again = owner.show(FormEditor, "new:bike")
    assert isinstance(again, FormEditor)
    again.on_save()
    owner.settle()
    assert row.form.name in again.problem.text(), "another one for the same things is refused"
    forms.show_target("")
    owner.settle()
    assert not forms.lists.isVisible()
    forms.forms.select(lambda _row: True)


def test_what_a_product_needs(business: Business, owner: Owner) -> None:
    product = business.product()
    page = owner.show(CareEditor, str(product.product_id))
    assert isinstance(page, CareEditor)
    fields = page.add_plan(None)
    page.on_save()
    assert page.is_unsaved, "a name is missing"
    fields.form["title"].set_value("Inspektion")  # type: ignore[attr-defined]  # a field of text
    fields.form["meter"].set_value(Meter.ODOMETER)  # type: ignore[attr-defined]  # a choice
    page.on_save()
    assert page.problem.isVisible(), "a meter needs how much is used in between"
    fields.form["every"].set_value(2_000)  # type: ignore[attr-defined]  # a number
    test = page.add_plan(None)
    test.form["title"].set_value("DGUV V3")  # type: ignore[attr-defined]  # a field of text
    test.form["kind"].set_value(CareKind.LEGAL_TEST)  # type: ignore[attr-defined]  # a choice
    page.on_save()
    owner.settle()
    care = owner.desk.floor.care.of_product(product.product_id)
    assert (care.version, care.meters) == (1, (Meter.ODOMETER,))
    assert [(plan.title, plan.months, plan.every, plan.kind) for plan in care.plans] == [
        ("Inspektion", 12, 2_000, CareKind.SERVICE),
        ("DGUV V3", 12, None, CareKind.LEGAL_TEST),
    ]
    kept: UUID = care.plans[1].id
    page.plans[0].away.emit(page.plans[0])
    page.on_save()
    owner.settle()
    [plan] = owner.desk.floor.care.of_product(product.product_id).plans
    assert plan.id == kept
    assert not page.is_unsaved
    assert business.rows("SELECT FROM umlauf.care_plan WHERE is_closed AND title = 'Inspektion'")
