"""The queue of labels and the printers of this workplace: what waits, what went wrong, and what to do about it."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QMenu

from domain.assets.label_sheet import Label
from domain.assets.resolve import Meaning
from domain.errors import AppError
from domain.labels.jobs import JobAct, JobState, PrintJob, PrintRoom
from domain.labels.medium import MediumKind
from domain.labels.printers import LabelPrinter, PrinterState
from ui.backoffice.parts import SmallTable
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_time
from ui.printing.media import medium_name
from ui.printing.paper import command_cards
from ui.printing.position import PositionDialog
from ui.printing.printer_dialog import PrinterDialog
from ui.printing.sending import LabelSender
from ui.printing.target import wanted_label
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.texts import REFUSALS, filled
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.overlays import confirm
from ui.widgets.table import Align, Column

_TONES = {
    JobState.WAITING: Tone.NEUTRAL,
    JobState.PRINTING: Tone.ACCENT,
    JobState.DONE: Tone.OK,
    JobState.FAILED: Tone.BAD,
    JobState.UNSURE: Tone.WARN,
    JobState.CANCELLED: Tone.NEUTRAL,
}


class PrintingPage(Page):
    """`show_target` with `reprint_target` prints that label."""

    def __init__(self, desk: Desk, shell: Shell, room: PrintRoom) -> None:
        super().__init__(shell, _("Printing"))
        self._desk, self._room = desk, room
        self._sender = LabelSender(shell, desk, self)
        self._build_queue()
        self._build_printers()
        self.cards = button(_("Command cards"), self._print_cards, sign="card-multiple-outline", touch=True)
        self.places = button(_("Labels of all places"), self._print_places, sign="map-marker-outline", touch=True)
        sheets = Card(_("On sheets of A4")).add(row(self.cards, self.places, None))
        self.setLayout(column(self._queue, self._machines, sheets, None, gap=24))
        guide_focus(self, self.jobs)
        self.refresh()

    def show_target(self, argument: str) -> None:
        wanted = wanted_label(argument)
        if wanted is not None:
            self._reprint(*wanted)
        self.refresh()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "printing" in kinds:
            self.refresh()

    def refresh(self) -> None:
        """As the queue is now; the chosen lines stay chosen, and no button loses the keys meanwhile."""
        job: PrintJob | None = self.jobs.current()
        printer: PrinterState | None = self.printers.current()
        calm = QSignalBlocker(self.jobs), QSignalBlocker(self.printers)
        self.jobs.set_rows(self._room.jobs())
        self.printers.set_rows(self._room.states())
        if job is None or not self.jobs.select(lambda one: one.id == job.id):
            self.jobs.select(lambda _one: True)
        if printer is None or not self.printers.select(lambda one: one.printer.name == printer.printer.name):
            self.printers.select(lambda _one: True)
        del calm
        waiting = self._room.needing()
        words = count("{count} job needs you", "{count} jobs need you", waiting)
        self.set_heading(_("Printing"), "", ((words, Tone.BAD),) if waiting else ())
        self._settle()

    # The queue.

    def _build_queue(self) -> None:
        nothing = _("Nothing was printed yet. Labels come here from goods receipt, from things and places.")
        self.jobs = SmallTable(_job_columns(), nothing, name=_("Print jobs"), most=8)
        self.trouble = text("", "", Tone.WARN, wrap=True)
        self.again = button(_("Print again"), self._on_again, sign="printer", touch=True)
        self.rest = button(
            _("Print the rest"), partial(self._on_again, rest=True), sign="page-next-outline", touch=True
        )
        self.complete = button(_("All is on paper"), self._on_complete, sign="check", touch=True)
        self.move = button(_("Another printer …"), sign="printer-settings", touch=True)
        self._printers_menu = QMenu(self.move)
        self.move.setMenu(self._printers_menu)
        self.stop = button(_("Stop"), self._on_stop, sign="cancel", touch=True)
        deeds = Bend(row(self.again, self.rest, self.complete, None), row(self.move, self.stop, None))
        self._queue = Card(_("Print jobs")).add(self.jobs, self.trouble, deeds)
        self.jobs.current_changed.connect(lambda _row: self._settle())

    def _settle(self) -> None:
        job: PrintJob | None = self.jobs.current()
        acts = {
            self.again: JobAct.AGAIN,
            self.complete: JobAct.CONFIRM,
            self.stop: JobAct.CANCEL,
            self.move: JobAct.MOVE,
        }
        for deed, act in acts.items():
            deed.setEnabled(job is not None and job.can(act))
        begun = job is not None and job.state is not JobState.DONE and 0 < job.out < len(job.labels)
        self.rest.setEnabled(begun and job is not None and job.can(JobAct.AGAIN))
        self.trouble.setText("" if job is None else trouble_of(job))
        self.trouble.setVisible(bool(self.trouble.text()))
        self._printers_menu.clear()
        for printer in self._room.printers:
            if job is not None and printer.name != job.printer:
                self._printers_menu.addAction(printer.name, partial(self._on_move, printer.name))
        if not self._printers_menu.actions():
            self.move.setEnabled(False)
        chosen: PrinterState | None = self.printers.current()
        for deed in (self.edit, self.remove, self.test):
            deed.setEnabled(chosen is not None)
        self.first.setEnabled(chosen is not None and chosen.printer != self._room.printers[0])
        self.position.setEnabled(chosen is not None and chosen.printer.medium.kind is MediumKind.SHEET)

    def _on_again(self, *, rest: bool = False) -> None:
        """What may be on paper already is not printed twice without a word."""
        job: PrintJob | None = self.jobs.current()
        if job is None:
            return
        act = partial(self._room.again, job.id, rest=rest)
        if rest or (job.state is JobState.FAILED and not job.out):
            self._do(act)
            return
        words = count("{count} label of it is on paper already.", "{count} labels of it are on paper already.", job.out)
        detail = words if job.state is JobState.DONE else _("Some of it may be on paper already: look at the printer.")
        confirm(self, _("Print all of it again?"), detail, _("Print again"), partial(self._do, act))

    def _on_complete(self) -> None:
        job: PrintJob | None = self.jobs.current()
        if job is not None:
            self._do(partial(self._room.confirm, job.id))

    def _on_stop(self) -> None:
        job: PrintJob | None = self.jobs.current()
        if job is not None:
            self._do(partial(self._room.cancel, job.id))

    def _on_move(self, printer: str) -> None:
        job: PrintJob | None = self.jobs.current()
        if job is not None:
            self.shell.services.background.run_other(
                partial(self._room.move, job.id, printer), self._on_moved, self.shell.show_refusal, self
            )

    def _on_moved(self, _nothing: None) -> None:
        self.shell.services.changes.touch({"printing"})

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except AppError as error:
            self.shell.show_refusal(error)
        self.shell.services.changes.touch({"printing"})

    # The printers.

    def _build_printers(self) -> None:
        nothing = _("No label printer yet. Until there is one, labels are shown as pages that any printer prints.")
        self.printers = SmallTable(_printer_columns(), nothing, name=_("Label printers"), most=6)
        self.make = button(_("New printer"), self._on_new, sign="plus", touch=True)
        self.edit = button(_("Change"), self._on_edit, sign="pencil-outline", touch=True)
        self.test = button(_("Test print"), self._on_test, sign="printer-check", touch=True)
        self.first = button(_("Make it the usual one"), self._on_first, sign="star-outline", touch=True)
        self.position = button(_("Next free label …"), self._on_position, sign="grid", touch=True)
        self.remove = button(_("Remove"), self._on_remove, sign="trash-can-outline", touch=True)
        about = _("The first one is used where no other holds the labels that a template asks for.")
        deeds = Bend(row(self.make, self.edit, self.test, None), row(self.first, self.position, self.remove, None))
        self._machines = Card(_("Label printers")).add(text(about, "muted", wrap=True), self.printers, deeds)
        self.printers.current_changed.connect(lambda _row: self._settle())
        self.printers.opened.connect(lambda _row: self._on_edit())

    def _on_new(self) -> None:
        PrinterDialog(self, None, lambda made: self._change((*self._room.printers, made))).open()

    def _on_edit(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            PrinterDialog(self, chosen, partial(self._replace, chosen)).open()

    def _replace(self, before: LabelPrinter, now: LabelPrinter) -> None:
        self._change([now if each == before else each for each in self._room.printers])

    def _on_test(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._do(partial(self._room.test, chosen.name))

    def _on_first(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            others = [each for each in self._room.printers if each != chosen]
            self._do(lambda: self._change([chosen, *others]))

    def _on_position(self) -> None:
        chosen: PrinterState | None = self.printers.current()
        if chosen is not None:
            move = partial(self._room.set_position, chosen.printer.name)
            PositionDialog(self, chosen.printer.medium, chosen.position, lambda at: self._do(partial(move, at))).open()

    def _on_remove(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        at = self._room.printers.index(chosen)
        self._do(lambda: self._change([each for each in self._room.printers if each != chosen]))
        back = partial(self._do, partial(self._put_back, at, chosen))
        self.shell.toast(_("“{name}” is removed.").format(name=chosen.name), back)

    def _put_back(self, at: int, printer: LabelPrinter) -> None:
        """Where it was, among those that are there now."""
        others = self._room.printers
        if printer not in others:
            self._change([*others[:at], printer, *others[at:]])

    def _change(self, printers: Sequence[LabelPrinter]) -> None:
        """Raises AppErrors."""
        self._room.change(printers)
        self.shell.services.changes.touch({"printing"})

    def _chosen(self) -> LabelPrinter | None:
        chosen: PrinterState | None = self.printers.current()
        return None if chosen is None else chosen.printer

    # Labels that are printed from here.

    def _print_cards(self) -> None:
        cards = command_cards()
        self._sender.send(_("Command cards"), lambda: cards, on_sheets=True)

    def _print_places(self) -> None:
        self._sender.send(_("Labels of places"), self._desk.floor.labelling.of_places, on_sheets=True)

    def _reprint(self, meaning: Meaning, found: UUID, code: str) -> None:
        def asked() -> list[Label]:
            made = self._desk.floor.labelling.of_scanned(meaning, found, code)
            return [] if made is None else [made]

        self._sender.send(_("Label {code}").format(code=code), asked)


def trouble_of(job: PrintJob) -> str:
    """What the chosen job needs."""
    if job.state is JobState.UNSURE:
        out = _("Nobody knows how much of it is on paper: {out} of {of} labels went out.")
        return out.format(out=job.out, of=len(job.labels)) + (f" ({job.trouble})" if job.trouble else "")
    if job.state is JobState.FAILED:
        said = filled(_(REFUSALS[job.refused]), AppError(**dict(job.facts))) if job.refused in REFUSALS else ""
        return _("Nothing more was printed: {why}").format(why=said or job.trouble)
    if job.trouble:
        return _("The printer takes nothing ({why}). It is asked again by itself.").format(why=job.trouble)
    return ""


def _job_columns() -> list[Column[PrintJob]]:
    return [
        Column("made", _("Time"), lambda one: one.made_at, show=shown_time, width=80),
        Column("title", _("Labels"), lambda one: one.title, fills=True),
        Column("pieces", _("Pieces"), lambda one: one.pieces, align=Align.RIGHT, width=80, yields=2),
        Column("out", _("Done"), _progress, align=Align.RIGHT, width=96, yields=1),
        Column("printer", _("Printer"), lambda one: one.printer, width=144, yields=3),
        Column("state", _("State"), lambda one: label(one.state), width=136, tone=lambda one: _TONES[one.state]),
    ]


def _progress(job: PrintJob) -> str:
    return f"{100 * job.out // max(1, len(job.labels))} %"


def _printer_columns() -> list[Column[PrinterState]]:
    return [
        Column("name", _("Name"), lambda one: one.printer.name, fills=True),
        Column("medium", _("What lies in it"), lambda one: medium_name(one.printer.medium), width=264, yields=1),
        Column("way", _("How it is reached"), lambda one: label(one.printer.way), width=264, yields=3),
        Column("waiting", _("Waiting"), lambda one: one.waiting, align=Align.RIGHT, width=80, yields=2),
        Column("state", _("State"), _state, width=160, tone=_tone),
    ]


def _state(one: PrinterState) -> str:
    if one.trouble:
        return _("takes nothing")
    return _("prints") if one.is_busy else _("ready")


def _tone(one: PrinterState) -> Tone:
    if one.trouble:
        return Tone.BAD
    return Tone.ACCENT if one.is_busy else Tone.OK
