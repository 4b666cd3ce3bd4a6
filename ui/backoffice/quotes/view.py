"""One quote: what it says, where it stands, who did what when, and what may be done with it now."""

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from domain.application import Command
from domain.portal.codes import new_secret, token_digest
from domain.quotes.make_quote_link import MakeQuoteLink
from domain.quotes.send_quote import SendQuote
from domain.quotes.stages import Stage, Step, open_steps
from domain.quotes.tell_quote import quote_address
from domain.views.quotes import QuotePage
from ui.backoffice.asking import Asker, give
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import Sides, SmallTable, link
from ui.backoffice.quotes.dialogs import accept_dialog, decline_dialog
from ui.backoffice.quotes.words import TONES, shown_price, shown_terms, step_event, sums, until_words
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import clear, column, row, text
from ui.widgets.card import Card
from ui.widgets.deeds import fill_deeds
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Align, Column
from ui.widgets.timeline import Timeline

Deed = tuple[str, str, Callable[[], object], bool]


class OneQuote(ThingPage[QuotePage]):
    """What is not possible now is not shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        self.dialog: DeedDialog | None = None
        super().__init__(shell, _("Quote"), desk.office.quotes.page, _topics)
        self._asker = Asker(shell, self)

    def build(self) -> QWidget:
        self.lines = SmallTable(_columns(), _("Nothing is quoted."), name=_("Things"), most=12)
        self.words = text("", wrap=True)
        self._deeds = row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        head = Card(_("What is next"))
        self.next_step = text("", wrap=True)
        head.body.addWidget(self.next_step)
        head.body.addLayout(self._deeds)
        self.timeline = Timeline()
        self.timeline.setMinimumHeight(theme().px(240))
        main = QWidget()
        things = Card(_("What is quoted")).add(self.lines, self.words)
        main.setLayout(column(head, things, Card(_("History")).add(self.timeline, stretch=1), None, gap=24))
        self.sums, self.facts = KeyValues(), KeyValues()
        self._links, self._versions = column(gap=4), column(gap=4)
        about = Card(_("For whom"))
        about.body.addLayout(self._links)
        about.add(self.facts)
        self.versions = Card(_("Versions"))
        self.versions.body.addLayout(self._versions)
        side = QWidget()
        side.setLayout(column(Card(_("Sums")).add(self.sums), about, self.versions, None, gap=24))
        return Sides(main, side)

    def fill(self, thing: QuotePage) -> None:
        quote, sheet = thing.quote, thing.sheet
        badges = ((label(quote.stage), TONES[quote.stage]),)
        name = sheet.recipient.name or sheet.recipient.company
        self.set_heading(_("Quote {number}").format(number=quote.known_as), f"{name} · {until_words(sheet)}", badges)
        self.lines.set_rows(sheet.lines)
        self.words.setText(quote.words)
        self.words.setVisible(bool(quote.words))
        self.next_step.setText(_next(thing))
        self.buttons = fill_deeds(self._deeds, self._possible(thing))
        self.sums.set_facts(sums(sheet))
        self.timeline.set_events([step_event(each) for each in reversed(thing.steps)])
        self._fill_links(thing)
        self.facts.set_facts([fact for fact in _facts(thing) if fact is not None])
        clear(self._versions)
        for version, quote_id, stage in thing.versions:
            words = _("Version {number}").format(number=version)
            here = version == quote.version
            shown = text(words) if here else link(words, partial(self.shell.open, "quote", str(quote_id)))
            self._versions.addLayout(row(shown, None, text(label(stage), "muted")))
        self.versions.setVisible(len(thing.versions) > 1)

    def _fill_links(self, thing: QuotePage) -> None:
        clear(self._links)
        recipient = thing.sheet.recipient
        if thing.customer is None:
            self._links.addWidget(text(recipient.name or recipient.company, "strong"))
            self._links.addWidget(text(_("not a customer yet"), "muted"))
        else:
            number = thing.customer.number
            go = partial(self.shell.open, "customer", number)
            self._links.addLayout(row(link(thing.customer.personal.name, go), None))
        for word, page, ref in ((_("Order"), "order", thing.order), (_("Contract"), "contract", thing.contract)):
            if ref:
                self._links.addLayout(row(text(word, "muted"), None, link(ref, partial(self.shell.open, page, ref))))

    def _possible(self, thing: QuotePage) -> list[Deed]:
        whom = (self._desk, self.shell, self)
        steps, newest = open_steps(thing.quote.stage), thing.is_newest
        deeds: list[Deed] = []
        if Step.SEND in steps and newest:
            deeds.append(("send", _("Send"), lambda: self._give(SendQuote(thing.quote.id), _("It is sent.")), True))
        if Step.ACCEPT in steps:
            deeds.append(("accept", _("Accept …"), lambda: self._ask(accept_dialog(*whom, thing)), True))
        if Step.REPEAT in steps:
            again = SendQuote(thing.quote.id)
            deeds.append(("again", _("Send again"), lambda: self._give(again, _("It is sent once more.")), False))
        if Step.LINK in steps:
            deeds.append(("link", _("Copy link"), self._copy_link, False))
        deeds.append(("print", _("Print"), self._print, False))
        if newest and thing.quote.stage is not Stage.ACCEPTED:
            go = partial(self.shell.open, "new_order", str(thing.quote.id))
            deeds.append(("version", _("New version …"), go, False))
        if Step.DECLINE in steps:
            deeds.append(("decline", _("Close …"), lambda: self._ask(decline_dialog(*whom, thing)), False))
        return deeds

    def _ask(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _give(self, command: Command, told: str) -> None:
        done = lambda _event: self.shell.toast(told)  # noqa: E731 - the one line that follows
        give(self.shell, self._desk, command, done, self.shell.show_refusal, owner=self)

    def _copy_link(self) -> None:
        """The secret is made here and goes nowhere but into the clipboard; the house keeps its digest."""
        thing = self.presenter.thing
        if thing is not None:
            self._asker.ask(self._desk.office.quotes.pages, partial(self._on_address, thing))

    def _on_address(self, thing: QuotePage, pages: str) -> None:
        if not pages:
            self.shell.toast(_("The house has no pages for customers: set their address in the settings."))
            return
        secret = new_secret(secrets.token_bytes)

        def done(_event: object) -> None:
            QGuiApplication.clipboard().setText(quote_address(pages, secret))
            self.shell.toast(_("The link is on the clipboard. Whoever has it can answer the quote."))

        command = MakeQuoteLink(thing.quote.id, token_digest(secret).hex())
        give(self.shell, self._desk, command, done, self.shell.show_refusal, owner=self)

    def _print(self) -> None:
        thing = self.presenter.thing
        if thing is not None:
            self._asker.ask(partial(self._kept, thing), self._desk.folder.show)

    def _kept(self, thing: QuotePage) -> Path:
        name = f"{thing.sheet.number.replace('/', '-')}.pdf"
        return self._desk.folder.keep(name, self._desk.papers.quote(thing.sheet))


def _topics(thing: QuotePage) -> frozenset[str]:
    return frozenset({f"quote:{thing.quote.id}", "orders"})


def _next(thing: QuotePage) -> str:
    quote = thing.quote
    if not thing.is_newest:
        return _("A newer version holds instead of this one.")
    sentences = {
        Stage.DRAFT: _("Nobody has seen it yet. Send it, or make another version."),
        Stage.SENT: _("It is on its way. The customer answers on its page, or you answer for them."),
        Stage.SEEN: _("The customer looked at it. They answer on its page, or you answer for them."),
        Stage.ACCEPTED: _("It became an order, at what was quoted."),
        Stage.DECLINED: _("Nothing came of it. A new version begins with what stands here."),
        Stage.EXPIRED: _("Its last day went by. A new version begins with what stands here."),
        Stage.REPLACED: _("A newer version holds instead of this one."),
    }
    return sentences[quote.stage]


def _facts(thing: QuotePage) -> list[Fact | None]:
    quote, person = thing.quote, thing.quote.person
    mail = thing.customer.personal.email if thing.customer is not None else person.personal.email if person else ""
    return [
        Fact(_("E-mail"), mail or None),
        Fact(_("Valid until"), shown_date(quote.valid_until)),
        Fact(_("First day"), shown_date(quote.start_on)) if quote.start_on else None,
        Fact(_("Voucher"), quote.voucher) if quote.voucher else None,
        Fact(_("Goods"), _("kept until it ends")) if quote.reserves else None,
        Fact(_("Signed by"), thing.signed_by) if thing.signed_by else None,
        Fact(_("Note for the warehouse"), quote.note) if quote.note else None,
    ]


def _columns() -> list[Column]:  # type: ignore[type-arg]  # lines of a quote
    return [
        Column("title", _("Product"), lambda r: r.title, fills=True),
        Column("plan", _("Plan"), lambda r: r.plan, width=144, yields=2),
        Column("quantity", _("Quantity"), lambda r: r.quantity, width=88),
        Column("price", _("Price"), shown_price, align=Align.RIGHT, width=144),
        Column("terms", _("Terms"), shown_terms, width=256, wide=400, yields=3),
        Column("sum", _("Sum"), lambda r: r.sum, show=shown_money, width=112, yields=1),
    ]
