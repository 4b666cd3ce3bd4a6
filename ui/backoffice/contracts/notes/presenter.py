"""Decides what happens with notes and files of a contract; reads and writes files away from the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject

from domain.application import Event
from domain.contracts.add_note import AddNote
from domain.contracts.attach_file import AttachFile
from domain.contracts.erase_note import EraseNote
from domain.contracts.notes import LARGEST_FILE, FileTooLarge, NoteId, checked_file, checked_words
from domain.contracts.remove_note import RemoveNote
from domain.errors import AppError, Unavailable
from domain.ids import ContractId
from domain.views.notes import NoteRow
from ui.backoffice.asking import give
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell

MEGABYTES: Final = LARGEST_FILE // 1024**2


class FileNotReadable(Unavailable):
    """The chosen file cannot be read, or the place cannot be written to."""

    code = "file_not_readable"


class NotesPresenter:
    """`failed` shows why something was not kept; what was typed stays then."""

    def __init__(
        self, desk: Desk, shell: Shell, new_id: Callable[[], UUID], failed: Callable[[AppError], None], owner: QObject
    ) -> None:
        self._desk, self._shell, self._new_id = desk, shell, new_id
        self._show_failed, self._owner = failed, owner

    def add(self, contract_id: ContractId, words: str, done: Callable[[], None]) -> None:
        try:
            kept = checked_words(words)
        except AppError as error:
            self._show_failed(error)
            return
        self._give(AddNote(contract_id, NoteId(self._new_id()), kept), done)

    def attach(self, contract_id: ContractId, path: Path, done: Callable[[], None]) -> None:
        """Looked at before it is sent: what is refused anyway does not travel."""
        note_id = NoteId(self._new_id())

        def read() -> AttachFile:
            file = checked_file(path.name, _content(path))
            return AttachFile.of(contract_id, note_id, file.name, file.content)

        self._run(read, lambda command: self._give(command, done))

    def open(self, row: NoteRow) -> None:
        """With the system's viewer, from the folder of papers."""

        def keep() -> Path:
            file = self._desk.office.kept_file(row.id)
            return self._desk.folder.keep(file.file_name, file.content)

        self._run(keep, self._desk.folder.show)

    def save(self, row: NoteRow, path: Path) -> None:
        def write() -> Path:
            file = self._desk.office.kept_file(row.id)
            try:
                path.write_bytes(file.content)
            except OSError as error:
                raise FileNotReadable(why=error.strerror or str(error)) from error
            return path

        self._run(write, lambda kept: self._shell.toast(_("Saved as {name}.").format(name=kept.name)))

    def remove(self, contract_id: ContractId, row: NoteRow) -> None:
        self._give(RemoveNote(contract_id, row.id), lambda: self._shell.toast(_("Taken away. The history keeps that.")))

    def erase(self, contract_id: ContractId, row: NoteRow) -> None:
        self._give(EraseNote(contract_id, row.id), lambda: self._shell.toast(_("Erased. The history keeps that.")))

    def _give(self, command: AddNote | AttachFile | RemoveNote | EraseNote, done: Callable[[], None]) -> None:
        def on_done(_event: Event) -> None:
            done()

        give(self._shell, self._desk, command, on_done, self._fail, owner=self._owner)

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._shell.services.background.run(work, done, self._fail, self._owner)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._show_failed(error)
        else:
            self._shell.show_refusal(error)


def _content(path: Path) -> bytes:
    """Raises FileNotReadable, FileTooLarge: without reading more than is kept."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileNotReadable(why=error.strerror or str(error)) from error
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(megabytes=MEGABYTES)
    return content
