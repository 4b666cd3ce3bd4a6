"""The page of a till: goods on the left, the basket on the right; a scan adds from anywhere, every deed has its key."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from domain.assets.scan import Scan
from domain.counter.basket import TriedBasket
from domain.counter.sell_at_counter import SoldAtCounter
from domain.maintenance.meters import Occasion
from domain.money import Currency
from domain.till.model import Tendered, Way, paid_by
from domain.views.office_rows import Found, OfferedVariant
from domain.views.till import ReceiptRow, TillRow
from domain.views.till_page import CounterCheck
from ui.backoffice.asking import Asker
from ui.backoffice.checks.dialogs import identity_of
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.language import _
from ui.pos.receipts.handing import HandOut
from ui.pos.receipts.mailing import MailDialog, ask_mail
from ui.pos.sale.ahead import MoneyAhead
from ui.pos.sale.basket import Basket
from ui.pos.sale.catalogue import GoodsSide
from ui.pos.sale.done import DonePanel
from ui.pos.sale.lines import PriceDialog
from ui.pos.sale.newcomer import NewcomerDialog
from ui.pos.sale.presenter import SalePresenter
from ui.pos.sale.selling import Selling, Watching
from ui.pos.sale.served import CustomerCard
from ui.pos.sale.side import BasketSide
from ui.repairs.needs import NeedsStrip
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import clear, row

SIDE, NARROW_SIDE, NARROW_BELOW = 440, 400, 1000
"""Width of the basket's side, and that of a page below which it is narrower, in px before scaling."""
LEAST, MOST_STRIPS = 520, 4
"""Height of the page in px before scaling, below which it scrolls."""
_GOODS = frozenset({"assets", "catalogue", "availability"})


class SalePage(Page):
    """Sells to whoever stands there."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Sell"))
        self._desk = desk
        self.presenter = SalePresenter(shell, desk, self, lambda: Asker(shell, self))
        self.goods = GoodsSide()
        self.side = BasketSide(self.presenter.find_people)
        self.done = DonePanel(shell, desk.serving)
        self.selling = Selling(self.presenter, self, self._on_sold, self._on_waiting)
        self.watching = Watching(shell, desk, self, self.done.show_outcome)
        self.hand_out = HandOut(shell, desk, self)
        self.ahead = MoneyAhead(desk, shell, self, self._look_again)
        self._is_printed = False
        self.mail: MailDialog | None = None
        self.newcomer: NewcomerDialog | None = None
        self.identity: DeedDialog | None = None
        self._page = Asker(shell, self)
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def show_target(self, argument: str) -> None:
        """Opened, or come back to: the till, the goods and what is open may be others now."""
        self.presenter.begin()

    def on_scan(self, scan: Scan) -> bool:
        if self._stack.currentWidget() is self.done:
            self._on_next()
        self.presenter.scanned(scan)
        return True

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "tills" in kinds:
            self.presenter.begin()
        elif kinds & _GOODS and self._stack.currentWidget() is not self.done:
            self.presenter.search(self.goods.words.text(), self.goods.category)
        if "sales" in kinds or any(each.startswith("sale:") for each in kinds):
            self.watching.look()

    def undo(self) -> None:
        self.presenter.undo()

    @property
    def is_unsaved(self) -> bool:
        basket = self.presenter.basket
        return bool(basket.now.lines or basket.parked)

    def show_basket(self, basket: Basket, marked: int | None = None) -> None:
        self.side.show_basket(basket, marked)

    def show_goods(self, found: Found[OfferedVariant]) -> None:
        self.goods.show_goods(found)

    def show_categories(self, categories: Sequence[str]) -> None:
        self.goods.show_categories(categories)

    def show_till(self, till: TillRow | None) -> None:
        if till is None:
            self.set_heading(_("Sell"), _("No till here"))
        else:
            self.set_heading(_("Sell"), f"{till.till.code} · {till.till.name}")

    def show_tried(self, tried: TriedBasket | None) -> None:
        self.side.show_tried(tried, self.presenter.basket.now)

    def show_card(self, card: CustomerCard | None) -> None:
        self.side.customer.show_card(card)

    def say(self, sentence: str, *, is_bad: bool = False) -> None:
        self.side.say(sentence, is_bad=is_bad)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < theme().px(NARROW_BELOW)
        self.side.setFixedWidth(theme().px(NARROW_SIDE if is_narrow else SIDE))

    def _build(self) -> None:
        work = QWidget()
        parts = row(gap=24)
        parts.addWidget(self.goods, 1)
        parts.addWidget(self.side)
        work.setLayout(parts)
        work.setMinimumHeight(theme().px(LEAST))
        self._stack.addWidget(work)
        self._stack.addWidget(self.done)
        self.setLayout(row(self._stack))

    def _connect(self) -> None:
        self.goods.wanted.connect(self.presenter.search)
        self.goods.chosen.connect(self.presenter.add)
        side, presenter = self.side, self.presenter
        side.customer.picked.connect(lambda found: presenter.serve(found.id))
        side.customer.new_wanted.connect(self._on_newcomer)
        side.customer.left.connect(presenter.serve_nobody)
        side.lines.counted.connect(presenter.set_quantity)
        side.lines.planned.connect(presenter.choose_plan)
        side.lines.price_wanted.connect(self._on_price)
        side.lines.thing_out.connect(presenter.take_thing_out)
        side.lines.removed.connect(presenter.remove)
        side.beside_typed.connect(self._on_beside)
        side.pay_wanted.connect(self._on_pay)
        side.park_wanted.connect(presenter.park)
        side.recall_wanted.connect(self._on_recall)
        side.undo_wanted.connect(presenter.undo)
        self.done.next_wanted.connect(self._on_next)
        self.done.hand_over_wanted.connect(lambda number: self.shell.open("handovers", number))
        self.done.print_wanted.connect(self._on_print)
        self.done.mail_wanted.connect(self._on_mail)
        self.done.agreement_wanted.connect(self._on_agreement)
        self.done.check_wanted.connect(self._on_check)
        self.done.ahead_wanted.connect(self.ahead.begin)
        for key, deed in (("F2", self.goods.words.setFocus), ("F3", side.customer.search.line.setFocus)):
            QShortcut(QKeySequence(key), self, deed)

    def _on_beside(self, voucher: str, start_on: date) -> None:
        self.presenter.take_over(voucher, start_on)

    def _on_pay(self) -> None:
        if self._stack.currentWidget() is not self.done:
            self.selling.begin()

    def _on_price(self, place: int) -> None:
        each = self.presenter.basket.now.lines[place]
        percent = 0 if self.presenter.till is None else self.presenter.till.price_percent
        PriceDialog(self, each, percent, lambda price, why: self.presenter.agree_price(place, price, why)).open()

    def _on_newcomer(self) -> None:
        presenter = self.presenter
        self.newcomer = NewcomerDialog(
            self,
            presenter.alike,
            lambda found: presenter.serve(found.id),
            presenter.register,
            needs_address=presenter.basket.now.runs_on,
            name=self.side.customer.search.line.text(),
        )
        self.newcomer.accepted.connect(self.side.customer.search.line.clear)
        self.newcomer.open()

    def _on_recall(self) -> None:
        parked = self.presenter.basket.parked
        if len(parked) == 1:
            self.presenter.recall(0)
            return
        menu = QMenu(self)
        for place, lying in enumerate(parked):
            menu.addAction(lying.title or _("Empty basket"), partial(self.presenter.recall, place))
        menu.popup(self.side.recall.mapToGlobal(self.side.recall.rect().topLeft()))

    def _on_sold(self, sold: SoldAtCounter, tendered: tuple[Tendered, ...]) -> None:
        self.done.show_sold(sold, tendered, self.presenter.basket.now.title)
        self._stack.setCurrentWidget(self.done)
        self.done.next.setFocus()
        self._show_needs()
        if sold.customer_id is not None:
            self.watching.begin(sold.sale_id)
        self._is_printed = False
        by_link = paid_by(tendered, Way.LINK, Currency("EUR"))
        if by_link:
            self.done.show_link(by_link, lambda _link: self._print_by_itself())
        else:
            self._print_by_itself()

    def _print_by_itself(self) -> None:
        """Where a printer stands, with the link to pay, if there is one."""
        if self._desk.devices is not None and self._desk.devices.printer is not None:
            self._on_print()

    def _show_needs(self) -> None:
        """Forms and meters of the things that go along."""
        clear(self.done.needs)
        lines = self.presenter.basket.now.lines if self.presenter.basket.now.customer is not None else ()
        for thing in [thing for line in lines for thing in line.things][:MOST_STRIPS]:
            strip = NeedsStrip(self._desk, self.shell, Occasion.HAND_OUT, is_card=True)
            self.done.needs.addWidget(strip)
            strip.show_thing(thing.id)

    def _on_waiting(self, tendered: tuple[Tendered, ...]) -> None:
        self.done.show_waiting(tendered)
        self._stack.setCurrentWidget(self.done)

    def _on_next(self) -> None:
        self.watching.stop()
        self.done.end()
        self._stack.setCurrentIndex(0)
        self.presenter.clear()
        self.presenter.begin()
        QTimer.singleShot(0, self.goods.words, self.goods.words.setFocus)

    def _on_print(self) -> None:
        number, tills = self.done.sold_number, self._desk.tills
        if number and tills is not None:
            is_copy, self._is_printed = self._is_printed, True
            link = "" if self.done.link.link is None else self.done.link.link.address
            self._page.ask(
                lambda: tills.receipt(number, is_copy=is_copy),
                lambda found: self.hand_out.receipt(replace(found.paper, pay_link=link)),
            )

    def _on_mail(self) -> None:
        number, tills, customer = self.done.sold_number, self._desk.tills, self.presenter.basket.now.customer
        own = "" if customer is None else customer.personal.email
        if number and tills is not None:
            self._page.ask(lambda: tills.receipt(number), lambda found: self._ask_mail(found.row, own))

    def _ask_mail(self, receipt: ReceiptRow, own: str) -> None:
        self.mail = ask_mail(self.shell, self._desk, self, receipt, own)

    def _on_agreement(self) -> None:
        """The paper that goes out by mail, as the worker drew it."""
        outcome, sales, folder = self.done.outcome, self._desk.counter, self._desk.folder
        if outcome is None or sales is None:
            return

        def kept() -> Path | None:
            found = sales.agreement(outcome.id)
            return None if found is None else folder.keep(*found)

        self._page.ask(kept, self._show_agreement)

    def _show_agreement(self, path: Path | None) -> None:
        if path is None:
            self.shell.toast(_("The agreement is still being drawn. Try again in a moment."))
        else:
            self._desk.folder.show(path)

    def _look_again(self) -> None:
        if self.done.outcome is not None:
            self.watching.begin(self.done.outcome.id)

    def _on_check(self, order_number: str) -> None:
        self._page.ask(lambda: self.presenter.page.check_of(order_number), self._show_check)

    def _show_check(self, check: CounterCheck | None) -> None:
        if check is not None:
            self.identity = identity_of(self._desk, self.shell, self, check.order_id)
            self.identity.open()
