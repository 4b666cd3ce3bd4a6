"""Decides what happens with notes and files of a contract; reads and writes files away from the window."""

from collections.abc import Callable
from functools import partial
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
from domain.errors import AppError, InvalidInput
from domain.ids import ContractId
from domain.views.notes import NoteRow
from ui.backoffice.asking import give
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.files import FileNotReadable, write_bytes

MEGABYTES: Final = LARGEST_FILE // 1024**2


class FileEmpty(InvalidInput):
    """There is nothing in it: an upload or a scan that broke off."""

    code = "file_empty"


class NotesPresenter:
    """`words_failed` shows at the field why a note was not kept, what was typed stays then; `failed` everything else,
    with the name of the file it is about or ""."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        new_id: Callable[[], UUID],
        words_failed: Callable[[AppError], None],
        failed: Callable[[str, AppError], None],
        *,
        owner: QObject,
    ) -> None:
        self._desk, self._shell, self._new_id = desk, shell, new_id
        self._words_failed, self._failed, self._owner = words_failed, failed, owner

    def add(self, contract_id: ContractId, words: str, done: Callable[[], None]) -> None:
        try:
            kept = checked_words(words)
        except AppError as error:
            self._words_failed(error)
            return
        self._give(AddNote(contract_id, NoteId(self._new_id()), kept), done, self._words_failed)

    def attach(self, contract_id: ContractId, path: Path, done: Callable[[], None]) -> None:
        """Looked at before it is sent: what is refused anyway does not travel."""
        note_id = NoteId(self._new_id())

        def read() -> AttachFile:
            file = checked_file(path.name, content_of(path))
            return AttachFile.of(contract_id, note_id, file.name, file.content)

        failed = partial(self._failed, path.name)
        self._run(read, lambda command: self._give(command, done, failed), failed)

    def open(self, row: NoteRow) -> None:
        """With the system's viewer, from the folder of papers."""

        def keep() -> Path:
            file = self._desk.office.kept_file(row.id)
            return self._desk.folder.keep(file.file_name, file.content)

        self._run(keep, self._desk.folder.show, partial(self._failed, row.file_name))

    def save(self, row: NoteRow, path: Path) -> None:
        def write() -> Path:
            file = self._desk.office.kept_file(row.id)
            write_bytes(path, file.content)
            return path

        done = partial(self._say_saved, path.name)
        self._run(write, done, partial(self._failed, path.name))

    def remove(self, contract_id: ContractId, row: NoteRow) -> None:
        said = partial(self._shell.toast, _("Taken away. The history keeps that."))
        self._give(RemoveNote(contract_id, row.id), said, partial(self._failed, row.file_name))

    def erase(self, contract_id: ContractId, row: NoteRow) -> None:
        said = partial(self._shell.toast, _("Erased. The history keeps that."))
        self._give(EraseNote(contract_id, row.id), said, partial(self._failed, row.file_name))

    def _give(
        self,
        command: AddNote | AttachFile | RemoveNote | EraseNote,
        done: Callable[[], None],
        failed: Callable[[AppError], None],
    ) -> None:
        def on_done(_event: Event) -> None:
            done()

        give(self._shell, self._desk, command, on_done, partial(self._fail, failed), owner=self._owner)

    def _run(self, work: Callable[[], object], done: Callable[..., None], failed: Callable[[AppError], None]) -> None:
        self._shell.services.background.run(work, done, partial(self._fail, failed), self._owner)

    def _say_saved(self, name: str, _kept: object) -> None:
        self._shell.toast(_("Saved as {name}.").format(name=name))

    def _fail(self, failed: Callable[[AppError], None], error: Exception) -> None:
        if isinstance(error, AppError):
            failed(error)
        else:
            self._shell.show_refusal(error)


def content_of(path: Path) -> bytes:
    """Raises FileNotReadable, FileEmpty, FileTooLarge: without reading more than is kept."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileNotReadable.because(error) from error
    if not content:
        raise FileEmpty
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(megabytes=MEGABYTES)
    return content
