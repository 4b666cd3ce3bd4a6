"""What tills took reaches the books: money against revenue, to the cent, on both sides."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.bookkeeping.accounts import AccountSettings, Slot, SlotAccount
from domain.bookkeeping.bookings import Lack, LackKind, balances, batch_of
from domain.bookkeeping.facts import Waiting
from domain.bookkeeping.till_rows import CashFact, ReceiptFact, parts_of_receipt
from domain.money import EUR, Money
from domain.till.drawer import CashWhy
from domain.till.model import ReceiptId, Tendered, VatGroup, Way

DAY = date(2026, 11, 23)
SETTINGS = AccountSettings(
    adviser=29098,
    client=55003,
    accounts=(SlotAccount(Slot.TILL_DIFFERENCES, 2309), SlotAccount(Slot.TILL_EXPENSES, 4980)),
)


def receipt(groups: dict[int, int], paid: dict[Way, int], untaxed: int = 0) -> ReceiptFact:
    taxed = tuple(VatGroup(Decimal(rate), Money(minor), Money(0)) for rate, minor in groups.items())
    payments = tuple(Tendered(way, Money(minor)) for way, minor in paid.items())
    return ReceiptFact(ReceiptId(UUID(int=1)), "K1-000001", DAY, EUR, taxed, Money(untaxed), payments)


def moved(amount: int, why: CashWhy) -> CashFact:
    return CashFact(UUID(int=2), 1, "K1", DAY, Money(amount), why, "")


def test_a_day_at_the_till_in_the_books() -> None:
    receipts = (
        receipt({19: 49_90, 7: 21_40}, {Way.CASH: 40_00, Way.CARD: 31_30}),
        receipt({19: -49_90}, {Way.CASH: -49_90}),
    )
    cash = (moved(150_00, CashWhy.CHANGE), moved(-3_50, CashWhy.EXPENSE), moved(-1_00, CashWhy.UNEXPLAINED))
    batch = batch_of(Waiting((), (), 0, receipts, cash), SETTINGS)
    assert batch.left_out == ()
    assert balances(batch.bookings) == {
        1000: 40_00 - 49_90 + 150_00 - 3_50 - 1_00,
        1360: 31_30 - 150_00,
        8400: 0,
        8300: -21_40,
        2309: 1_00,
        4980: 3_50,
    }
    assert [(each.account, each.contra, each.amount) for each in batch.bookings][:3] == [
        (1000, 8400, Money(40_00)),
        (1360, 8400, Money(9_90)),
        (1360, 8300, Money(21_40)),
    ]


def test_without_an_account_nothing_is_booked() -> None:
    waiting = Waiting((), (), 0, (receipt({}, {Way.CASH: 20_00}, 20_00),), (moved(-1_00, CashWhy.PRIVATE),))
    batch = batch_of(waiting, SETTINGS)
    lacks = {lack for lack, _ in batch.left_out}
    assert lacks == {Lack(LackKind.SLOT, Slot.VOUCHERS), Lack(LackKind.SLOT, Slot.PRIVATE)}
    assert batch.is_blocked
    assert batch.bookings == ()


@given(
    st.dictionaries(st.sampled_from((19, 7, 0)), st.integers(-99_99, 99_99)),
    st.integers(-50_00, 50_00),
    st.integers(0, 100),
)
def test_no_cent_is_lost_between_rates_and_ways(groups: dict[int, int], untaxed: int, share: int) -> None:
    owed = sum(groups.values()) + untaxed
    card = owed * share // 100
    paid = {way: minor for way, minor in ((Way.CARD, card), (Way.CASH, owed - card)) if minor}
    parts = list(parts_of_receipt(receipt(groups, paid, untaxed)))
    by_rate: dict[Decimal | None, int] = {}
    by_way: dict[Way, int] = {}
    for part in parts:
        by_rate[part.rate] = by_rate.get(part.rate, 0) + part.amount.minor
        by_way[part.way] = by_way.get(part.way, 0) + part.amount.minor
    expected = {Decimal(rate): minor for rate, minor in groups.items()} | {None: untaxed}
    assert {rate: minor for rate, minor in by_rate.items() if minor} == {
        rate: minor for rate, minor in expected.items() if minor
    }
    assert {way: minor for way, minor in by_way.items() if minor} == paid
