"""From the basket to the written receipt: the signature, the money, the command; and what became of it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from domain.contracts.notes import digest_of
from domain.counter.keep_signature import KeepSignature
from domain.counter.model import SaleId
from domain.counter.sell_at_counter import SellAtCounter, SoldAtCounter
from domain.customers.model import CustomerKind
from domain.payments.ask_method import AskMethod
from domain.till.model import Tendered, Way
from domain.till.sealing import sealed
from domain.till.signing import Signature
from domain.views.counter import SaleOutcome
from domain.views.till import TillRow
from ui.backoffice.asking import Asker
from ui.backoffice.asking import give as give_command
from ui.desk import Desk
from ui.language import _, shown_money
from ui.pos.ends import is_drawer_open, sales_of
from ui.pos.paying.dialog import PayDialog
from ui.pos.paying.mandate import Mandates
from ui.pos.sale.basket import Lying
from ui.pos.sale.presenter import SalePresenter
from ui.pos.sale.signing import SignDialog, Signed
from ui.shell.port import Shell
from ui.widgets.key_values import Fact

AGAIN_MS = 800
"""How often it is looked what became of a sale, until the worker is done with it."""
PAPER_NOTE = "Unterschrift auf Papier"


class Selling:
    """One sale of the page: `sold` is told once it is written down, `waits` when it is kept for later."""

    def __init__(
        self,
        presenter: SalePresenter,
        parent: QWidget,
        sold: Callable[[SoldAtCounter, tuple[Tendered, ...]], None],
        waits: Callable[[tuple[Tendered, ...]], None],
    ) -> None:
        self._presenter, self._parent, self._sold, self._waits = presenter, parent, sold, waits
        self._shell, self._desk = presenter.shell, presenter.desk
        self._signed: Signed | None = None
        self.dialog: PayDialog | None = None
        self.sign: SignDialog | None = None

    def begin(self) -> None:
        """Signature first, where something runs on; then the money, where there is any to pay today."""
        hindrance = self._presenter.hindrance()
        self._presenter.view.say(hindrance, is_bad=bool(hindrance))
        self._signed = None
        lying = self._presenter.basket.now
        if hindrance:
            return
        if lying.customer is not None and lying.runs_on:
            self.sign = SignDialog(self._parent, lying.customer.personal.name, self._facts(lying), self._on_signed)
            self.sign.open()
        else:
            self._pay()

    def _on_signed(self, signed: Signed) -> None:
        self._signed = signed
        self._pay()

    def _facts(self, lying: Lying) -> list[Fact]:
        tried = self._presenter.tried
        facts = [Fact(f"{line.quantity} × {line.variant.title}", line.total) for line in lying.lines]
        if tried is not None:
            facts.append(Fact(_("Today"), tried.today))
            if tried.deposit:
                facts.append(Fact(_("of which deposit"), tried.deposit))
            if tried.order is not None and tried.order.monthly:
                facts.append(Fact(_("A month"), tried.order.monthly))
        return facts

    def _pay(self) -> None:
        tried, till = self._presenter.tried, self._presenter.till
        if tried is None or till is None:
            return
        if not tried.today.minor > 0:
            self._give((), self._refused)
            return
        terminal = None if self._desk.devices is None else self._desk.devices.terminal
        ways, why = ways_of(till, self._presenter.basket.now, has_terminal=terminal is not None)
        customer = self._presenter.basket.now.customer
        is_served = customer is not None and self._desk.serving is not None
        self.dialog = PayDialog(
            self._shell,
            self._parent,
            tried.today,
            ways,
            self._on_taken,
            terminal=terminal,
            mandates=Mandates(self._desk, self._shell, self._parent, customer) if customer and is_served else None,
            why=why,
        )
        self.dialog.open()

    def _on_taken(self, tendered: tuple[Tendered, ...]) -> None:
        dialog = self.dialog
        self._give(tendered, self._refused if dialog is None else dialog.refuse)

    def _give(self, tendered: tuple[Tendered, ...], refused: Callable[[Exception], None]) -> None:
        """Signed by the till's device, where it has one, then kept."""
        command, till = self.command(tendered), self._presenter.till
        if command is None or till is None:
            return
        devices, run = self._desk.devices, self._shell.services.background
        device = None if devices is None else devices.signing(till.till.signing)

        def give(signed: Signature | None) -> None:
            sale = replace(command, signed=signed)
            run.run(
                lambda: self._desk.run(sale),
                lambda answer: self._on_answer(answer.event, tendered),
                refused,
                self._parent,
            )

        if command.lines:
            run.run_other(lambda: sealed(device, till.till, command.lines, tendered), give, refused, self._parent)
        else:
            give(None)

    def command(self, tendered: tuple[Tendered, ...]) -> SellAtCounter | None:
        """The sale as it stands; the same id however often it is tried."""
        presenter, lying = self._presenter, self._presenter.basket.now
        if presenter.tried is None or presenter.till is None:
            return None
        picture = None if self._signed is None else self._signed.picture
        return SellAtCounter(
            presenter.sale_id,
            presenter.till.till.id,
            tuple(line.sold for line in lying.lines),
            presenter.tried.lines if tendered else (),
            tendered,
            None if lying.customer is None else lying.customer.id,
            lying.voucher.strip(),
            lying.start_on if lying.asks_start else None,
            PAPER_NOTE if self._signed is not None and picture is None else "",
            "" if picture is None else digest_of(picture),
            () if self._signed is None else self._signed.consents,
        )

    def _on_answer(self, event: object, tendered: tuple[Tendered, ...]) -> None:
        if self.dialog is not None:
            self.dialog.finish()
            self.dialog = None
        if not isinstance(event, SoldAtCounter):
            self._waits(tendered)
            return
        self._shell.services.changes.touch(event.touched())
        self._keep_beside(event, tendered)
        self._sold(event, tendered)

    def _keep_beside(self, event: SoldAtCounter, tendered: tuple[Tendered, ...]) -> None:
        """The picture of the signature, and the link for whoever pays by it."""
        refuse = self._shell.show_refusal
        picture = None if self._signed is None else self._signed.picture
        if picture is not None:
            give_command(self._shell, self._desk, KeepSignature.of(event.sale_id, picture), lambda _kept: None, refuse)
        serving, customer_id = self._desk.serving, event.customer_id
        customer = self._presenter.basket.now.customer
        has_mail = customer is not None and bool(customer.personal.email)
        is_by_link = has_mail and any(each.way is Way.LINK for each in tendered)
        if serving is not None and customer_id is not None and is_by_link:
            self._shell.services.background.run(
                lambda: serving.file(serving.serve(customer_id), AskMethod(customer_id)),
                lambda _filed: None,
                refuse,
                self._parent,
            )

    def _refused(self, error: Exception) -> None:
        self._shell.show_refusal(error)


class Watching:
    """Looks what became of a sale until the worker is done with it."""

    def __init__(self, shell: Shell, desk: Desk, owner: QWidget, shown: Callable[[SaleOutcome | None], None]) -> None:
        self._sales, self._shown = sales_of(desk), shown
        self._asker = Asker(shell, owner)
        self._sale_id: SaleId | None = None
        self._timer = QTimer(owner)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, sale_id: SaleId) -> None:
        self._sale_id = sale_id
        self._timer.start()
        self.look()

    def stop(self) -> None:
        self._sale_id = None
        self._timer.stop()
        self._asker.forget()

    def look(self) -> None:
        sale_id = self._sale_id
        if sale_id is not None:
            self._asker.ask(lambda: self._sales.outcome(sale_id), self._on_outcome)

    def _on_outcome(self, outcome: SaleOutcome | None) -> None:
        if outcome is not None and outcome.is_settled:
            self._timer.stop()
        self._shown(outcome)


def ways_of(till: TillRow, lying: Lying, *, has_terminal: bool = True) -> tuple[frozenset[Way], str]:
    """How this basket may be paid here, and what is not to be had, in sentences."""
    ways, missing = at_once(till, has_terminal=has_terminal)
    customer = lying.customer
    if customer is not None:
        ways |= {Way.MANDATE, Way.LINK}
        ways |= {Way.TRANSFER} if customer.kind is CustomerKind.COMPANY else set()
    return ways, missing


def at_once(till: TillRow, *, has_terminal: bool) -> tuple[frozenset[Way], str]:
    """How money is taken here and now, and what is not to be had, in sentences."""
    ways, missing = set[Way](), []
    if is_drawer_open(till):
        ways.add(Way.CASH)
    else:
        shut = _("Cash: count the drawer first, under “Drawer”.")
        missing.append(shut if till.till.is_cash_on else _("Cash is off at this till."))
    if has_terminal:
        ways.add(Way.CARD)
    else:
        missing.append(_("Cards: no terminal is set up at this workplace; see “Drawer”."))
    return frozenset(ways), " ".join(missing)


def change_words(tendered: tuple[Tendered, ...]) -> str:
    """What goes back to the customer; "" for nothing."""
    back = [each.change for each in tendered if each.change]
    return _("Change {amount}").format(amount=shown_money(back[0])) if back else ""
