"""The documents without and with a change, side by side: what charges an announced price says so."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from domain.billing.next_invoices import next_invoices
from domain.contracts.price_campaign import LinePrice
from domain.period import Interval, Unit
from tests.domain.billing.timelines import CONSUMER, RULES, a_contract, a_line, euro
from ui.backoffice.contracts.changes.compared import Mark, compared
from ui.backoffice.contracts.changes.preview_pane import _document

TODAY = date(2026, 2, 1)


def test_an_announced_price_is_marked_on_rows_that_stay_and_rows_that_change(qtbot: QtBot) -> None:
    contract = a_contract(TODAY, a_line())
    found = next_invoices(contract, (), CONSUMER, RULES, today=TODAY, count=3)
    line = contract.lines[0]
    told = (LinePrice(line.id, line.title, found[1].on, euro("79.00"), euro("89.00"), Interval(Unit.MONTH)),)
    announced = [replace(each, announced=told if each.on > TODAY else ()) for each in found]
    rows = compared(announced, announced)
    assert [row.is_announced for row in rows] == [False, *[True] * (len(rows) - 1)]
    gone = compared(announced, announced[:1])
    assert [(row.mark, row.is_announced) for row in gone[:2]] == [(Mark.SAME, False), (Mark.GONE, True)]
    for row, words in (
        (rows[0], ""),
        (rows[1], "announced"),
        (gone[1], "announced price, unless the customer objects"),
    ):
        shown = _document(row, None, TODAY)
        qtbot.addWidget(shown)
        texts = [label.text() for label in shown.findChildren(QLabel)]
        assert (words in texts) if words else not any("announced" in each for each in texts)
