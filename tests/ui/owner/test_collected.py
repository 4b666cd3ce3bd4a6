"""How well money is collected, on the owner's page and on paper."""

from datetime import date

from pytestqt.qtbot import QtBot

from domain.contracts.payment import PaymentMethod
from domain.payments.reasons import ReasonClass
from domain.views.kpis import CollectedRow
from ui.owner.kpis.collected import CollectedPart
from ui.theme import Theme

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
FOUND = (
    CollectedRow(MARCH, PaymentMethod.CARD, None, 8, 8, 0),
    CollectedRow(MARCH, PaymentMethod.CARD, ReasonClass.NO_FUNDS, 2, 0, 1),
    CollectedRow(APRIL, PaymentMethod.DIRECT_DEBIT, None, 9, 9, 0),
    CollectedRow(APRIL, PaymentMethod.DIRECT_DEBIT, ReasonClass.NO_FUNDS, 1, 0, 0),
)


def test_what_came_at_once_and_what_later_is_told_by_month_method_and_reason(qtbot: QtBot, theme: Theme) -> None:
    part = CollectedPart()
    qtbot.addWidget(part)
    part.show_found(FOUND)
    assert [tile.value.replace("\u202f", "") for tile in part.tiles.shown] == ["85%", "33.3%", "90%"]
    assert [(each.what, each.went.left) for each in part.months.rows()] == [("04/26", 1), ("03/26", 1)]
    assert [each.what for each in part.methods.rows()] == ["Card", "SEPA direct debit"]
    [reason] = part.reasons.rows()
    assert (reason.went.invoices, reason.went.paid_later) == (3, 1)
    assert part._told(0) == "03/26: 8 at the first attempt, 1 at a later one, 1 not paid"
    part.show_found(())
    assert not part.plot.isVisibleTo(part), "nothing to draw"
    assert [tile.value for tile in part.tiles.shown] == ["–", "–", "–"]
