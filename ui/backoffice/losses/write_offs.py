"""What left the books: the list with its sum, a second person's word, and the way to write off more."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.assets.scan import Scan
from domain.clock import today
from domain.errors import AppError
from domain.losses.decide_write_off import DecideWriteOff
from domain.losses.undo_write_off import UndoWriteOff
from domain.losses.write_off_asset import WriteOffAsset
from domain.losses.writing_off import (
    LONGEST_NOTE,
    WRITABLE,
    WRITE_OFF_PREFIX,
    NotToWriteOff,
    WriteOffId,
    WriteOffReason,
    WriteOffStatus,
    WrittenOffAlready,
)
from domain.losses.written import WriteOffMoved
from domain.views.losses import ThingToWriteOff, WriteOffRow
from domain.views.office_rows import Found
from ui.backoffice.asking import Asker, give
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.losses.words import WRITE_OFF_TONES, sum_words
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.forms import ChoiceField, MoneyField, TextField
from ui.widgets.table import Align, Column

_MOST: Final = 200


class WriteOffsPage(ListPage):
    """Opened with the code of a thing, it asks at once whether that is to be written off."""

    def __init__(self, desk: Desk, shell: Shell, spec: ListSpec[Any]) -> None:
        self._desk = desk
        self.dialog: DeedDialog | None = None
        super().__init__(shell, spec)
        self.asker = Asker(shell, self)
        self.table.current_changed.connect(lambda _row: self._settle())

    def top(self) -> QWidget:
        self.sum = text("", "muted", wrap=True)
        self.more_off = button(_("Write off …"), self._by_code, kind="primary", sign="book-remove-outline")
        self.agree = button(_("Agree"), lambda: self._decide(agrees=True), sign="check")
        self.refuse = button(_("Refuse …"), lambda: self._decide(agrees=False), sign="close")
        self.undo_one = button(_("Take back"), self._undo, sign="undo")
        self.undo_one.setToolTip(_("Only on the day on which it was booked: then the books are closed."))
        around = QWidget()
        line = row(self.sum, self.undo_one, self.refuse, self.agree, self.more_off, gap=8)
        line.setStretch(0, 1)
        around.setLayout(line)
        return around

    def show_target(self, argument: str) -> None:
        """A write-off by its number, as a task names it; else the thing that somebody is about to write off."""
        if argument.startswith(f"{WRITE_OFF_PREFIX}-"):
            super().show_target(argument)
            return
        self.presenter.load()
        if argument:
            self.asker.ask(lambda: self._desk.office.losses.to_write_off(argument), self._on_thing)

    def show_rows(self, rows: Sequence[Any], *, has_more: bool) -> None:
        super().show_rows(rows, has_more=has_more)
        booked = [each.write_off.value for each in rows if each.write_off.status is WriteOffStatus.BOOKED]
        self.sum.setText(_("Shown: {sum} left the books.").format(sum=sum_words(booked)) if rows else "")
        self._settle()

    def undo(self) -> None:
        self._undo()

    def _settle(self) -> None:
        chosen = self.table.current()
        status = None if chosen is None else chosen.write_off.status
        for each in (self.agree, self.refuse):
            each.setVisible(status is WriteOffStatus.PROPOSED)
        is_of_today = chosen is not None and chosen.write_off.booked_on == today(self._desk.clock)
        self.undo_one.setVisible(status is WriteOffStatus.BOOKED and is_of_today)

    def _by_code(self) -> None:
        self.dialog = _AskCode(self._desk, self.shell, self)
        self.dialog.open()

    def _on_thing(self, thing: ThingToWriteOff) -> None:
        refused = _why_not(thing)
        if refused is not None:
            self.shell.show_refusal(refused)
            return
        self.dialog = write_off_dialog(self._desk, self.shell, self, thing)
        self.dialog.done_with = self._told
        self.dialog.open()

    def _told(self, event: Event) -> None:
        if isinstance(event, WriteOffMoved):
            words = _("{number} is written off.")
            if event.status is WriteOffStatus.PROPOSED:
                words = _("{number} waits for a second person.")
            self.shell.toast(words.format(number=event.number))

    def _decide(self, *, agrees: bool) -> None:
        chosen = self.table.current()
        if chosen is None:
            return
        if not agrees:
            self.dialog = refuse_dialog(self._desk, self.shell, self, chosen)
            self.dialog.open()
            return
        self._give(DecideWriteOff(chosen.write_off.id, agrees=True))

    def _undo(self) -> None:
        chosen = self.table.current()
        if chosen is not None and self.undo_one.isVisible():
            self._give(UndoWriteOff(chosen.write_off.id))

    def _give(self, command: Command) -> None:
        def done(event: Event) -> None:
            if isinstance(event, WriteOffMoved):
                self.shell.toast(f"{event.number}: {label(event.status)}")

        give(self.shell, self._desk, command, done, self.shell.show_refusal, owner=self)


class _AskCode(DeedDialog):
    """The thing by its code; then the page asks the rest."""

    def __init__(self, desk: Desk, shell: Shell, page: WriteOffsPage) -> None:
        about = _("What is in stock, lost, stolen or retired can leave the books.")
        super().__init__(desk, shell, page, title=_("Write off a thing"), detail=about, deed=_("Go on"))
        self._page = page
        self.code = TextField(_("Code of the thing"), required=True, longest=40)
        self.form.add(code=self.code)
        self.code.setFocus()

    def on_scan(self, scan: Scan) -> bool:
        self.code.set_value(scan.text)
        self.give()
        return True

    def command(self, values: Mapping[str, Any]) -> Command | None:
        code = values["code"].strip()
        ask = self._page.asker.ask
        ask(lambda: self._desk.office.losses.to_write_off(code), self._found, self.show_problem)
        return None

    def _found(self, thing: ThingToWriteOff) -> None:
        refused = _why_not(thing)
        if refused is not None:
            self.show_problem(refused)
            return
        self.accept()
        self._page._on_thing(thing)


def _why_not(thing: ThingToWriteOff) -> AppError | None:
    """Told before anything is asked; the command refuses the same."""
    if thing.live is not None:
        return WrittenOffAlready(asset=thing.code)
    return None if thing.status in WRITABLE else NotToWriteOff(asset=thing.code, status=thing.status)


def write_off_dialog(desk: Desk, shell: Shell, parent: QWidget, thing: ThingToWriteOff) -> DeedDialog:
    about = _("{code} · {title} is {status}. Its value goes to zero; above the owner's limit a second person agrees.")
    words = about.format(code=thing.code, title=thing.title, status=label(thing.status))
    made = DeedDialog(desk, shell, parent, title=_("Write off a thing"), detail=words, deed=_("Write it off"))
    hint = "" if thing.cost is None else _("Bought for {cost}.").format(cost=shown_money(thing.cost))
    value = MoneyField(_("Value in the books"), hint=hint)
    if thing.cost is not None:
        value.set_value(thing.cost)
    reason = ChoiceField(_("Why"), [(each, label(each)) for each in WriteOffReason])
    is_gone = thing.status.value in {each.value for each in WriteOffReason}
    reason.set_value(WriteOffReason(thing.status.value) if is_gone else WriteOffReason.BROKEN)
    made.form.add(value=value, reason=reason)
    made.form.add(note=TextField(_("Note for the books"), longest=LONGEST_NOTE))
    new_id = WriteOffId(uuid4())
    made.make = lambda values: WriteOffAsset(new_id, thing.asset_id, values["value"], values["reason"], values["note"])
    return made


def refuse_dialog(desk: Desk, shell: Shell, parent: QWidget, chosen: WriteOffRow) -> DeedDialog:
    about = _("The thing stays in the books. The reason is kept.")
    made = DeedDialog(desk, shell, parent, title=_("Refuse the write-off"), detail=about, deed=_("Refuse"))
    made.form.add(why=TextField(_("Reason"), required=True, longest=LONGEST_NOTE))
    made.make = lambda values: DecideWriteOff(chosen.write_off.id, agrees=False, why=values["why"])
    return made


def write_offs_page(desk: Desk, shell: Shell) -> WriteOffsPage:
    def ask(words: str, choice: Any) -> Found[WriteOffRow]:
        rows = desk.office.losses.write_offs(words, tuple(str(each) for each in choice or ()), _MOST + 1)
        return Found(rows[:_MOST], len(rows) > _MOST)

    return WriteOffsPage(
        desk,
        shell,
        ListSpec(
            title=_("Write-offs"),
            placeholder=_("Number, code or product"),
            columns=_columns(),
            choices=(
                ((), _("All")),
                ((WriteOffStatus.PROPOSED,), _("Wait for a second person")),
                ((WriteOffStatus.BOOKED,), _("In the books")),
                ((WriteOffStatus.REVERSED,), _("Value is back")),
            ),
            empty=lambda: EmptyState(
                "book-remove-outline",
                _("Nothing was written off"),
                _("What is lost, stolen, retired or broken leaves the books here, with its value and a reason."),
            ),
            ask=ask,
            topics=frozenset({"write_offs", "assets"}),
            open_row=lambda chosen: ("asset", chosen.code),
        ),
    )


def _day(one: WriteOffRow) -> date:
    return one.write_off.booked_on or one.write_off.on


def _columns() -> list[Column[WriteOffRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Number"), lambda one: one.write_off.number, code=True, width=136),
        Column("state", _("State"), lambda one: one.write_off.status, show=label,
               tone=lambda one: WRITE_OFF_TONES[one.write_off.status], width=184),
        Column("day", _("Day"), _day, width=112),
        Column("code", _("Thing"), lambda one: one.code, code=True, width=128),
        Column("title", _("What it is"), lambda one: one.title, fills=True),
        Column("reason", _("Why"), lambda one: one.write_off.reason, show=label, width=144, yields=1),
        Column("value", _("Value"), lambda one: one.write_off.value, align=right, width=112),
        Column("cost", _("Bought for"), lambda one: one.cost, align=right, width=112, yields=4),
        Column("note", _("Note"), lambda one: one.write_off.note, width=176, yields=5),
        Column("by", _("Proposed by"), lambda one: one.proposed_by, width=120, yields=3),
        Column("with", _("Agreed by"), lambda one: one.approved_by, width=120, yields=2),
    ]  # fmt: skip
