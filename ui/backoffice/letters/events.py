"""Every event that customers are written to about: on or off, to whom, when, and with which words."""

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.messages.events import EVENTS
from domain.views.letters import EventRow
from domain.views.office_rows import Found
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.letters.dialogs import rule_dialog
from ui.backoffice.letters.words import rule_words
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column
from ui.widgets.typed import seen

_WIDE: Final = 56


class EventsPage(ListPage):
    """Opening a row opens its words; the rule has a button."""

    def __init__(self, desk: Desk, shell: Shell, spec: ListSpec[Any]) -> None:
        self._desk = desk
        self.dialog: DeedDialog | None = None
        super().__init__(shell, spec)
        self.table.current_changed.connect(lambda _row: self._settle())
        self._settle()

    def top(self) -> QWidget:
        note = text(
            _("What the law wants written stays on. A rule counts for letters promised from now on."),
            "muted",
            wrap=True,
        )
        self.rule = button(_("Rule …"), self._on_rule, sign="email-edit-outline", shortcut="Ctrl+R")
        self.words_of = button(_("Text …"), self._on_words, sign="text-box-edit-outline")
        self.server = button(_("Mail server …"), lambda: self.shell.open("mail_server"), sign="server-network")
        self.server.setVisible(self._desk.post is not None)
        line = row(note, self.server, self.words_of, self.rule, gap=8)
        line.setStretch(0, 1)
        around = QWidget()
        around.setLayout(line)
        return around

    def _settle(self) -> None:
        chosen: EventRow | None = self.table.current()
        self.rule.setEnabled(chosen is not None)
        self.words_of.setEnabled(chosen is not None and bool(chosen.letters))
        tip = ""
        if chosen is not None and not chosen.letters:
            tip = _("The house does not write about this yet.")
        self.words_of.setToolTip(tip)

    def _on_rule(self) -> None:
        chosen: EventRow | None = self.table.current()
        if chosen is not None:
            self.dialog = rule_dialog(self._desk, self.shell, self, chosen)
            self.dialog.open()

    def _on_words(self) -> None:
        chosen: EventRow | None = self.table.current()
        if chosen is not None and chosen.letters:
            self.shell.open("letter_words", str(chosen.letters[0]))


def events_page(desk: Desk, shell: Shell) -> EventsPage:
    def ask(words: str, choice: Any) -> Found[EventRow]:
        wanted = seen(words).casefold()
        rows = tuple(
            each
            for each in desk.office.letters.events()
            if wanted in f"{label(each.event)} {' '.join(map(label, each.letters))}".casefold() and _fits(each, choice)
        )
        return Found(rows, has_more=False)

    choices = [
        ("all", _("All events")),
        ("written", _("The house writes about them")),
        ("off", _("Switched off")),
        ("own", _("With own words")),
        ("law", _("Wanted by law")),
    ]
    spec = ListSpec(
        _("Letters: events and texts"),
        _("Event or letter"),
        _columns(),
        choices,
        _nothing,
        ask,
        frozenset({"letters"}),
        _target,
    )
    return EventsPage(desk, shell, spec)


def _fits(row_: EventRow, choice: str) -> bool:
    return {
        "all": True,
        "written": bool(row_.letters),
        "off": not row_.rule.is_on,
        "own": row_.own > 0,
        "law": EVENTS[row_.event].by_law,
    }[choice or "all"]


def _target(one: EventRow) -> tuple[str, str]:
    return ("letter_words", str(one.letters[0])) if one.letters else ("letter_events", "")


def _nothing() -> QWidget:
    return EmptyState("email-outline", _("No events"), _("Every event that the house knows stands here."))


def _columns() -> list[Column[EventRow]]:
    return [
        Column("number", _("No."), lambda one: EVENTS[one.event].number, width=_WIDE),
        Column("event", _("Event"), lambda one: label(one.event), width=232, fills=True),
        Column("on", _("Letter"), _state, tone=_tone, width=136),
        Column("rule", _("To, and when"), lambda one: rule_words(one.rule), width=256, yields=1),
        Column("letters", _("Texts"), lambda one: len(one.letters), align=Align.RIGHT, width=80, yields=2),
        Column("own", _("Own words"), lambda one: one.own or None, align=Align.RIGHT, width=104, yields=3),
        Column("written", _("In 30 days"), lambda one: one.written, align=Align.RIGHT, width=104, yields=4),
    ]


def _state(one: EventRow) -> str:
    if not one.letters:
        return _("no text yet")
    if EVENTS[one.event].by_law:
        return _("by law")
    return _("switched on") if one.rule.is_on else _("off")


def _tone(one: EventRow) -> Tone:
    if not one.letters or not one.rule.is_on:
        return Tone.NEUTRAL
    return Tone.OK
