"""The conventions of the house, one test a row of the first table of the billing research, named after its row.

Period end, month end, default alignment, part of a period, divisor after a late start, day of a plan change, last day
of service, upgrade in mid-period, downgrade, up or down, change of interval, credit after an early end, cap of credits,
VAT rounding, pause, trial and anchor, rerun, catch-up after downtime, backdated start, price list change, time zone,
invoice grouping, trial discount. The dunning clock waits for payments. Prices are gross if nothing else is said.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges
from domain.billing.difference import due_postings
from domain.billing.invoice import draft_invoices
from domain.clock import legal_day
from domain.contracts.change_interval import ChangeInterval
from domain.contracts.change_plan import ChangePlan
from domain.contracts.change_price import ChangePrice
from domain.contracts.changing import ContractChange, applied
from domain.contracts.effective import NEXT_PERIOD, ChangeNeedsWhen, Timing, When
from domain.contracts.ending import thing_returned
from domain.contracts.model import Contract, LineKind
from domain.contracts.move_start import MoveStart
from domain.contracts.parts import Discount, Duration, DurationKind, Pause
from domain.contracts.pausing import paused
from domain.contracts.terms import Align, AlignKind, PricesAre, Proration
from domain.ids import ContractId
from domain.period import Interval, Unit
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import CONSUMER, RULES, Books, a_contract, a_line, euro

MARCH_5 = date(2026, 3, 5)
YEAR = Interval(Unit.YEAR)


def periods(contract: Contract, until: date) -> list[tuple[str, str, str]]:
    """First day, last day and amount of what is charged."""
    return [
        (each.period.first_day.isoformat(), str(each.period.last_day), str(each.amount.decimal()))
        for each in charges(contract, until)
    ]


def change(contract: Contract, kind: type[ContractChange], today: date, **values: object) -> Contract:
    return applied(kind(contract.id, contract.version, "besprochen", **values), contract, today)


def lines_of(contract: Contract, books: Books, day: date) -> list[tuple[str, str]]:
    """Reason and amount of every line that one night writes, and of which kind its document is."""
    return [
        (f"{draft.kind} {line.posting.reason}", str(line.amount.decimal()))
        for draft in books.run(contract, day)
        for line in draft.lines
    ]


def test_period_end() -> None:
    """A month from the 5th ends with the 4th, both days shown and billed (section 188 (2) BGB)."""
    contract = a_contract(MARCH_5)
    assert periods(contract, date(2026, 4, 5)) == [
        ("2026-03-05", "2026-04-04", "79.00"),
        ("2026-04-05", "2026-05-04", "79.00"),
    ]


def test_month_end() -> None:
    """From 31 January: never from the period before, so 28 February does not make the 28th of March."""
    found = [first for first, _, _ in periods(a_contract(date(2026, 1, 31)), date(2026, 5, 31))]
    assert found == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]


def test_default_alignment() -> None:
    """The anniversary of the first day; the calendar only where agreed: 79.00 · 27/31 = 68.81 for 5 to 31 March."""
    assert periods(a_contract(MARCH_5), MARCH_5)[0][:2] == ("2026-03-05", "2026-04-04")
    calendar = a_contract(MARCH_5, align=Align(AlignKind.CALENDAR))
    assert periods(calendar, MARCH_5) == [("2026-03-05", "2026-03-31", "68.81")]


def test_part_of_a_period() -> None:
    """Actual days: 14 of 28 February days are half of 79.00, 14 of 31 March days are 35.68. With months of 30 days
    14 days are 36.87 in both, and the whole of February costs 30/30 and not 28/30."""
    for proration, february, march in ((Proration.DAILY, "39.50", "35.68"), (Proration.FIXED_30, "36.87", "36.87")):
        starts = (date(2026, 2, 1), date(2026, 3, 1))
        found = [periods(a_contract(day, proration=proration).ended(day.replace(day=14)), day) for day in starts]
        assert [each[0][2] for each in found] == [february, march]
    whole = a_contract(date(2026, 2, 1), proration=Proration.FIXED_30)
    assert periods(whole, date(2026, 2, 1)) == [("2026-02-01", "2026-02-28", "79.00")]


def test_divisor_after_a_late_start() -> None:
    """A lock that joins on 20 March pays 12 of the full 31 days to 31 March: 9.30 · 12/31 = 3.60, not 12/12."""
    lock = a_line(2, LineKind.SERVICE, "9.30", start_on=date(2026, 3, 20))
    contract = a_contract(date(2026, 3, 1), a_line(1), lock)
    assert ("2026-03-20", "2026-03-31", "3.60") in periods(contract, date(2026, 3, 20))


def test_day_of_a_plan_change() -> None:
    """The first day of the new one: until the 14th 79.00 · 14/31 = 35.68, from the 15th 89.00 · 17/31 = 48.81."""
    contract = a_contract(date(2026, 3, 1))
    values = {"line_id": contract.lines[0].id, "title": "groß", "price": euro("89")}
    changed = change(contract, ChangePlan, date(2026, 3, 15), **values)
    assert periods(changed, date(2026, 3, 15)) == [
        ("2026-03-01", "2026-03-14", "35.68"),
        ("2026-03-15", "2026-03-31", "48.81"),
    ]


def test_last_day_of_service() -> None:
    """A bike handed back on 20 March is billed with the 20th: 79.00 · 20/31 = 50.97."""
    contract = a_contract(date(2026, 3, 1))
    returned = thing_returned(contract, contract.lines[0].id, date(2026, 3, 20))
    assert periods(returned, date(2026, 4, 30)) == [("2026-03-01", "2026-03-20", "50.97")]


def test_upgrade_in_mid_period() -> None:
    """Dearer is now: credit and charge of the rest, 17 days, on one invoice. 79.00 - 35.68 = 43.32; 48.81."""
    contract, books = a_contract(date(2026, 3, 1)), Books()
    books.run(contract, date(2026, 3, 1))
    dearer = change(contract, ChangePrice, date(2026, 3, 15), line_id=contract.lines[0].id, price=euro("89"))
    assert lines_of(dearer, books, date(2026, 3, 15)) == [
        ("invoice change_credit", "-43.32"),
        ("invoice change_charge", "48.81"),
    ]


def test_downgrade() -> None:
    """Cheaper is with the next period, and there is nothing to give back."""
    contract, books = a_contract(date(2026, 3, 1)), Books()
    books.run(contract, date(2026, 3, 1))
    cheaper = change(contract, ChangePrice, date(2026, 3, 15), line_id=contract.lines[0].id, price=euro("69"))
    assert lines_of(cheaper, books, date(2026, 3, 15)) == []
    assert lines_of(cheaper, books, date(2026, 4, 1)) == [("invoice recurring", "69.00")]


def test_up_or_down() -> None:
    """790.00 a year is less a day than 79.00 a month and more a period: nothing is inferred, a person says when."""
    contract = a_contract(date(2026, 3, 1))
    values = {"line_id": contract.lines[0].id, "title": "Jahr", "price": euro("790"), "interval": YEAR}
    with pytest.raises(ChangeNeedsWhen):
        change(contract, ChangePlan, date(2026, 3, 15), **values)


def test_change_of_interval() -> None:
    """A new cycle from the change day: the year begins on 15 March, and not on 1 March or 1 April."""
    contract = a_contract(date(2026, 3, 1))
    on_15th = Timing(When.ON_DATE, date(2026, 3, 15))
    yearly = change(contract, ChangeInterval, date(2026, 3, 15), interval=YEAR, timing=on_15th)
    assert periods(yearly, date(2026, 3, 15))[1] == ("2026-03-15", "2027-03-14", "948.00")


def test_credit_after_an_early_end() -> None:
    """A credit note that names invoice and line, for 17 of 31 days: 79.00 - 35.68 = 43.32."""
    contract, books = a_contract(date(2026, 3, 1)), Books()
    books.run(contract, date(2026, 3, 1))
    row = books.rows[0]
    [note] = books.run(contract.ended(date(2026, 3, 14)), date(2026, 3, 14))
    assert (note.kind, note.corrects, str(note.gross)) == ("credit_note", row.invoice_id, "43.32 EUR")
    assert note.lines[0].posting.corrects is row


@given(st.data())
def test_cap_of_credits(data: st.DataObject) -> None:
    """Whatever is changed and how often: no line gives back more than it was charged."""
    contract, books = data.draw(tl.contracts()), Books()
    for _ in range(3):
        books.run(contract, data.draw(tl.days))
        contract = data.draw(tl.edits(contract))
    books.run(contract, tl.LAST)
    charged: dict[object, int] = {}
    for number, draft in enumerate(books.documents, start=1):
        for i, line in enumerate(draft.lines):
            corrected = line.posting.corrects
            if corrected is not None:
                charged[corrected.invoice_line_id] -= abs(line.amount.minor)
                assert charged[corrected.invoice_line_id] >= 0
            elif line.covers:
                charged[UUID(int=number << 32 | i)] = line.posting.amount.minor


def test_vat_rounding() -> None:
    """Three lines of 0.33 net: 0.99 · 19 % = 0.1881, so 0.19 once and not three times 0.06 (EN 16931, BR-S-09)."""
    lines = [a_line(number, LineKind.SERVICE, "0.33") for number in (1, 2, 3)]
    [draft] = Books().run(a_contract(MARCH_5, *lines, prices_are=PricesAre.NET), MARCH_5)
    assert (str(draft.net), str(draft.vat_total)) == ("0.99 EUR", "0.19 EUR")


def test_pause() -> None:
    """From 10 April to 20 June, whole months: May and June begin in it and are free, April is not; the end moves by
    two months. What the customer keeps meanwhile costs its storage price."""
    contract = a_contract(date(2026, 3, 1)).ended(date(2027, 2, 28))
    rest = Pause(date(2026, 4, 10), date(2026, 6, 20), moves_end=True)
    rested = paused(contract, rest)
    assert [first for first, _, _ in periods(rested, date(2026, 7, 1))] == ["2026-03-01", "2026-04-01", "2026-07-01"]
    assert rested.end_on == date(2027, 5, 1)
    stored = paused(contract, replace(rest, storage_price=euro("5")))
    assert [amount for _, _, amount in periods(stored, date(2026, 7, 1))] == ["79.00", "79.00", "5.00", "5.00", "79.00"]


def test_trial_and_anchor() -> None:
    """Fourteen days from 1 March, on no invoice: the first paid day is the 15th, and from it the months count."""
    contract = a_contract(date(2026, 3, 1), trial=Interval(Unit.DAY, 14))
    assert periods(contract, date(2026, 4, 15)) == [
        ("2026-03-15", "2026-04-14", "79.00"),
        ("2026-04-15", "2026-05-14", "79.00"),
    ]


def test_rerun() -> None:
    """Decided by periods and not by the days of invoices: a run a week later finds March billed."""
    contract, books = a_contract(date(2026, 3, 1)), Books()
    assert len(books.run(contract, date(2026, 3, 1))) == 1
    assert books.run(contract, date(2026, 3, 1)) == ()
    assert books.run(contract, date(2026, 3, 8)) == ()


def test_catch_up_after_downtime() -> None:
    """Three months missed: one run, one invoice, a line each, the oldest first."""
    books = Books()
    [draft] = books.run(a_contract(date(2026, 3, 1)), date(2026, 5, 9))
    assert [line.posting.period.start.month for line in draft.lines] == [3, 4, 5]


def test_backdated_start() -> None:
    """Began on 20 February and not on 1 March: all is billed from the start on. 79.00 for March goes back, and
    79.00 for 20 February to 19 March takes its place."""
    contract, books = a_contract(date(2026, 3, 1)), Books()
    books.run(contract, date(2026, 3, 1))
    moved = change(contract, MoveStart, date(2026, 3, 3), start_on=date(2026, 2, 20))
    books.run(moved, date(2026, 3, 3))
    assert tl.billed_per_line(books.rows) == {contract.lines[0].id: 7900}
    assert [(row.period.start, row.period.last_day) for row in books.rows] == [(date(2026, 2, 20), date(2026, 3, 19))]


def test_price_list_change() -> None:
    """The price stands on the contract: a new one comes by a change of it, with the next period after it was told."""
    contract = a_contract(date(2026, 3, 1))
    values = {"line_id": contract.lines[0].id, "price": euro("84"), "timing": NEXT_PERIOD}
    dearer = change(contract, ChangePrice, date(2026, 3, 15), **values)
    assert [amount for _, _, amount in periods(dearer, date(2026, 4, 1))] == ["79.00", "84.00"]


def test_time_zone() -> None:
    """Days are those of Berlin: at 23:30 UTC in winter and at 22:30 UTC in summer the next one has begun."""
    assert legal_day(datetime(2026, 1, 31, 23, 30, tzinfo=UTC)) == date(2026, 2, 1)
    assert legal_day(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)


def test_invoice_grouping() -> None:
    """Two contracts of one customer on one invoice; a deposit on a document of its own, and net apart from gross."""
    one = a_contract(MARCH_5, a_line(1), a_line(2, LineKind.DEPOSIT, "100.00"))
    two = replace(a_contract(MARCH_5), id=ContractId(UUID(int=2)))
    three = replace(a_contract(MARCH_5, prices_are=PricesAre.NET), id=ContractId(UUID(int=3)))
    batch = [(each, due_postings(each, (), MARCH_5)) for each in (one, two, three)]
    drafts = draft_invoices(batch, CONSUMER, RULES)
    assert [[line.contract_id.int for line in draft.lines] for draft in drafts] == [[1, 2], [1], [3]]


def test_trial_discount() -> None:
    """Half price for two periods: the trial is none of them, nor is a paused month."""
    off = Discount("d", "Halb", Decimal(50), duration=Duration(DurationKind.PERIODS, 2))
    contract = a_contract(date(2026, 3, 1), trial=Interval(Unit.DAY, 14))
    contract = replace(paused(contract, Pause(date(2026, 4, 15), date(2026, 5, 15))), discounts=(off,))
    assert [amount for _, _, amount in periods(contract, date(2026, 6, 15))] == ["39.50", "39.50", "79.00"]
