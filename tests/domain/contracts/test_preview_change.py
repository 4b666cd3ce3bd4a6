"""Before and after a change are compared over the same days, whatever the rhythm."""

from dataclasses import replace
from datetime import date, timedelta

from domain.contracts.changing import ContractChange
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.preview_change import Books, preview_change, side_by_side
from domain.money import Money
from domain.period import Interval, Unit
from tests.domain.billing.timelines import CONSUMER, RULES, a_contract, a_line
from tests.domain.billing.timelines import Books as Written

START = date(2026, 1, 1)


def more(interval: Interval, days: int) -> Money:
    contract = a_contract(START, a_line(price="10.00"), interval=interval)
    pause = Pause(START + timedelta(days=14), START + timedelta(days=14 + days))
    command: ContractChange = PauseContract(contract.id, contract.version, pause=pause)
    return preview_change(command, contract, Books((), CONSUMER, RULES, START)).year_more


def test_one_week_less_is_one_week_less() -> None:
    assert more(Interval(Unit.WEEK), 7) == Money.of("-10.00")


def test_by_the_day_what_is_not_foretold_counts_on_neither_side() -> None:
    """120 days are foretold without the pause; with it two more would be, which nobody compares."""
    assert more(Interval(Unit.DAY), 2) == Money.of("-20.00")


def test_only_what_was_charged_is_given_back_the_rest_is_not_charged() -> None:
    contract = a_contract(START, a_line(price="31.00"))
    shorter = replace(contract, end_on=START + timedelta(days=1))
    unbilled = side_by_side(contract, shorter, Books((), CONSUMER, RULES, START))
    assert (unbilled.today_more, unbilled.today_credited) == (Money.of("-30.00"), Money.of("0.00"))
    written = Written()
    written.run(contract, START)
    billed = side_by_side(contract, shorter, Books(written.rows, CONSUMER, RULES, START))
    assert (billed.today_more, billed.today_credited) == (Money.of("-30.00"), Money.of("30.00"))
