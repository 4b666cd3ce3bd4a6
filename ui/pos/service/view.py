"""The page on which a counter serves a running customer: found by a thing in hand, a code or a name."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from domain.assets.scan import Scan
from domain.money import Money
from domain.returns.take_back_asset import AssetTakenBack
from domain.swaps.agree_swap import AgreeSwap
from domain.views.buyouts import OfferTold
from domain.views.office_rows import OfferedVariant, StoredPaper
from domain.views.portal import ContractView, Outcome, OwnDocument, OwnThing
from domain.views.serving import AgreedSwap, DueRefund, ServingOver
from domain.views.swaps import SwapPage, SwapThing
from domain.views.till_page import FoundCustomer
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.language import _, shown_money, shown_time
from ui.pos.service.announcing import announce_dialog
from ui.pos.service.deeds import ONCE, Deeds
from ui.pos.service.front import Brought, Counter, Front
from ui.pos.service.hands import ExchangeDialog, TakeBackDialog
from ui.pos.service.parts import ContractCard, OpenItems, Papers, ReturnsDue, swap_card
from ui.pos.service.paying import Till, ask_amount, why_no_money
from ui.pos.service.refunds import PayOuts, RefundsDue
from ui.pos.service.returned import ReturnedDialog
from ui.pos.service.wish import WishDialog
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import clear, column, guide_focus, panel, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState

LOOK_MS: Final = 250
WAIT_MS: Final = 2000
LONGEST_MS: Final = 20 * 60 * 1000
_SERVED: Final = frozenset({"contracts", "invoices", "returns", "swaps", "buyouts", "shipments", "refunds"})


class ServicePage(Page):
    """`show_target` takes a customer's id or number. Whoever is served stays until somebody else comes, or the time
    ends."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Serve a customer"), _("Scan what they brought along, or look for their name"))
        self._desk, self.counter = desk, Counter(desk)
        self._finds, self._asks, self._once = Asker(shell, self), Asker(shell, self), Asker(shell, self)
        self.front: Front | None = None
        self._marked: OwnThing | None = None
        self._waiting: dict[UUID, str] = {}
        self.dialog: WishDialog | TakeBackDialog | ExchangeDialog | None = None
        self.deeds = Deeds(self.counter, shell, self, self._begun)
        self.till = Till(desk, shell, self, self._reload)
        self.words = QLineEdit()
        self.words.setObjectName("customer_words")
        self.words.setPlaceholderText(_("Name, mail address, telephone or number"))
        self.words.setAccessibleName(self.words.placeholderText())
        self.words.setClearButtonEnabled(True)
        self.words.setProperty("touch", "true")
        self.found, self.cards = column(gap=4), column(gap=16)
        self.notice = text("", "strong", wrap=True)
        self.note = panel("note", self.notice, tone=Tone.WARN)
        self.empty = EmptyState(
            "account-search-outline",
            _("Whom do you serve?"),
            _("Scan a thing that the customer brought along, or type a name. What you look at is written down."),
        )
        self.open_items, self.papers, self.returns, self.refunds = OpenItems(), Papers(), ReturnsDue(), RefundsDue()
        self.pay_outs = PayOuts(desk, shell, self, self._reload)
        self._build()
        self._timer = self._timed(LOOK_MS, self._find)
        self._ask_again = self._timed(WAIT_MS, self._ask_waiting)
        self._ends = self._timed(LONGEST_MS, self._on_time_over)
        self._connect()
        self._show()

    def show_target(self, argument: str) -> None:
        if argument:
            self._serve(partial(self.counter.serve_called, argument))
        elif self.front is not None:
            self._reload()
        self.words.setFocus()

    def on_scan(self, scan: Scan) -> bool:
        self._asks.ask(partial(self.counter.brought, scan), self._on_brought, self._on_refused)
        return True

    def on_changes(self, kinds: frozenset[str]) -> None:
        if self.front is None or not kinds:
            return
        mine = f"customer:{self.front.customer.id}"
        if mine in kinds or kinds & _SERVED:
            self._reload()

    def stop(self) -> None:
        """The next one, please."""
        self._once.ask(self.counter.stop, lambda _none: None)
        self._asks.forget()
        self._ends.stop()
        self.front, self._marked = None, None
        self._tell("")
        self._show()
        self.words.setFocus()

    def _build(self) -> None:
        left, right, self.body = QWidget(), QWidget(), QWidget()
        left.setLayout(column(self.cards, None, gap=16))
        right.setLayout(column(self.open_items, self.refunds, self.returns, self.papers, None, gap=16))
        self.next = button(_("Next customer"), self.stop, sign="account-arrow-right-outline", shortcut="F8", touch=True)
        self.moves = button(_("Address"), self._on_move, sign="home-outline", touch=True)
        self.talks = button(_("Contact"), self._on_contact, sign="phone-outline", touch=True)
        self.mails = button(_("Mail"), self._on_mail, sign="email-outline", touch=True)
        self._people = (self.moves, self.talks, self.mails, self.next)
        search = row(gap=12)
        search.addWidget(self.words, 1)
        for each in self._people:
            search.addWidget(each)
        self.body.setLayout(column(Bend(left, right), gap=0))
        self.note.hide()
        self.setLayout(column(search, self.found, self.note, self.empty, self.body, None, gap=16))
        guide_focus(self, self.words)

    def _connect(self) -> None:
        self.words.textEdited.connect(lambda _typed: self._timer.start())
        self.words.returnPressed.connect(self._on_return)
        self.papers.printed.connect(lambda number: self._on_print(self.counter.paper, number))
        self.papers.settled.connect(lambda number: self._on_print(self.counter.statement, number))
        self.open_items.paid.connect(self._on_pay)
        self.open_items.on_account.connect(self._on_account)
        self.refunds.paid_out.connect(self._on_pay_out)
        self.refunds.agreed.connect(self.pay_outs.agree)

    def _timed(self, after_ms: int, act: Any) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after_ms)
        made.timeout.connect(act)
        return made

    # Who it is.

    def _find(self) -> None:
        words = self.words.text().strip()
        if len(words) < 2:
            self._finds.forget()
            self._show_found(())
            return
        self._finds.ask(partial(self.counter.find, words), self._show_found)

    def _show_found(self, found: tuple[FoundCustomer, ...]) -> None:
        clear(self.found)
        self.empty.setVisible(self.front is None and not found)
        for each in found:
            words = " · ".join(part for part in (each.name, each.number, each.detail) if part)
            made = button(words, partial(self._chosen, each), kind="plain", sign="account-outline", touch=True)
            self.found.addLayout(row(made, None))
        if not found and len(self.words.text().strip()) >= 2:
            self.found.addWidget(text(_("Nobody is called that. Try a part of the name, or scan a thing."), "muted"))

    def _on_return(self) -> None:
        self._timer.stop()
        words = self.words.text().strip()
        if words:
            self._finds.ask(partial(self.counter.find, words), self._on_found)

    def _on_found(self, found: tuple[FoundCustomer, ...]) -> None:
        if len(found) == 1:
            self._chosen(found[0])
        else:
            self._show_found(found)

    def _chosen(self, found: FoundCustomer) -> None:
        self.words.clear()
        self._show_found(())
        self._marked = None
        self._serve(partial(self.counter.serve, found.id))

    def _serve(self, question: Any) -> None:
        self._asks.ask(question, self._on_front, self._on_refused)

    def _reload(self) -> None:
        if self.front is not None:
            self._serve(self.counter.again)

    def _on_brought(self, brought: Brought) -> None:
        if brought.front is None:
            self.shell.play(Sound.REFUSED)
            self._tell(
                _("Nobody has this thing now. Look for the name instead.")
                if brought.sentence == "nobody_has_it"
                else _("This is no thing of ours and no customer's code. Look for the name instead.")
            )
            return
        self.shell.play(Sound.ACCEPTED)
        self._marked = brought.thing
        self._on_front(brought.front)

    def _on_front(self, front: Front) -> None:
        self.front = front
        left = (front.until - self._desk.clock.now()).total_seconds() * 1000
        self._ends.start(int(min(max(left, 0), LONGEST_MS)))
        self._tell("")
        self._show()
        if not self.open_items.isAncestorOf(self.focusWidget() or self):
            self.words.setFocus()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, ServingOver):
            self._on_time_over()
        else:
            self.shell.show_refusal(error)

    def _on_time_over(self) -> None:
        """What stands here goes, also when nobody is at the till."""
        if self.front is not None:
            self.stop()
            self._tell(_("The time for this customer is over. Scan again, or look for the name, to go on."))

    # What is shown.

    def _show(self) -> None:
        front = self.front
        self.empty.setVisible(front is None)
        self.body.setVisible(front is not None)
        for each in self._people:
            each.setVisible(front is not None)
        clear(self.cards)
        if front is None:
            self.set_heading(_("Serve a customer"), _("Scan what they brought along, or look for their name"))
            return
        badges = [(_("open until {time}").format(time=shown_time(front.until)), Tone.NEUTRAL)]
        if front.overdue.minor:
            badges.insert(0, (_("{amount} overdue").format(amount=shown_money(front.overdue)), Tone.BAD))
        personal = front.customer.personal
        self.set_heading(personal.name, " · ".join(p for p in (front.customer.number, personal.email) if p), badges)
        for swap in front.swaps:
            self.cards.addWidget(swap_card(swap, partial(self._exchange, swap), partial(self._on_call_off, swap)))
        for view in front.contracts:
            self.cards.addWidget(self._card(view))
        if not front.contracts:
            self.cards.addWidget(text(_("No contract is running. What is open can be paid here."), "muted", wrap=True))
        self.open_items.show_items(front.open_items, front.overview.balances, why_no_money(front))
        self.papers.show_documents(front.documents, front.statements)
        self.refunds.show_refunds(front.refunds, front.till)
        self.returns.show_returns(front.overview.returns)

    def _card(self, view: ContractView) -> ContractCard:
        made = ContractCard(view, self._marked)
        made.returned.connect(self._on_take_back)
        made.announced.connect(self._on_announce)
        made.swapped.connect(partial(self._on_swap, view))
        made.asked.connect(partial(self._on_ask_price, view))
        made.bought.connect(partial(self._on_buy, view))
        made.charged.connect(partial(self._on_charge, view))
        made.paused.connect(partial(self._on_deed, self.deeds.pause, view))
        made.resumed.connect(partial(self._on_deed, self.deeds.resume, view))
        made.cancelled.connect(partial(self._on_deed, self.deeds.cancel, view))
        return made

    def _on_deed(self, deed: Callable[[Front, ContractView], None], view: ContractView) -> None:
        if self.front is not None:
            deed(self.front, view)

    def _tell(self, sentence: str) -> None:
        shown = [sentence, *(_("Waiting for the worker: {what}").format(what=each) for each in self._waiting.values())]
        self.notice.setText("\n".join(each for each in shown if each))
        self.note.setVisible(bool(self.notice.text()))

    # What is done.

    def _begun(self, dialog: WishDialog) -> None:
        self.dialog = dialog
        dialog.left.connect(self._on_left)
        dialog.accepted.connect(lambda: self._done(dialog.windowTitle()))

    def _done(self, words: str) -> None:
        self.shell.toast(_("Done: {what}").format(what=words))
        if self.front is not None:
            self.shell.services.changes.touch(("contracts", "invoices", f"customer:{self.front.customer.id}"))

    def _on_left(self, wish_id: UUID, title: str) -> None:
        self._waiting[wish_id] = title
        self._tell("")
        self._ask_again.start()

    def _ask_waiting(self) -> None:
        for wish_id in tuple(self._waiting):
            Asker(self.shell, self).ask(
                partial(self.counter.outcome, wish_id), partial(self._on_outcome, wish_id), self._on_gone
            )
        if self._waiting:
            self._ask_again.start()

    def _on_outcome(self, wish_id: UUID, outcome: Outcome) -> None:
        if wish_id not in self._waiting or not (outcome.is_done or outcome.refusal):
            return
        title = self._waiting.pop(wish_id)
        if outcome.refusal is not None:
            self._tell(f"{title}: {refusal(outcome.refusal)}")
            return
        self._tell("")
        self._done(title)

    def _on_gone(self, _error: Exception) -> None:
        """The session ended: what still waits is seen when the customer is opened again."""
        self._waiting.clear()
        self._tell("")

    def _on_move(self) -> None:
        if self.front is not None:
            self.deeds.move(self.front)

    def _on_contact(self) -> None:
        if self.front is not None:
            self.deeds.contact(self.front)

    def _on_mail(self) -> None:
        if self.front is not None:
            self.deeds.mail(self.front)

    def _on_take_back(self, thing: OwnThing) -> None:
        if self.front is None:
            return
        made = TakeBackDialog(
            self._desk, self.shell, self, counter=self.counter, thing=thing, reasons=self.front.return_reasons
        )
        made.done_with = partial(self._on_taken_back, thing)
        self.dialog = made
        made.open()

    def _on_announce(self, thing: OwnThing) -> None:
        if self.front is not None:
            self.announcing = announce_dialog(self._desk, self.shell, self, self.front, thing)
            self.announcing.open()

    def _on_taken_back(self, thing: OwnThing, event: AssetTakenBack) -> None:
        words = _("Taken back with return {number}").format(number=event.return_number)
        self.shell.toast(words)
        self._marked = None
        self._reload()
        self.returned = ReturnedDialog(self._desk, self.shell, self, thing, (event.return_id, event.return_number))
        self.returned.open()

    def _on_swap(self, view: ContractView, thing: OwnThing) -> None:
        def found(page: SwapPage) -> None:
            known = next((each for each in page.things if each.asset_id == thing.asset_id), None)
            if known is None or known.group is None or not known.options:
                self._tell(
                    _("{title} belongs to no exchange group: there is nothing to swap it for.").format(
                        title=thing.title
                    )
                )
            elif known.refusal is not None:
                self._tell(refusal(known.refusal))
            else:
                self._swap(view, known, thing)

        if self.front is not None:
            self._once.ask(partial(self.counter.swaps, view.contract.number, self.front.today), found)

    def _swap(self, view: ContractView, known: SwapThing, thing: OwnThing) -> None:
        if all(each.refusal is not None for each in known.options):
            self._tell(_("Nothing of its exchange group is free today."))
            return

        def then(_command: AgreeSwap, event: Mapping[str, Any]) -> None:
            parcel = str(event.get("shipment_number", ""))
            self._exchange(AgreedSwap(thing.asset_id, thing.code, thing.title, "", parcel))

        if self.front is not None:
            self.deeds.swap(self.front, view, known, then)

    def _exchange(self, swap: AgreedSwap) -> None:
        self.dialog = ExchangeDialog(self._desk, self.shell, self, swap=swap, then=self._reload)
        self.dialog.open()

    def _on_call_off(self, swap: AgreedSwap) -> None:
        if swap.id is not None:
            self.deeds.call_off(swap, swap.id, self._reload)

    def _on_ask_price(self, view: ContractView, thing: OwnThing) -> None:
        told = next((each for each in view.offers if _is_offer_of(each, thing)), None)
        if told is not None:
            self._on_buy(view, told)
        else:
            self.deeds.ask_price(view, thing, self._reload)

    def _on_buy(self, view: ContractView, told: OfferTold) -> None:
        self.deeds.buy(view, told, self._reload)

    def _on_charge(self, view: ContractView) -> None:
        def found(variants: tuple[OfferedVariant, ...]) -> None:
            choices = [
                ((each.id, plan), f"{each.title} · {plan.name} · {shown_money(plan.price)}")
                for each in variants
                for plan in each.plans
                if plan.kind in ONCE and plan.price.currency == view.contract.terms.currency
            ]
            if choices:
                self.deeds.charge(view, choices, self._reload)
            else:
                self._tell(_("The catalogue has nothing that is charged once. The owner adds it under “Products”."))

        page = self._desk.till_page
        if page is not None:
            self._once.ask(lambda: tuple(page.goods("", limit=200).rows), found)

    def _on_print(self, question: Callable[[str], StoredPaper], number: str) -> None:
        def found(paper: StoredPaper) -> None:
            def kept(path: Any) -> None:
                self._desk.folder.show(path)

            keep = partial(self._desk.folder.keep, paper.file_name, paper.content)
            self.shell.services.background.run_other(keep, kept, self.shell.show_refusal, self)

        self._once.ask(partial(question, number), found)

    def _on_pay(self, items: tuple[OwnDocument, ...]) -> None:
        if self.front is not None:
            self.till.take(self.front, items)

    def _on_account(self) -> None:
        def asked(amount: Money) -> None:
            if self.front is not None:
                self.till.take_on_account(self.front, amount)

        ask_amount(self, asked)

    def _on_pay_out(self, due: DueRefund) -> None:
        if self.front is not None:
            self.pay_outs.begin(self.front, due)


def _is_offer_of(told: OfferTold, thing: OwnThing) -> bool:
    return told.offer.status.value == "offered" and thing.asset_id in told.offer.assets
