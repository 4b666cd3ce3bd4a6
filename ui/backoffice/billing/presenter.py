"""Decides what the billing centre does: asks for runs and watches them, looks ahead piece by piece, checks numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from domain.application import Event
from domain.billing.balance_ahead import by_currency
from domain.billing.cancel_billing_run import CancelBillingRun
from domain.billing.check_numbers import CheckNumbers, NumbersChecked
from domain.billing.preview_run import RunLine, RunSum, added, odd_first
from domain.billing.register import shown_number
from domain.billing.request_billing_run import RequestBillingRun
from domain.billing.void_number import VoidNumber
from domain.clock import today
from domain.errors import AppError
from domain.ids import ContractId, CustomerId
from domain.money import Money
from domain.views.billing import BillingState, PreviewPart, RegisterRow, SeriesRow
from domain.views.office_rows import RunRow
from ui.backoffice.asking import Asker, give
from ui.backoffice.billing.register_file import whole_series, write_register
from ui.desk import Desk
from ui.language import _, count
from ui.shell.port import Shell

MOST_LINES: Final = 2_000
"""Contracts that the table of a preview keeps, the oddest of all that were looked at."""

MOST_PARTS: Final = 20
"""Parts that are looked at without being asked again."""


class CentreView(Protocol):
    def show_state(self, state: BillingState, under_way: RunRow | None) -> None:
        """`under_way`: the newest run, as long as it has not ended."""
        ...

    def run_ended(self) -> None: ...


class CentrePresenter:
    """What is due, the run under way, and the runs before."""

    def __init__(self, shell: Shell, desk: Desk, view: CentreView, asker: Asker) -> None:
        self._shell, self._desk, self._view, self._asker = shell, desk, view, asker
        self.under_way: RunRow | None = None
        self.is_asking = False

    def load(self) -> None:
        self._asker.ask(self._desk.office.billing_state, self._show, self._fail)

    def run(self, contracts: Sequence[UUID] = (), *, with_backlog: bool = False) -> None:
        """Everything that is due today, or only these contracts; harmless while one was just asked for."""
        if self.is_asking:
            return
        self.is_asking = True
        only = tuple(ContractId(each) for each in contracts)
        command = RequestBillingRun(today(self._desk.clock), only, with_backlog)
        give(self._shell, self._desk, command, self._done, self._refused)

    def cancel(self) -> None:
        if self.under_way is not None and not self.under_way.is_ending:
            give(self._shell, self._desk, CancelBillingRun(self.under_way.id), self._done, self._refused)

    def _done(self, _event: Event) -> None:
        self.is_asking = False
        self.load()

    def _refused(self, error: Exception) -> None:
        self.is_asking = False
        self.load()
        self._shell.show_refusal(error)

    def _show(self, state: BillingState) -> None:
        was_under_way = self.under_way
        self.under_way = next((run for run in state.runs[:3] if run.finished_at is None), None)
        self._view.show_state(state, self.under_way)
        if was_under_way is not None and self.under_way is None:
            self._shell.services.changes.touch(("invoices", "contracts"))
            self._view.run_ended()

    def _fail(self, error: Exception) -> None:
        """Looked at in passing, again and again: a refusal is no news."""
        if not isinstance(error, AppError):
            raise error


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was looked at so far. `next_after`: there is more behind this customer; `is_done`: nobody asks for it.

    `used`: what balances will pay of it.
    """

    as_of: date
    lines: tuple[RunLine, ...] = ()
    sums: tuple[RunSum, ...] = ()
    customers: int = 0
    contracts: int = 0
    parts: int = 0
    next_after: CustomerId | None = None
    is_done: bool = False
    used: tuple[Money, ...] = ()

    def with_part(self, found: PreviewPart) -> "Ahead":
        lines = odd_first((*self.lines, *found.part.lines))[:MOST_LINES]
        return replace(
            self,
            lines=tuple(lines),
            sums=added((*self.sums, *found.part.sums)),
            customers=self.customers + found.customers,
            contracts=self.contracts + len(found.part.lines),
            parts=self.parts + 1,
            next_after=found.last_customer,
            is_done=found.last_customer is None,
            used=by_currency((*self.used, *found.part.used)),
        )


class AheadView(Protocol):
    def show_ahead(self, ahead: Ahead, *, is_looking: bool) -> None: ...


class AheadPresenter:
    """What the next run will bill, a few customers at a time, so that nothing else has to wait for long."""

    def __init__(self, shell: Shell, desk: Desk, view: AheadView, asker: Asker) -> None:
        self._shell, self._desk, self._view, self._asker = shell, desk, view, asker
        self._is_tonight = True
        self._wanted_parts = MOST_PARTS
        self.ahead = Ahead(self.day)

    @property
    def day(self) -> date:
        """The night after today runs for tomorrow."""
        return today(self._desk.clock) + timedelta(days=1 if self._is_tonight else 0)

    def load(self, *, is_tonight: bool | None = None) -> None:
        self._is_tonight = self._is_tonight if is_tonight is None else is_tonight
        self._wanted_parts = MOST_PARTS
        self.ahead = Ahead(self.day)
        self._ask()

    def go_on(self) -> None:
        """Looks at more customers than one wants to see at first."""
        self._wanted_parts = self.ahead.parts + MOST_PARTS
        self._ask()

    def stop(self) -> None:
        self._asker.forget()
        self._view.show_ahead(self.ahead, is_looking=False)

    def _ask(self) -> None:
        day, after, is_nightly = self.ahead.as_of, self.ahead.next_after, self._is_tonight
        self._view.show_ahead(self.ahead, is_looking=True)
        ask = partial(self._desk.office.preview_run, day, after, is_nightly=is_nightly)
        self._asker.ask(ask, self._found, self._failed)

    def _found(self, found: PreviewPart) -> None:
        self.ahead = self.ahead.with_part(found)
        if self.ahead.is_done or self.ahead.parts >= self._wanted_parts:
            self._view.show_ahead(self.ahead, is_looking=False)
        else:
            self._ask()

    def _failed(self, error: Exception) -> None:
        self._view.show_ahead(self.ahead, is_looking=False)
        self._shell.show_refusal(error)


class NumbersView(Protocol):
    def show_series(self, series: Sequence[SeriesRow]) -> None: ...

    def show_numbers(self, rows: Sequence[RegisterRow], *, has_more: bool) -> None: ...


class NumbersPresenter:
    """One series of the register, newest first, and the look for gaps."""

    def __init__(self, shell: Shell, desk: Desk, view: NumbersView, askers: tuple[Asker, Asker]) -> None:
        self._shell, self._desk, self._view = shell, desk, view
        self._series_asker, self._asker = askers
        self._rows: tuple[RegisterRow, ...] = ()
        self.series = ""

    def load(self) -> None:
        self._series_asker.ask(self._desk.office.number_series, self._view.show_series)

    def choose(self, series: str) -> None:
        self.series, self._rows = series, ()
        self.older()

    def older(self) -> None:
        """The numbers below those that are shown already."""
        series, before = self.series, self._rows[-1].series_number if self._rows else None
        self._asker.ask(lambda: self._desk.office.number_register(series, before), self._show)

    def check(self) -> None:
        give(self._shell, self._desk, CheckNumbers(), self._checked, self._shell.show_refusal)

    def save_whole(self, path: Path) -> None:
        """The whole chosen series, also what is not shown, as a file."""
        ask, series = self._desk.office.number_register, self.series

        def work() -> int:
            rows = whole_series(ask, series)
            write_register(path, rows)
            return len(rows)

        def done(found: int) -> None:
            words = count("{count} number saved", "{count} numbers saved", found)
            self._shell.toast(f"{words}: {path.name}")

        self._shell.services.background.run(work, done, self._shell.show_refusal)

    def void(self, row: RegisterRow, reason: str) -> None:
        """The owner's word on why a number has no document."""
        command = VoidNumber(row.series, row.series_number, reason)
        give(self._shell, self._desk, command, lambda _event: self.load(), self._shell.show_refusal)

    def _show(self, rows: Sequence[RegisterRow]) -> None:
        self._rows = (*self._rows, *rows)
        self._view.show_numbers(self._rows, has_more=bool(self._rows) and self._rows[-1].series_number > 1)

    def _checked(self, event: Event) -> None:
        missing = event.missing if isinstance(event, NumbersChecked) else ()
        if not missing:
            self._shell.toast(_("No number is missing in any series."))
            return
        words = count(
            "{count} number has no document; the first is", "{count} numbers have no document; the first is",
            sum(gap.count for gap in missing),
        )  # fmt: skip
        self._shell.toast(f"{words} {shown_number(missing[0].series, missing[0].numbers[0])}.")
        self.load()
