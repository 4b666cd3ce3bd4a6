"""The mandate says who may debit which account, under which reference, and what the payer can do about it."""

from dataclasses import replace
from datetime import date

from domain.payments.mandate_sheet import MandateSheet
from domain.payments.provider import Scheme
from tests.reports.reading import PAPERS, flat, text_of

SHEET = MandateSheet(
    reference="MD-001001-C",
    creditor_id="DE98ZZZ09999999999",
    scheme=Scheme.CORE,
    signed_on=date(2026, 2, 16),
    holder="Jonas Brückner",
    account="DE•• •••• 2051",
    language="de",
)


def test_the_mandate_names_all_that_a_bank_asks_for() -> None:
    paper = flat(text_of(PAPERS.mandate(SHEET)))
    for part in (
        "SEPA-Lastschriftmandat", "MD-001001-C", "DE98ZZZ09999999999", "16.02.2026", "Jonas Brückner", "2051",
        "innerhalb von acht Wochen", "36 Monate",
    ):  # fmt: skip
        assert part in paper, part


def test_businesses_give_up_the_refund() -> None:
    paper = flat(text_of(PAPERS.mandate(replace(SHEET, scheme=Scheme.B2B, language="en"))))
    assert "SEPA B2B direct debit mandate" in paper
    assert "cannot have the amount paid back" in paper
