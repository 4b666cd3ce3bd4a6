"""One area of the settings: its fields, whether something is not saved yet, and who changed it last."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, ClassVar, Generic

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from domain.errors import AppError
from domain.settings.book import Kept, Kind
from domain.views.settings import SettingChange
from ui.language import _, shown_instant
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import Field, Form, TextField, WrongEntry


class SettingsForm(Form):
    @property
    def fields(self) -> dict[str, Field[Any]]:
        return self._fields

    def place(self, widget: QWidget) -> None:
        """Below the fields so far, without being one of them."""
        self._layout.addWidget(widget)


class Section(QWidget, Generic[Kind]):
    """Derive: add fields to `form` in `__init__`, say how a value fills them and how it is read from them.

    What was typed is never overwritten: when someone else saved meanwhile, the section says so and keeps the typed.
    """

    changed = Signal()
    PLACES: ClassVar[Mapping[str, str]] = {}
    """Code of a refusal → the field that it is about."""

    def __init__(self, title: str, about: str, key: str) -> None:
        super().__init__()
        self.key = key
        self.kept: Kept[Kind] | None = None
        self._newest: Kept[Kind] | None = None
        self.on_save: Callable[[Kind, int, str], object] | None = None
        self.form = SettingsForm()
        self.reason = TextField(_("Reason"), longest=200, hint=_("Stands in the history. May stay empty."))
        self.reason.editor.setObjectName(f"{key}_reason")
        self.save = button(_("Save"), self.try_to_save, kind="primary", sign="check", shortcut="Ctrl+Return")
        self.discard = button(_("Discard"), self.take_back, sign="undo")
        self.problem = text("", "small", Tone.BAD, wrap=True)
        self.last = text("", "small", wrap=True)
        self._last_words = ""
        said = text(about, "muted", wrap=True)
        deeds = row(self.last, self.discard, self.save)
        deeds.setStretch(0, 1)
        card = Card(title).add(said, self.form, self.reason, self.problem, deeds)
        self.setLayout(column(card))
        self._base: dict[str, Any] | None = None
        self._waiting: Mapping[str, str] = {}
        self._is_ordered = False
        self._is_filling = False
        self.settle()

    def watch(self) -> None:
        """Called once when all fields are there."""
        for field in self.form.fields.values():
            field.changed.connect(self.settle)
        self.reason.changed.connect(self.settle)
        self.settle()

    def showEvent(self, event: QShowEvent) -> None:
        """By Tab the reason and the deeds come after the fields. Before it has its place in a window, Qt forgets it."""
        super().showEvent(event)
        if self._is_ordered:
            return
        self._is_ordered = True
        order = [*(field.editor for field in self.form.fields.values()), self.reason.editor, self.discard, self.save]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def typed(self) -> dict[str, str]:
        """What is not saved, as it stands in the fields; nothing while all is saved."""
        if self.kept is None or not self.is_dirty:
            return dict(self._waiting)
        return {f"{self.key}.{name}": _raw(field.editor) for name, field in self._all().items()}

    @property
    def is_awaited(self) -> bool:
        """Something was put back that has no kept values to stand on yet."""
        return bool(self._waiting)

    def put_back(self, entered: Mapping[str, str]) -> None:
        """What `typed` gave, once the kept values are there."""
        self._waiting = {name: raw for name, raw in entered.items() if name.startswith(f"{self.key}.")}
        if self.kept is not None:
            self._put_waiting()

    def fill(self, value: Kind) -> None:
        """Puts a value into the fields."""

    def read(self, values: dict[str, Any]) -> Kind:
        """What the fields say. Raises AppErrors of the value itself."""
        raise TypeError("a section says what its fields mean")

    @property
    def is_dirty(self) -> bool:
        return self.kept is not None and self._typed() != self._base

    def _differs(self) -> bool:
        typed, base = self._typed(), self._base or {}
        return any(typed[name] != base.get(name) for name in self.form.fields)

    def show_kept(self, kept: Kept[Kind], last: SettingChange | None) -> None:
        """As it is now. While something is typed, only the newer version is told."""
        self._last_words = _last_words(last)
        is_newer = self.kept is not None and kept.version != self.kept.version
        self._newest = kept
        if not self.is_dirty:
            self.take_back()
            self._put_waiting()
        elif is_newer:
            self.problem.setText(_("Someone else saved meanwhile. Discard to see it; what you typed stays so long."))
            self.settle()

    def take_back(self) -> None:
        """The fields as they are kept."""
        self.kept = self._newest
        if self.kept is None:
            return
        self._is_filling = True
        self.fill(self.kept.value)
        self.reason.set_value("")
        self._is_filling = False
        self._base = self._typed()
        self.problem.setText("")
        self.settle()

    def try_to_save(self) -> None:
        """Refuses beside the field what cannot be."""
        self.problem.setText("")
        values = self.form.read()
        if values is None or self.kept is None or self.on_save is None:
            return
        try:
            found = self.read(values)
            reason = self.reason.value()
        except WrongEntry as wrong:
            self.reason.show_error(str(wrong))
            return
        except AppError as error:
            self.show_refusal(error)
            return
        self._leave(self.save)
        self.save.setEnabled(False)
        self.on_save(found, self.kept.version, reason)

    def show_refusal(self, error: AppError) -> None:
        """At its field, where there is one."""
        words, name = refusal(error), self.PLACES.get(error.code)
        if name is None:
            self.problem.setText(words)
        else:
            self.form[name].show_error(words)
            self.form[name].setFocus()
        self.save.setEnabled(True)

    def saved(self) -> None:
        """The fields are what is kept now; the page asks for it anew."""
        self._base = self._typed()
        self.settle()

    def settle(self) -> None:
        """Discarding only while there is something; saving needs more than a reason."""
        if self._is_filling:
            return
        is_dirty = self.is_dirty
        can_save = is_dirty and self._differs()
        if not can_save:
            self._leave(self.save)
        if not is_dirty:
            self._leave(self.discard)
        self.save.setEnabled(can_save)
        self.discard.setEnabled(is_dirty)
        self.last.setText(_("Not saved yet.") if is_dirty else self._last_words)
        self.problem.setVisible(bool(self.problem.text()))
        self.changed.emit()

    def _leave(self, deed: QWidget) -> None:
        """A button that goes out of use would hand the keys to whatever comes next, which may be another tab."""
        if deed.hasFocus():
            self.reason.setFocus()

    def _all(self) -> dict[str, Field[Any]]:
        return {**self.form.fields, "reason": self.reason}

    def _put_waiting(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for name, field in self._all().items():
            raw = waiting.get(f"{self.key}.{name}")
            if raw is not None:
                _put_raw(field.editor, raw)

    def _typed(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, field in self._all().items():
            try:
                found[name] = field.value()
            except WrongEntry as wrong:
                found[name] = str(wrong)
        return found


def _raw(editor: QWidget) -> str:
    """A choice by its place: its words are others in another language."""
    if isinstance(editor, QComboBox):
        return str(editor.currentIndex())
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _put_raw(editor: QWidget, raw: str) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(int(raw))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(raw)
    elif isinstance(editor, QLineEdit):
        editor.setText(raw)


def _last_words(last: SettingChange | None) -> str:
    if last is None:
        return _("As the house was founded.")
    return _("Last changed {when} by {who}.").format(when=shown_instant(last.at), who=last.who)
