"""Labels go to the printer of this workplace, or are shown as pages where there is none."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject

from domain.assets.label_sheet import Label
from domain.labels.jobs import PrintRoom, Stack, stacks_of
from domain.labels.medium import SHEET_40, MediumKind
from domain.labels.template import LabelTemplate
from ui.desk import Desk
from ui.language import _, count
from ui.shell.port import Shell

Ask = Callable[[], Sequence[Label]]


class Sent(NamedTuple):
    """`pages` None: they went to a printer."""

    stack: Stack
    pages: Path | None


class LabelSender:
    """For one page. `owner`: the page; when it is gone, its labels are printed but nothing is said any more."""

    def __init__(self, shell: Shell, desk: Desk, owner: QObject) -> None:
        self._shell, self._desk, self._owner = shell, desk, owner

    def send(self, title: str, ask: Ask, *, on_sheets: bool = False) -> None:
        """`ask` gives the labels, on the database thread. `on_sheets`: on sheets of A4 and nowhere else."""

        def known() -> tuple[Sequence[Label], Sequence[LabelTemplate]]:
            return ask(), self._desk.floor.labelling.templates()

        def found(answer: tuple[Sequence[Label], Sequence[LabelTemplate]]) -> None:
            background.run_other(
                lambda: self._sent(title, *answer, on_sheets=on_sheets),
                self._tell,
                self._shell.show_refusal,
                self._owner,
            )

        background = self._shell.services.background
        background.run(known, found, self._shell.show_refusal, self._owner)

    def give(self, title: str, labels: Sequence[Label]) -> None:
        self.send(title, lambda: labels)

    def show_pages(self, title: str, template: LabelTemplate, labels: Sequence[Label]) -> None:
        """As pages, whatever printers there are."""
        stack = Stack(template, tuple(labels), None)
        background = self._shell.services.background
        background.run_other(lambda: [self._shown(title, stack)], self._tell, self._shell.show_refusal, self._owner)

    def _sent(
        self, title: str, labels: Sequence[Label], templates: Sequence[LabelTemplate], *, on_sheets: bool
    ) -> list[Sent]:
        room = self._desk.printing
        printers = () if room is None else room.printers
        if on_sheets:
            printers = tuple(each for each in printers if each.medium.kind is MediumKind.SHEET)
        stacks = stacks_of(labels, templates, printers, SHEET_40 if on_sheets else None)
        pages = [self._checked(stack, room) for stack in stacks]
        sent = []
        for stack, drawn in zip(stacks, pages, strict=True):
            if room is not None and stack.printer is not None:
                room.add(title, stack.labels, stack.template, stack.printer)
            kept = None if drawn is None else self._desk.folder.keep(f"{title}.pdf", drawn)
            sent.append(Sent(stack, kept))
        return sent

    def _checked(self, stack: Stack, room: PrintRoom | None) -> bytes | None:
        """Its pages, None where a printer takes it; all are tried before the first goes out. Raises what `add` does."""
        if room is None or stack.printer is None:
            return self._desk.papers.labels(stack.template, stack.labels)
        room.check(stack.labels, stack.template, stack.printer)
        return None

    def _shown(self, title: str, stack: Stack) -> Sent:
        pages = self._checked(stack, None)
        return Sent(stack, None if pages is None else self._desk.folder.keep(f"{title}.pdf", pages))

    def _tell(self, sent: list[Sent]) -> None:
        for each in sent:
            if each.pages is not None:
                self._desk.folder.show(each.pages)
                self._shell.toast(_("Kept as {name}").format(name=each.pages.name))
                continue
            labels = count("{count} label", "{count} labels", len(each.stack.labels))
            self._shell.toast(_("{labels} → {printer}").format(labels=labels, printer=each.stack.printer))
            self._shell.services.changes.touch({"printing"})
