"""A job of printing: what waits, what is out, and what a person may do when nobody knows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from domain.assets.label_sheet import Label
from domain.labels.fitting import template_for
from domain.labels.medium import Medium
from domain.labels.printers import LabelPrinter, PrinterState, PrintJobBusy
from domain.labels.template import LabelTemplate

MOST_COPIES: Final = 500


class JobState(StrEnum):
    """UNSURE: the end of it is not known; a person looks at the printer and says."""

    WAITING = "waiting"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"
    UNSURE = "unsure"
    CANCELLED = "cancelled"


class JobAct(StrEnum):
    """BEGIN, BACK, FINISH, FAIL and LOSE are the queue's; the others a person's. BACK: the printer took nothing, the
    job waits as before. MOVE: to another printer."""

    BEGIN = "begin"
    BACK = "back"
    FINISH = "finish"
    FAIL = "fail"
    LOSE = "lose"
    AGAIN = "again"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    MOVE = "move"


_S, _A = JobState, JobAct
TRANSITIONS: Final = {
    (_S.WAITING, _A.BEGIN): _S.PRINTING,
    (_S.WAITING, _A.FAIL): _S.FAILED,
    (_S.WAITING, _A.CANCEL): _S.CANCELLED,
    (_S.WAITING, _A.MOVE): _S.WAITING,
    (_S.PRINTING, _A.BACK): _S.WAITING,
    (_S.PRINTING, _A.FINISH): _S.DONE,
    (_S.PRINTING, _A.FAIL): _S.FAILED,
    (_S.PRINTING, _A.LOSE): _S.UNSURE,
    (_S.FAILED, _A.AGAIN): _S.WAITING,
    (_S.FAILED, _A.MOVE): _S.WAITING,
    (_S.FAILED, _A.CANCEL): _S.CANCELLED,
    (_S.UNSURE, _A.AGAIN): _S.WAITING,
    (_S.UNSURE, _A.MOVE): _S.WAITING,
    (_S.UNSURE, _A.CONFIRM): _S.DONE,
    (_S.UNSURE, _A.CANCEL): _S.CANCELLED,
    (_S.DONE, _A.AGAIN): _S.WAITING,
}
OPEN: Final = frozenset({_S.WAITING, _S.PRINTING, _S.FAILED, _S.UNSURE})
NEEDS_SOMEBODY: Final = frozenset({_S.FAILED, _S.UNSURE})


def after(state: JobState, act: JobAct) -> JobState:
    """Raises PrintJobBusy."""
    if (state, act) not in TRANSITIONS:
        raise PrintJobBusy(state=state)
    return TRANSITIONS[state, act]


@dataclass(frozen=True, slots=True)
class PrintJob:
    """`out`: how many of `labels` were handed to the printer. `trouble`: what the system said, "" for nothing.
    `refused` and `facts`: the code and the facts of the AppError by which it ended, "" and none for nothing.

    `id` is a text of this workplace; jobs in order of their ids are in order of time.
    """

    id: str
    title: str
    printer: str
    template: LabelTemplate
    labels: tuple[Label, ...]
    copies: int
    made_at: datetime
    state: JobState = JobState.WAITING
    out: int = 0
    trouble: str = ""
    refused: str = ""
    facts: tuple[tuple[str, str | Decimal], ...] = ()

    @property
    def pieces(self) -> int:
        return len(self.labels) * self.copies

    def can(self, act: JobAct) -> bool:
        return (self.state, act) in TRANSITIONS


class PrintRoom(Protocol):
    """The label printers of this workplace with their queue. May be asked from any thread; nothing here waits for a
    printer."""

    @property
    def printers(self) -> tuple[LabelPrinter, ...]:
        """The usual one first; none: labels are shown as pages."""
        ...

    def change(self, printers: Sequence[LabelPrinter]) -> None:
        """Raises LabelPrinterWrong, LabelPrinterNamesAlike, DeviceFileUnusable."""
        ...

    def states(self) -> tuple[PrinterState, ...]: ...

    def jobs(self) -> tuple[PrintJob, ...]:
        """The newest first."""
        ...

    def needing(self) -> int:
        """How many jobs wait for somebody."""
        ...

    def check(self, labels: Sequence[Label], template: LabelTemplate, printer: str) -> None:
        """Whether `add` takes them. Raises UnknownLabelPrinter, BarsTooWide, SquareTooLarge, WordsTooMany."""
        ...

    def add(
        self, title: str, labels: Sequence[Label], template: LabelTemplate, printer: str, copies: int = 1
    ) -> PrintJob:
        """On the disk before this returns.

        Raises NoLabels, UnknownLabelPrinter, DeviceFileUnusable, BarsTooWide, SquareTooLarge, WordsTooMany.
        """
        ...

    def again(self, job_id: str, *, rest: bool = False) -> None:
        """`rest`: only the labels that were not handed over. Raises PrintJobBusy, UnknownPrintJob."""
        ...

    def confirm(self, job_id: str) -> None:
        """All of it is on paper. Raises PrintJobBusy, UnknownPrintJob."""
        ...

    def cancel(self, job_id: str) -> None:
        """Raises PrintJobBusy, UnknownPrintJob."""
        ...

    def move(self, job_id: str, printer: str) -> None:
        """To another printer, on its labels. Raises as `add` and `cancel` do."""
        ...

    def test(self, printer: str) -> PrintJob:
        """A label that shows everything. Raises as `add` does."""
        ...

    def set_position(self, printer: str, position: int) -> None:
        """The next free label of the sheet. Raises UnknownLabelPrinter, LabelPositionWrong."""
        ...

    def picture(self, template: LabelTemplate, label: Label) -> bytes:
        """A PNG of what a label printer prints. Raises BarsTooWide, SquareTooLarge, WordsTooMany."""
        ...

    def listen(self, told: Callable[[], object] | None) -> None:
        """`told` is called after every change, on whatever thread it happened."""
        ...

    def start(self) -> None:
        """What waited when the program ended goes on."""
        ...

    def close(self) -> None:
        """Waits for the label that is going out; what is not out goes on at the next start, or is asked about."""
        ...


@dataclass(frozen=True, slots=True)
class Stack:
    """Labels that are printed in one go: the same template, the same printer (None: shown as pages)."""

    template: LabelTemplate
    labels: tuple[Label, ...]
    printer: str | None


def stacks_of(
    labels: Sequence[Label],
    templates: Sequence[LabelTemplate],
    printers: Sequence[LabelPrinter],
    usual: Medium | None = None,
) -> tuple[Stack, ...]:
    """Each label with its template at the printer in which the right labels lie; the order of labels is kept.

    `usual`: what they are put on where there is no printer; None: what the template says.
    """
    loaded = [each.medium for each in printers] or ([] if usual is None else [usual])
    chosen: dict[LabelTemplate, list[Label]] = {}
    known: dict[tuple[str, str], LabelTemplate] = {}
    for label in labels:
        kind = (label.code[:2], label.category)
        if kind not in known:
            known[kind] = template_for(label, templates, loaded)
        chosen.setdefault(known[kind], []).append(label)
    return tuple(Stack(template, tuple(of), _printer(template, printers)) for template, of in chosen.items())


def _printer(template: LabelTemplate, printers: Sequence[LabelPrinter]) -> str | None:
    fitting = [each.name for each in printers if each.medium == template.medium]
    return next(iter(fitting), None)
