"""Reminders, instalment plans and hand-overs on paper: each amount, the sum, how interest came about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.business import Recipient
from domain.customers.model import Address
from domain.dunning.paper import DebtPaper, DebtRow, DebtSheet, HeldRow, InterestRow, RateRow
from domain.dunning.settings import LetterText
from domain.money import Money
from tests.reports.reading import PAPERS, flat, pages_of, text_of

ROWS = (
    DebtRow("R-2026-000031", date(2026, 1, 31), date(2026, 2, 16), Money.of("1190.00"), Money.of("1190.00")),
    DebtRow("R-2026-000044", date(2026, 2, 28), date(2026, 3, 16), Money.of("79.00"), Money.of("29.00")),
)
SHEET = DebtSheet(
    DebtPaper.REMINDER,
    "MA-001004-K",
    "Letzte Mahnung",
    date(2026, 3, 22),
    Recipient("Jürgen Müller-Lüdenscheidt", "", Address("Kastanienallee 12", "10435", "Berlin")),
    "de",
    "CU-000214-K",
    "Jürgen Müller-Lüdenscheidt",
    ROWS,
    Money.of("1228.09"),
    date(2026, 4, 1),
    LetterText.LAST,
    Money.of("4.54"),
    Money.of("2.50"),
    Money.of("2.05"),
    Money(0),
    (InterestRow("R-2026-000031", date(2026, 3, 3), date(2026, 3, 22), Money.of("1190.00"), Decimal("6.27")),),
    things=(HeldRow("RB-000214-M", "E-Bike Kiez 3 · M", "CT-000311-7"),),
    unknown_from=date(2026, 7, 1),
)


def test_a_last_reminder_says_all_that_is_owed_and_what_follows() -> None:
    paper = flat(text_of(PAPERS.debt_letter(SHEET)))
    for part in (
        "Letzte Mahnung MA-001004-K",
        "Geht bis zum 01.04.2026 nichts ein",
        "R-2026-000044",
        "29,00 €",
        "Kosten und Zinsen früherer Mahnungen",
        "4,54 €",
        "Zu zahlen bis 01.04.2026",
        "1.228,09 €",
        "R-2026-000031: 03.03.2026 bis 22.03.2026",
        "1.190,00 € zu 6,27 % im Jahr",
        "RB-000214-M",
        "Zinsen ab dem 01.07.2026 sind noch nicht enthalten",
    ):
        assert part in paper
    assert "Verzugspauschale" not in paper
    many = pages_of(PAPERS.debt_letter(replace(SHEET, rows=ROWS * 30), "en"))
    assert len(many) > 2
    assert "Still open" in many[1]


def test_a_plan_lists_its_instalments_and_a_hand_over_goes_to_the_partner() -> None:
    rates = (RateRow(date(2026, 4, 1), Money.of("609.50")), RateRow(date(2026, 5, 1), Money.of("609.50")))
    plan = replace(SHEET, kind=DebtPaper.INSTALMENTS, rates=rates, pay_until=None, accounts=(), things=())
    paper = flat(text_of(PAPERS.debt_letter(plan, "en")))
    assert "Instalment plan MA-001004-K" in paper
    assert paper.count("€609.50") == 2
    partner = Recipient("", "Inkasso Nord GmbH", Address("", "", ""))
    over = replace(SHEET, kind=DebtPaper.HAND_OVER, number="IN-001001-5", recipient=partner, pay_until=None)
    paper = flat(text_of(PAPERS.debt_letter(over)))
    for part in ("Inkasso Nord GmbH", "Forderung IN-001001-5 zum Einzug", "Jürgen Müller-Lüdenscheidt", "Summe"):
        assert part in paper
