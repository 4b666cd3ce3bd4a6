"""Inspection forms there are, and categories whose checklist can grow into one."""

from functools import partial

from domain.application import Event
from domain.inspections.save_form import SaveForm
from domain.views.maintenance import FormRow, ForWhat
from ui.backoffice.asking import Asker, give
from ui.backoffice.parts import SmallTable
from ui.categories import category_name
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count
from ui.owner.forms.view import NEW
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import clear, column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.overlays import ConfirmDialog
from ui.widgets.table import Align, Column

Found = tuple[tuple[FormRow, ...], ForWhat]


class FormsPage(Page):
    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Inspection forms"))
        self._desk, self._asker = desk, Asker(shell, self)
        nothing = _("No form yet. Until there is one, the checklist of a category counts.")
        self.forms = SmallTable(_columns(), nothing, name=_("Inspection forms"), most=12)
        self.make = button(_("New form"), partial(self._new, ""), kind="primary", sign="plus", shortcut="Ctrl+N")
        self.open = button(_("Open"), self._on_open, sign="pencil-outline")
        self.close_one = button(_("Close …"), self._on_close, sign="cancel")
        words = _(
            "The workshop fills a form at the take-back and after a repair; a thing goes back into stock only when it"
            " passed. What fails opens a repair, and notes damage at the return."
        )
        self._grown = column(gap=8)
        card = Card(_("Inspection forms")).add(
            text(words, "muted", wrap=True), self.forms, row(self.make, self.open, self.close_one, None)
        )
        self.lists = Card(_("Checklists without a form"))
        self.lists.body.addLayout(self._grown)
        self.setLayout(column(card, self.lists, None, gap=24))
        guide_focus(self, self.forms)
        self.forms.opened.connect(lambda _row: self._on_open())
        self.forms.current_changed.connect(lambda _row: self._settle())
        self._settle()

    def show_target(self, argument: str) -> None:
        inspections = self._desk.floor.inspections
        self._asker.ask(lambda: (inspections.forms(), inspections.for_what()), self._show)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"inspection_forms", "catalog", "inspections"}:
            self.show_target("")

    def _show(self, found: Found) -> None:
        forms, for_what = found
        self.forms.set_rows(forms)
        known = {each.form.category for each in forms if not each.form.is_closed and each.form.product_id is None}
        open_ = [(category, points) for category, points in for_what.categories if points and category not in known]
        clear(self._grown)
        for category, points in open_:
            words = count("{count} point", "{count} points", len(points))
            grow = button(_("Make a form of it"), partial(self._new, category), sign="arrow-up")
            grow.setObjectName(f"grow_{category}")
            self._grown.addLayout(row(text(category_name(category), "strong"), text(words, "muted"), None, grow))
        self.lists.setVisible(bool(open_))
        self._settle()

    def _settle(self) -> None:
        chosen = self.forms.current()
        self.open.setEnabled(chosen is not None)
        self.close_one.setEnabled(chosen is not None and not chosen.form.is_closed)

    def _new(self, category: str) -> None:
        self.shell.open("inspection_form", f"{NEW}{category}")

    def _on_open(self) -> None:
        chosen = self.forms.current()
        if chosen is not None:
            self.shell.open("inspection_form", str(chosen.form.id))

    def _on_close(self) -> None:
        chosen = self.forms.current()
        if chosen is None:
            return
        form = chosen.form
        words = _("{name} is filled no more; what was answered stays. The checklist counts again.")
        closing = SaveForm(
            form.id,
            form.version,
            form.name,
            form.category,
            form.product_id,
            form.occasions,
            form.pages,
            is_closed=True,
        )
        dialog = ConfirmDialog(self, _("Close the form?"), words.format(name=form.name), _("Close"))
        dialog.accepted.connect(
            lambda: give(self.shell, self._desk, closing, _nothing, self.shell.show_refusal, owner=self)
        )
        dialog.open()


def _nothing(_event: Event) -> None:
    """The page hears of it by what was touched."""


def _columns() -> list[Column[FormRow]]:
    return [
        Column("name", _("Name"), lambda one: one.form.name, fills=True),
        Column("for", _("For things of"), _for_what, width=184),
        Column("on", _("Filled on"), lambda one: ", ".join(map(label, one.form.occasions)), width=216, yields=2),
        Column(
            "questions", _("Questions"), lambda one: len(one.form.questions()), align=Align.RIGHT, width=96, yields=1
        ),
        Column("version", _("Version"), lambda one: one.form.version, align=Align.RIGHT, width=88),
        Column("filled", _("Filled so far"), lambda one: one.filled, align=Align.RIGHT, width=112, yields=3),
        Column("state", _("State"), _state, tone=_tone, width=96),
    ]


def _for_what(one: FormRow) -> str:
    return one.product or category_name(one.form.category)


def _state(one: FormRow) -> str:
    return _("closed") if one.form.is_closed else _("open")


def _tone(one: FormRow) -> Tone:
    return Tone.NEUTRAL if one.form.is_closed else Tone.OK
