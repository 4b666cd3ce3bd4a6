"""The list of open claims for an administrator: each with its days, the sum, and what is still there."""

from dataclasses import replace
from datetime import date

from domain.business import Recipient
from domain.customers.model import Address
from domain.losses.cases import CaseKind
from domain.losses.claims_sheet import ClaimsSheet, HeldThing, OpenClaim
from domain.money import Money
from tests.reports.reading import PAPERS, flat, pages_of, text_of

SHEET = ClaimsSheet(
    number="CS-001001-4",
    kind=CaseKind.INSOLVENCY,
    since_on=date(2026, 11, 20),
    made_on=date(2026, 11, 23),
    reference="36a IN 4711/26",
    customer_number="CU-000214-K",
    customer_name="Jürgen Müller-Lüdenscheidt",
    recipient=Recipient("RAin Dr. Aylin Öztürk", "", Address("Kurfürstendamm 101", "10711", "Berlin")),
    language="de",
    claims=(
        OpenClaim(
            "R-2026-000031", date(2026, 9, 30), date(2026, 10, 14), Money.of("79.00"), Money.of("30.00"), "CT-000311-7"
        ),
        OpenClaim(
            "R-2026-000044", date(2026, 10, 31), date(2026, 11, 14), Money.of("1279.00"), Money.of("1279.00"), ""
        ),
    ),
    things=(
        HeldThing("RB-000214-M", "E-Bike Kiez 3 · M", "CT-000311-7", Money.of("1140.00")),
        HeldThing("KS-000009-1", "Kindersitz", "CT-000311-7", None),
    ),
)


def test_an_administrator_reads_each_claim_its_sum_and_what_is_still_there() -> None:
    paper = flat(text_of(PAPERS.claims_list(SHEET)))
    for part in (
        "RAin Dr. Aylin Öztürk",
        "36a IN 4711/26",
        "Offene Forderungen zum 20.11.2026",
        "Jürgen Müller-Lüdenscheidt, CU-000214-K",
        "R-2026-000031",
        "30.09.2026",
        "14.10.2026",
        "79,00 €",
        "30,00 €",
        "1.309,00 €",
        "RB-000214-M",
        "1.140,00 €",
    ):
        assert part in paper
    many = pages_of(PAPERS.claims_list(replace(SHEET, claims=SHEET.claims * 30), "en"))
    assert len(many) > 2
    assert all("Still open" in page for page in many[:-1]), "the head of the table stands on each page it reaches"
    assert "Sum of open claims" in many[-1]
    assert "€39,270.00" in many[-1]
    nothing = flat(text_of(PAPERS.claims_list(replace(SHEET, claims=(), kind=CaseKind.DEATH), "en")))
    assert "No claim was open on this day." in nothing
    assert "Day of the death" in nothing
