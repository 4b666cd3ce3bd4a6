"""“Whole periods, a part is free”: what is free by agreement is no charge, no line and no document of 0.00."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges, next_due_on
from domain.contracts.model import Contract
from domain.contracts.parts import Discount, Duration, DurationKind, Pause, Phase
from domain.contracts.terms import Align, AlignKind, Billing, Proration
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import Books, a_contract, a_line, euro

MID_MARCH, APRIL = date(2026, 3, 16), date(2026, 4, 1)
ON_THE_1ST = Align(AlignKind.DAY_OF_MONTH, 1)
ONCE = Discount("d", "Willkommen", Decimal(100), duration=Duration(DurationKind.ONCE))


def rented(start: date = MID_MARCH, **values: object) -> Contract:
    return a_contract(start, a_line(**values), align=ON_THE_1ST, proration=Proration.SKIP)


def costs(contract: Contract, until: date) -> list[tuple[str, str]]:
    return [(str(each.period.start), str(each.amount.decimal())) for each in charges(contract, until)]


def test_a_free_part_at_the_start_is_asked_for_by_nobody() -> None:
    contract = rented()
    books = Books()
    assert books.run(contract, date(2026, 3, 31)) == ()
    assert next_due_on(contract, None) == APRIL
    [april] = books.run(contract, APRIL)
    assert [(line.posting.period.start, line.amount) for line in april.lines] == [(APRIL, euro("79"))]


def test_the_free_part_is_no_paid_period_for_phases_and_discounts() -> None:
    """Two months for 59.00 are April and May, and the free month of the voucher is April."""
    contract = rented(phases=(Phase(2, euro("59")), Phase(None, euro("79"))))
    assert costs(contract, date(2026, 6, 1)) == [
        ("2026-04-01", "59.00"),
        ("2026-05-01", "59.00"),
        ("2026-06-01", "79.00"),
    ]
    voucher = replace(rented(), discounts=(ONCE,))
    assert costs(voucher, date(2026, 5, 1)) == [("2026-04-01", "0.00"), ("2026-05-01", "79.00")]


def test_a_month_that_a_discount_makes_free_keeps_its_line_and_shows_the_discount() -> None:
    [draft] = Books().run(replace(rented(APRIL), discounts=(ONCE,)), APRIL)
    [line] = draft.lines
    assert (line.posting.price, line.posting.off, line.amount) == (euro("79"), euro("79"), euro("0"))


def test_a_price_of_nothing_keeps_its_line() -> None:
    assert costs(rented(APRIL, price="0.00"), APRIL) == [("2026-04-01", "0.00")]


def test_a_part_that_becomes_free_goes_back_as_a_whole() -> None:
    books = Books()
    books.run(rented(APRIL), APRIL)
    ended = rented(APRIL).ended(date(2026, 4, 20))
    [note] = books.run(ended, date(2026, 4, 20))
    assert (note.gross, books.rows, books.posted()) == (euro("79"), [], 0)
    assert next_due_on(ended, APRIL) is None


def test_in_arrears_the_last_free_part_is_never_due() -> None:
    contract = replace(rented(APRIL), terms=replace(rented(APRIL).terms, billing=Billing.IN_ARREARS))
    ended = contract.ended(date(2026, 5, 20))
    assert next_due_on(ended, None) == date(2026, 5, 1)
    assert next_due_on(ended, date(2026, 5, 1)) is None


def test_both_parts_around_a_rest_are_free() -> None:
    rest = Pause(date(2026, 4, 11), date(2026, 4, 21), to_the_day=True)
    contract = replace(rented(APRIL), pauses=(rest,))
    assert costs(contract, date(2026, 5, 1)) == [("2026-05-01", "79.00")]
    assert next_due_on(contract, None) == date(2026, 5, 1)


def test_the_31st_of_a_month_of_30_days_is_no_charge() -> None:
    contract = a_contract(date(2026, 3, 31), a_line(), align=ON_THE_1ST, proration=Proration.FIXED_30)
    assert costs(contract, APRIL) == [("2026-04-01", "79.00")]
    assert next_due_on(contract, None) == APRIL


@given(st.data())
def test_a_charge_of_nothing_has_a_price_of_nothing_or_a_discount(data: st.DataObject) -> None:
    """Or a part of a cent that was rounded, or money given back."""
    contract: Contract = data.draw(tl.contracts())
    for _ in range(data.draw(st.integers(0, 3))):
        contract = data.draw(tl.edits(contract))
    for each in charges(contract, tl.LAST):
        if not each.amount and each.line.is_recurring and not each.given:
            full = each.price.times(each.quantity) - each.off
            assert not full or (each.days and full.minor * each.days < each.of_days)
