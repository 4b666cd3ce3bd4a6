"""What was set off stands on paper and in the letter: the total, less the balance, and what is left to pay."""

from dataclasses import replace
from datetime import date

import pytest

from domain.billing.final_statement import FinalStatementSheet, SecuredItem, TakenDeposit
from domain.billing.invoice_sheet import SetOffLine
from domain.billing.settlement import EntryKind
from domain.money import EUR, Money
from reports.documents.invoice_sentences import pay_code
from reports.letters import Letters
from reports.papers import RESOURCES
from tests.reports.reading import PAPERS, flat, text_of
from tests.reports.samples import BUSINESS, JUERGEN, credit_note, short_invoice

LETTERS = Letters(BUSINESS.name, RESOURCES / "mail")
BALANCE = SetOffLine(EntryKind.USED, Money.of("12.00"), "RK-2026-000003")
STATEMENT = FinalStatementSheet(
    number="RK-2026-000012",
    issued_on=date(2026, 11, 22),
    contracts=("CT-000311-7",),
    customer_number="CU-000214-K",
    recipient=JUERGEN,
    language="de",
    currency=EUR,
    taken=(TakenDeposit("R-2026-000002", date(2026, 1, 31), Money.of("200.00")),),
    unpaid=Money(0),
    items=(
        SecuredItem(
            "R-2026-000031", date(2026, 10, 31), ("E-Bike Kiez 3 · M",), Money.of("79.00"), Money.of("30.00"),
            Money.of("49.00"), Money(0),
        ),
    ),
    kept=Money.of("151.00"),
)  # fmt: skip


def test_an_invoice_keeps_its_total_and_says_what_is_left_to_pay() -> None:
    sheet = short_invoice()
    paper = flat(text_of(PAPERS.invoice(replace(sheet, set_offs=(BALANCE,)))))
    for part in ("139,55 €", "abzüglich Guthaben aus RK-2026-000003", "−12,00 €", "Zu zahlen", "127,55 €"):
        assert part in paper
    assert "Bitte überweisen Sie 127,55 €" in paper
    assert "EUR127.55" in pay_code(replace(sheet, set_offs=(BALANCE,)), BUSINESS)


def test_an_invoice_that_is_settled_asks_for_nothing() -> None:
    sheet = short_invoice()
    settled = replace(sheet, set_offs=(replace(BALANCE, amount=sheet.gross),), due_on=None)
    paper = flat(text_of(PAPERS.invoice(settled, "en")))
    assert "There is nothing to pay." in paper
    assert "Please transfer" not in paper
    assert pay_code(settled, BUSINESS) == ""


def test_a_credit_note_says_where_its_amount_goes() -> None:
    sheet = credit_note()
    parts = (
        SetOffLine(EntryKind.CREDIT, Money.of("9.00"), "R-2026-004411"),
        SetOffLine(EntryKind.KEPT, sheet.gross - Money.of("9.00")),
    )
    paper = flat(text_of(PAPERS.invoice(replace(sheet, set_offs=parts))))
    assert "9,00 € werden mit der Rechnung R-2026-004411 verrechnet." in paper
    assert "41,97 € stehen Ihnen als Guthaben zu" in paper


@pytest.mark.parametrize(
    ("language", "part", "whole"),
    [("de", "Es bleiben 127,55 € zu zahlen", "müssen nichts zahlen"), ("en", "€127.55 remains", "nothing to pay")],
)
def test_the_letter_says_the_same(language: str, part: str, whole: str) -> None:
    sheet = replace(short_invoice(), language=language)
    plain = LETTERS.invoice(sheet, "j@example.org", b"")
    partly = LETTERS.invoice(replace(sheet, set_offs=(BALANCE,)), "j@example.org", b"")
    settled = LETTERS.invoice(replace(sheet, set_offs=(replace(BALANCE, amount=sheet.gross),)), "j@example.org", b"")
    assert part in flat(partly.body).replace("\u00a0", " ")
    assert whole in flat(settled.body)
    assert part not in flat(plain.body)
    assert "$" not in plain.body + partly.body + settled.body


def test_the_final_statement_adds_up_before_the_readers_eyes() -> None:
    paper = flat(text_of(PAPERS.final_statement(STATEMENT)))
    for part in (
        "Schlussabrechnung Ihrer Kaution",
        "Zum Vertrag CT-000311-7",
        "Rechnung R-2026-000002 vom 31.01.2026",
        "von 79,00 € waren 30,00 € schon beglichen",
        "−49,00",
        "Zu Ihren Gunsten",
        "151,00 €",
        "unterliegt nicht der Umsatzsteuer",
    ):
        assert part in paper


def test_a_deposit_that_was_not_enough_asks_for_the_rest() -> None:
    item = replace(STATEMENT.items[0], set_off=Money.of("9.00"), left=Money.of("40.00"))
    owing = replace(STATEMENT, items=(item,), kept=Money(0), unpaid=Money.of("191.00"))
    paper = flat(text_of(PAPERS.final_statement(owing, "en")))
    for part in ("Never paid of it", "−191.00", "Still to be paid", "Please transfer €40.00, quoting R-2026-000031"):
        assert part in paper
    letter = LETTERS.final_statement(owing, "j@example.org", b"")
    assert "es bleiben 40,00 € zu zahlen" in flat(letter.body).replace("\u00a0", " ")
    assert letter.key == "RK-2026-000012-deposit"
