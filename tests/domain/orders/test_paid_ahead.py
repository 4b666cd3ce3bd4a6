"""A voucher beside paying ahead: worth as much of the term as the periods it was made for. All figures by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.offer import PaidUp, StartDiscount
from domain.contracts.parts import FOREVER, Duration, DurationKind
from domain.contracts.terms import ContractTerms
from domain.customers.model import CustomerKind
from domain.money import Money
from domain.orders.agreeing import Buyer, VoucherNotForCustomer, VoucherUnknown
from domain.orders.paid_ahead import vouchers_ahead
from domain.period import Interval, Unit
from tests.domain.catalog.test_plan_offers import EURO, agreed, paid, plan, tried

ONCE = Duration(DurationKind.ONCE)
MONTH = Interval(Unit.MONTH)


def periods(count: int) -> Duration:
    return Duration(DurationKind.PERIODS, count)


def months(count: int) -> Duration:
    return Duration(DurationKind.MONTHS, count)


@pytest.mark.parametrize(
    ("percent", "amount", "duration", "expected"),
    [
        # 12 × 79.00 less 10 % = 853.20; the voucher counts on that.
        ("10", None, FOREVER, ["767.88", "767.88"]),  # 853.20 × 10 % = 85.32 each year
        ("50", None, ONCE, ["817.65", "853.20"]),  # one of twelve months: 853.20 / 12 × 50 % = 35.55
        ("10", None, periods(3), ["831.87", "853.20"]),  # 853.20 × 10 % × 3 / 12 = 21.33
        ("10", None, months(3), ["831.87", "853.20"]),
        ("10", None, periods(12), ["767.88", "853.20"]),
        ("10", None, periods(15), ["767.88", "831.87"]),  # a whole year, then three months of the second
        ("10", None, periods(24), ["767.88", "767.88"]),
        (None, "20.00", ONCE, ["833.20", "853.20"]),
        (None, "5.00", FOREVER, ["793.20", "793.20"]),  # 12 × 5.00 = 60.00
        (None, "4.00", periods(15), ["805.20", "841.20"]),  # 48.00, then 3 × 4.00
        (None, "2000.00", ONCE, ["0.00", "853.20"]),  # never more than the price
    ],
)
def test_a_year_ahead_with_a_voucher(
    percent: str | None, amount: str | None, duration: Duration, expected: list[str]
) -> None:
    part = None if percent is None else Decimal(percent)
    start = StartDiscount("Mai", part, None if amount is None else EURO(amount), duration, "MAI26")
    offered = plan(paid_up=(PaidUp(12, Decimal(10)),), discounts=(start,))
    assert paid(tried(offered, paid_up=12, voucher="mai26")) == expected
    assert paid(tried(offered, paid_up=12)) == ["853.20", "853.20"], "who names none gets none"


def test_two_pieces_have_twice_the_percentage_and_once_the_amount() -> None:
    """Two: 1706.40. Half of one month of both: 71.10. Twenty euro are twenty euro."""
    half, twenty = (StartDiscount("M", p, a, ONCE, "M") for p, a in ((Decimal(50), None), (None, EURO("20.00"))))
    for start, expected in ((half, "1635.30"), (twenty, "1686.40")):
        offered = plan(paid_up=(PaidUp(12, Decimal(10)),), discounts=(start,))
        assert paid(tried(offered, paid_up=12, voucher="M", quantity=2))[0] == expected


def test_what_everyone_gets_is_for_those_who_pay_one_by_one() -> None:
    """Paying ahead has a discount of its own; a voucher was promised to who holds it."""
    for_all = StartDiscount("Start", Decimal(10), duration=FOREVER)
    offered = plan(paid_up=(PaidUp(12, Decimal(10)),), discounts=(for_all,))
    assert paid(tried(offered, paid_up=12)) == ["853.20", "853.20"]
    with pytest.raises(VoucherUnknown):
        tried(offered, paid_up=12, voucher="MAI26")


def test_a_voucher_for_new_customers_stays_for_them() -> None:
    start = StartDiscount("Mai", Decimal(10), code="MAI26", new_customers_only=True)
    offered = plan(paid_up=(PaidUp(12, Decimal(10)),), discounts=(start,))
    with pytest.raises(VoucherNotForCustomer):
        agreed(offered, voucher="MAI26", paid_up=12, buyer=Buyer(CustomerKind.CONSUMER, is_new=False))


def test_months_of_a_weekly_plan_are_the_weeks_that_begin_within_them() -> None:
    """Three months are 91.25 days: 14 weeks begin within them. 52 × 10.00 = 520.00; 10 % of 14 weeks are 14.00."""
    weekly = ContractTerms(interval=Interval(Unit.WEEK))
    start = StartDiscount("Mai", Decimal(10), duration=months(3), code="MAI26")
    offered = plan("10.00", terms=weekly, paid_up=(PaidUp(52),), discounts=(start,))
    assert paid(tried(offered, paid_up=52, voucher="MAI26", months=11)) == ["506.00"]


@given(
    due=st.integers(1, 500_000), percent=st.integers(1, 100), count=st.integers(1, 60), of=st.integers(2, 52),
)  # fmt: skip
def test_over_all_terms_it_is_worth_what_its_periods_are(due: int, percent: int, count: int, of: int) -> None:
    """To half a cent for each term; and no term gives more than the percentage of the whole."""
    start = StartDiscount("V", Decimal(percent), duration=periods(count), code="V")
    parts = vouchers_ahead((start,), PaidUp(of), MONTH, Money(due))
    given_off = 0
    for term in range(-(-count // of) + 1):
        in_force = [each for each in parts if term < (each.duration.periods or 0)]
        off = sum(each.amount.minor if each.amount else due * percent // 100 for each in in_force)
        assert off <= due * percent // 100 + 1
        given_off += off
    assert abs(given_off * 100 * of - due * percent * count) <= 100 * of * (count // of + 1)
