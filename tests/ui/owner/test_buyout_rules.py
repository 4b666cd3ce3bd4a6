"""The owner says in the plan editor for what its things are sold, and sees what that comes to."""

from decimal import Decimal

from domain.application import Seat
from domain.buyout.formula import FactorRow, Formula, FormulaKind
from domain.buyout.rules import BuyoutRules, RuleStep
from domain.money import Money
from storage.repositories.buyouts import kept_rules
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.owner.plans.view import PlanEditor

EURO = Money.of


def opened(owner: Owner, plan_id: object) -> PlanEditor:
    page = owner.show(PlanEditor, str(plan_id))
    assert isinstance(page, PlanEditor)
    return page


def test_two_steps_are_saved_and_read_again(owner: Owner, business: Business) -> None:
    """79.00 a month: after 6 months 1000.00 - 474.00 = 526.00, after 12 months 52.00; from 24 on by the table."""
    plan_id = business.product().plan_ids[0]
    card = opened(owner, plan_id).buyout
    assert card.sells.value() is False
    card.sells.set_value(True)
    [first] = card.boxes
    first.from_month.set_value(6)
    first.amount.set_value(EURO("1000.00"))
    assert "6: €526.00" in card.examples.text()
    card.more.click()
    second = card.boxes[1]
    second.from_month.set_value(24)
    second.kind.set_value(FormulaKind.TABLE)
    second.amount.set_value(EURO("1000.00"))
    second.table.add(from_month=24, condition=None, percent=Decimal(10))
    second.table.changed.emit()
    assert "24: €100.00" in card.examples.text()
    card.save.click()
    owner.settle()
    wanted = BuyoutRules(
        (
            RuleStep(6, Formula(FormulaKind.RETAIL_LESS_PAID, EURO("1000.00"))),
            RuleStep(24, Formula(FormulaKind.TABLE, EURO("1000.00"), table=(FactorRow(24, Decimal(10)),))),
        )
    )
    kept = kept_rules(business.connection(Seat.OWNER).read, plan_id)
    assert (kept.version, kept.rules) == (1, wanted)
    again = opened(owner, plan_id).buyout
    assert again.read() == wanted
    again.sells.set_value(False)
    again.save.click()
    owner.settle()
    assert kept_rules(business.connection(Seat.OWNER).read, plan_id).rules is None


def test_what_does_not_fit_is_said_and_not_saved(owner: Owner, business: Business) -> None:
    plan_id = business.product().plan_ids[0]
    card = opened(owner, plan_id).buyout
    card.sells.set_value(True)
    card.save.click()
    owner.settle()
    assert not card.problem.isHidden(), "a retail price is missing"
    card.boxes[0].amount.set_value(EURO("1000.00"))
    card.boxes[0].share.editor.setText("viel")  # type: ignore[attr-defined]  # a line
    card.save.click()
    owner.settle()
    assert kept_rules(business.connection(Seat.OWNER).read, plan_id).version == 0
