"""One letter: what it said and to whom, what became of it, and what can be done."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget

from domain.application import Event
from domain.messages.decide_mail import DecideMail
from domain.messages.delivery import DECISIONS, RESENDABLE, TRANSITIONS, MailStep
from domain.messages.resend_mail import MailResent
from domain.views.letters import Enclosed, MailPage, MailStepRow
from ui.backoffice.asking import Asker, give
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.letters.dialogs import again_dialog, drop_dialog
from ui.backoffice.letters.safe_page import SafePage
from ui.backoffice.letters.words import TONES, letter_words, next_words, recipient_words
from ui.backoffice.parts import Sides, link
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, row, text
from ui.widgets.card import Card
from ui.widgets.deeds import Deed, fill_deeds
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.timeline import Timeline, TimelineEvent

_SIGNS = {
    MailStep.ACCEPT: ("email-check-outline", Tone.OK),
    MailStep.LATER: ("email-sync-outline", Tone.WARN),
    MailStep.REFUSE: ("email-remove-outline", Tone.BAD),
    MailStep.LOSE: ("help-circle-outline", Tone.BAD),
    MailStep.BOUNCE: ("keyboard-return", Tone.BAD),
    MailStep.SUPPRESS: ("email-off-outline", Tone.WARN),
    MailStep.PRINT: ("printer-outline", Tone.NEUTRAL),
    MailStep.PRINTED: ("mailbox-outline", Tone.OK),
}


class OneLetter(ThingPage[MailPage]):
    """Only what its state allows is offered."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        self.dialog: DeedDialog | None = None
        super().__init__(shell, _("Letter"), desk.office.letters.mail, lambda _thing: frozenset({"letters"}))
        self._asker = Asker(shell, self)

    def build(self) -> QWidget:
        self.next_step = text("", wrap=True)
        self._deeds = row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        head = Card(_("What is next"))
        head.body.addWidget(self.next_step)
        head.body.addLayout(self._deeds)
        self.page, self.plain = SafePage(), SafePage()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.page, _("As it is read"))
        self.tabs.addTab(self.plain, _("Text alone"))
        self.tabs.setMinimumHeight(theme().px(420))
        main = QWidget()
        main.setLayout(column(head, Card(_("The letter")).add(self.tabs, stretch=1), None, gap=24))
        self.facts, self._links, self._papers = KeyValues(), column(gap=4), column(gap=4)
        about = Card(_("About"))
        about.body.addLayout(self._links)
        about.add(self.facts)
        self.enclosed = Card(_("Enclosed"))
        self.enclosed.body.addLayout(self._papers)
        self.timeline = Timeline()
        self.timeline.setMinimumHeight(theme().px(240))
        side = QWidget()
        side.setLayout(column(about, self.enclosed, Card(_("History")).add(self.timeline, stretch=1), None, gap=24))
        return Sides(main, side)

    def fill(self, thing: MailPage) -> None:
        found = thing.row
        self.set_heading(found.subject, letter_words(found.template), ((label(found.state), TONES[found.state]),))
        self.next_step.setText(next_words(found))
        self.buttons = fill_deeds(self._deeds, self._possible(thing))
        self.page.show_letter(thing.body, thing.html)
        self.plain.show_letter(thing.body, "")
        clear(self._links)
        if thing.customer_id is not None:
            whom = partial(self.shell.open, "customer", str(thing.customer_id))
            self._links.addLayout(row(link(thing.customer, whom), None))
        self.facts.set_facts(_facts(thing))
        clear(self._papers)
        for paper in thing.enclosed:
            self._papers.addLayout(row(link(paper.file_name, partial(self._open, paper)), None))
        self.enclosed.setVisible(bool(thing.enclosed))
        began = TimelineEvent(found.created_at, "email-outline", _("Written"), label(found.event))
        self.timeline.set_events([*(_event(each) for each in thing.steps), began])

    def _possible(self, thing: MailPage) -> list[Deed]:
        state, whom = thing.row.state, (self._desk, self.shell, self)
        steps = {step for known, step in TRANSITIONS if known is state and step in DECISIONS}
        deeds: list[Deed] = []
        if MailStep.PRINTED in steps:
            paper = next((each for each in thing.enclosed if each.is_letter), None)
            if paper is not None:
                deeds.append(("open_print", _("Open to print"), partial(self._open, paper), True))
            deeds.append(("printed", _("Printed and posted"), partial(self._decide, MailStep.PRINTED), False))
        if MailStep.AGAIN in steps or state in RESENDABLE:
            again = partial(again_dialog, *whom, thing.row)
            deeds.append(("again", _("Send the letter again …"), lambda: self._ask(again()), not deeds))
        if MailStep.ARRIVED in steps:
            deeds.append(("arrived", _("The letter arrived"), partial(self._decide, MailStep.ARRIVED), False))
        if MailStep.PRINT in steps:
            deeds.append(("print", _("Print it"), partial(self._decide, MailStep.PRINT), False))
        if MailStep.DROP in steps:
            deeds.append(("drop", _("Leave it out …"), lambda: self._ask(drop_dialog(*whom, thing.row)), False))
        return deeds

    def _ask(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.done_with = self._told
        dialog.open()

    def _told(self, event: Event) -> None:
        if isinstance(event, MailResent):
            self.shell.open("letter", str(event.again_id))
        self.shell.toast(_("Done."))

    def _decide(self, step: MailStep) -> None:
        thing = self.presenter.thing
        if thing is not None:
            deed = DecideMail(thing.row.id, step)
            give(self.shell, self._desk, deed, self._told, self.shell.show_refusal, owner=self)

    def _open(self, paper: Enclosed) -> None:
        folder = self._desk.folder

        def keep() -> Path:
            return folder.keep(paper.file_name, self._desk.office.letters.paper(paper.document_id))

        self._asker.ask(keep, folder.show)


def _facts(thing: MailPage) -> list[Fact]:
    found = thing.row
    facts = [
        Fact(_("Event"), label(found.event)),
        Fact(_("To"), recipient_words(found.recipient)),
        Fact(_("Name"), found.name or "–"),
        Fact(_("E-mail address"), found.address or "–"),
        Fact(_("Number"), found.number or "–"),
        Fact(_("Language"), found.language),
        Fact(_("Tries"), shown(found.attempts)),
    ]
    if found.why:
        facts.append(Fact(_("Said by the server"), found.why, Tone.WARN))
    return facts


def _event(step: MailStepRow) -> TimelineEvent:
    sign, tone = _SIGNS.get(step.step, ("circle-outline", Tone.NEUTRAL))
    return TimelineEvent(step.at, sign, label(step.step), step.why, step.who, tone)
