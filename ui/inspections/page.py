"""Inspect one thing: its form page by page, what it comes to so far, and what became of it."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import uuid4

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from domain.application import Event
from domain.assets.codes import CodeKind, CodeRefused, OwnCode, classify
from domain.assets.resolve import CARDS, Card
from domain.assets.scan import Scan
from domain.ids import new_uuid
from domain.inspections.book import InspectionId
from domain.inspections.fill_inspection import FillInspection, InspectionFilled
from domain.inspections.form import Question
from domain.maintenance.meters import Meter, MeterJumped, MeterWentBack, Shown
from domain.refurbishment.repairs import RepairId
from domain.returns.keep_photo import KeepPhoto
from domain.returns.photos import PhotoId
from domain.views.maintenance import ToInspect
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.inspections.paper import print_inspection
from ui.inspections.view import FormView
from ui.inspections.words import facts_of, problem_of
from ui.labels import label
from ui.language import _
from ui.photos.dialog import PhotoDialog, photo_dialog
from ui.printing.paper import Printer
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.warehouse.sides import ANY_WIDTH, side_width
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card as Surface
from ui.widgets.empty import EmptyState
from ui.widgets.forms import TextField
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.overlays import confirm


class InspectPage(Page):
    """Opened for a thing by its code. Keys 1 to 9 answer, Ctrl+Return goes on and finishes."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Inspect"))
        self.desk, self._asker = desk, Asker(shell, self)
        self.thing: ToInspect | None = None
        self.filled: InspectionFilled | None = None
        self._id, self._said = InspectionId(uuid4()), dict[Meter, Shown]()
        self._asked: Shown | None = None
        """The reading that was asked again, as it was entered."""
        self.photographing: PhotoDialog | None = None
        self.view = FormView(self._take_photo)
        self.view.setMinimumHeight(theme().px(360))
        self.progress, self.so_far = text("", "muted"), KeyValues()
        self.back = button(_("Back"), lambda: self._turn(-1), sign="chevron-left", touch=True)
        self.next = button(_("Next page"), self.go_on, kind="primary", sign="chevron-right", touch=True)
        self.next.setShortcut("Ctrl+Return")
        self.next.setObjectName("next")
        self._build_meter()
        self._build_result()
        self._form_card = (
            Surface(margin=24).add(self.view, stretch=1).add(row(self.back, self.progress, None, self.next))
        )
        self._empty = EmptyState("clipboard-check-outline", _("No form for this thing"), _("The owner writes forms."))
        main, side = QWidget(), QWidget()
        self._main = column(self._form_card, self.result, self._empty)
        main.setLayout(self._main)
        self._side_card = Surface(_("So far")).add(self.so_far)
        side.setLayout(column(self.meter, self._side_card, None, gap=24))
        self._side = side
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(theme().px(24))
        self._sides.addWidget(main, 1)
        self._sides.addWidget(side)
        self.setLayout(self._sides)
        self.view.changed.connect(self._show_so_far)
        self.view.turned.connect(self._show_so_far)

    def show_target(self, argument: str) -> None:
        """What was answered stays while the same thing is wanted; before another one it asks."""
        if not argument:
            if self.thing is None:
                self._show_empty(_("Scan any thing"), _("Open a thing and choose “Inspect”."))
            return
        if self.thing is not None and argument in (self.thing.asset_code, str(self.thing.asset_id)):
            return
        if self.is_unsaved and self.thing is not None:
            detail = _("What was answered for {code} is not finished.").format(code=self.thing.asset_code)
            asked = confirm(self, _("Discard it?"), detail, _("Discard"), partial(self._load, argument), danger=True)
            known = self.thing.asset_code
            asked.rejected.connect(lambda: self.shell.open("inspect", known))
            return
        self._load(argument)

    def on_scan(self, scan: Scan) -> bool:
        """Command cards work in place of the buttons; another thing is inspected next."""
        try:
            code = classify(scan.text, scan.symbology)
        except CodeRefused:
            return False
        if not isinstance(code, OwnCode):
            return False
        card = CARDS.get(code.number) if code.prefix == "CC" else None
        if card is not None:
            self._on_card(card)
        elif code.kind is CodeKind.ASSET:
            self.shell.open("inspect", scan.text.strip())
        return card is not None or code.kind is CodeKind.ASSET

    def _on_card(self, card: Card) -> None:
        is_open = self.filled is None and self.thing is not None and self.thing.form is not None
        if card is Card.CONFIRM and is_open:
            self.go_on()
        elif card is Card.UNDO and is_open and self.view.page > 0:
            self._turn(-1)
        elif card is Card.PRINT and self.filled is not None:
            self._on_print()
        elif card is Card.NEXT and self.filled is not None:
            self._open_bench()
        else:
            self.shell.play(Sound.REFUSED)
            self.shell.toast(_("This card has nothing to do here."))

    def _load(self, ref: str) -> None:
        self._asker.ask(lambda: self.desk.floor.inspections.to_inspect(ref), self.show_thing)

    @property
    def is_unsaved(self) -> bool:
        return self.filled is None and bool(self.view.answers())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side stands beside the form wherever there is room for gloves."""
        super().resizeEvent(event)
        beside = side_width(self.width())
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(across if beside else down)
        self._side.setMaximumWidth(beside or ANY_WIDTH)
        self._side.setMinimumWidth(beside or 0)

    def show_thing(self, thing: ToInspect) -> None:
        """A form that nobody has begun."""
        self.thing, self.filled, self._id = thing, None, InspectionId(uuid4())
        self._said, self._asked = {}, None
        self.reason.set_value("")
        self.set_heading(_("Inspect"), f"{thing.asset_code} · {thing.title}", ((label(thing.occasion), Tone.ACCENT),))
        self.result.hide()
        self.meter.hide()
        if thing.form is None:
            self._show_empty(_("No form for this thing"), _("The owner writes forms; until then its checklist counts."))
            return
        self._empty.hide()
        for part in (self._form_card, self._side_card):
            part.show()
        self.view.show_form(thing.form)

    def go_on(self) -> None:
        """To the next page; on the last one it is finished."""
        if self.view.page < self.view.pages - 1:
            self._turn(1)
        elif self.view.show_open():
            self.shell.play(Sound.REFUSED)
        else:
            self.finish()

    def finish(self) -> None:
        thing, judgement = self.thing, self.view.judgement()
        if thing is None or thing.form is None or judgement is None or not self.next.isEnabled():
            return
        if self._asked is not None:
            self._said[self._asked.meter] = replace(self._asked, reason=self.reason.value(), is_sure=True)
        self.next.setEnabled(False)
        command = FillInspection(
            self._id,
            thing.asset_id,
            thing.form.id,
            thing.form.version,
            thing.occasion,
            self.view.answers(),
            RepairId(uuid4()),
            problem_of(thing.form.name, judgement),
            tuple(self._said.values()),
        )
        give(self.shell, self.desk, command, self._on_filled, self._on_refused, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if self.filled is not None or not typed.isdigit() or not self.view.press(typed):
            super().keyPressEvent(event)

    # What happens.

    def _turn(self, by: int) -> None:
        self.view.turn(self.view.page + by)
        self.setFocus()

    def _on_filled(self, event: Event) -> None:
        self.next.setEnabled(True)
        if not isinstance(event, InspectionFilled):
            return
        self.filled = event
        self.shell.play(Sound.ACCEPTED if event.passed else Sound.NOTE)
        self.meter.hide()
        self._form_card.hide()
        self._show_result(event)

    def _on_refused(self, error: Exception) -> None:
        """A meter that was misread is asked again beside the form; everything else is said above it."""
        self.next.setEnabled(True)
        if not isinstance(error, MeterWentBack | MeterJumped):
            self.shell.show_refusal(error)
            return
        self.shell.play(Sound.REFUSED)
        self._asked = Shown(Meter(str(error.facts["meter"])), int(str(error.facts["value"])))
        self._meter_words.setText(refusal(error))
        questions = self.view.form.questions() if self.view.form is not None else ()
        for question in questions:
            if question.meter is self._asked.meter:
                self.view.show_question(question.code)
        self.reason.setVisible(isinstance(error, MeterWentBack))
        self.meter.show()

    def _take_photo(self, question: Question, done: Callable[[str], None]) -> None:
        thing = self.thing
        if thing is not None:
            self.photographing = photo_dialog(
                self.shell, self, thing.asset_code, lambda content: self._keep_photo(thing, content, done)
            )

    def _keep_photo(self, thing: ToInspect, content: bytes, done: Callable[[str], None]) -> None:
        photo = PhotoId(new_uuid(self.desk.clock.now(), secrets.token_bytes))
        kept = KeepPhoto.of(thing.asset_id, photo, content)
        give(self.shell, self.desk, kept, lambda _event: done(str(photo)), self.shell.show_refusal, owner=self)

    # What is shown.

    def _show_so_far(self) -> None:
        judgement = self.view.judgement()
        if judgement is None:
            return
        is_last = self.view.page >= self.view.pages - 1
        self.next.setText(_("Finish") if is_last else _("Next page"))
        self.back.setEnabled(self.view.page > 0)
        self.progress.setText(_("Page {page} of {pages}").format(page=self.view.page + 1, pages=self.view.pages))
        self.so_far.set_facts(facts_of(judgement))

    def _show_empty(self, title: str, detail: str) -> None:
        for part in (self._form_card, self._side_card, self.result, self.meter):
            part.hide()
        made = EmptyState("clipboard-check-outline", title, detail)
        self._main.replaceWidget(self._empty, made)
        self._empty.hide()
        self._empty.deleteLater()
        self._empty = made
        made.show()

    def _show_result(self, event: InspectionFilled) -> None:
        word, tone = (_("Passed"), Tone.OK) if event.passed else (_("Not passed"), Tone.BAD)
        self.result.set_title(word)
        self.set_heading(self.title, self.subtitle, ((word, tone),))
        facts = []
        if event.grade is not None:
            facts.append(Fact(_("Grade, by the answers"), str(event.grade)))
        if event.damages:
            facts.append(Fact(_("Damage noted at the return"), str(event.damages)))
        if event.repair is not None:
            words = _("opened") if event.repair.is_new else _("added to it")
            facts.append(Fact(_("Repair {number}").format(number=event.repair.number), words))
        self._result_facts.set_facts(facts)
        self.to_repair.setVisible(event.repair is not None)
        self.to_bench.setVisible(self.thing is not None and self.thing.is_owed)
        self.result.show()

    def _build_result(self) -> None:
        self.result = Surface(_("Passed"))
        self._result_facts = KeyValues()
        self.print = button(_("Print"), self._on_print, sign="printer", touch=True)
        self.to_repair = button(_("Open the repair"), self._open_repair, sign="hammer-wrench", touch=True)
        self.to_bench = button(_("To the bench"), self._open_bench, kind="primary", sign="wrench-outline", touch=True)
        self.to_thing = button(_("To the thing"), self._open_thing, touch=True)
        self.once_more = button(_("Inspect once more"), self._on_again, kind="plain", touch=True)
        self.result.add(self._result_facts, self.to_bench, self.to_repair, self.to_thing, self.print, self.once_more)
        self.result.add(None)
        self.result.hide()
        self.printer = Printer(self.shell, self.desk, self)

    def _build_meter(self) -> None:
        self.meter = Surface(_("Look at the meter again"), tone=Tone.WARN)
        self._meter_words = text("", wrap=True)
        self.reason = TextField(_("Why it went back"), longest=200)
        words = _("If it is right, finish again; else correct the number.")
        self.meter.add(self._meter_words, self.reason, text(words, "muted", wrap=True))
        self.meter.hide()

    def _on_print(self) -> None:
        if self.filled is not None:
            print_inspection(self.desk, self.shell, self.printer, self.filled.inspection_id)

    def _open_repair(self) -> None:
        if self.filled is not None and self.filled.repair is not None:
            self.shell.open("repair", self.filled.repair.number)

    def _open_bench(self) -> None:
        if self.filled is not None:
            self.shell.open("refurbish", self.filled.asset_code)

    def _open_thing(self) -> None:
        if self.filled is not None:
            self.shell.open("asset", self.filled.asset_code)

    def _on_again(self) -> None:
        if self.filled is not None:
            self._load(self.filled.asset_code)
