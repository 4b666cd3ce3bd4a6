"""All letters on their way and those that went: what waits for somebody stands first."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.messages.delivery import WAITING, MailState
from domain.views.letters import MailQuestion, MailRow
from domain.views.office_rows import Found
from ui.backoffice.letters.words import TONES, letter_words, recipient_words
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column

_MOST: Final = 200


class LettersPage(ListPage):
    """With the ways to events, blocked addresses and the box of this machine above the table."""

    def __init__(self, desk: Desk, shell: Shell, spec: ListSpec[Any]) -> None:
        self._desk = desk
        super().__init__(shell, spec)

    def top(self) -> QWidget:
        self.note = text("", "muted", wrap=True)
        self.events = button(_("Events and texts"), lambda: self.shell.open("letter_events"), sign="email-edit-outline")
        to_blocked = partial(self.shell.open, "blocked_addresses")
        self.blocked = button(_("Blocked addresses"), to_blocked, sign="email-off-outline")
        self.box = button(_("Mailbox"), lambda: self.shell.open("mailbox"), sign="mailbox-outline")
        self.box.setToolTip(_("Letters that lie on this machine because there is no mail server"))
        self.box.setVisible(self._desk.post is not None)
        line = row(self.note, self.box, self.blocked, self.events, gap=8)
        line.setStretch(0, 1)
        around = QWidget()
        around.setLayout(line)
        return around

    def show_rows(self, rows: Sequence[Any], *, has_more: bool) -> None:
        super().show_rows(rows, has_more=has_more)
        waiting = sum(each.state in WAITING for each in rows)
        self.note.setText(_("{count} of these wait for somebody.").format(count=waiting) if waiting else "")


def letters_page(desk: Desk, shell: Shell) -> LettersPage:
    def ask(words: str, choice: Any) -> Found[MailRow]:
        rows = desk.office.letters.mails(MailQuestion(words, choice or (), _MOST + 1))
        return Found(rows[:_MOST], len(rows) > _MOST)

    waiting: tuple[MailState, ...] = tuple(sorted(WAITING))
    choices: list[tuple[tuple[MailState, ...], str]] = [
        (waiting, _("To decide and to do")),
        ((MailState.READY, MailState.SENDING), _("Not sent yet")),
        ((MailState.SENT, MailState.PRINTED), _("Sent")),
        ((), _("All letters")),
        *(((state,), label(state)) for state in waiting),
    ]
    spec = ListSpec(
        _("Letters"),
        _("Number, name, address or subject"),
        _columns(),
        choices,
        _nothing,
        ask,
        frozenset({"letters", "invoices", "contracts"}),
        lambda one: ("letter", str(one.id)),
    )
    return LettersPage(desk, shell, spec)


def _nothing() -> QWidget:
    return EmptyState(
        "email-check-outline",
        _("Nothing waits"),
        _("Every letter went out. Choose “All letters” to see what was sent."),
    )


def _columns() -> list[Column[MailRow]]:
    return [
        Column("at", _("Written"), lambda one: one.created_at, width=168),
        Column("state", _("State"), lambda one: one.state, show=label, tone=_tone, width=152),
        Column("letter", _("Letter"), lambda one: letter_words(one.template), fills=True),
        Column("number", _("Number"), lambda one: one.number, code=True, width=136, yields=2),
        Column("name", _("Name"), lambda one: one.name, width=152, yields=1),
        Column("address", _("E-mail address"), lambda one: one.address or None, width=200, yields=3),
        Column("recipient", _("To"), lambda one: recipient_words(one.recipient), width=128, optional=True),
        Column("subject", _("Subject"), lambda one: one.subject, width=240, optional=True),
        Column("why", _("Why"), lambda one: one.why or None, width=160, yields=4),
        Column("tries", _("Tries"), lambda one: one.attempts, width=64, optional=True),
        Column("event", _("Event"), lambda one: one.event, show=label, width=160, optional=True),
    ]


def _tone(one: MailRow) -> Tone:
    return TONES[one.state]
