"""Taking the newest change back: what it was, and what that causes, before it is done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from domain.contracts.preview_change import ChangePreview
from domain.contracts.undo_change import UndoChange
from domain.errors import AppError
from domain.views.office_rows import ChangeTold, ContractPage
from ui.backoffice.asking import Asker
from ui.backoffice.contracts.changes.letters import LetterShown, worded
from ui.backoffice.contracts.changes.preview_pane import PreviewPane
from ui.backoffice.contracts.changes.words import done_words
from ui.backoffice.contracts.differences import all_words, quoted
from ui.desk import Desk
from ui.language import _, shown_instant
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, styled, text
from ui.widgets.buttons import button


class UndoDialog(QDialog):
    """`UndoDialog(found, page, desk, shell, then=…, parent=…).open()`; Enter takes back, Esc closes."""

    def __init__(
        self,
        found: ChangeTold,
        page: ContractPage,
        desk: Desk,
        shell: Shell,
        *,
        then: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._page, self._desk = page, desk
        self._asker = Asker(shell, self)
        self.pane, self.problem = PreviewPane(), text("", wrap=True)
        self.deed = button(_("Take back"), self.accept, kind="primary", sign="undo")
        self.deed.setDefault(True)
        self.accepted.connect(then)
        self._build(found, parent)
        self._ask()

    def _build(self, found: ChangeTold, parent: QWidget) -> None:
        self.setWindowTitle(_("Take back the last change?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = " · ".join(part for part in (shown_instant(found.at), found.who) if part)
        words = [all_words(found.differences), quoted(found.reason) if found.reason else ""]
        said = text("\n".join(part for part in words if part), wrap=True)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.pane)
        head = column(text(_("Take back the last change?"), "title", wrap=True), text(about, "muted", wrap=True), gap=4)
        foot = row(self.problem, button(_("Cancel"), self.reject), self.deed, gap=12)
        foot.setStretch(0, 1)
        outer = column(head, text(done_words(found.subject), "strong", wrap=True), said, gap=12, margin=24)
        outer.addWidget(area, 1)
        outer.addLayout(foot)
        self.setLayout(outer)
        room = parent.window().size().boundedTo(self.screen().availableSize())
        self.resize(min(theme().px(640), room.width() - 16), min(theme().px(640), room.height() - 16))

    def _ask(self) -> None:
        self.pane.show_words(_("Working out what this causes …"))
        contract = self._page.contract
        command = UndoChange(contract.id, contract.version)

        def ask() -> tuple[ChangePreview, tuple[LetterShown, ...]]:
            found = self._desk.office.preview_undo(command)
            return found, worded(self._desk.papers, found, self._page)

        self._asker.ask(ask, self._show, self._refuse)

    def _show(self, found: tuple[ChangePreview, tuple[LetterShown, ...]]) -> None:
        self.pane.show_preview(found[0], self._page.contract, found[1])

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.problem.setText(refusal(error))
        styled(self.problem, tone=Tone.BAD)
        self.pane.show_words(_("Nothing would be changed by this: it is not possible. The reason stands below."))
        self.deed.setEnabled(False)
