"""Contracts: the list, and one as its timeline with past invoices and those it will cause."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from domain.clock import today
from domain.contracts.deadlines import min_term_end
from domain.contracts.status import OVER, Status
from domain.contracts.terms import StartRule
from domain.period import ONE_DAY
from domain.views.buyouts import OfferTold, PurchasePage
from domain.views.comings import Whose
from domain.views.lifecycle import LifeOf
from domain.views.office import ContractQuestion
from domain.views.office_rows import ContractPage
from domain.views.swaps import SwapPage
from ui.backoffice.availability.promises import ContractPromises
from ui.backoffice.bulk.contracts import contracts_bulk
from ui.backoffice.buyout.card import PurchaseCard
from ui.backoffice.buyout.decide_panel import DecidePanel
from ui.backoffice.buyout.offer_panel import OfferPanel
from ui.backoffice.cancellations.card import DeclarationsCard
from ui.backoffice.columns import contract_columns, held_columns
from ui.backoffice.contracts.bundle_parts import BundleCard
from ui.backoffice.contracts.changes.editor import ContractEditor
from ui.backoffice.contracts.changes.kit import Spot
from ui.backoffice.contracts.changes.words import done_words
from ui.backoffice.contracts.goods_card import GoodsCard
from ui.backoffice.contracts.next_list import NextList
from ui.backoffice.contracts.notes.panel import NotesPanel
from ui.backoffice.contracts.paying_card import PayingCard
from ui.backoffice.contracts.return_panel import ReturnPanel
from ui.backoffice.contracts.swap_panel import SwapPanel, swappable
from ui.backoffice.contracts.term_words import free_words, part_words
from ui.backoffice.contracts.timeline import Offer, lanes_of
from ui.backoffice.deliveries.list import DeliveriesCard
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.losses.card import LossCard
from ui.backoffice.loyalty.redeem_dialog import RedeemDialog
from ui.backoffice.loyalty.words import rule_words
from ui.backoffice.parts import Sides, SmallTable, bring_into_view, link
from ui.backoffice.payments.contract_card import ContractMethodCard
from ui.backoffice.refunds.card import RefundCard
from ui.backoffice.returns.comings_card import ComingsCard
from ui.backoffice.swaps.card import SwapsCard
from ui.backoffice.swaps.panel import SwapForPanel
from ui.backoffice.things import ThingPage
from ui.backoffice.transfers.card import TransferCard
from ui.backoffice.words import CONTRACT_TONES, shown_interval, shown_length
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.lifecycle.panel import LifePanel
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.lanes import LaneChart
from ui.widgets.wheel import leave_wheel

RUNNING: Final = tuple(
    s for s in Status if s not in (Status.ENDED, Status.BOUGHT_OUT, Status.WITHDRAWN, Status.TERMINATED)
)
NOTES: Final = 2
"""Where the tab of the notes stands."""

ENDED: Final = tuple(s for s in Status if s not in RUNNING)


def contracts_page(desk: Desk, shell: Shell) -> ListPage:
    return ListPage(
        shell,
        ListSpec(
            title=_("Contracts"),
            placeholder=_("Number or customer"),
            columns=contract_columns(),
            choices=(
                (RUNNING, _("Running")),
                ((Status.DRAFT,), _("Not started")),
                ((Status.PENDING_RETURN,), _("Waiting for return")),
                ("due", _("Due for billing")),
                (ENDED, _("Ended")),
                ((), _("All")),
            ),
            empty=lambda: EmptyState(
                "file-document-outline",
                _("No contracts yet"),
                _("Every order becomes a contract. Take the first one."),
                action=_("New order"),
                on_action=lambda: shell.open("new_order"),
            ),
            ask=lambda words, choice: desk.office.contracts(_question(desk, words, choice)),
            topics=frozenset({"contracts", "invoices", "returns"}),
            open_row=lambda chosen: ("contract", chosen.number),
            bulk=contracts_bulk(desk, shell, partial(_question, desk)),
        ),
    )


def _question(desk: Desk, words: str, choice: object) -> ContractQuestion:
    if choice == "due":
        return ContractQuestion(words, due_until=today(desk.clock))
    return ContractQuestion(words, statuses=choice if isinstance(choice, tuple) else ())


class OneContract(ThingPage[ContractPage]):
    """Lanes, next invoices and history on the left; terms and the editor of a change on the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        super().__init__(shell, _("Contract"), desk.office.contract, _topics)

    def build(self) -> QWidget:
        self.chart, self.upcoming, self.history = (
            LaneChart(),
            NextList(),
            LifePanel(self._desk, self.shell, LifeOf.CONTRACT),
        )
        self.changes = ContractEditor(self._desk, self.shell, self)
        self.held = SmallTable(held_columns(), _("Nothing is with the customer."), name=_("With the customer"), most=6)
        self.terms, self.links, self.bundle = KeyValues(), column(gap=12), BundleCard()
        self.declare = button(_("Cancellation came in …"), self._declare, sign="email-plus-outline")
        self.announce = button(_("Announce return …"), self._begin_return, sign="keyboard-return")
        self.editor = ReturnPanel(self._desk, self.shell, lambda: today(self._desk.clock))
        self.editor.closed.connect(self._end_return)
        self.replace = button(_("Replace or repair …"), self._begin_swap, sign="swap-horizontal")
        self.swap = SwapPanel(self._desk, self.shell, lambda: today(self._desk.clock))
        self.swap.closed.connect(self._end_return)
        self.goods = GoodsCard(self._desk, self.shell, lambda: today(self._desk.clock))
        self.promises = ContractPromises(self._desk, self.shell)
        main = QWidget()
        self.deliveries = DeliveriesCard()
        self.deliveries.asked.connect(self.changes.begin_command)
        main.setLayout(column(self._chart_card(), self.deliveries, self._tabs_card(), None, gap=24))
        self.side = QStackedWidget()
        self.side.addWidget(self._facts())
        self.side.addWidget(self._boxed(self.editor))
        self.side.addWidget(self._boxed(self.swap))
        self._build_purchase()
        self.chart.opened.connect(self._on_part)
        self.held.opened.connect(lambda thing: self.shell.open("asset", thing.code))
        return Sides(main, self.side)

    def fill(self, thing: ContractPage) -> None:
        contract, now = thing.contract, today(self._desk.clock)
        self.changes.page = thing
        since = _("since {day}").format(day=shown_date(contract.start_on)) if contract.start_on else _("not started")
        self.set_heading(
            _("Contract {number}").format(number=contract.number),
            f"{thing.customer.personal.name} · {since}",
            tuple(_badges(thing)),
        )
        self.chart.show_lanes(lanes_of(thing, now))
        self._fill_next(thing)
        self.deliveries.show_page(thing, now)
        self.history.show_life(contract.id, contract.number)
        self.notes.show_page(thing)
        self.tabs.setTabText(NOTES, _("Notes ({count})").format(count=len(thing.notes)) if thing.notes else _("Notes"))
        self.held.set_rows([each for each in thing.held if each.until is None])
        self.bundle.show_page(thing, now)
        self.terms.set_facts(_terms(thing))
        self.paying.show_contract(contract)
        self.purchase.show_contract(contract)
        self.refunds.show_contract(contract)
        self.collecting.show_contract(contract)
        self.losses.show_contract(contract)
        self.transfers.show_contract(contract)
        self.swaps.show_contract(contract)
        self.declared.show_contract(contract.id)
        self.comings.show_of(Whose(contract_id=contract.id))
        self._fill_links(thing)
        self._fill_changes()
        self.goods.show_page(thing)
        self.promises.show_contract(contract.id)
        self.announce.setVisible(bool(thing.returnable))
        self.replace.setVisible(bool(swappable(thing)))
        is_of_goods = self.side.currentIndex() in (1, 2)
        if is_of_goods and not thing.returnable and not swappable(thing):
            self._end_return()

    def _facts(self) -> QWidget:
        card = Card(_("Agreed"))
        card.body.addLayout(self.links)
        held = Card(_("With the customer")).add(
            self.held, column(row(self.announce, None), row(self.replace, None), gap=8)
        )
        self.paying = PayingCard(self._desk, self.shell)
        self.purchase = PurchaseCard(self._desk, self.shell)
        self.refunds = RefundCard(self._desk, self.shell)
        self.collecting = ContractMethodCard(self._desk, self.shell)
        self.swaps = SwapsCard(self._desk, self.shell, lambda: today(self._desk.clock))
        self.comings = ComingsCard(self._desk.floor.comings, self._desk.clock, self.shell, with_swaps=False)
        self.declared = DeclarationsCard(self._desk, self.shell)
        self.losses, self.transfers = LossCard(self._desk, self.shell), TransferCard(self._desk, self.shell)
        card.add(self.terms, row(self.declare, None))
        money = (self.purchase, self.collecting, self.refunds, self.transfers)
        goods = (self.comings, self.losses, self.swaps, *money, self.promises, self.goods, self.bundle)
        return self._boxed(card, self.declared, self.paying, held, *goods)

    def _boxed(self, *cards: QWidget) -> QWidget:
        made = QWidget()
        made.setLayout(column(*cards, None, gap=24))
        return made

    def undo(self) -> None:
        self.changes.ask_undo()

    def _chart_card(self) -> QWidget:
        self.change = button(_("Change …"), self._open_changes, sign="pencil-outline", shortcut="Ctrl+E")
        self.change.setToolTip(_("What can be changed in this contract (Ctrl+E)"))
        self.redeem = button(_("Redeem voucher …"), self._redeem, sign="ticket-percent-outline")
        hint = text(_("Click on a bar or on an invoice to come to change it."), "muted", wrap=True)
        top = row(hint, self.redeem, self.change, gap=16)
        top.setStretch(0, 1)
        return Card().add(top, self.chart)

    def _tabs_card(self) -> QWidget:
        """Next invoices, the history and the notes, one at a time."""
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(_("Next invoices"))
        self.tabs.addTab(_("History"))
        self.tabs.addTab(_("Notes"))
        self.as_if = text("", "muted", wrap=True)
        self.take_back = button(_("Take back the last change …"), self.changes.ask_undo, sign="undo")
        self.notes = NotesPanel(self._desk, self.shell)
        self._parts = (QWidget(), QWidget(), self.notes)
        self._parts[0].setLayout(column(self.as_if, self.upcoming))
        self._parts[1].setLayout(column(row(self.take_back, None), self.history, gap=12))
        leave_wheel(self.tabs)
        self.tabs.currentChanged.connect(self._on_tab)
        card = Card().add(self.tabs, *self._parts)
        self._on_tab(0)
        return card

    def _on_tab(self, number: int) -> None:
        for place, part in enumerate(self._parts):
            part.setVisible(place == number)

    def _fill_changes(self) -> None:
        thing = self.presenter.thing
        self.redeem.setEnabled(thing is not None and thing.contract.status not in OVER)
        newest = self.changes.undoable()
        self.take_back.setEnabled(newest is not None)
        words = _("No change that could be taken back: none was made, or an invoice was written since.")
        if newest is not None:
            words = _("{change}: take this back (Ctrl+Z)").format(change=done_words(newest.subject))
        self.take_back.setToolTip(words)

    def _redeem(self) -> None:
        if self.presenter.thing is not None:
            RedeemDialog(self.presenter.thing.contract, self._desk, self.shell, self).open()

    def _open_changes(self) -> None:
        menu = self.changes.whole_menu()
        if menu is not None:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.change.mapToGlobal(self.change.rect().bottomLeft()))

    def _on_part(self, target: object) -> None:
        """An invoice opens its page; at a bar or an invoice to come it is offered what can be done there."""
        if not isinstance(target, Offer):
            self.shell.open("invoice", str(target))
            return
        day = target.day or self.chart.pointed_day()
        self.changes.offer(target.commands, Spot(target.line_id, day), self.chart.pointed_place(), target.title)

    def _fill_next(self, thing: ContractPage) -> None:
        aside = ""
        if thing.as_if_left_on is not None:
            aside = _("As it will be if the goods leave today.")
        self.as_if.setText(aside)
        self.as_if.setVisible(bool(aside))
        ended = thing.contract.end_on
        nothing = _("No further invoice: the contract ends.") if ended else _("Nothing is to be billed.")
        self.upcoming.show_next(thing.upcoming, today(self._desk.clock), nothing)

    def _fill_links(self, thing: ContractPage) -> None:
        clear(self.links)
        self._add_link(self.links, _("Customer"), thing.customer.personal.name, "customer", thing.customer.number)
        if thing.order is not None:
            self._add_link(self.links, _("Order"), thing.order.number, "order", thing.order.number)

    def _add_link(self, box: QVBoxLayout, name: str, shown: str, page: str, number: str) -> None:
        box.addLayout(row(text(name, "muted"), None, link(shown, partial(self.shell.open, page, number))))

    def _declare(self) -> None:
        if self.presenter.thing is not None:
            self.shell.open("new_declaration", self.presenter.thing.contract.number)

    def _begin_return(self) -> None:
        if self.presenter.thing is not None:
            self.side.setCurrentIndex(1)
            self.editor.begin(self.presenter.thing.contract.id, self.presenter.thing.held)
            bring_into_view(self.editor)

    def _begin_swap(self) -> None:
        if self.presenter.thing is not None:
            self.side.setCurrentIndex(2)
            self.swap.begin(self.presenter.thing)
            bring_into_view(self.swap)

    def _build_purchase(self) -> None:
        """The editors of an offer and of what becomes of it."""
        self.selling = OfferPanel(self._desk, self.shell, lambda: today(self._desk.clock))
        self.deciding = DecidePanel(self._desk, self.shell, lambda: today(self._desk.clock))
        for panel in (self.selling, self.deciding):
            self.side.addWidget(self._boxed(panel))
            panel.closed.connect(self._end_return)
        self.purchase.begun.connect(self._begin_offer)
        self.purchase.decided.connect(self._begin_decision)
        self.swapping = SwapForPanel(self._desk, self.shell, lambda: today(self._desk.clock))
        self.side.addWidget(self._boxed(self.swapping))
        self.swapping.closed.connect(self._end_return)
        self.swaps.begun.connect(self._begin_swapping)

    def _begin_swapping(self, page: SwapPage) -> None:
        self.side.setCurrentIndex(self.side.count() - 1)
        self.swapping.begin(page)
        bring_into_view(self.swapping)

    def _begin_offer(self, page: PurchasePage) -> None:
        self.side.setCurrentIndex(self.side.count() - 3)
        self.selling.begin(page)
        bring_into_view(self.selling)

    def _begin_decision(self, told: OfferTold, page: PurchasePage, accepts: bool) -> None:
        self.side.setCurrentIndex(self.side.count() - 2)
        self.deciding.begin(told, page, accepts=accepts)
        bring_into_view(self.deciding)

    def _end_return(self) -> None:
        self.side.setCurrentIndex(0)


def _badges(thing: ContractPage) -> list[tuple[str, Tone]]:
    contract = thing.contract
    badges = [(label(contract.status), CONTRACT_TONES.get(contract.status, Tone.NEUTRAL))]
    if contract.start_on is not None and contract.end_on is None:
        last = min_term_end(contract.terms, contract.start_on)
        if last is not None:
            badges.append((_("at least until {day}").format(day=shown_date(last)), Tone.NEUTRAL))
    if thing.due_back is not None:
        badges.append((_("due back by {day}").format(day=shown_date(thing.due_back)), Tone.WARN))
    return badges


def _terms(thing: ContractPage) -> list[Fact]:
    contract, terms = thing.contract, thing.contract.terms
    facts = [
        Fact(_("Concluded"), contract.concluded_on),
        Fact(_("Billed"), f"{shown_interval(terms.interval)}, {label(terms.billing)}"),
        Fact(_("Prices are"), label(terms.prices_are)),
        Fact(_("Part periods"), part_words(terms)),
        *([Fact(_("Free at the start"), free_words(terms))] if terms.has_free_start else []),
        Fact(_("Minimum term"), shown_length(terms.min_term)),
        Fact(_("Notice"), shown_length(terms.notice)),
        Fact(_("Start"), label(contract.beginning.rule if contract.beginning else StartRule.AT_ARRIVAL)),
        Fact(_("On return"), label(terms.stop_rule)),
    ]
    if contract.elsewhere is not None:
        words = _("{number} in {source}, billed here from {day}")
        before = contract.elsewhere
        shown = words.format(number=before.number, source=before.source, day=shown_date(before.until))
        facts.append(Fact(_("Came along"), shown))
    if contract.loyalty is not None:
        facts.append(Fact(_("Loyalty"), f"{contract.loyalty.title}: {rule_words(contract.loyalty.rule)}"))
    if contract.end_on is not None:
        facts.append(Fact(_("Last day"), contract.end_on - ONE_DAY))
    return facts


def _topics(thing: ContractPage) -> frozenset[str]:
    of_others = {"invoices", "returns", "shipments", "declarations", "availability", "losses", "transfers"}
    return frozenset({f"contract:{thing.contract.id}", *of_others})
