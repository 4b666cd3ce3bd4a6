"""Decides what can be done with one receipt: print it again, take it back, agree that somebody does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from domain.application import Event
from domain.money import Money
from domain.till.agree_void import AgreeVoid
from domain.till.giving_back import given_back
from domain.till.model import Receipt, ReceiptKind, Till, TillId, Way, paid_by
from domain.till.sealing import sealed
from domain.till.slip import Slip
from domain.till.void_receipt import ReceiptVoided, VoidReceipt
from domain.views.till import ReceiptPage, TillRow
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.language import _, current_language
from ui.pos.receipts.handing import HandOut
from ui.shell.port import Shell


@dataclass(frozen=True, slots=True)
class Doable:
    """`needs_second`: somebody else has to agree before it is taken back. `by_link`: so much of it was to be paid by a
    link, which can be shown; None: nothing, or not here."""

    can_void: bool = False
    can_agree: bool = False
    needs_second: bool = False
    by_link: Money | None = None


class ReceiptView(Protocol):
    def show_receipt(self, page: ReceiptPage, slip: Slip, doable: Doable) -> None: ...


class ReceiptPresenter:
    """`is_till`: of a workplace with a till; else of the office, which may agree and print pages."""

    def __init__(
        self, shell: Shell, desk: Desk, view: ReceiptView, askers: Sequence[Asker], owner: QObject, *, is_till: bool
    ) -> None:
        self._shell, self._desk, self._view, self._owner = shell, desk, view, owner
        self._pages, self._tills = askers
        self._is_till = is_till
        self._hand_out = HandOut(shell, desk, owner)
        self._mine: tuple[Till, ...] = ()
        self.page: ReceiptPage | None = None
        self._ref = ""

    def load(self, ref: str) -> None:
        self._ref = ref
        self._pages.ask(partial(self._desk.office.tills.receipt, ref), self._show)

    def reload(self) -> None:
        if self._ref:
            self.load(self._ref)

    def print_again(self) -> None:
        if self.page is not None:
            self._hand_out.receipt(self.page.paper)

    def print_with(self, link: str) -> None:
        """With the square by which what is open is paid."""
        if self.page is not None:
            self._hand_out.receipt(replace(self.page.paper, pay_link=link))

    def as_page(self) -> None:
        if self.page is not None:
            self._hand_out.receipt_page(self.page.paper)

    def agree(self) -> None:
        if self.page is not None:
            command = AgreeVoid(self.page.row.receipt_id)
            give(self._shell, self._desk, command, self._agreed, self._shell.show_refusal, owner=self._owner)

    def void(self, reason: str, *, in_cash: bool) -> None:
        """The money first, where a terminal has to give it back; then the device signs; then it is written."""
        page = self.page
        till = None if page is None else self._till_for(page)
        if page is None or till is None:
            return
        receipt = page.receipt
        self._shell.services.background.run_other(
            lambda: self._command(receipt, till, reason, in_cash=in_cash),
            self._give,
            self._shell.show_refusal,
            self._owner,
        )

    def _command(self, receipt: Receipt, till: Till, reason: str, *, in_cash: bool) -> VoidReceipt:
        devices = self._desk.devices
        terminal = None if devices is None else devices.terminal
        tendered = given_back(receipt, terminal, lambda _shown: None, in_cash=in_cash)
        lines = [replace(line, gross=-line.gross) for line in receipt.lines]
        signed = sealed(None if devices is None else devices.signing(till.signing), till, lines, tendered)
        return VoidReceipt(till.id, receipt.id, tendered, reason, signed)

    def _give(self, command: VoidReceipt) -> None:
        give(self._shell, self._desk, command, self._voided, self._shell.show_refusal, owner=self._owner)

    def _voided(self, event: Event) -> None:
        if isinstance(event, ReceiptVoided):
            self._shell.toast(_("Receipt {number} takes it back").format(number=event.number))
            self._pages.ask(partial(self._desk.office.tills.receipt, event.number, is_copy=False), self._show_new)

    def _show_new(self, page: ReceiptPage) -> None:
        """The counter-receipt is handed out; what is on the screen stays the receipt that was taken back."""
        self._hand_out.receipt(page.paper)
        self.reload()

    def _agreed(self, _event: Event) -> None:
        self._shell.toast(_("You agreed: now it can be taken back at the till"))
        self.reload()

    def _show(self, page: ReceiptPage) -> None:
        self.page = page
        if self._is_till:
            self._tills.ask(self._desk.office.tills.tills, partial(self._show_with, page))
        else:
            self._show_with(page, ())

    def _show_with(self, page: ReceiptPage, tills: tuple[TillRow, ...]) -> None:
        self._mine = tuple(each.till for each in tills if each.is_mine)
        slip = self._desk.papers.till_slip(page.paper, current_language())
        self._view.show_receipt(page, slip, self._doable(page))

    def _doable(self, page: ReceiptPage) -> Doable:
        is_open = page.receipt.kind is not ReceiptKind.REFUND and not page.row.voided_by
        is_plain = page.receipt.customer_id is None and is_open
        is_big = abs(page.receipt.sum.minor) > page.void_limit.minor
        needs = is_plain and is_big and not page.agreed
        can_void = is_plain and not needs and self._till_for(page) is not None
        by_link = paid_by(page.receipt.payments, Way.LINK, page.receipt.sum.currency)
        can_link = self._is_till and page.receipt.customer_id is not None and by_link.minor > 0
        return Doable(can_void, is_plain and is_big and not self._is_till, needs, by_link if can_link else None)

    def _till_for(self, page: ReceiptPage) -> Till | None:
        """Its own till where it is worked here, else the first of this workplace."""
        same: TillId = page.receipt.till_id
        return next((till for till in self._mine if till.id == same), next(iter(self._mine), None))
