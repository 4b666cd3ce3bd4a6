"""The label printers of this workplace: each has a thread while something waits for it, and none waits for another."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from time import monotonic
from typing import Any, Final, Protocol
from uuid import uuid4

from domain.assets.label_sheet import Label, LabelPositionWrong, NoLabels
from domain.clock import Clock
from domain.errors import AppError
from domain.labels.fitting import sample_label, shipped_for
from domain.labels.jobs import MOST_COPIES, NEEDS_SOMEBODY, OPEN, JobAct, JobState, PrintJob, after
from domain.labels.layout import laid_out
from domain.labels.measure import estimated
from domain.labels.medium import MediumKind
from domain.labels.printers import (
    LabelPrinter,
    LabelPrinterUnreachable,
    PrinterState,
    PrintingBrokeOff,
    UnknownLabelPrinter,
    UnknownPrintJob,
    checked,
)
from domain.labels.template import LabelField, LabelTemplate, Subject
from domain.till.devices import DeviceFileUnusable
from hardware.kept import keep
from hardware.printers.spool import Spool, read_positions, read_printers
from hardware.printers.ways import Way, way_to


class LabelPapers(Protocol):
    """Draws pages of labels."""

    def labels(self, template: LabelTemplate, labels: Sequence[Label], first_position: int = 1) -> bytes: ...

    def logo(self) -> bytes | None: ...


WAITS_S: Final = (3.0, 10.0, 30.0)
"""How long a printer that takes nothing is left alone before it is asked again; then a person is."""
_PREVIEW_DPI: Final = 300
_AT_ONCE: Final = 10
_CLOSE_S: Final = 5.0
_CALM: Final[dict[str, Any]] = {"trouble": "", "refused": "", "facts": ()}
"""The fields of a job after which nothing is wrong with it."""


class StationPrinting:
    """`domain.labels.jobs.PrintRoom`. To be closed: what waits then is printed at the next start."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        papers: LabelPapers,
        *,
        reach: Callable[[LabelPrinter], Way] = way_to,
        waits_s: tuple[float, ...] = WAITS_S,
    ) -> None:
        self._clock, self._papers, self._reach, self._waits_s = clock, papers, reach, waits_s
        self._printers_file, self._positions_file = folder / "label_printers.json", folder / "label_positions.json"
        self._printers = read_printers(self._printers_file)
        self._media = {each.name: each.medium for each in self._printers}
        positions = read_positions(self._positions_file)
        self._positions = {name: at for name, at in positions.items() if name in self._media}
        self._spool = Spool(folder / "printing")
        self._lock = threading.RLock()
        self._jobs = self._spool.read()
        self._threads: dict[str, threading.Thread] = {}
        self._stopped = threading.Event()
        self._told: Callable[[], object] | None = None

    @property
    def printers(self) -> tuple[LabelPrinter, ...]:
        return self._printers

    def change(self, printers: Sequence[LabelPrinter]) -> None:
        """Raises LabelPrinterWrong, LabelPrinterNamesAlike, DeviceFileUnusable."""
        wanted = checked(printers)
        keep(self._printers_file, [asdict(each) for each in wanted])
        with self._lock:
            self._printers = wanted
            self._drop_positions()
        self._changed()

    def states(self) -> tuple[PrinterState, ...]:
        with self._lock:
            return tuple(self._state(each) for each in self._printers)

    def jobs(self) -> tuple[PrintJob, ...]:
        with self._lock:
            return tuple(self._jobs[each] for each in sorted(self._jobs, reverse=True))

    def needing(self) -> int:
        return sum(job.state in NEEDS_SOMEBODY for job in self.jobs())

    def start(self) -> None:
        """What waited when the program ended goes on."""
        for name in {job.printer for job in self.jobs() if job.state is JobState.WAITING}:
            self._wake(name)

    def close(self) -> None:
        """Ends between two labels, and waits for no printer that hangs; what is not out is asked about at the next
        start."""
        self._stopped.set()
        self._told = None
        end = monotonic() + _CLOSE_S
        for thread in list(self._threads.values()):
            thread.join(max(0.0, end - monotonic()))

    def listen(self, told: Callable[[], object] | None) -> None:
        self._told = told

    def check(self, labels: Sequence[Label], template: LabelTemplate, printer: str) -> None:
        """See `PrintRoom.check`."""
        known = self._printer(printer)
        has_logo = LabelField.LOGO in template.fields and self._papers.logo() is not None
        for label in labels:
            laid_out(template, label, known.dpi, estimated, has_logo=has_logo)

    def add(
        self, title: str, labels: Sequence[Label], template: LabelTemplate, printer: str, copies: int = 1
    ) -> PrintJob:
        """See `PrintRoom.add`."""
        if not labels:
            raise NoLabels
        self.check(labels, template, printer)
        now = self._clock.now()
        made = PrintJob(
            f"{now:%Y%m%d%H%M%S%f}-{uuid4().hex[:8]}",
            title,
            printer,
            template,
            tuple(labels),
            max(1, min(copies, MOST_COPIES)),
            now,
        )
        with self._lock:
            self._keep(made)
            self._spool.prune(self._jobs)
        self._wake(printer)
        self._changed()
        return made

    def again(self, job_id: str, *, rest: bool = False) -> None:
        """See `PrintRoom.again`."""
        with self._lock:
            known = self._job(job_id)
            begins = known.out if rest and known.out < len(known.labels) else 0
            job = self._act(job_id, JobAct.AGAIN, **_CALM, out=begins)
        self._wake(job.printer)
        self._changed()

    def confirm(self, job_id: str) -> None:
        self._act(job_id, JobAct.CONFIRM, **_CALM, out=len(self._job(job_id).labels))
        self._changed()

    def cancel(self, job_id: str) -> None:
        self._act(job_id, JobAct.CANCEL)
        self._changed()

    def move(self, job_id: str, printer: str) -> None:
        """See `PrintRoom.move`."""
        to = self._printer(printer)
        template = self._job(job_id).template.on(to.medium)
        self.check(self._job(job_id).labels, template, printer)
        self._act(job_id, JobAct.MOVE, **_CALM, printer=printer, template=template, out=0)
        self._wake(printer)
        self._changed()

    def test(self, printer: str) -> PrintJob:
        known = self._printer(printer)
        label = sample_label(Subject.THING)
        return self.add(label.title, [label], shipped_for(Subject.THING, known.medium), printer)

    def set_position(self, printer: str, position: int) -> None:
        """See `PrintRoom.set_position`."""
        most = self._printer(printer).medium.per_page
        if not 1 <= position <= most:
            raise LabelPositionWrong(position=position, last=most)
        self._keep_position(printer, position)
        self._changed()

    def picture(self, template: LabelTemplate, label: Label) -> bytes:
        """See `PrintRoom.picture`."""
        from hardware.printers.picture import png_of, printed  # as in `_parts`
        from hardware.printers.zpl import zpl

        logo = self._papers.logo()
        layout = laid_out(template, label, _PREVIEW_DPI, estimated, has_logo=logo is not None)
        return png_of(printed(zpl(layout, logo=logo))[0].picture)

    # One thread for each printer that has something to do.

    def _wake(self, name: str) -> None:
        with self._lock:
            thread = self._threads.get(name)
            if self._stopped.is_set() or (thread is not None and thread.is_alive()):
                return
            self._threads[name] = threading.Thread(target=self._work, args=(name,), name=f"labels {name}", daemon=True)
            self._threads[name].start()

    def _work(self, name: str) -> None:
        tries = 0
        while not self._stopped.is_set():
            try:
                job = self._next(name)
            except DeviceFileUnusable as full:
                self._give_up(name, str(full.facts.get("why", "")))
                continue
            if job is None:
                return
            tries = 0 if self._printed(job) else tries + 1
            if tries and tries <= len(self._waits_s):
                self._stopped.wait(self._waits_s[tries - 1])
            elif tries:
                self._give_up(name, self._trouble(name))

    def _next(self, name: str) -> PrintJob | None:
        """The oldest that waits, begun. None: the thread ends, under the lock, so that nothing is added in between."""
        with self._lock:
            waiting = (self._jobs[each] for each in sorted(self._jobs))
            found = next((each for each in waiting if each.printer == name and each.state is JobState.WAITING), None)
            if found is None:
                self._threads.pop(name, None)
                return None
            return self._act(found.id, JobAct.BEGIN)

    def _printed(self, job: PrintJob) -> bool:
        """False: the printer takes nothing; the job waits as before."""
        self._changed()
        try:
            printer = self._printer(job.printer)
            self._hand_over(job, printer)
        except LabelPrinterUnreachable as gone:
            self._settle(job.id, JobAct.BACK, str(gone.facts.get("why", "")) or "-")
            return False
        except (PrintingBrokeOff, DeviceFileUnusable) as broke:
            self._settle(job.id, JobAct.LOSE, str(broke.facts.get("why", "")))
        except AppError as wrong:
            self._settle(job.id, JobAct.FAIL, refused=wrong.code, facts=_plain(wrong))
        except Exception as bug:
            with self._lock:
                self._settle(job.id, JobAct.LOSE, str(bug))
                self._give_up(job.printer, str(bug))
                self._threads.pop(job.printer, None)
            raise
        return True

    def _hand_over(self, job: PrintJob, printer: LabelPrinter) -> None:
        at_once = _AT_ONCE if printer.speaks_zpl else len(job.labels)
        for handed in self._reach(printer).send(self._parts(job, printer)):
            out = min(len(job.labels), job.out + handed * at_once)
            with self._lock:
                self._jobs[job.id] = replace(self._job(job.id), out=out)
                self._spool.keep(self._jobs[job.id])
            self._changed()
            if self._stopped.is_set() and out < len(job.labels):
                raise PrintingBrokeOff(printer=printer.name, why="")
        self._settle(job.id, JobAct.FINISH)
        self._advance(printer, len(job.labels) * job.copies)

    def _settle(self, job_id: str, act: JobAct, trouble: str = "", **more: Any) -> None:
        """How an attempt ended is known here even where the disk takes nothing; there it stays unsure."""
        with self._lock:
            before = self._job(job_id)
            job = replace(before, state=after(before.state, act), trouble=trouble, **more)
            self._jobs[job_id] = replace(job, out=len(job.labels)) if job.state is JobState.DONE else job
            with suppress(DeviceFileUnusable):
                self._spool.keep(self._jobs[job_id])
        self._changed()

    def _parts(self, job: PrintJob, printer: LabelPrinter) -> list[bytes]:
        """From the first label that is not out; pages go in one part."""
        from hardware.printers.zpl import ENCODING, zpl  # slow to import, and only a printer needs it

        labels = job.labels[job.out :]
        if not printer.speaks_zpl:
            repeated = [label for label in labels for _copy in range(job.copies)]
            return [self._papers.labels(job.template, repeated, self._position(printer))]
        logo = self._papers.logo()
        texts = [
            zpl(laid_out(job.template, label, printer.dpi, estimated, has_logo=logo is not None), job.copies, logo)
            for label in labels
        ]
        packs = [texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE)]
        return ["".join(pack).encode(ENCODING) for pack in packs]

    def _give_up(self, name: str, why: str) -> None:
        """All that waits for a printer that takes nothing is handed to a person."""
        with self._lock:
            for job in reversed(self.jobs()):
                if job.printer == name and job.state is JobState.WAITING:
                    self._settle(job.id, JobAct.FAIL, job.trouble or why)

    def _advance(self, printer: LabelPrinter, pieces: int) -> None:
        """Known here even where the disk takes nothing, as in `_settle`."""
        if printer.medium.kind is MediumKind.SHEET:
            at = self._position(printer)
            with suppress(DeviceFileUnusable):
                self._keep_position(printer.name, (at - 1 + pieces) % printer.medium.per_page + 1)

    # What is kept.

    def _act(self, job_id: str, act: JobAct, **changes: object) -> PrintJob:
        """Raises PrintJobBusy, UnknownPrintJob, DeviceFileUnusable."""
        with self._lock:
            job = self._job(job_id)
            made = replace(job, state=after(job.state, act), **changes)  # type: ignore[arg-type]  # fields of a job
            self._keep(made)
            return made

    def _keep(self, job: PrintJob) -> None:
        self._spool.keep(job)
        self._jobs[job.id] = job

    def _keep_position(self, name: str, position: int) -> None:
        with self._lock:
            self._positions[name] = position
            keep(self._positions_file, self._positions)

    def _position(self, printer: LabelPrinter) -> int:
        return max(1, min(self._positions.get(printer.name, 1), printer.medium.per_page))

    def _drop_positions(self) -> None:
        """Of sheets that no longer lie in their printer. One that comes back as it was has its own still."""
        gone = [each.name for each in self._printers if self._media.get(each.name, each.medium) != each.medium]
        self._media |= {each.name: each.medium for each in self._printers}
        if any(self._positions.pop(name, None) is not None for name in gone):
            with suppress(DeviceFileUnusable):
                keep(self._positions_file, self._positions)

    def _job(self, job_id: str) -> PrintJob:
        if job_id not in self._jobs:
            raise UnknownPrintJob(job=job_id)
        return self._jobs[job_id]

    def _printer(self, name: str) -> LabelPrinter:
        for each in self._printers:
            if each.name == name:
                return each
        raise UnknownLabelPrinter(printer=name)

    def _trouble(self, name: str) -> str:
        jobs = (job for job in self.jobs() if job.printer == name and job.state in OPEN)
        return next((job.trouble for job in jobs if job.trouble), "")

    def _state(self, printer: LabelPrinter) -> PrinterState:
        jobs = [job for job in self._jobs.values() if job.printer == printer.name and job.state in OPEN]
        waiting = sum(len(job.labels) - job.out for job in jobs)
        is_busy = any(job.state is JobState.PRINTING for job in jobs)
        return PrinterState(printer, is_busy, waiting, self._trouble(printer.name), self._position(printer))

    def _changed(self) -> None:
        told = self._told
        if told is not None:
            told()


def _plain(wrong: AppError) -> tuple[tuple[str, str | Decimal], ...]:
    """Facts that can be kept."""
    return tuple((name, fact if isinstance(fact, Decimal) else str(fact)) for name, fact in wrong.facts.items())
