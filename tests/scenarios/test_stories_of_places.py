"""Stories about who is billed where: a family that moves, a school abroad, a company that gets its VAT id later."""

from datetime import date

from domain.billing.tax import BillingParty
from domain.contracts.terms import PricesAre
from domain.customers.model import CustomerKind, StatusChange
from tests.domain.billing.timelines import CUSTOMER, a_contract, a_line
from tests.scenarios.story import Line, Paper, Story

MAY_1, MAY_31 = date(2026, 5, 1), date(2026, 5, 31)


def party(kind: CustomerKind, country: str, *changes: StatusChange) -> BillingParty:
    return BillingParty(CUSTOMER, kind, country, changes=changes)


def test_a_family_moves_to_austria_with_a_bike_and_a_table() -> None:
    """They move on 15 May and say so on 20 May. Long hire of a bike to a consumer is taxed where the customer lives,
    hire of a table where the seller is (articles 56 (2) and 45 of directive 2006/112/EC). The last day of May decides.

    On the invoice of 1 May 99.00 are 83.19 net: 66.38|66 and 16.80|67, the odd cent went to the table, so the bike was
    66.38 + 12.62. That goes back, and 79.00 come again at the Austrian 20 %: 79.00 / 1.20 = 65.83 + 13.17. The table
    stays German. From June on there are two invoices, one for each country; 20.00 alone are 16.81 + 3.19.
    """
    bike, table = a_line(1, means_of_transport=True), a_line(2, price="20.00")
    story = Story(a_contract(date(2026, 4, 1), bike, table), party(CustomerKind.CONSUMER, "DE"))
    story.nights(date(2026, 5, 20))
    story.books.party = party(CustomerKind.CONSUMER, "DE", StatusChange(date(2026, 5, 15), country="AT"))
    story.compare()
    story.nights(date(2026, 6, 1))
    austrian = (("20", "65.83", "13.17"),)
    june = (date(2026, 6, 1), date(2026, 6, 30))
    found = sorted(story.since(date(2026, 5, 2)), key=lambda paper: (paper.on, paper.lines[0].position, paper.kind))
    assert found == [
        Paper(
            date(2026, 5, 21),
            "credit_note",
            (Line(1, "change_credit", MAY_1, MAY_31, "79.00"),),
            (("19", "66.38", "12.62"),),
            "79.00",
        ),
        Paper(date(2026, 5, 21), "invoice", (Line(1, "change_charge", MAY_1, MAY_31, "79.00"),), austrian, "79.00"),
        Paper(date(2026, 6, 1), "invoice", (Line(1, "recurring", *june, "79.00"),), austrian, "79.00"),
        Paper(
            date(2026, 6, 1), "invoice", (Line(2, "recurring", *june, "20.00"),), (("19", "16.81", "3.19"),), "20.00"
        ),
    ]


def test_a_dutch_school_pays_no_vat_here() -> None:
    """A school with a checked VAT id rents 30 keyboards at 12.00 net: 360.00, reverse charge, 0 % (article 196)."""
    school = BillingParty(CUSTOMER, CustomerKind.COMPANY, "NL", "NL004495445B01")
    story = Story(a_contract(MAY_1, a_line(price="360.00"), prices_are=PricesAre.NET), school)
    story.nights(MAY_31)
    line = Line(1, "recurring", MAY_1, MAY_31, "360.00")
    assert story.papers == [Paper(MAY_1, "invoice", (line,), (("0", "360.00", "0.00"),), "360.00")]
    [draft] = story.books.documents
    assert {line.tax.category for line in draft.lines} == {"AE"}


def test_a_company_gets_its_vat_id_in_the_middle_of_the_year() -> None:
    """Until then it counts as a consumer: hire at 19 % German VAT, 100.00 + 19.00. The id holds from 10 May, so May,
    billed on the 1st, is billed anew without VAT; April stays as it was.
    """
    story = Story(a_contract(date(2026, 4, 1), a_line(price="100.00"), prices_are=PricesAre.NET))
    story.books.party = party(CustomerKind.COMPANY, "NL")
    story.nights(date(2026, 5, 12))
    known = StatusChange(date(2026, 5, 10), vat_id="NL004495445B01")
    story.books.party = party(CustomerKind.COMPANY, "NL", known)
    story.compare()
    story.nights(date(2026, 5, 31))
    full, without = (("19", "100.00", "19.00"),), (("0", "100.00", "0.00"),)
    assert [(paper.on, paper.kind, paper.vat) for paper in story.papers] == [
        (date(2026, 4, 1), "invoice", full),
        (date(2026, 5, 1), "invoice", full),
        (date(2026, 5, 13), "credit_note", full),
        (date(2026, 5, 13), "invoice", without),
    ]
