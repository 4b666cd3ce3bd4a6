"""Stories of staying: a lower price after a year, a free month after twelve paid ones, with pauses and other plans."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.contracts.change_price import ChangePrice
from domain.contracts.day_facts import NEVER, Circumstances, next_look, reached
from domain.contracts.edits import NewPlan, plan_changed
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.ids import PlanId
from domain.loyalty.agree_loyalty import AgreeLoyalty
from domain.loyalty.scheme import LoyaltyRule, Step
from domain.loyalty.steps import with_loyalty
from domain.messages.contract_letter import Told
from tests.domain.billing.timelines import a_contract, a_line, euro
from tests.scenarios.story import Line, Paper, Story

TEN = LoyaltyRule((Step(13, Decimal(10)),))
KNOWN = Circumstances({})


class Years(Story):
    """With the worker's look at the contract, early in the morning of each day on which one is due."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.told: list[tuple[date, Told]] = []
        self.looks: date = self.today

    def until(self, day: date) -> None:
        while self.looks <= day:
            self.nights(self.looks)
            found = reached(self.contract, self.looks, KNOWN)
            self.told += [(self.looks, each) for each in found.told]
            if found.contract != self.contract:
                self.contract = found.contract
                self.next_due = self.contract.start_on
            again = next_look(self.contract, self.looks, KNOWN)
            self.looks = self.looks + timedelta(days=1) if again == NEVER else again
            if again == NEVER:
                break
        self.nights(day)
        self.looks = max(self.looks, day + timedelta(days=1)) if self.looks <= day else self.looks

    def agrees(self, day: date, rule: LoyaltyRule | None, **values: Any) -> None:
        self.until(day)
        self.does(day, AgreeLoyalty, title="Treue", rule=rule, **values)
        self.looks = day + timedelta(days=1)

    def rests(self, day: date, pause: Pause) -> None:
        self.until(day)
        self.does(day, PauseContract, pause=pause)
        self.looks = day + timedelta(days=1)


def amounts(story: Story) -> list[str]:
    return [paper.gross for paper in story.papers]


def month(first: date, last: date, amount: str, *, vat: tuple[str, str]) -> Paper:
    return Paper(first, "invoice", (Line(1, "recurring", first, last, amount),), (("19", *vat),), amount)


def test_from_the_thirteenth_month_ten_percent_less_and_the_letter_comes_thirty_days_before() -> None:
    """79.00 from 5 January 2026. The thirteenth paid month begins on 5 January 2027: 79.00 less 7.90 is 71.10, net
    59.75 and 11.35 VAT. The letter is of 6 December."""
    story = Years(a_contract(date(2026, 1, 5)))
    story.agrees(date(2026, 1, 5), TEN)
    assert story.contract.discounts[0].from_on == date(2027, 1, 5)
    story.until(date(2027, 2, 4))
    assert amounts(story) == ["79.00"] * 12 + ["71.10"]
    assert story.papers[-1] == month(date(2027, 1, 5), date(2027, 2, 4), "71.10", vat=("59.75", "11.35"))
    [(day, told)] = story.told
    assert day == date(2026, 12, 6)
    assert told.days == {"on": date(2027, 1, 5)}
    assert [(each.old, each.new) for each in told.prices] == [(euro("79.00"), euro("71.10"))]


def test_a_pause_does_not_count_and_moves_the_day() -> None:
    """Two months' rest from 5 May on: the thirteenth paid month begins on 5 March 2027."""
    story = Years(a_contract(date(2026, 1, 5)))
    story.agrees(date(2026, 1, 5), TEN)
    story.rests(date(2026, 4, 20), Pause(date(2026, 5, 5), date(2026, 7, 5)))
    assert story.contract.discounts[0].from_on == date(2027, 3, 5)
    story.until(date(2027, 4, 4))
    assert amounts(story) == ["79.00"] * 12 + ["71.10"]
    assert [day for day, told in story.told if told.kind == "loyalty_step"] == [date(2027, 2, 3)]


def test_after_six_paid_months_one_is_free_again_and_again_over_two_years() -> None:
    """From 1 January 2026: six months at 50.00, July free; August to January, February 2027 free; March to August,
    September 2027 free; October to December. 21 paid months, 1050.00; free ones stand on an invoice with 0.00."""
    story = Years(a_contract(date(2026, 1, 1), a_line(price="50.00")))
    story.agrees(date(2026, 1, 1), LoyaltyRule(free_every=6))
    story.until(date(2027, 12, 31))
    free = [paper.lines[0].first_day for paper in story.papers if paper.gross == "0.00"]
    assert free == [date(2026, 7, 1), date(2027, 2, 1), date(2027, 9, 1)]
    assert len(story.papers) == 24
    assert story.paid == 21 * 5000


def test_steps_follow_each_other_and_do_not_add_up() -> None:
    """5 % from month 13, 10 % from month 25: 79.00, 75.05, 71.10."""
    rule = LoyaltyRule((Step(13, Decimal(5)), Step(25, Decimal(10))))
    story = Years(a_contract(date(2026, 1, 5)))
    story.agrees(date(2026, 1, 5), rule)
    story.until(date(2028, 3, 4))
    assert amounts(story) == ["79.00"] * 12 + ["75.05"] * 12 + ["71.10"] * 2
    assert [day for day, _ in story.told] == [date(2026, 12, 6), date(2027, 12, 6)]


def test_a_price_from_month_13_is_a_price_like_all_others() -> None:
    """40.00, from month 13 on 35.00. A dearer price from month 16 on, agreed with the customer, holds."""
    plan = PlanId(a_line().id)
    line = a_line(price="40.00", plan_id=plan)
    story = Years(a_contract(date(2026, 1, 1), line))
    rule = LoyaltyRule((Step(13, price=euro("35.00")),), plan_families=(plan,))
    story.agrees(date(2026, 1, 1), rule, plan_ids=(plan,))
    story.rests(date(2026, 3, 10), Pause(date(2026, 4, 1), date(2026, 5, 1)))
    story.until(date(2027, 4, 10))
    assert amounts(story) == ["40.00"] * 12 + ["35.00"] * 3
    assert story.papers[12].on == date(2027, 2, 1)
    story.does(date(2027, 4, 10), ChangePrice, line_id=line.id, price=euro("38.00"))
    story.until(date(2027, 6, 1))
    assert amounts(story)[-2:] == ["38.00"] * 2


def test_agreed_late_it_begins_with_the_next_period_and_ends_with_the_running_one() -> None:
    """Agreed in month 20: the tenth percent from month 21 on, nothing is given back for months that are past. Taken
    away in month 22: that month keeps it."""
    story = Years(a_contract(date(2026, 1, 5)))
    story.agrees(date(2027, 8, 20), TEN)
    story.agrees(date(2027, 10, 20), None)
    story.until(date(2027, 12, 10))
    assert amounts(story) == ["79.00"] * 20 + ["71.10"] * 2 + ["79.00"] * 2


def test_another_plan_keeps_the_percentage_and_loses_a_price_that_was_promised_for_the_old_one() -> None:
    """From 5 January 2026 at 79.00 with 10 % from month 13. From 5 June 2027 on the larger bike for 99.00: 89.10, net
    74.87 and 14.23 VAT. The promise of 69.00 for the small one from month 25 is gone, the percentage goes on."""
    small, large = PlanId(a_line(1).id), PlanId(a_line(2).id)
    line = a_line(plan_id=small)
    story = Years(a_contract(date(2026, 1, 5), line))
    rule = LoyaltyRule((Step(13, Decimal(10)), Step(25, price=euro("69.00"))), plan_families=(small,))
    story.agrees(date(2026, 1, 5), rule, plan_ids=(small,))
    assert story.contract.line(line.id).at(date(2028, 1, 5))[0] == euro("69.00")
    story.until(date(2027, 5, 20))
    assert amounts(story)[-1] == "71.10"
    changed = plan_changed(
        story.contract, line.id, date(2027, 6, 5), NewPlan("E-Bike groß", euro("99.00"), plan_id=large)
    )
    story.becomes(with_loyalty(changed, date(2027, 5, 20)))
    story.looks = date(2027, 5, 21)
    story.until(date(2028, 2, 4))
    assert amounts(story)[-9:] == ["71.10", *["89.10"] * 8]
    june = next(paper for paper in story.papers if paper.on == date(2027, 6, 5))
    assert june == month(date(2027, 6, 5), date(2027, 7, 4), "89.10", vat=("74.87", "14.23"))
