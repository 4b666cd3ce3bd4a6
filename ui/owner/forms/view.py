"""The editor of one inspection form: what it is for, its pages and questions, and beside them how it is filled."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID, uuid4

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QTreeWidget, QTreeWidgetItem

from domain.application import Event
from domain.ids import ProductId
from domain.inspections.form import Form, FormId, FormWrong
from domain.inspections.save_form import FormSaved, SaveForm
from domain.maintenance.meters import Occasion
from domain.views.maintenance import ForWhat
from ui.backoffice.asking import Asker, give
from ui.categories import category_name
from ui.desk import Desk
from ui.inspections.view import FormView
from ui.inspections.words import facts_of
from ui.labels import label
from ui.language import _, current_language
from ui.owner.editing import PreviewedEditor
from ui.owner.fields import ChangingChoiceField
from ui.owner.forms.draft import Draft, Place, shown_title
from ui.owner.forms.question import PageEditor, QuestionEditor
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import TextField
from ui.widgets.key_values import KeyValues

NEW: Final = "new:"
_OCCASIONS: Final = (Occasion.TAKE_BACK, Occasion.WORKSHOP, Occasion.MAINTENANCE, Occasion.HAND_OUT)
_PLACE: Final = Qt.ItemDataRole.UserRole


class FormEditor(PreviewedEditor):
    """Opened with the id of a form, or "new:" and the category whose checklist it grows out of ("" for none)."""

    screen = "inspection_form"

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Inspection form"))
        self._desk, self._asker = desk, Asker(shell, self)
        self.known: Form | None = None
        self.form_id = FormId(uuid4())
        self._for_what: ForWhat | None = None
        self.draft = Draft()
        self._build_head()
        self._build_structure()
        self.preview, self.so_far = FormView(), KeyValues()
        self.preview.setMinimumHeight(theme().px(320))
        self.save = button(_("Save form"), self.on_save, kind="primary", sign="check", shortcut="Ctrl+Return")
        self.back = button(_("Back"), lambda: self.preview.turn(self.preview.page - 1))
        self.next = button(_("Next page"), lambda: self.preview.turn(self.preview.page + 1))
        note = text(_("Answers that were given by versions before stay as they were given."), "small", wrap=True)
        shown = Card(_("How it is filled")).add(self.preview, row(self.back, self.next, None), self.so_far)
        self._lay_out([self._head, self._structure], [Card().add(self.save, self.problem, note), shown])
        self.preview.changed.connect(self._show_so_far)
        self.preview.turned.connect(self._show_so_far)

    def _load(self, argument: str) -> None:
        self.target, self._base = argument, None
        inspections = self._desk.floor.inspections

        def ask() -> tuple[ForWhat, Form | None]:
            wanted = None if argument.startswith(NEW) else inspections.form(FormId(UUID(argument)))
            return inspections.for_what(), wanted

        self._asker.ask(ask, lambda found: self.show_form(*found))

    def show_form(self, for_what: ForWhat, form: Form | None) -> None:
        """`form` None: a new one, out of the checklist of the category that was asked for."""
        self._for_what, self.known = for_what, form
        self.form_id = FormId(uuid4()) if form is None else form.id
        wanted = self.target.removeprefix(NEW) if form is None else form.category
        points = dict(for_what.categories).get(wanted, ())
        self.draft = Draft.of_checklist(points) if form is None else Draft(list(form.pages))
        with QSignalBlocker(self.target_field):
            self.target_field.set_choices(_targets(for_what))
            chosen = ("category", wanted) if form is None or form.product_id is None else ("product", form.product_id)
            if chosen in [value for value, _word in _targets(for_what)]:
                self.target_field.set_value(chosen)
        usual = _("Inspection {category}").format(category=category_name(wanted)) if wanted else ""
        self.name.set_value(usual if form is None else form.name)
        occasions = (Occasion.TAKE_BACK, Occasion.WORKSHOP) if form is None else form.occasions
        for occasion, box in self.occasions.items():
            box.setChecked(occasion in occasions)
        badge = (_("new"), Tone.ACCENT) if form is None else (_("version {n}").format(n=form.version), Tone.NEUTRAL)
        self.set_heading(_("Inspection form"), "" if form is None else form.name, (badge,))
        self._show_tree(Place(0, 0) if self.draft.pages and self.draft.pages[0].questions else Place(0))
        self.show_preview()
        self._base = self._typed()

    def on_save(self) -> None:
        form = self._form(marks=True)
        if form is None or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        if self._timer.isActive():  # the preview of what was typed last would wipe away what the answer says
            self._timer.stop()
            self.show_preview()
        self.problem.setText("")
        command = SaveForm(
            self.form_id,
            0 if self.known is None else self.known.version,
            form.name,
            form.category,
            form.product_id,
            form.occasions,
            form.pages,
        )
        give(self.shell, self._desk, command, self._on_saved, self._on_refused, owner=self)

    def show_preview(self) -> None:
        """As far as it is complete; what is missing is said instead."""
        form = self._form(marks=False)
        if form is None:
            return
        answers, page = self.preview.answers(), self.preview.page
        self.preview.show_form(form, answers)
        self.preview.turn(page)

    # What stands there.

    def _form(self, *, marks: bool) -> Form | None:
        target: tuple[str, Any] = self.target_field.value() or ("category", "")
        category: str = target[1] if target[0] == "category" else ""
        product: ProductId | None = target[1] if target[0] == "product" else None
        chosen = tuple(each for each, box in self.occasions.items() if box.isChecked())
        name = self.name.editor.property("text") or ""
        try:
            form = Form(self.form_id, 1, str(name).strip(), category, product, chosen, tuple(self.draft.pages))
        except FormWrong as wrong:
            words = refusal(wrong) if chosen else _("Tick at least one occasion on which it is filled.")
            self.problem.setText(words if marks or self.is_unsaved else "")
            if marks:
                self.save.setFocus()
            return None
        self.problem.setText("")
        return form

    def _typed(self) -> object:
        boxes = tuple(box.isChecked() for box in self.occasions.values())
        return str(self.name.editor.property("text")), self.target_field.value(), boxes, tuple(self.draft.pages)

    def _on_saved(self, event: Event) -> None:
        self.save.setEnabled(True)
        if isinstance(event, FormSaved):
            self.shell.toast(_("Saved as version {n}.").format(n=event.version))
            self._load(str(event.form_id))

    def _show_so_far(self) -> None:
        judgement = self.preview.judgement()
        self.so_far.set_facts(facts_of(judgement) if judgement is not None else ())
        self.back.setEnabled(self.preview.page > 0)
        self.next.setEnabled(self.preview.page < self.preview.pages - 1)

    # Pages and questions.

    def _show_tree(self, chosen: Place | None) -> None:
        language = current_language()
        with QSignalBlocker(self.tree):
            self.tree.clear()
            wanted: QTreeWidgetItem | None = None
            for n, page in enumerate(self.draft.pages):
                top = QTreeWidgetItem([shown_title(page.title(language))])
                top.setData(0, _PLACE, Place(n))
                self.tree.addTopLevelItem(top)
                wanted = top if chosen == Place(n) else wanted
                for m, question in enumerate(page.questions):
                    words = shown_title(question.text(language))
                    item = QTreeWidgetItem([f"↳ {words}" if question.only_if is not None else words])
                    item.setData(0, _PLACE, Place(n, m))
                    top.addChild(item)
                    wanted = item if chosen == Place(n, m) else wanted
                top.setExpanded(True)
            if wanted is not None:
                self.tree.setCurrentItem(wanted)
        self._on_chosen()

    def place(self) -> Place | None:
        """What is chosen in the list."""
        item = self.tree.currentItem()
        return None if item is None else Place(*item.data(0, _PLACE))

    def _on_chosen(self) -> None:
        place = self.place()
        for each in (self.add_question, self.up, self.down, self.remove):
            each.setEnabled(place is not None)
        self.editors.setVisible(place is not None)
        if place is None:
            return
        question = self.draft.question(place)
        if question is None:
            self.page_editor.show_page(self.draft.pages[place.page])
            self.editors.setCurrentWidget(self.page_editor)
        else:
            damages = self._for_what.damages if self._for_what is not None else ()
            self.question_editor.show_question(question, self.draft.before(place), damages)
            self.editors.setCurrentWidget(self.question_editor)

    def _on_edited(self) -> None:
        place, item = self.place(), self.tree.currentItem()
        if place is None or item is None:
            return
        known = self.draft.question(place)
        if known is None:
            self.draft.set_page(place.page, *self.page_editor.titles())
            words = self.draft.pages[place.page].title(current_language())
        else:
            question = self.question_editor.question(known)
            self.draft.set_question(place, question)
            words = question.text(current_language())
            words = f"↳ {shown_title(words)}" if question.only_if is not None else words
        item.setText(0, shown_title(words))
        self._timer.start()

    def _change(self, act: Callable[[Place], Place | None]) -> None:
        place = self.place()
        if place is not None:
            self._show_tree(act(place))
            self._timer.start()

    def _on_add_page(self) -> None:
        self._show_tree(self.draft.add_page())
        self.page_editor.title_de.setFocus()
        self._timer.start()

    def _on_add_question(self) -> None:
        self._change(self.draft.add_question)
        self.question_editor.text_de.setFocus()

    def _build_head(self) -> None:
        self._head = Card(_("What it is for"))
        self.name = TextField(_("Name"), required=True, longest=80)
        hint = _("A product’s own form comes before that of its category.")
        self.target_field = ChangingChoiceField(_("For things of"), [(None, "–")], hint=hint)
        self.occasions = {each: QCheckBox(label(each)) for each in _OCCASIONS}
        boxes = row(*self.occasions.values(), None, gap=16)
        head = row(gap=16)
        head.addWidget(self.name, 1)
        head.addWidget(self.target_field, 1)
        self._head.add(head, text(_("Filled on"), "muted"), boxes)
        for box in self.occasions.values():
            box.toggled.connect(lambda _on: self._timer.start())
        self.name.changed.connect(self._timer.start)
        self.target_field.changed.connect(self._timer.start)

    def _build_structure(self) -> None:
        self._structure = Card(_("Pages and questions"))
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(_("Pages and questions"))
        self.tree.setMinimumHeight(theme().px(220))
        self.page_editor, self.question_editor = PageEditor(), QuestionEditor()
        self.editors = QStackedWidget()
        self.editors.addWidget(self.page_editor)
        self.editors.addWidget(self.question_editor)
        self.add_page = button(_("Add page"), self._on_add_page, sign="plus")
        self.add_question = button(_("Add question"), self._on_add_question, sign="plus")
        self.up = button(_("Up"), lambda: self._change(lambda place: self.draft.move(place, -1)), sign="arrow-up")
        self.down = button(_("Down"), lambda: self._change(lambda place: self.draft.move(place, 1)), sign="arrow-down")
        self.remove = button(_("Remove"), lambda: self._change(self.draft.remove), sign="trash-can-outline")
        deeds = Bend(row(self.add_page, self.add_question, None), row(self.up, self.down, self.remove))
        self._structure.add(self.tree, deeds, self.editors)
        self.tree.currentItemChanged.connect(lambda _now, _before: self._on_chosen())
        self.page_editor.changed.connect(self._on_edited)
        self.question_editor.changed.connect(self._on_edited)


def _targets(for_what: ForWhat) -> list[tuple[Any, str]]:
    categories = [(("category", each), category_name(each)) for each, _points in for_what.categories]
    products = [(("product", each), _("Product: {name}").format(name=name)) for each, name in for_what.products]
    return [*categories, *products]
