"""Files of the bank: read away from the window, shown, and read in one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.banking.keep_bank_file import BankFileKept, KeepBankFile
from domain.banking.model import LARGEST_BANK_FILE, BankFile, BankFileId, BankFileTooLarge, Nature, ReadFile
from domain.errors import AppError, Unavailable
from domain.money import Money
from ui.background import Cancelled, Progress
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.files import FileNotReadable
from ui.widgets.overlays import ProgressOverlay
from ui.widgets.table import Align, Column, DataTable

KINDS = "XML, ZIP (*.xml *.zip *.camt *.c52 *.c53 *.c54);;* (*)"
_WITHOUT_MONEY = (Nature.TAKEN, Nature.REFUSED)


class ReaderMissing(Unavailable):
    """This program was started without the part that reads files of banks."""

    code = "reader_missing"


@dataclass(frozen=True, slots=True)
class Looked:
    """A chosen file: what it says, or why it cannot be read."""

    name: str
    file: ReadFile | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of reading some files in; `problems`: with their names."""

    entries: int = 0
    known: int = 0
    transfers: int = 0
    problems: tuple[str, ...] = ()


def look(desk: Desk, paths: Sequence[Path], progress: Progress) -> list[Looked]:
    """On a thread of its own: nothing here needs the database."""
    found: list[Looked] = []
    for n, path in enumerate(paths):
        progress.report(n, len(paths), path.name)
        try:
            found += [Looked(each.name, each) for each in _read(desk, path)]
        except AppError as error:
            words = refusal(error)
            found.append(Looked(path.name, None, words if path.name in words else f"{path.name}: {words}"))
    return found


def _read(desk: Desk, path: Path) -> Sequence[ReadFile]:
    if desk.bank_files is None:
        raise ReaderMissing
    try:
        size = path.stat().st_size
        if size > LARGEST_BANK_FILE:
            raise BankFileTooLarge(megabytes=size // 1_000_000)
        content = path.read_bytes()
    except OSError as error:
        raise FileNotReadable.because(error) from error
    return desk.bank_files.read(path.name, content)


def keep(desk: Desk, files: Sequence[ReadFile], progress: Progress) -> tuple[Done, list[BankFileKept]]:
    """On the database's thread; one that is refused does not stop the others."""
    done, kept = Done(), []
    for n, file in enumerate(files):
        progress.report(n, len(files), file.name)
        try:
            answer = desk.run(KeepBankFile.of(BankFileId(uuid4()), file))
        except AppError as error:
            problem = f"{file.name}: {refusal(error)}"
            done = Done(done.entries, done.known, done.transfers, (*done.problems, problem))
            continue
        event = cast(BankFileKept, answer.event)
        kept.append(event)
        done = Done(
            done.entries + event.entries, done.known + event.known, done.transfers + event.transfers, done.problems
        )
    return done, kept


class ReadDialog(QDialog):
    """What the chosen files contain, before anything is kept; then they are read in."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self.setWindowTitle(_("Read files of the bank"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(theme().px(960), theme().px(420))
        about = _(
            "Nothing is booked by reading. What was read before, also in another file, counts once. What the bank says"
            " of direct debits is taken over at once."
        )
        self.table: DataTable[Looked] = DataTable(_columns(), name=_("Files"), bar=False)
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.problem.hide()
        self.save = button(_("Read in"), self._keep, kind="primary", sign="tray-arrow-down")
        self.save.setDefault(True)
        self.save.setEnabled(False)
        self.close_it = button(_("Cancel"), self.reject)
        title = text(_("Read files of the bank"), "title")
        deeds = row(None, self.close_it, self.save)
        layout = column(title, text(about, "muted", wrap=True), gap=16, margin=24)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.problem)
        layout.addLayout(deeds)
        self.setLayout(layout)
        self._cover = ProgressOverlay(self)

    def look_at(self, paths: Sequence[Path]) -> None:
        progress = Progress(self)
        self._cover.begin(_("Looking at the files …"), progress)
        work = partial(look, self._desk, paths, progress)
        self._shell.services.background.run_other(work, self._show, self._failed, self)

    def _show(self, found: list[Looked]) -> None:
        self._cover.end()
        self.table.set_rows(found)
        self.problem.setText("\n".join(each.problem for each in found if each.problem))
        self.problem.setVisible(any(each.problem for each in found))
        self.save.setEnabled(any(each.file is not None for each in found))
        self.save.setFocus()

    def _keep(self) -> None:
        files = [each.file for each in self.table.rows() if each.file is not None]
        if not files or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        progress = Progress(self)
        self._cover.begin(_("Reading in …"), progress)
        self._shell.services.background.run(partial(keep, self._desk, files, progress), self._kept, self._failed, self)

    def _kept(self, found: tuple[Done, list[BankFileKept]]) -> None:
        self._cover.end()
        done, events = found
        self._shell.services.changes.touch({topic for each in events for topic in each.touched()})
        if done.problems:
            self.problem.setText("\n".join(done.problems))
            self.problem.show()
            self.close_it.setText(_("Close"))
            return
        new = count("{count} new entry", "{count} new entries", done.entries)
        words = _("{new}, {known} known already.").format(new=new, known=done.known)
        if done.transfers:
            waiting = count(
                "{count} transfer waits to be booked.", "{count} transfers wait to be booked.", done.transfers
            )
            words = f"{words} {waiting}"
        self._shell.toast(words)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._cover.end()
        if isinstance(error, Cancelled):
            self.save.setEnabled(bool(self.table.rows()))
            return
        self._shell.show_refusal(error)


def _columns() -> list[Column[Looked]]:
    right = Align.RIGHT
    return [
        Column("name", _("File"), lambda one: one.name, fills=True),
        Column("kind", _("Kind"), lambda one: "" if one.file is None else label(one.file.says.kind), width=264),
        Column("account", _("Account"), _account, width=200, yields=2),
        Column("entries", _("Entries"), _entries, align=right, width=88),
        Column("transfers", _("Transfers in"), _transfers, align=right, width=112),
        Column("sum", _("Their sum"), _sum, align=right, width=112),
        Column("note", _("Note"), _note, width=160, yields=1, tone=lambda one: Tone.BAD if _note(one) else None),
    ]


def _entries(one: Looked) -> int | None:
    return len(one.file.says.entries) if one.file else None


def _account(one: Looked) -> str:
    accounts = {each.account for each in one.file.says.statements} if one.file else set()
    return ", ".join(sorted(accounts))


def _of(one: Looked) -> list[Money]:
    says: BankFile | None = one.file.says if one.file else None
    return [each.amount for each in says.entries if each.nature is Nature.TRANSFER] if says else []


def _transfers(one: Looked) -> int | None:
    return len(_of(one)) if one.file else None


def _sum(one: Looked) -> str:
    sums: dict[str, Money] = {}
    for amount in _of(one):
        sums[amount.currency] = sums.get(amount.currency, Money(0, amount.currency)) + amount
    return ", ".join(shown_money(each) for each in sums.values())


def _note(one: Looked) -> str:
    if one.file is None:
        return _("cannot be read")
    if any(each.adds_up is False for each in one.file.says.statements):
        return _("does not add up")
    return ""
