"""The terminal for training ends as the cents say, and takes nothing twice."""

from threading import Thread
from time import sleep

import pytest

from domain.money import Money
from domain.till.terminal import CardAnswer, CardOutcome, OnDisplay, Shows, TerminalUnreachable
from hardware.terminals.simulator import TrainingTerminal


def test_the_cents_say_how_it_ends():
    terminal, told = TrainingTerminal(step_s=0), []
    ends = [terminal.pay(Money.of(f"10.0{cents}"), told.append).outcome for cents in range(4)]
    assert ends == [CardOutcome.PAID, CardOutcome.DECLINED, CardOutcome.ABORTED, CardOutcome.UNKNOWN]
    assert told[0] == OnDisplay(Shows.CARD)
    last = terminal.last()
    assert last is not None
    assert (last.amount, last.receipt) == (Money.of("10.03"), "0002")
    with pytest.raises(TerminalUnreachable):
        terminal.pay(Money.of("10.04"), told.append)
    assert len(terminal.close_day().for_us) == 3
    assert terminal.last() is None


def test_it_is_taken_back_once_and_only_as_a_whole():
    terminal = TrainingTerminal(step_s=0)
    paid = terminal.pay(Money.of("10.00"), lambda _shown: None)
    ends = [
        terminal.take_back(paid.receipt, Money.of(amount), lambda _shown: None).outcome
        for amount in ("5.00", "10.00", "10.00")
    ]
    assert ends == [CardOutcome.DECLINED, CardOutcome.PAID, CardOutcome.DECLINED]


def test_it_can_be_ended():
    terminal, answers = TrainingTerminal(step_s=5), list[CardAnswer]()
    paying = Thread(target=lambda: answers.append(terminal.pay(Money.of("10.00"), lambda _shown: None)))
    paying.start()
    sleep(0.1)
    terminal.abort()
    paying.join(3)
    assert [each.outcome for each in answers] == [CardOutcome.ABORTED]
