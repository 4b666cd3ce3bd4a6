"""A contract in the hands of people: any change on any day, backdated or not, failed nights, undone changes.

Whatever they do, what stands on documents plus what the next run would write is what the timeline costs.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.billing.charges import charges, next_due_on, open_since
from domain.billing.difference import due_postings
from domain.clock import MovableClock
from domain.contracts.add_line import AddLine
from domain.contracts.change_billing_day import ChangeBillingDay
from domain.contracts.change_interval import ChangeInterval
from domain.contracts.change_payment import ChangePayment
from domain.contracts.change_plan import ChangePlan
from domain.contracts.change_price import ChangePrice
from domain.contracts.change_quantity import ChangeQuantity
from domain.contracts.changing import BackdatingNeedsReason, ContractChange, LastChange, applied, change_contract
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.effective import BY_DEFAULT, NEXT_PERIOD, NOW, Timing, When
from domain.contracts.end_line import EndLine
from domain.contracts.give_back_money import GiveBackMoney
from domain.contracts.giving_back import Gift
from domain.contracts.grant_discount import GrantDiscount
from domain.contracts.model import Contract, LineKind
from domain.contracts.move_end import MoveEnd
from domain.contracts.move_payment import MovePayment
from domain.contracts.move_start import MoveStart
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.undo_change import ChangeIsBilled, NothingToUndo, UndoChange, undo_change
from domain.errors import AppError
from domain.ids import ContractLineId
from domain.period import Interval, Period, Unit
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import Books

_BACK, _AHEAD = -75, 60
_INTERVALS = [Interval(Unit.MONTH), Interval(Unit.MONTH, 3), Interval(Unit.WEEK, 3), Interval(Unit.YEAR)]


@dataclass
class Shelf:
    """The one contract as storage keeps it: each save counts the version and has everything compared again."""

    contract: Contract
    next_due: date | None
    today_is: date
    last: LastChange | None = None
    clock: MovableClock = field(default_factory=lambda: MovableClock(datetime(2024, 1, 1, tzinfo=UTC)))

    @property
    def contracts(self) -> "Shelf":
        return self

    def get(self, _contract_id: object) -> Contract:
        return self.contract

    def save(self, contract: Contract, *, can_undo: bool = False) -> None:
        self.last = LastChange(self.contract, can_undo, is_billed=False)
        self.contract = tl.replace(contract, version=self.contract.version + 1)
        first = [day for day in (contract.start_on, self.next_due) if day is not None]
        self.next_due = min(first, default=None)

    def last_change(self, _contract_id: object) -> LastChange | None:
        return self.last

    def today(self) -> date:
        return self.today_is

    @property
    def dunning(self) -> "Shelf":
        return self

    def is_stopped(self, _customer_id: object) -> None:
        """Nobody owes anything here."""


class CommandMachine(RuleBasedStateMachine):
    """One contract, one person, many nights. The day goes forward alone; what people enter may lie before it."""

    shelf: Shelf | None = None

    @initialize(contract=tl.contracts())
    def begin(self, contract: Contract) -> None:
        start = contract.start_on or tl.FIRST
        self.shelf = Shelf(contract, next_due_on(contract, None), start)
        self.books = Books()
        self.refused: list[type[AppError]] = []

    @rule(by=st.integers(1, 45))
    def days_pass(self, by: int) -> None:
        self.kept.today_is += timedelta(days=by)

    @rule()
    def night(self) -> None:
        """As the run does it: only when something is foretold, and only from the first open day on."""
        shelf = self.kept
        if shelf.next_due is None or shelf.next_due > shelf.today_is:
            return
        contract, day = shelf.contract, shelf.today_is
        drafts = self.books.run(contract, day, open_since(contract, shelf.next_due))
        shelf.next_due = next_due_on(contract, day)
        if drafts and shelf.last is not None:
            shelf.last = LastChange(shelf.last.before, shelf.last.can_undo, is_billed=True)
        assert due_postings(contract, self.books.rows, day) == (), "a second look finds something"

    @rule()
    def night_that_fails(self) -> None:
        """All is worked out, then the power goes: nothing of the batch is written, the next night finds it again."""
        shelf = self.kept
        if shelf.next_due is not None and shelf.next_due <= shelf.today_is:
            since = open_since(shelf.contract, shelf.next_due)
            due_postings(shelf.contract, self.books.rows, shelf.today_is, since)

    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        shelf = self.kept
        command = data.draw(self._commands())
        before = shelf.contract
        try:
            change_contract(command, shelf, shelf.clock)  # type: ignore[arg-type]  # the shelf has what it asks for
        except AppError as refused:
            self.refused.append(type(refused))
            return
        assert shelf.contract.version == before.version + 1

    @rule(data=st.data())
    def preview_changes_nothing(self, data: st.DataObject) -> None:
        shelf = self.kept
        command = data.draw(self._commands())
        before = shelf.contract
        with suppress(AppError):
            applied(command, before, shelf.today_is)
        assert shelf.contract is before

    @precondition(lambda self: self.shelf is not None and self.shelf.last is not None)
    @rule()
    def undo(self) -> None:
        shelf = self.kept
        last = shelf.last
        assert last is not None
        try:
            undo_change(UndoChange(shelf.contract.id, shelf.contract.version), shelf, shelf.clock)  # type: ignore[arg-type]  # as above
        except NothingToUndo:
            assert not last.can_undo
        except ChangeIsBilled:
            assert last.is_billed
        else:
            until = shelf.today_is + timedelta(days=400)
            assert charges(shelf.contract, until) == charges(last.before, until), "undone, and yet it costs otherwise"

    @invariant()
    def the_books_are_right(self) -> None:
        if self.shelf is None:
            return
        self.books.check()
        assert BackdatingNeedsReason not in self.refused
        assert sum(tl.billed_per_line(self.books.rows).values()) == self.books.posted()
        for draft in self.books.documents[-2:]:
            assert draft.gross == draft.net + draft.vat_total
            assert sum(line.net.minor for line in draft.lines) == draft.net.minor
            assert draft.gross.minor >= 0

    def teardown(self) -> None:
        """A year later all is billed, night by night or in one go: the same sums, and a second run is empty."""
        if self.shelf is None:
            return
        shelf, rows = self.shelf, list(self.books.rows)
        last = max([shelf.today_is, *(row.period.start for row in rows)]) + timedelta(days=300)
        while shelf.next_due is not None and shelf.next_due <= last:
            shelf.today_is = max(shelf.next_due, shelf.today_is)
            self.night()
        owed = tl.owed_per_line(shelf.contract, last)
        assert tl.billed_per_line(self.books.rows) == owed
        assert due_postings(shelf.contract, self.books.rows, last) == ()
        at_once = Books()
        at_once.rows = rows
        at_once.run(shelf.contract, last)
        assert tl.billed_per_line(at_once.rows) == owed

    @property
    def kept(self) -> Shelf:
        assert self.shelf is not None
        return self.shelf

    def _commands(self) -> st.SearchStrategy[ContractChange]:
        shelf = self.kept
        contract, today = shelf.contract, shelf.today_is
        head = {"contract_id": contract.id, "version": contract.version, "reason": "so vereinbart"}
        day = st.integers(_BACK, _AHEAD).map(lambda by: today + timedelta(days=by))
        line = st.sampled_from([each.id for each in contract.lines])
        first_day = st.sampled_from([charge.period.start for charge in charges(contract, today)][-6:] or [today])
        timing = st.one_of(
            st.sampled_from([BY_DEFAULT, NOW, NEXT_PERIOD]),
            st.integers(0, _AHEAD).map(lambda by: Timing(When.ON_DATE, today + timedelta(days=by))),
        )
        asked = st.one_of(st.none(), st.integers(_BACK, 0).map(lambda by: today + timedelta(days=by)))
        price, new = tl.prices, ContractLineId(UUID(int=self._next_line()))
        gift = st.builds(Gift, st.just(f"g{contract.version}"), _days(day), st.one_of(st.none(), price))

        def build(kind: Any, **values: Any) -> st.SearchStrategy[ContractChange]:
            return st.builds(lambda **drawn: kind(**head, **drawn), **values)

        return st.one_of(
            build(ChangePrice, line_id=line, price=price, timing=timing, asked_on=asked),
            build(ChangeQuantity, line_id=line, quantity=tl.quantities, timing=timing, asked_on=asked),
            build(
                ChangePlan,
                line_id=line,
                title=st.just("groß"),
                price=price,
                interval=st.one_of(st.none(), st.sampled_from(_INTERVALS)),
                timing=timing,
                asked_on=asked,
            ),
            build(ChangeInterval, interval=st.sampled_from(_INTERVALS), timing=timing, asked_on=asked),
            build(ChangeBillingDay, day=st.integers(1, 31), timing=timing),
            build(
                AddLine,
                line_id=st.just(new),
                title=st.just("dazu"),
                line_kind=st.sampled_from([LineKind.RENTAL, LineKind.SERVICE, LineKind.CONSUMABLE, LineKind.SALE]),
                price=price,
                start_on=st.one_of(st.none(), day),
                interval=st.one_of(st.none(), st.sampled_from(_INTERVALS)),
            ),
            build(EndLine, line_id=line, last_day=day),
            build(PauseContract, pause=tl.pauses(contract).map(lambda pause: _near(pause, today))),
            build(ResumeContract, resume_on=day, line_id=st.one_of(st.none(), st.none(), line)),
            build(GrantDiscount, discount=tl.discounts(contract)),
            build(GiveBackMoney, gift=gift),
            build(ChargeOnce, items=st.builds(lambda amount: (ChargedItem(new, "Display", amount),), price)),
            build(MovePayment, line_id=line, first_day=first_day, due_on=day),
            build(ChangePayment, line_id=line, first_day=first_day, price=price),
            build(MoveStart, start_on=st.integers(-20, 20).map(lambda by: contract.start_on + timedelta(days=by))),
            build(MoveEnd, last_day=st.one_of(st.none(), day)),
        )

    def _next_line(self) -> int:
        return 100 + self.kept.contract.version


def _days(day: st.SearchStrategy[date]) -> st.SearchStrategy[Period]:
    return st.builds(lambda first, length: Period(first, first + timedelta(days=length)), day, st.integers(1, 70))


def _near(pause: Pause, today: date) -> Pause:
    """The drawn pause, moved so that it begins within two months of today."""
    by = timedelta(days=(pause.from_on - tl.FIRST).days % 120 - 60) + (today - pause.from_on)
    resume_on = None if pause.resume_on is None else pause.resume_on + by
    return tl.replace(pause, from_on=pause.from_on + by, resume_on=resume_on, moves_end=Decimal(by.days) % 2 == 0)


TestCommands = CommandMachine.TestCase
TestCommands.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
