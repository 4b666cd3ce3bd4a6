"""What may stand on a receipt, what the drawer does, and that a day report is nothing but the fold of both."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import AppError
from domain.ids import CustomerId, PersonId, StoreId
from domain.money import Money
from domain.till.day_report import figures_of
from domain.till.drawer import (
    TRANSITIONS,
    CashWhy,
    CountWrong,
    Drawer,
    DrawerEntry,
    DrawerKind,
    IllegalDrawerStep,
    Pieces,
    SessionStatus,
    after,
    counted,
    stepped,
)
from domain.till.model import (
    CardAnswerMissing,
    CardFacts,
    CustomerNeeded,
    PaymentWrong,
    Receipt,
    ReceiptEmpty,
    ReceiptId,
    ReceiptKind,
    ReceiptLine,
    ReceiptLineKind,
    ReceiptLineWrong,
    SessionId,
    SumsDiffer,
    Tendered,
    TillId,
    VatGroup,
    Way,
    receipt_number,
    vat_groups,
)
from domain.till.signing import process_of
from domain.till.terms import SigningNeeded, TillCodeWrong, TillNameMissing, TillTerms, tidied_code
from domain.till.writing import check_receipt

AT = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
NINETEEN, SEVEN = Decimal(19), Decimal(7)
SOMEBODY = CustomerId(UUID(int=9))
PEOPLE = (PersonId(UUID(int=1)), PersonId(UUID(int=2)))
CARD = CardFacts("1", "2")
RENTAL, DEPOSIT, PAYMENT = ReceiptLineKind.RENTAL, ReceiptLineKind.DEPOSIT, ReceiptLineKind.PAYMENT


def line(
    minor: int = 10_00, kind: ReceiptLineKind = ReceiptLineKind.GOODS, rate: Decimal | None = NINETEEN, title: str = "x"
) -> ReceiptLine:
    return ReceiptLine(title, Decimal(1), Money(minor), rate, kind)


def cash(minor: int = 10_00, given_minor: int | None = None) -> Tendered:
    return Tendered(Way.CASH, Money(minor), None if given_minor is None else Money(given_minor))


@pytest.mark.parametrize(
    ("lines", "tendered", "customer", "refused"),
    [
        ([], [], None, ReceiptEmpty),
        ([line(title=" ")], [cash()], None, ReceiptLineWrong),
        ([line(rate=None)], [cash()], None, ReceiptLineWrong),
        ([line(kind=DEPOSIT)], [cash()], SOMEBODY, ReceiptLineWrong),
        ([line()], [cash(9_99)], None, SumsDiffer),
        ([line()], [], None, SumsDiffer),
        ([line()], [cash(10_00, 9_99)], None, PaymentWrong),
        ([line()], [cash(11_00), cash(-1_00)], None, PaymentWrong),
        ([line(-10_00)], [cash(10_00)], SOMEBODY, PaymentWrong),
        ([line()], [Tendered(Way.CARD, Money(10_00))], None, CardAnswerMissing),
        ([line()], [Tendered(Way.CARD, Money(10_00), card=CardFacts("1"))], None, CardAnswerMissing),
        ([line()], [Tendered(Way.MANDATE, Money(10_00))], None, CustomerNeeded),
        ([line(250_01)], [cash(250_01)], None, CustomerNeeded),
        ([line(kind=RENTAL)], [cash()], None, CustomerNeeded),
        ([line(kind=PAYMENT, rate=None)], [cash()], None, CustomerNeeded),
    ],
)
def test_what_is_no_receipt(
    lines: list[ReceiptLine], tendered: list[Tendered], customer: CustomerId | None, refused: type[AppError]
) -> None:
    with pytest.raises(refused):
        check_receipt(lines, tendered, customer)


def test_what_is_one() -> None:
    check_receipt([line(250_00)], [cash(200_00, 200_00), Tendered(Way.VOUCHER, Money(50_00))], None)
    check_receipt([line(500_00, RENTAL)], [Tendered(Way.MANDATE, Money(500_00))], SOMEBODY)
    check_receipt([line(-5_00)], [cash(-5_00)], None)
    check_receipt([line(0)], [], None)
    assert receipt_number("K1", 1) == "K1-000001"
    assert cash(10_00, 20_00).change == Money(10_00)


def test_vat_is_taken_out_of_the_sum_of_a_rate() -> None:
    voucher = line(kind=ReceiptLineKind.VOUCHER, rate=None)
    groups = vat_groups([line(10_00), line(5_00), line(3_00, rate=SEVEN), voucher])
    assert groups == (VatGroup(NINETEEN, Money(15_00), Money(2_39)), VatGroup(SEVEN, Money(3_00), Money(20)))
    assert groups[0].net == Money(12_61)
    signed = process_of({each.rate: each.gross for each in groups}, Money(10_00), Money(20_00), Money(8_00))
    assert signed == "Beleg^15.00_3.00_0.00_0.00_10.00^20.00:Bar_8.00:Unbar"


@pytest.mark.parametrize(("status", "kind"), list(product(SessionStatus, DrawerKind)))
def test_every_step_of_the_drawer(status: SessionStatus, kind: DrawerKind) -> None:
    if (status, kind) in TRANSITIONS:
        assert after(status, kind) is TRANSITIONS[status, kind]
    else:
        with pytest.raises(IllegalDrawerStep):
            after(status, kind)


@pytest.mark.parametrize("pieces", [[Pieces(3, 1)], [Pieces(100, -1)], [Pieces(100, 1), Pieces(100, 2)]])
def test_a_count_is_of_real_pieces(pieces: list[Pieces]) -> None:
    assert counted([Pieces(5000, 2), Pieces(1, 3)]) == Money(100_03)
    with pytest.raises(CountWrong):
        counted(pieces)


def test_cash_needs_a_device_that_signs() -> None:
    with pytest.raises(SigningNeeded):
        TillTerms("Tresen", is_cash_on=True).tidied()
    with pytest.raises(TillNameMissing):
        TillTerms("  ").tidied()
    assert tidied_code(" k1 ") == "K1"
    for code in ("", "1K", "K-1", "KASSE1234"):
        with pytest.raises(TillCodeWrong):
            tidied_code(code)


class Day:
    """A till in memory, by the rules of the domain alone."""

    def __init__(self, opening: int) -> None:
        self.receipts: list[Receipt] = []
        self.entries: list[DrawerEntry] = []
        self.drawer: Drawer | None = Drawer(SessionId(UUID(int=5)), SessionStatus.NEW, 0, Money(0))
        self._note(DrawerKind.OPENED, opening, opening, CashWhy.CHANGE)

    def sell(self, lines: list[ReceiptLine], share: int, person: PersonId) -> None:
        """`share` percent of it in cash."""
        owed = sum(each.gross.minor for each in lines)
        in_cash = owed * share // 100
        paid = [cash(in_cash)] if in_cash else []
        if owed - in_cash:
            paid.append(Tendered(Way.CARD, Money(owed - in_cash), card=CARD))
        check_receipt(lines, paid, None)
        n = len(self.receipts) + 1
        ids = (ReceiptId(UUID(int=n)), TillId(UUID(int=2)), "K1", n, ReceiptKind.SALE, AT, person, StoreId(UUID(int=3)))
        self.receipts.append(Receipt(*ids, tuple(lines), tuple(paid)))
        if in_cash:
            self._note(DrawerKind.TAKEN, in_cash)

    def move(self, minor: int, why: CashWhy) -> None:
        self._note(DrawerKind.CASH_IN if minor > 0 else DrawerKind.CASH_OUT, minor, None, why)

    def close(self, off: int) -> None:
        assert self.drawer is not None
        self._note(DrawerKind.COUNTED, 0, self.drawer.amount.minor + off)
        if off:
            self._note(DrawerKind.DIFFERENCE, off, None, CashWhy.UNEXPLAINED)
        self._note(DrawerKind.CLOSED, 0)

    def _note(self, kind: DrawerKind, minor: int, found: int | None = None, why: CashWhy | None = None) -> None:
        assert self.drawer is not None
        known, amount = self.drawer, Money(minor)
        seen = None if found is None else Money(found)
        ids = (known.session_id, known.n + 1, kind, amount, known.amount + amount, AT, PEOPLE[0])
        self.entries.append(DrawerEntry(*ids, seen, why))
        self.drawer = stepped(known, self.entries[-1])


LINES = st.builds(
    line,
    st.integers(1, 80_00),
    st.sampled_from((ReceiptLineKind.GOODS, ReceiptLineKind.SERVICE)),
    st.sampled_from((NINETEEN, SEVEN, Decimal(0))),
)
SALES = st.tuples(st.lists(LINES, min_size=1, max_size=3), st.integers(0, 100), st.sampled_from(PEOPLE))
MOVES = st.tuples(st.integers(-50_00, 50_00).filter(bool), st.sampled_from(CashWhy))


@given(st.integers(0, 500_00), st.lists(st.tuples(SALES, MOVES), max_size=6), st.integers(-9_00, 9_00))
def test_a_day_report_adds_up_whatever_happened(
    opening: int,
    acts: Sequence[tuple[tuple[list[ReceiptLine], int, PersonId], tuple[int, CashWhy]]],
    off: int,
) -> None:
    day = Day(opening)
    for sale, move in acts:
        day.sell(*sale)
        day.move(*move)
    day.close(off)
    figures = figures_of(day.receipts, day.entries)
    assert (figures.first_n, figures.last_n, figures.receipts) == (min(1, len(acts)), len(acts), len(acts))
    sums = [
        sum(each.amount.minor for each in figures.ways),
        sum(each.gross.minor for each in figures.kinds),
        sum(each.gross.minor for each in figures.people),
        sum(each.gross.minor for each in figures.vat),
    ]
    assert set(sums) == {figures.gross.minor}
    assert figures.vat == _vat_by_hand(day.receipts)
    drawer = figures.drawer
    assert drawer is not None
    moved = sum(each.amount.minor for each in drawer.moved)
    assert drawer.expected == Money(opening + drawer.taken.minor + drawer.given_back.minor + moved)
    assert drawer.counted == drawer.expected + drawer.difference == day.entries[-1].drawer
    assert day.drawer is None
    assert sum(entry.amount.minor for entry in day.entries) == day.entries[-1].drawer.minor


def _vat_by_hand(receipts: Sequence[Receipt]) -> tuple[VatGroup, ...]:
    groups = [group for receipt in receipts for group in receipt.vat_groups]
    rates = sorted({group.rate for group in groups}, reverse=True)
    return tuple(
        VatGroup(
            rate,
            Money(sum(each.gross.minor for each in groups if each.rate == rate)),
            Money(sum(each.vat.minor for each in groups if each.rate == rate)),
        )
        for rate in rates
    )
