"""Notes and files of a contract: one writes above, what was kept stands below, newest first."""

import secrets
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from domain.contracts.notes import LONGEST_NOTE, MediaType
from domain.errors import AppError
from domain.ids import ContractId, new_uuid
from domain.views.notes import NoteRow
from domain.views.office_rows import ContractPage
from ui.backoffice.contracts.notes.presenter import MEGABYTES, NotesPresenter
from ui.desk import Desk
from ui.language import _, shown, shown_instant
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import clear, column, line, row, styled, text
from ui.widgets.buttons import button, tool
from ui.widgets.files import ask_open, ask_save
from ui.widgets.forms import TextField
from ui.widgets.icons import beside_words, icon
from ui.widgets.overlays import ConfirmDialog, confirm

SIGNS: Final = {None: "note-text-outline", MediaType.PDF: "file-pdf-box"}
PICTURE: Final = "file-image-outline"


class NotesPanel(QWidget):
    """`show_page(page)`. What is typed belongs to its contract and waits there while another one is looked at."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.presenter = NotesPresenter(
            desk, shell, self._new_id, self._show_words_failed, self._show_failed, owner=self
        )
        self._contract_id: ContractId | None = None
        self._drafts: dict[ContractId, str] = {}
        self.notes: tuple[NoteRow, ...] = ()
        self.away: tuple[NoteRow, ...] = ()
        self.question: ConfirmDialog | None = None
        self.words = TextField(_("New note"), lines=3, longest=LONGEST_NOTE, hint=_("Only the office sees notes."))
        self.words.editor.setObjectName("note_words")
        self.add = button(_("Keep note"), self._add, sign="note-plus-outline")
        self.add.setToolTip(_("Keep note (Ctrl+Enter)"))
        self.attach = button(_("Attach file …"), self._choose, sign="paperclip")
        self.attach.setToolTip(_("PDF, JPEG or PNG, at most {count} MB; or drop it here.").format(count=MEGABYTES))
        self._list, self.problem = column(gap=12), text("", wrap=True)
        styled(self.problem, tone=Tone.BAD)
        deeds = row(self.add, self.attach, None)
        self.setLayout(column(self.words, deeds, self.problem, line(), self._list, gap=12))
        self._say("")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.words.editor, self._add)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.setAcceptDrops(True)

    def show_page(self, page: ContractPage) -> None:
        contract_id = page.contract.id
        if contract_id != self._contract_id:
            self._turn_to(contract_id)
        if (page.notes, page.notes_away) != (self.notes, self.away) or not self._list.count():
            self.notes, self.away = page.notes, page.notes_away
            self._fill()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(*_dropped(event))

    def take(self, *paths: Path) -> None:
        """Attaches files, one after the other; what is refused is named."""
        self._say("")
        self.words.show_error("")
        for path in paths:
            if self._contract_id is not None:
                self.presenter.attach(self._contract_id, path, lambda: None)

    def _turn_to(self, contract_id: ContractId) -> None:
        if self._contract_id is not None:
            self._drafts[self._contract_id] = self._typed()
        self._contract_id = contract_id
        self._say("")
        self.words.set_value(self._drafts.pop(contract_id, ""))

    def _typed(self) -> str:
        editor = self.words.editor
        return str(editor.property("plainText") or "")

    def _add(self) -> None:
        if self._contract_id is not None:
            self.presenter.add(self._contract_id, self._typed(), partial(self._kept, self._contract_id))

    def _kept(self, contract_id: ContractId) -> None:
        if contract_id == self._contract_id:
            self.words.set_value("")
        self._drafts.pop(contract_id, None)

    def _choose(self) -> None:
        kinds = _("Papers and pictures") + " (*.pdf *.jpg *.jpeg *.png)"
        path = ask_open(self, _("Attach file"), kinds)
        if path is not None:
            self.take(path)

    def _fill(self) -> None:
        clear(self._list)
        if not self.notes and not self.away:
            self._list.addWidget(text(_("Nothing is kept here yet."), "muted"))
        for each in (*self.notes, *self.away):
            self._list.addWidget(self._entry(each))

    def _entry(self, each: NoteRow) -> QWidget:
        sign = text()
        picture = icon(SIGNS.get(each.media_type, PICTURE), "muted")
        sign.setPixmap(picture.pixmap(beside_words(20)))
        named = each.file_name if each.media_type is not None else each.words
        gone = _("(erased)") if each.is_erased else _("(taken away)") if each.is_away else ""
        said = text(gone or named, "muted" if gone else "strong" if each.media_type else "", wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        about = [shown_instant(each.at), each.who, _shown_size(each.size) if each.media_type is not None else ""]
        words = column(text(" · ".join(part for part in about if part), "small"), said, gap=2)
        made = QWidget()
        shown = row(sign, words, *self._deeds(each, named), gap=12)
        shown.setStretch(1, 1)
        shown.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        made.setLayout(shown)
        return made

    def _deeds(self, each: NoteRow, named: str) -> list[QWidget]:
        short = named.splitlines()[0][:40] if named else ""
        found: list[QWidget] = []
        erase = tool("eraser", _("Erase {name} for ever").format(name=short), partial(self._ask_erase, each))
        if each.is_away:
            erase.setToolTip(_("Erase for ever what was taken away"))
            erase.setAccessibleName(erase.toolTip())
            return [erase]
        if each.media_type is not None and not each.is_erased:
            open_it = tool("open-in-new", _("Open {name}").format(name=short), partial(self.presenter.open, each))
            save = tool("content-save-outline", _("Save {name} as …").format(name=short), partial(self._save, each))
            found = [open_it, save]
        away = tool("delete-outline", _("Take {name} away").format(name=short), partial(self._ask_away, each))
        return [*found, away] if each.is_erased else [*found, away, erase]

    def _save(self, each: NoteRow) -> None:
        self._say("")
        path = ask_save(self, _("Save file as"), each.file_name)
        if path is not None:
            self.presenter.save(each, path)

    def _ask_away(self, each: NoteRow) -> None:
        if self._contract_id is None:
            return
        is_file = each.media_type is not None
        title = _("Take this file away?") if is_file else _("Take this note away?")
        words = _("It is shown no more. The history keeps that it was there, and who took it away.")
        then = partial(self.presenter.remove, self._contract_id, each)
        self.question = confirm(self, title, words, _("Take away"), then, danger=True)

    def _ask_erase(self, each: NoteRow) -> None:
        if self._contract_id is None:
            return
        title = _("Erase this file for ever?") if each.media_type is not None else _("Erase this note for ever?")
        words = _(
            "What is in it goes for ever, from the log too; nothing brings it back. The history keeps that something"
            " was there, and who erased it."
        )
        then = partial(self.presenter.erase, self._contract_id, each)
        self.question = confirm(self, title, words, _("Erase for ever"), then, danger=True)

    def _show_words_failed(self, error: AppError) -> None:
        self.words.show_error(refusal(error))

    def _show_failed(self, name: str, error: AppError) -> None:
        """Below what was said of other files just now."""
        said = f"{name}: {refusal(error)}" if name else refusal(error)
        self._say("\n".join(part for part in (self.problem.text(), said) if part))

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _new_id(self) -> UUID:
        return new_uuid(self._desk.clock.now(), secrets.token_bytes)


def _dropped(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    return [Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()]


def _shown_size(size: int) -> str:
    """In kB; from a megabyte on in MB with one decimal."""
    if size < 1024**2:
        return _("{count} kB").format(count=max(-(-size // 1024), 1))
    return _("{count} MB").format(count=shown(round(Decimal(size) / 1024**2, 1)))
