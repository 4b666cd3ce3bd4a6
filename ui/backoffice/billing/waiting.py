"""Decides what the list of waiting bills does: looks customer by customer, holds back, lets go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final, Protocol

from domain.application import Command
from domain.billing.hold_billing import HoldBilling
from domain.billing.preview_run import odd_first
from domain.billing.release_billing import ReleaseBilling
from domain.ids import CustomerId
from domain.money import Currency, Money
from domain.views.billing import ReviewPart, ReviewRow
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.shell.port import Shell

MOST_PARTS: Final = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was found so far, the oddest first. `next_after`: there is more behind this customer."""

    rows: tuple[ReviewRow, ...] = ()
    review_days: int = 0
    parts: int = 0
    next_after: CustomerId | None = None

    def with_part(self, found: ReviewPart) -> "Waiting":
        by_line = {row.line: row for row in (*self.rows, *found.rows)}
        rows = tuple(by_line[line] for line in odd_first(by_line))
        return replace(
            self, rows=rows, review_days=found.review_days, parts=self.parts + 1, next_after=found.last_customer
        )

    @property
    def sums(self) -> tuple[Money, ...]:
        """What will be written, one a currency, without VAT and without what is held back."""
        found: dict[Currency, Money] = {}
        for row in self.rows:
            if row.held is None and row.line.refusal is None:
                net = row.line.net
                found[net.currency] = found.get(net.currency, Money(0, net.currency)) + net
        return tuple(found[currency] for currency in sorted(found))


class WaitingView(Protocol):
    def show_waiting(self, waiting: Waiting, *, is_looking: bool) -> None: ...


class WaitingPresenter:
    def __init__(self, shell: Shell, desk: Desk, view: WaitingView, asker: Asker) -> None:
        self._shell, self._desk, self._view, self._asker = shell, desk, view, asker
        self.waiting = Waiting()

    def load(self) -> None:
        self.waiting = Waiting()
        self._ask()

    def hold(self, rows: Sequence[ReviewRow], until: date, reason: str) -> None:
        for row in rows:
            self._give(HoldBilling(row.line.contract_id, until, reason))

    def release(self, rows: Sequence[ReviewRow]) -> None:
        for row in rows:
            if row.held is not None:
                self._give(ReleaseBilling(row.line.contract_id))

    def _give(self, command: Command) -> None:
        give(self._shell, self._desk, command, lambda _event: self.load(), self._shell.show_refusal)

    def _ask(self) -> None:
        after = self.waiting.next_after
        self._view.show_waiting(self.waiting, is_looking=True)
        self._asker.ask(partial(self._desk.office.bills_in_review, after), self._found, self._failed)

    def _found(self, found: ReviewPart) -> None:
        self.waiting = self.waiting.with_part(found)
        if self.waiting.next_after is not None and self.waiting.parts < MOST_PARTS:
            self._ask()
        else:
            self._view.show_waiting(self.waiting, is_looking=False)

    def _failed(self, error: Exception) -> None:
        self._view.show_waiting(self.waiting, is_looking=False)
        self._shell.show_refusal(error)
