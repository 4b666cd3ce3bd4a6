"""One label template: what it is for, what stands on it, and beside it the label as a printer prints it."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid4

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QLabel

from domain.application import Event
from domain.errors import AppError
from domain.labels.fitting import check_fits, sample_label, shipped_for
from domain.labels.medium import ROLL_50_25, Medium
from domain.labels.save_template import TemplateSaved
from domain.labels.template import CodeType, LabelField, LabelTemplate, Subject, TemplateId
from ui.backoffice.asking import Asker, give
from ui.categories import category_name
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown
from ui.owner.editing import PreviewedEditor
from ui.owner.fields import ChangingChoiceField
from ui.owner.labels.draft import NEW, version_of
from ui.printing.media import MediumField
from ui.printing.sending import LabelSender
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, TextField, WrongEntry

_SIZES: Final = (50, 60, 70, 80, 90, 100, 120, 140, 170, 200, 240)
_MOST_SEEN: Final = 360


class TemplateEditor(PreviewedEditor):
    """Opened with the id of a template, or "new:", with the id of another one behind it to begin as its copy."""

    screen = "label_template"

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Label template"))
        self._desk, self._asker = desk, Asker(shell, self)
        self._sender = LabelSender(shell, desk, self)
        self.known: LabelTemplate | None = None
        self.template_id = TemplateId(uuid4())
        self._asked = 0
        self._build_head()
        self._build_label()
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumHeight(theme().px(200))
        self.save = button(_("Save template"), self.on_save, kind="primary", sign="check", shortcut="Ctrl+Return")
        self.test = button(_("Test print"), self.on_test, sign="printer-check", shortcut="Ctrl+P")
        self.copy = button(_("Copy"), self.on_copy, sign="content-copy")
        note = text(_("What is printed already stays as it is."), "small", wrap=True)
        seen = Card(_("How it is printed")).add(self.picture)
        deeds = Card().add(self.save, row(self.test, self.copy, None), self.problem, note)
        self._lay_out([self._head, self._label], [deeds, seen])

    def _load(self, argument: str) -> None:
        self.target, self._base = argument, None
        labelling = self._desk.floor.labelling
        wanted = argument.removeprefix(NEW)

        def ask() -> tuple[tuple[str, ...], LabelTemplate | None]:
            return labelling.categories(), labelling.template(TemplateId(UUID(wanted))) if wanted else None

        self._asker.ask(ask, lambda found: self.show_template(*found))

    def show_template(self, categories: tuple[str, ...], template: LabelTemplate | None) -> None:
        """`template` None: a new one, as shipped; a copied one begins as a new one too."""
        is_new = self.target.startswith(NEW)
        self.known = None if is_new else template
        self.template_id = TemplateId(uuid4()) if is_new or template is None else template.id
        begun = template or replace(shipped_for(Subject.THING, self._usual()), name="-")
        fields = (self.target_field, self.medium, self.code_type, self.size, self.name, self.own)
        blockers = [QSignalBlocker(each) for each in fields]
        targets = _targets((*categories, *([begun.category] if begun.category not in (*categories, "") else [])))
        self.target_field.set_choices(targets)
        self.target_field.set_value((begun.subject, begun.category))
        self.medium.set_value(begun.medium)
        self.code_type.set_value(begun.code_type)
        self.size.set_choices([(each, _points(each)) for each in sorted({*_SIZES, begun.size})])
        self.size.set_value(begun.size)
        self.name.set_value(_copied(template, is_copy=is_new))
        self.own.set_value(begun.text)
        for field, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(field in begun.fields)
        del blockers
        self.own.setVisible(LabelField.TEXT in begun.fields)
        badge = (_("new"), Tone.ACCENT) if is_new else (_("version {n}").format(n=begun.version), Tone.NEUTRAL)
        self.set_heading(_("Label template"), "" if is_new else begun.name, (badge,))
        self.copy.setEnabled(not is_new)
        self.show_preview()
        self._base = self._typed()

    def on_save(self) -> None:
        template = self._template(marks=True)
        if template is None or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        command = version_of(template, 0 if self.known is None else self.known.version)
        give(self.shell, self._desk, command, self._on_saved, self._on_refused, owner=self)

    def on_test(self) -> None:
        """As it stands here, saved or not, on the labels that it asks for."""
        template, room = self._template(marks=True), self._desk.printing
        if template is None:
            return
        printer = None if room is None else next((p for p in room.printers if p.medium == template.medium), None)
        sample, title = sample_label(template.subject), _("Test of “{name}”").format(name=template.name)
        if room is not None and printer is not None:
            background = self.shell.services.background
            work = partial(room.add, title, [sample], template, printer.name)
            told = _("{labels} → {printer}").format(labels=_("Test print"), printer=printer.name)
            background.run_other(work, lambda _job: self.shell.toast(told), self.shell.show_refusal, self)
            return
        self._sender.show_pages(title, template, [sample])

    def on_copy(self) -> None:
        if self.known is not None:
            self.shell.open("label_template", f"{NEW}{self.known.id}")

    def show_preview(self) -> None:
        """As far as it fits; what does not is said instead."""
        self._asked += 1
        template, room = self._template(marks=False), self._desk.printing
        if template is None or room is None:
            self.picture.clear()
            return
        seen = sample_label(template.subject)
        background = self.shell.services.background
        show, fail = partial(self._show_picture, self._asked), partial(self._on_no_picture, self._asked)
        background.run_other(lambda: room.picture(template, seen), show, fail, self)

    # What stands there.

    def _template(self, *, marks: bool) -> LabelTemplate | None:
        """None: it is not complete, or it does not fit; why stands below the button."""
        try:
            subject, category = self.target_field.value()
            fields = tuple(field for field, box in self.boxes.items() if box.isChecked())
            own = self.own.value() if LabelField.TEXT in fields else ""
            name = self.name.value() if marks else str(self.name.editor.property("text")).strip() or "-"
            template = LabelTemplate(
                self.template_id,
                1,
                name,
                subject,
                category,
                self.medium.value(),
                self.code_type.value(),
                fields,
                own,
                self.size.value(),
            )
            check_fits(template)
        except WrongEntry as wrong:
            if marks:
                self.name.show_error("" if self.name.editor.property("text") else str(wrong))
            self.problem.setText(str(wrong))
            return None
        except AppError as wrong:
            self.problem.setText(refusal(wrong))
            return None
        self.problem.setText("")
        self.name.show_error("")
        return template

    def _typed(self) -> object:
        boxes = tuple(box.isChecked() for box in self.boxes.values())
        words = (str(self.name.editor.property("text")), str(self.own.editor.property("text")))
        return words, self.target_field.value(), self.medium.typed(), self.code_type.value(), self.size.value(), boxes

    def _usual(self) -> Medium:
        room = self._desk.printing
        printers = () if room is None else room.printers
        return printers[0].medium if printers else ROLL_50_25

    def _on_no_picture(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            self._say(error)

    def _show_picture(self, asked: int, png: bytes) -> None:
        """Unless another was asked for meanwhile: several are drawn at a time, and the last is not the slowest."""
        if asked != self._asked:
            return
        found = QPixmap()
        found.loadFromData(png)
        wide, high = theme().px(_MOST_SEEN - 48), theme().px(_MOST_SEEN)
        if found.width() > wide or found.height() > high:
            kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            found = found.scaled(wide, high, kept, smooth)
        painter = QPainter(found)
        painter.setPen(theme().colour("muted"))
        painter.drawRect(found.rect().adjusted(0, 0, -1, -1))
        painter.end()
        self.picture.setPixmap(found)
        self.picture.setAccessibleName(_("Picture of the label"))

    def _on_saved(self, event: Event) -> None:
        self.save.setEnabled(True)
        before = self.known
        if isinstance(event, TemplateSaved):
            words = _("Saved as version {n}.").format(n=event.version)
            self.shell.toast(words, None if before is None else partial(self._go_back, before, event.version))
            self._load(str(event.template_id))

    def _go_back(self, before: LabelTemplate, seen: int) -> None:
        """The version before once more, as the newest."""
        give(self.shell, self._desk, version_of(before, seen), self._on_saved, self._on_refused, owner=self)

    def _build_head(self) -> None:
        self._head = Card(_("What the template is for"))
        self.name = TextField(_("Name"), required=True, longest=80)
        self.target_field = ChangingChoiceField(_("For"), _targets(()))
        self.medium = MediumField(_("Printed on"))
        head = row(gap=16)
        head.addWidget(self.name, 1)
        head.addWidget(self.target_field, 1)
        self._head.add(head, self.medium)
        for field in (self.name, self.target_field, self.medium):
            field.changed.connect(self._timer.start)

    def _build_label(self) -> None:
        self._label = Card(_("What stands on it"))
        self.code_type = ChoiceField(_("Code to scan"), [(each, label(each)) for each in CodeType])
        self.size = ChangingChoiceField(_("Size of type"), [(each, _points(each)) for each in _SIZES])
        self.boxes = {each: QCheckBox(label(each)) for each in LabelField}
        self.own = TextField(_("Own line"), longest=120, hint=_("Such as: Property of …, please bring it back to …"))
        head = row(gap=16)
        head.addWidget(self.code_type, 1)
        head.addWidget(self.size, 1)
        boxes = list(self.boxes.values())
        self._label.add(
            head,
            text(_("Fields on the label"), "muted"),
            Bend(row(*boxes[:4], None, gap=16), row(*boxes[4:], None, gap=16)),
        )
        self._label.add(self.own)
        for box in boxes:
            box.toggled.connect(lambda _on: self._timer.start())
        self.boxes[LabelField.TEXT].toggled.connect(self.own.setVisible)
        self.own.setVisible(False)
        for field in (self.code_type, self.size, self.own):
            field.changed.connect(self._timer.start)


def _targets(categories: tuple[str, ...]) -> list[tuple[Any, str]]:
    groups = [((Subject.THING, each), category_name(each)) for each in categories if each]
    others = [((each, ""), label(each)) for each in Subject if each is not Subject.THING]
    return [((Subject.THING, ""), _("All things")), *groups, *others]


def _points(tenths: int) -> str:
    return _("{size} points").format(size=shown(Decimal(tenths) / 10))


def _copied(template: LabelTemplate | None, *, is_copy: bool) -> str:
    if template is None:
        return ""
    return _("{name}, copy").format(name=template.name) if is_copy else template.name
