"""Months of price changes, ends, new lines, late and repeated runs: the books are right after every step."""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.billing.charges import next_due_on
from domain.billing.difference import due_postings
from domain.contracts.model import Contract, LineKind
from domain.ids import ContractLineId
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import Books, a_line

steps = st.integers(0, 45)


class BillingMachine(RuleBasedStateMachine):
    """One contract under a moving day. `clean` says that nothing changed since the last run of `today`."""

    contract: Contract
    today: date
    clean = False

    @initialize(contract=tl.contracts())
    def begin(self, contract: Contract) -> None:
        self.contract, self.books, self.today = contract, Books(), contract.start_on
        self.ran_until: date | None = None
        self.next_due = next_due_on(contract, None)

    @rule(by=steps)
    def wait(self, by: int) -> None:
        self.today += timedelta(days=by)

    @rule()
    def run(self) -> None:
        foretold = self.next_due is not None and self.next_due <= self.today
        drafts = self.books.run(self.contract, self.today)
        if self.clean and not foretold:
            assert drafts == ()
        self.clean, self.ran_until = True, max(self.today, self.ran_until or self.today)
        self.next_due = next_due_on(self.contract, self.ran_until)

    @precondition(lambda self: self.clean)
    @rule()
    def run_again(self) -> None:
        assert self.books.run(self.contract, self.ran_until) == ()

    @precondition(lambda self: self.ran_until is not None)
    @rule(by=st.integers(1, 60))
    def run_for_an_earlier_day(self, by: int) -> None:
        self.books.run(self.contract, self.today - timedelta(days=by))

    @rule(data=st.data())
    def change_a_price(self, data: st.DataObject) -> None:
        line = self._recurring(data)
        if line is not None:
            day = self.today + timedelta(days=data.draw(st.integers(-70, 40)))
            self._edit(self.contract.price_changed(line, day, data.draw(tl.prices)))

    @rule(data=st.data())
    def change_a_quantity(self, data: st.DataObject) -> None:
        line = self._recurring(data)
        if line is not None:
            self._edit(self.contract.quantity_changed(line, self.today, data.draw(tl.quantities)))

    @rule(data=st.data(), days=st.integers(-70, 70))
    def end_a_line(self, data: st.DataObject, days: int) -> None:
        line = data.draw(st.sampled_from(self.contract.lines))
        first = line.start_on or self.contract.start_on
        self._edit(self.contract.line_ended(line.id, max(self.today + timedelta(days=days), first - timedelta(days=1))))

    @rule(days=st.integers(-70, 200))
    def end_or_prolong(self, days: int) -> None:
        first = self.contract.start_on - timedelta(days=1)
        self._edit(self.contract.ended(max(self.today + timedelta(days=days), first)))

    @rule(days=st.integers(-10, 10))
    def move_the_start(self, days: int) -> None:
        start = self.contract.start_on + timedelta(days=days)
        if self.contract.end_on is None or start <= self.contract.end_on:
            self._edit(self.contract.start_moved(start))

    @rule(kind=st.sampled_from([LineKind.RENTAL, LineKind.CHARGE, LineKind.DEPOSIT]), price=tl.prices)
    def add_a_line(self, kind: LineKind, price: object) -> None:
        number = len(self.contract.lines) + 1
        if number <= 6:
            self._edit(self.contract.line_added(a_line(number, kind, str(price.decimal()), start_on=self.today)))

    @invariant()
    def the_books_are_right(self) -> None:
        if getattr(self, "books", None) is None:
            return
        self.books.check()
        assert sum(tl.billed_per_line(self.books.rows).values()) == self.books.posted()
        for draft in self.books.documents[-3:]:
            assert draft.gross == draft.net + draft.vat_total
            assert draft.gross.minor >= 0

    def teardown(self) -> None:
        """However it went: one more run brings the books to what is owed, and a second one finds nothing."""
        if getattr(self, "books", None) is None:
            return
        last = max([self.today, *(row.period.start for row in self.books.rows)])
        self.books.run(self.contract, last + timedelta(days=400))
        until = last + timedelta(days=400)
        assert tl.billed_per_line(self.books.rows) == tl.owed_per_line(self.contract, until)
        assert due_postings(self.contract, self.books.rows, until) == ()

    def _edit(self, contract: Contract) -> None:
        self.contract, self.clean = contract, False

    def _recurring(self, data: st.DataObject) -> ContractLineId | None:
        lines = [line.id for line in self.contract.lines if line.is_recurring]
        return data.draw(st.sampled_from(lines)) if lines else None


TestBillingMachine = BillingMachine.TestCase
