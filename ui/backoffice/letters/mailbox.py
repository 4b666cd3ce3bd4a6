"""The box on this machine: letters that lie here because no mail server is set, as their readers would see them."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QTabWidget, QWidget

from domain.messages.delivery import UnknownMail
from domain.messages.letter import Attachment
from domain.messages.post_office import OpenMail, StoredMail
from domain.views.office_rows import Found
from ui.backoffice.asking import Asker
from ui.backoffice.letters.safe_page import SafePage
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.parts import link
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.language import _, count, shown_instant
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import clear, column, row
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Align, Column

_MOST = 200


def mailbox_page(desk: Desk, shell: Shell) -> ListPage:
    def ask(words: str, _choice: Any) -> Found[StoredMail]:
        rows = () if desk.post is None else desk.post.mailbox(words, _MOST + 1)
        return Found(rows[:_MOST], len(rows) > _MOST)

    spec = ListSpec(
        _("Mailbox of this machine"),
        _("Address or subject"),
        _columns(),
        [],
        _nothing,
        ask,
        frozenset({"letters", "invoices", "contracts"}),
        lambda one: ("mailbox_letter", one.name),
    )
    return ListPage(shell, spec)


class MailboxLetter(ThingPage[OpenMail]):
    """One letter of the box, with its papers."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        super().__init__(shell, _("Letter in the box"), self._find, lambda _thing: frozenset())
        self._asker = Asker(shell, self)

    def _find(self, name: str) -> OpenMail:
        if self._desk.post is None:
            raise UnknownMail(mail=name)
        return self._desk.post.open(name)

    def build(self) -> QWidget:
        self.page, self.plain, self.facts, self._papers = SafePage(), SafePage(), KeyValues(), column(gap=4)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.page, _("As it is read"))
        self.tabs.addTab(self.plain, _("Text alone"))
        self.tabs.setMinimumHeight(theme().px(420))
        body = QWidget()
        self.enclosed = Card(_("Enclosed"))
        self.enclosed.body.addLayout(self._papers)
        body.setLayout(column(Card().add(self.facts), self.enclosed, Card().add(self.tabs, stretch=1), gap=24))
        return body

    def fill(self, thing: OpenMail) -> None:
        found = thing.row
        self.set_heading(found.subject, found.to)
        self.facts.set_facts([Fact(_("To"), found.to), Fact(_("Put here"), shown_instant(found.at))])
        self.page.show_letter(thing.body, thing.html)
        self.plain.show_letter(thing.body, "")
        clear(self._papers)
        for paper in thing.attachments:
            self._papers.addLayout(row(link(paper.file_name, partial(self._open, paper)), None))
        self.enclosed.setVisible(bool(thing.attachments))

    def _open(self, paper: Attachment) -> None:
        folder = self._desk.folder
        self._asker.ask(partial(folder.keep, paper.file_name, paper.content), folder.show)


def _nothing() -> QWidget:
    return EmptyState(
        "mailbox-outline",
        _("The box is empty"),
        _("While no mail server is set, letters are put here instead of being sent."),
    )


def _columns() -> list[Column[StoredMail]]:
    return [
        Column("at", _("Put here"), lambda one: one.at, width=168),
        Column("to", _("To"), lambda one: one.to, width=256),
        Column("subject", _("Subject"), lambda one: one.subject, fills=True),
        Column("papers", _("Enclosed"), _papers, align=Align.RIGHT, width=128, yields=1),
    ]


def _papers(one: StoredMail) -> str | None:
    return count("{count} paper", "{count} papers", one.enclosures) if one.enclosures else None
