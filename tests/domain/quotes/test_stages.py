"""The way of a quote: every pair of stage and step is legal by the table, or refused."""

import pytest

from domain.quotes.stages import OPEN, TRANSITIONS, IllegalQuoteStep, Stage, Step, after, open_steps
from domain.settings.quotes import QuoteSettings, QuoteSettingsWrong

PAIRS = [(stage, step) for stage in Stage for step in Step]


@pytest.mark.parametrize(("stage", "step"), PAIRS)
def test_every_pair_is_in_the_table_or_refused(stage: Stage, step: Step) -> None:
    if (stage, step) in TRANSITIONS:
        assert after(stage, step) is TRANSITIONS[stage, step]
        assert step in open_steps(stage)
    else:
        with pytest.raises(IllegalQuoteStep):
            after(stage, step)
        assert step not in open_steps(stage)


def test_what_is_over_stays_over_and_what_is_open_can_be_answered() -> None:
    for stage in (Stage.ACCEPTED, Stage.DECLINED, Stage.EXPIRED, Stage.REPLACED):
        assert open_steps(stage) == frozenset()
    for stage in OPEN:
        assert {Step.ACCEPT, Step.DECLINE, Step.EXPIRE, Step.REPLACE} <= open_steps(stage)


@pytest.mark.parametrize("wrong", [(0, 0), (366, 0), (14, 14), (14, -1), (14, 3, False, 29), (14, 3, False, 1096)])
def test_settings_that_make_no_sense_are_refused(wrong: tuple[int, ...]) -> None:
    with pytest.raises(QuoteSettingsWrong):
        QuoteSettings(*wrong)  # type: ignore[arg-type]  # the third is a switch
