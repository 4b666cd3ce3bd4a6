"""Taking money: what is counted, what people hand over, and what becomes of a card whose answer was lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain.errors import Conflict
from domain.money import Money
from domain.till.model import PaymentWrong, ReceiptLine, ReceiptLineKind, SumsDiffer, Tendered, Way
from domain.till.terminal import CardAnswer, CardOutcome, TerminalUnreachable
from domain.till.writing import check_receipt
from hardware.terminals.simulator import TrainingTerminal
from tests.ui.shell.conftest import World
from ui.background import Background
from ui.pos.paying.dialog import PayDialog
from ui.pos.paying.paying import Paying, as_typed, is_ours, quick_notes
from ui.theme import Theme

ALL = frozenset({Way.CASH, Way.CARD, Way.TRANSFER})


@given(st.integers(1, 500_00), st.lists(st.integers(1, 600_00), max_size=6))
def test_whatever_is_handed_over_pays_the_amount_and_no_more(owed: int, given_sums: list[int]) -> None:
    paying = Paying(Money(owed), ALL)
    for each in given_sums:
        if paying.is_paid:
            break
        paying.cash(Money(each))
    paid = Money(owed) - paying.rest
    assert 0 <= paying.rest.minor <= owed
    assert sum(each.amount.minor for each in paying.taken) == paid.minor
    assert sum((each.given or each.amount).minor for each in paying.taken) == (paid + paying.change).minor


def test_nothing_is_done_while_something_is_left_and_no_way_pays_too_much() -> None:
    paying = Paying(Money(50_00), ALL)
    paying.promise(Way.TRANSFER, Money(20_00))
    with pytest.raises(SumsDiffer):
        paying.done()
    with pytest.raises(PaymentWrong):
        paying.promise(Way.TRANSFER, Money(30_01))
    with pytest.raises(PaymentWrong):
        paying.promise(Way.MANDATE)
    assert paying.rest == Money(30_00)


@pytest.mark.parametrize(
    ("rest", "offered"),
    [
        (18_90, (18_90, 20_00, 50_00, 100_00)),
        (20_00, (20_00, 50_00, 100_00, 200_00)),
        (61_00, (61_00, 65_00, 70_00, 80_00)),
        (5, (5, 5_00, 10_00, 20_00)),
    ],
)
def test_notes_are_offered_as_people_hand_them_over(rest: int, offered: tuple[int, ...]) -> None:
    assert [each.minor for each in quick_notes(Money(rest))] == list(offered)


def test_the_pad_writes_amounts_with_two_decimals_at_most() -> None:
    typed = ""
    for key in "12,507":
        typed = as_typed(typed, key, ",")
    assert typed == "12,50"
    assert as_typed("", ",", ",") == "0,"
    assert as_typed("12,5", "<", ",") == "12,"


def test_a_payment_is_ours_by_amount_and_by_another_receipt_than_before() -> None:
    before = CardAnswer(CardOutcome.PAID, Money(10_00), receipt="0001")
    ours = CardAnswer(CardOutcome.PAID, Money(10_00), receipt="0002")
    assert is_ours(ours, before, Money(10_00))
    assert is_ours(ours, None, Money(10_00))
    assert not is_ours(before, before, Money(10_00))
    assert not is_ours(ours, before, Money(11_00))
    assert not is_ours(None, None, Money(10_00))


@dataclass
class Till:
    """The dialog as a page opens it."""

    open: Callable[..., PayDialog]
    given: list[tuple[Tendered, ...]] = field(default_factory=list)


@pytest.fixture
def till(world: World, theme: Theme, background: Background, qtbot: QtBot) -> Till:
    window = world.open()
    qtbot.addWidget(window)
    parent = window.current_page()
    assert isinstance(parent, QWidget)

    def opened(owed: int, terminal: TrainingTerminal | None = None) -> PayDialog:
        dialog = PayDialog(window, parent, Money(owed), ALL, made.given.append, terminal=terminal)
        dialog.open()
        return dialog

    made = Till(opened)
    return made


def test_cash_and_card_pay_together_and_the_change_is_told(till: Till, qtbot: QtBot) -> None:
    dialog = till.open(61_00, TrainingTerminal(0.001))
    dialog.ways.keys[Way.CASH].click()
    for key in "20":
        dialog.cash.pad.press(key)
    dialog.cash.take.click()
    assert "41" in dialog.left.text()
    assert not dialog.complete.isEnabled()
    dialog.ways.keys[Way.CARD].click()
    qtbot.waitUntil(dialog.complete.isEnabled)
    dialog.complete.click()
    [tendered] = till.given
    assert [(each.way, each.amount.minor) for each in tendered] == [(Way.CASH, 20_00), (Way.CARD, 41_00)]
    assert tendered[1].card is not None
    assert tendered[1].card.receipt == "0001"
    dialog.refuse(Conflict())
    assert dialog.isVisible()
    assert dialog.complete.isEnabled(), "nothing that was taken is lost"
    dialog.reject()
    assert dialog.isVisible(), "a card was charged"
    dialog.finish()
    assert not dialog.isVisible()


def test_change_stands_large_before_the_drawer_is_closed(till: Till) -> None:
    dialog = till.open(18_90)
    dialog.ways.keys[Way.CASH].click()
    dialog.cash.notes[2].click()
    assert "31.10" in dialog.left.text()
    assert Way.CARD not in dialog.ways.keys, "there is no terminal"


def test_a_declined_card_leaves_everything_open(till: Till, qtbot: QtBot) -> None:
    dialog = till.open(10_01, TrainingTerminal(0.001))
    dialog.ways.keys[Way.CARD].click()
    qtbot.waitUntil(dialog.card.again.isVisible)
    assert dialog.card.words.text() == "card declined"
    dialog.other.click()
    dialog.reject()
    assert not dialog.isVisible()
    assert not till.given


def test_a_lost_answer_is_looked_up_before_anything_else(till: Till, qtbot: QtBot) -> None:
    dialog = till.open(10_03, TrainingTerminal(0.001))
    dialog.ways.keys[Way.CARD].click()
    qtbot.waitUntil(dialog.card.look_up.isVisible)
    assert not dialog.other.isEnabled()
    dialog.reject()
    assert dialog.isVisible()
    dialog.card.look_up.click()
    qtbot.waitUntil(dialog.complete.isEnabled)
    assert dialog.paying.taken[0].amount == Money(10_03)


class Silent(TrainingTerminal):
    """Takes the payment, loses its answer, and cannot be reached any more."""

    is_dead = False

    def last(self) -> CardAnswer | None:
        if self.is_dead:
            raise TerminalUnreachable(why="training")
        self.is_dead = True
        return None


def test_where_the_terminal_cannot_tell_a_person_reads_its_slip(till: Till, qtbot: QtBot) -> None:
    dialog = till.open(10_03, Silent(0.001))
    dialog.ways.keys[Way.CARD].click()
    qtbot.waitUntil(dialog.card.look_up.isVisible)
    dialog.card.look_up.click()
    qtbot.waitUntil(dialog.card.was_paid.isVisible)
    dialog.card.was_paid.click()
    assert not dialog.paying.taken, "the number on the slip is asked"
    dialog.card.slip.set_value("4711")
    dialog.card.was_paid.click()
    [paid] = dialog.paying.done()
    assert paid.card is not None
    assert paid.card.receipt == "4711"


def test_a_card_payment_is_taken_back_by_the_terminal(till: Till, qtbot: QtBot) -> None:
    terminal = TrainingTerminal(0.001)
    dialog = till.open(10_00, terminal)
    dialog.ways.keys[Way.CARD].click()
    qtbot.waitUntil(dialog.complete.isEnabled)
    dialog._take_out(0)
    qtbot.waitUntil(lambda: not dialog.paying.taken)
    assert terminal.last() is None
    assert dialog.paying.rest == Money(10_00)


def test_what_is_tendered_is_what_a_receipt_takes(till: Till) -> None:
    dialog = till.open(18_90)
    dialog.ways.keys[Way.CASH].click()
    dialog.cash.notes[1].click()
    dialog.complete.click()
    line = ReceiptLine("Lock", Decimal(1), Money(18_90), Decimal(19), ReceiptLineKind.GOODS)
    check_receipt([line], till.given[0], None)
