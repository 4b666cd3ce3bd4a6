"""Label templates there are. Without any, labels are printed as shipped."""

from functools import partial

from domain.application import Event
from domain.labels.save_template import SaveTemplate
from domain.labels.template import LabelTemplate, Subject
from ui.backoffice.asking import Asker, give
from ui.backoffice.parts import SmallTable
from ui.categories import category_name
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.owner.labels.draft import NEW, version_of
from ui.printing.media import medium_name
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.table import Align, Column


class TemplatesPage(Page):
    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Labels"))
        self._desk, self._asker = desk, Asker(shell, self)
        nothing = _("No template yet: every label has its code twice, name, variant and serial number.")
        self.templates = SmallTable(_columns(), nothing, name=_("Label templates"), most=12)
        self.make = button(_("New template"), self._on_new, kind="primary", sign="plus", shortcut="Ctrl+N")
        self.open = button(_("Open"), self._on_open, sign="pencil-outline")
        self.copy = button(_("Copy"), self._on_copy, sign="content-copy")
        self.close_one = button(_("Close"), self._on_close, sign="cancel")
        words = _(
            "A template is for a group of things, for places, for command cards or for parcels. The one of the group"
            " comes first, and of several the one whose labels lie in a printer."
        )
        deeds = row(self.make, self.open, self.copy, self.close_one, None)
        card = Card(_("Label templates")).add(text(words, "muted", wrap=True), self.templates, deeds)
        self.setLayout(column(card, None))
        guide_focus(self, self.templates)
        self.templates.opened.connect(lambda _row: self._on_open())
        self.templates.current_changed.connect(lambda _row: self._settle())
        self._settle()

    def show_target(self, argument: str) -> None:
        self._asker.ask(self._desk.floor.labelling.templates, self._show)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "label_templates" in kinds:
            self.show_target("")

    def _show(self, templates: tuple[LabelTemplate, ...]) -> None:
        self.templates.set_rows(templates)
        self._settle()

    def _settle(self) -> None:
        chosen: LabelTemplate | None = self.templates.current()
        for deed in (self.open, self.copy):
            deed.setEnabled(chosen is not None)
        self.close_one.setEnabled(chosen is not None)
        is_closed = chosen is not None and chosen.is_closed
        self.close_one.setText(_("Use it again") if is_closed else _("Close"))

    def _on_new(self) -> None:
        self.shell.open("label_template", NEW)

    def _on_open(self) -> None:
        chosen: LabelTemplate | None = self.templates.current()
        if chosen is not None:
            self.shell.open("label_template", str(chosen.id))

    def _on_copy(self) -> None:
        chosen: LabelTemplate | None = self.templates.current()
        if chosen is not None:
            self.shell.open("label_template", f"{NEW}{chosen.id}")

    def _on_close(self) -> None:
        """Nothing is lost by it: it can be used again at any time."""
        chosen: LabelTemplate | None = self.templates.current()
        if chosen is None:
            return
        now = version_of(chosen, chosen.version, is_closed=not chosen.is_closed)
        back = version_of(chosen, chosen.version + 1, is_closed=chosen.is_closed)
        words = _("“{name}” prints again.") if chosen.is_closed else _("“{name}” prints no more.")
        self._give(now, partial(self.shell.toast, words.format(name=chosen.name), partial(self._give, back)))

    def _give(self, command: SaveTemplate, then: partial[None] | None = None) -> None:
        def done(_event: Event) -> None:
            if then is not None:
                then()

        give(self.shell, self._desk, command, done, self.shell.show_refusal, owner=self)


def _columns() -> list[Column[LabelTemplate]]:
    return [
        Column("name", _("Name"), lambda one: one.name, fills=True),
        Column("for", _("For"), for_what, width=184),
        Column("medium", _("Printed on"), lambda one: medium_name(one.medium), width=264, yields=1),
        Column("code", _("Code"), lambda one: label(one.code_type), width=152, yields=2),
        Column("version", _("Version"), lambda one: one.version, align=Align.RIGHT, width=88, yields=3),
        Column("state", _("State"), _state, tone=_tone, width=96),
    ]


def for_what(one: LabelTemplate) -> str:
    if one.subject is Subject.THING:
        return category_name(one.category) if one.category else _("All things")
    return label(one.subject)


def _state(one: LabelTemplate) -> str:
    return _("closed") if one.is_closed else _("open")


def _tone(one: LabelTemplate) -> Tone:
    return Tone.NEUTRAL if one.is_closed else Tone.OK
