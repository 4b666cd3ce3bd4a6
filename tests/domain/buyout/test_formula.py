"""The formulas of a purchase against tables computed by hand. Source of the first examples: RULES.md 2."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assets.status import Condition
from domain.buyout.formula import (
    BuyoutCostUnknown,
    BuyoutRulesWrong,
    FactorRow,
    Formula,
    FormulaKind,
    InUse,
    NoBuyoutFactor,
    PaidPeriod,
    Step,
    worked,
)
from domain.buyout.rules import BuyoutRules, BuyoutTooEarly, RuleStep, months_in_use
from domain.money import EUR, Money

EURO = Money.of
NOTHING = Money(0)
ONE = Decimal(1)


def rents(
    count: int, amount: str = "40.00", *, settled: str | None = None, quantity: Decimal = ONE
) -> tuple[PaidPeriod, ...]:
    came = EURO(amount) if settled is None else EURO(settled)
    return tuple(
        PaidPeriod(date(2026, 1 + n % 12, 1), EURO(amount), quantity, EURO(amount), came) for n in range(count)
    )


def used(months: int = 12, paid: tuple[PaidPeriod, ...] = (), **more: object) -> InUse:
    known: dict[str, object] = {"open_rent": NOTHING, "cost": None, "condition": Condition.USED, **more}
    return InUse(months, paid, **known)  # type: ignore[arg-type]  # a test's shorthand


A = Formula(FormulaKind.RETAIL_LESS_PAID, EURO("1000.00"))


@pytest.mark.parametrize(
    ("formula", "paid", "price"),
    [
        (Formula(A.kind, A.amount, first=12), rents(12), "520.00"),
        (Formula(A.kind, A.amount, first=12), rents(20), "520.00"),
        (Formula(A.kind, A.amount, first=12), rents(5), "800.00"),
        (Formula(A.kind, A.amount, first=0), rents(5), "1000.00"),
        (A, rents(20), "200.00"),
        (A, rents(26), "0.00"),
        (Formula(A.kind, A.amount, least=EURO("100.00")), rents(24), "100.00"),
        (Formula(A.kind, A.amount, most=EURO("700.00")), rents(1), "700.00"),
        (Formula(A.kind, A.amount, share=Decimal(50)), rents(12), "760.00"),
        (Formula(A.kind, A.amount, share=Decimal("33.3")), rents(1, "39.99"), "986.68"),
        (Formula(A.kind, A.amount, goodwill=EURO("20.00")), rents(12), "500.00"),
        (A, rents(12, settled="0.00"), "1000.00"),
        (A, rents(12, settled="10.00"), "880.00"),
        (A, rents(12, "80.00", quantity=Decimal(2)), "520.00"),
        (A, (), "1000.00"),
    ],
)
def test_a_retail_price_less_what_was_paid(formula: Formula, paid: tuple[PaidPeriod, ...], price: str) -> None:
    assert worked(formula, used(paid=paid)).price == EURO(price)


@pytest.mark.parametrize(
    ("formula", "open_rent", "price"),
    [
        (Formula(FormulaKind.RESIDUAL, EURO("150.00")), "240.00", "390.00"),
        (Formula(FormulaKind.RESIDUAL, EURO("150.00"), goodwill=EURO("40.00")), "240.00", "350.00"),
        (Formula(FormulaKind.RESIDUAL, EURO("150.00")), "0.00", "150.00"),
        (Formula(FormulaKind.RESIDUAL, EURO("10.00"), goodwill=EURO("40.00")), "0.00", "0.00"),
    ],
)
def test_what_is_open_and_a_residual_value(formula: Formula, open_rent: str, price: str) -> None:
    assert worked(formula, used(open_rent=EURO(open_rent))).price == EURO(price)


def test_our_cost_less_half_the_rent() -> None:
    """1000.00 less 50 % of 12 times 40.00."""
    half = Formula(FormulaKind.COST_LESS_RENT, share=Decimal(50))
    found = worked(half, used(paid=rents(12), cost=EURO("1000.00")))
    assert found.price == EURO("760.00")
    assert [(each.step, each.amount) for each in found.steps] == [
        (Step.COST, EURO("1000.00")),
        (Step.PAID, EURO("-240.00")),
    ]
    with pytest.raises(BuyoutCostUnknown):
        worked(half, used(paid=rents(12)))


TABLE = Formula(
    FormulaKind.TABLE,
    EURO("1000.00"),
    table=(
        FactorRow(0, Decimal(80)),
        FactorRow(12, Decimal(55)),
        FactorRow(24, Decimal("32.5")),
        FactorRow(0, Decimal(30), Condition.DAMAGED_REPAIRABLE),
        FactorRow(12, Decimal(20), Condition.DAMAGED_REPAIRABLE),
    ),
)


@pytest.mark.parametrize(
    ("months", "condition", "price"),
    [
        (0, Condition.USED, "800.00"),
        (11, Condition.USED, "800.00"),
        (12, Condition.UNUSED, "550.00"),
        (23, Condition.USED, "550.00"),
        (24, Condition.USED, "325.00"),
        (3, Condition.DAMAGED_REPAIRABLE, "300.00"),
        (30, Condition.DAMAGED_REPAIRABLE, "200.00"),
    ],
)
def test_a_table_by_month_and_condition(months: int, condition: Condition, price: str) -> None:
    assert worked(TABLE, used(months, condition=condition)).price == EURO(price)


def test_a_table_without_a_row_that_fits_is_refused() -> None:
    late = Formula(FormulaKind.TABLE, EURO("1000.00"), table=(FactorRow(6, ONE),))
    with pytest.raises(NoBuyoutFactor):
        worked(late, used(5))


@given(st.integers(0, 40), st.integers(0, 30_000), st.integers(0, 30_000), st.integers(0, 100_00))
def test_the_steps_add_up_and_no_price_is_below_its_floor(count: int, rent: int, came: int, share: int) -> None:
    paid = tuple(
        PaidPeriod(date(2026, 1, 1), Money(rent), ONE, Money(rent), Money(min(came, rent))) for _ in range(count)
    )
    formula = Formula(
        FormulaKind.RETAIL_LESS_PAID, EURO("1000.00"), Decimal(share) / 100, 12, EURO("50.00"), EURO("900.00")
    )
    found = worked(formula, used(paid=paid))
    assert sum(each.amount.minor for each in found.steps) == found.price.minor
    assert EURO("50.00") <= found.price <= EURO("900.00")


@pytest.mark.parametrize(
    ("start", "day", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 15), date(2026, 2, 14), 0),
        (date(2026, 1, 15), date(2026, 2, 15), 1),
        (date(2026, 1, 15), date(2027, 1, 14), 11),
        (date(2026, 1, 15), date(2027, 1, 15), 12),
        (date(2026, 5, 1), date(2026, 4, 1), 0),
    ],
)
def test_full_months_in_use(start: date, day: date, months: int) -> None:
    assert months_in_use(start, day) == months


def test_after_a_number_of_months_another_formula_holds() -> None:
    """Two steps: from month 6 on one, from month 24 on another; before, nothing is sold."""
    later = Formula(FormulaKind.RESIDUAL, EURO("99.00"))
    rules = BuyoutRules((RuleStep(6, A), RuleStep(24, later)))
    rules.check(EUR)
    start = date(2026, 1, 31)
    assert [rules.formula(months, start) for months in (6, 23, 24, 60)] == [A, A, later, later]
    with pytest.raises(BuyoutTooEarly) as early:
        rules.formula(5, start)
    assert early.value.facts["on"] == date(2026, 7, 31)


@pytest.mark.parametrize(
    "wrong",
    [
        BuyoutRules(()),
        BuyoutRules((RuleStep(6, A), RuleStep(6, A))),
        BuyoutRules((RuleStep(-1, A),)),
        BuyoutRules((RuleStep(0, A),), valid_days=0),
        BuyoutRules((RuleStep(0, Formula(FormulaKind.CUSTOM, EURO("1.00"))),)),
        BuyoutRules((RuleStep(0, Formula(FormulaKind.RESIDUAL)),)),
        BuyoutRules((RuleStep(0, Formula(FormulaKind.TABLE, EURO("1.00"))),)),
        BuyoutRules((RuleStep(0, Formula(A.kind, EURO("-1.00"))),)),
        BuyoutRules((RuleStep(0, Formula(A.kind, EURO("1.00"), share=Decimal(101))),)),
        BuyoutRules((RuleStep(0, Formula(A.kind, EURO("1.00"), least=EURO("2.00"), most=EURO("1.00"))),)),
    ],
)
def test_rules_that_do_not_fit_together_are_refused(wrong: BuyoutRules) -> None:
    with pytest.raises(BuyoutRulesWrong):
        wrong.check(EUR)
