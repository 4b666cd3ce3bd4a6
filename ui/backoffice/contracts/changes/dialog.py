"""The frame of every change: its form on the left, what it causes on the right, the reason and the deed below."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.contracts.preview_change import ChangePreview
from domain.errors import AppError
from domain.views.office_rows import ContractPage
from ui.backoffice.asking import Asker
from ui.backoffice.contracts.changes.deed import Deed
from ui.backoffice.contracts.changes.kit import Case
from ui.backoffice.contracts.changes.letters import LetterShown
from ui.backoffice.contracts.changes.presenter import ChangePresenter
from ui.backoffice.contracts.changes.preview_pane import PreviewPane
from ui.backoffice.parts import bring_into_view
from ui.desk import Desk
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, panel, row, styled, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.forms import TextField, WrongEntry

WAIT_MS = 250
UNSAID = "…"
"""Stands for the reason in a preview while it is still to be written."""


class ChangeDialog(QDialog):
    """`ChangeDialog(deed, case, desk, shell, done=…, parent=page).open()`; Enter saves, Esc closes."""

    def __init__(
        self, deed: Deed, case: Case, desk: Desk, shell: Shell, *, done: Callable[[int], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.case, self.form = case, deed.form(case)
        self._deed = deed
        self.presenter = ChangePresenter(shell, desk, self, Asker(shell, self), done=done, owner=self)
        self.pane = PreviewPane(no_letter=self.form.no_letter())
        self.reason = TextField(_("Reason"), lines=2, longest=500)
        self.reason.editor.setObjectName("change_reason")
        self.problem, self.newer = text("", wrap=True), text("", wrap=True)
        self.save = button(_(deed.title), self.give, kind="primary", sign="check")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.preview)
        self._build(parent)
        self.form.edited.connect(self._on_edited)
        self.reason.changed.connect(self._on_reason)
        self.preview()
        self.form.begin()

    def preview(self) -> None:
        """Asks for what stands in the fields now."""
        self._timer.stop()
        values = self.form.peek()
        command = None if values is None else self._command(values, self._reason() or UNSAID)
        if command is None:
            self.presenter.forget()
            if values is None:
                self.pane.show_words(_("Fill in the fields on the left; what the change causes is shown here at once."))
            return
        self._ask_reason(command)
        self.presenter.preview(command, self.case.page)

    def give(self) -> None:
        """Saves, when all fields are right; what is wrong says so beside itself."""
        if self.presenter.is_busy:
            return
        values = self.form.read()
        if values is None:
            return
        try:
            reason = self.reason.value()
        except WrongEntry as wrong:
            self._refuse_reason(str(wrong))
            return
        command = self._command(values, reason)
        if command is None:
            return
        why = self._needs_reason(command)
        if why and not reason:
            self._refuse_reason(why)
            return
        self._timer.stop()
        self.presenter.give(command, self.case.contract)

    def show_preview(self, preview: ChangePreview, before: Contract, letters: Sequence[LetterShown]) -> None:
        self.pane.show_preview(preview, before, letters)
        self._say(self.pane.summary, None)

    def show_refused(self, sentence: str) -> None:
        self._say(sentence, Tone.BAD)
        self.save.setEnabled(False)
        self.pane.show_words(_("Nothing would be changed by this: it is not possible. The reason stands below."))

    def show_newer(self, page: ContractPage) -> None:
        self.case = replace(self.case, page=page)
        self.form.use(self.case)
        who = next((each.who for each in page.changes if each.by_person), "") or _("Someone else")
        words = _("{who} changed the contract meanwhile. What you typed is kept; look at the new preview, then save.")
        self.newer.setText(words.format(who=who))
        self._newer_note.show()
        self.preview()

    def show_busy(self, busy: bool) -> None:
        self.save.setEnabled(not busy)
        self.form.setEnabled(not busy)

    def show_done(self) -> None:
        self.accept()

    def reject(self) -> None:
        """Esc; not while the change is on its way, whose answer has to be seen."""
        if not self.presenter.is_busy:
            super().reject()

    def _command(self, values: dict[str, Any], reason: str) -> ContractChange | None:
        """None: the values do not go together, and the sentence about it is shown."""
        try:
            return self.form.command(values, reason)
        except AppError as error:
            self.presenter.forget()
            self.show_refused(refusal(error))
            return None

    def _reason(self) -> str:
        try:
            return self.reason.value()
        except WrongEntry:
            return ""

    def _is_backdated(self, command: ContractChange) -> bool:
        begins_on: date | None = command.begins_on(self.case.today)
        return begins_on is not None and begins_on < self.case.today

    def _ask_reason(self, command: ContractChange) -> None:
        words = _("Reason (needed)") if self.form.reason_for(command) else _("Reason (stays in the history)")
        if self._is_backdated(command):
            words = _("Reason (needed, because it begins in the past)")
        self.reason.label.setText(words)

    def _needs_reason(self, command: ContractChange) -> str:
        """Why a reason has to be given; "": it need not."""
        if self._is_backdated(command):
            return _("This begins in the past. Please say why; it stays in the history.")
        return self.form.reason_for(command)

    def _refuse_reason(self, sentence: str) -> None:
        self.reason.show_error(sentence)
        self.reason.editor.setFocus()
        bring_into_view(self.reason)

    def _on_edited(self) -> None:
        self.save.setEnabled(not self.presenter.is_busy)
        self._say("", None)
        self._timer.start()

    def _on_reason(self) -> None:
        self.save.setEnabled(not self.presenter.is_busy)

    def _build(self, parent: QWidget) -> None:
        contract = self.case.contract
        self.setWindowTitle(_(self._deed.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._newer_note = panel("note", self.newer, tone=Tone.WARN, margin=12)
        left = QWidget()
        left.setLayout(column(self._newer_note, self.form, self.reason, None, gap=16))
        left.setMinimumWidth(theme().px(340))
        self._newer_note.hide()
        both = Bend(left, self.pane, gap=24)
        self.pane.setMinimumWidth(theme().px(420))
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(both)
        about = f"{contract.number} · {self.case.page.customer.personal.name} · " + _("today is {day}").format(
            day=shown_date(self.case.today)
        )
        back = button(_("Cancel"), self.reject)
        self.save.setDefault(True)
        self.save.setToolTip(_("Save (Enter; in the reason Ctrl+Enter)"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.give)
        for keys, pages in (("PgDown", 1), ("PgUp", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._scroll, pages))
        head = column(text(_(self._deed.title), "title"), text(about, "muted", wrap=True), gap=4)
        help_words = text(_(self._deed.help), "muted", wrap=True)
        outer = column(head, help_words, gap=12, margin=24)
        outer.addWidget(area, 1)
        foot = row(self.problem, back, self.save, gap=12)
        foot.setStretch(0, 1)
        outer.addLayout(foot)
        outer.setStretch(outer.indexOf(area), 1)
        self.setLayout(outer)
        self._take_room(parent)

    def _say(self, words: str, tone: Tone | None) -> None:
        """Beside the buttons, where it is always seen."""
        self.problem.setText(words)
        styled(self.problem, tone=tone)

    def _scroll(self, pages: int) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _take_room(self, parent: QWidget) -> None:
        """As large as it likes to be, and never larger than its window or the screen."""
        room = parent.window().size().boundedTo(self.screen().availableSize())
        self.resize(min(theme().px(1000), room.width() - 16), min(theme().px(720), room.height() - 16))
