"""Grouping, VAT by category and rate, credit notes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.billing.difference import due_postings
from domain.billing.invoice import draft_invoices
from domain.billing.tax import BillingParty
from domain.billing.vat_shares import line_nets
from domain.contracts.model import LineKind
from domain.contracts.parts import GiveBack
from domain.contracts.terms import PricesAre
from domain.customers.model import CustomerKind
from domain.money import half_up
from domain.period import Period
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import CUSTOMER, RULES, Books, a_contract, a_line, euro

START = date(2026, 1, 1)


def test_a_gross_plan_costs_exactly_the_quoted_gross() -> None:
    lines = [a_line(number, price="0.99") for number in range(1, 8)]
    [invoice] = Books().run(a_contract(START, *lines), START)
    assert invoice.gross == euro("6.93")
    assert invoice.net == euro("5.82")
    assert sum(line.net.minor for line in invoice.lines) == 582


def test_a_net_plan_rounds_the_tax_once_per_rate() -> None:
    lines = [a_line(number, price="0.99") for number in range(1, 8)] + [a_line(8, price="1.00", vat="reduced")]
    [invoice] = Books().run(a_contract(START, *lines, prices_are=PricesAre.NET), START)
    assert [(str(group.rate), group.net, group.vat) for group in invoice.vat] == [
        ("19", euro("6.93"), euro("1.32")),
        ("7", euro("1.00"), euro("0.07")),
    ]
    assert invoice.gross == euro("9.32")


def test_a_deposit_stands_on_a_document_of_its_own() -> None:
    invoices = Books().run(a_contract(START, a_line(), a_line(2, LineKind.DEPOSIT, "100.00")), START)
    assert [[line.posting.line.kind for line in invoice.lines] for invoice in invoices] == [
        [LineKind.RENTAL],
        [LineKind.DEPOSIT],
    ]
    assert invoices[1].vat_total == euro("0")


def test_what_is_taxed_in_two_countries_stands_on_two_invoices() -> None:
    books = Books(BillingParty(CUSTOMER, CustomerKind.CONSUMER, "AT"))
    bike, service = a_line(means_of_transport=True), a_line(2, LineKind.SERVICE)
    invoices = books.run(a_contract(START, bike, service), START)
    assert [(invoice.country, str(invoice.vat[0].rate)) for invoice in invoices] == [("AT", "20"), ("DE", "19")]


def test_a_full_credit_gives_back_the_tax_at_the_rate_it_was_charged() -> None:
    start = date(2020, 12, 1)
    books, contract = Books(), a_contract(start)
    [invoice] = books.run(contract, start)
    [note] = books.run(contract.ended(date(2020, 11, 30)), date(2021, 2, 1))
    assert (note.net, note.vat_total, note.gross) == (invoice.net, invoice.vat_total, invoice.gross)
    assert str(note.vat[0].rate) == "16"


def test_credits_of_two_invoices_are_two_credit_notes() -> None:
    books, contract = Books(), a_contract(START)
    books.run(contract, START)
    books.run(contract, date(2026, 2, 1))
    notes = books.run(contract.ended(date(2026, 1, 10)), date(2026, 2, 2))
    assert [note.kind.value for note in notes] == ["credit_note", "credit_note"]
    assert len({note.corrects for note in notes}) == 2
    assert all(line.amount.minor > 0 for note in notes for line in note.lines)


def test_credits_that_outweigh_the_charges_of_a_rate_leave_the_invoice() -> None:
    books, contract = Books(), a_contract(START)
    books.run(contract, START)
    cheaper = contract.price_changed(contract.lines[0].id, START, euro("9.00"))
    invoice, note = books.run(cheaper, date(2026, 1, 2))
    assert (invoice.kind.value, invoice.gross) == ("invoice", euro("9.00"))
    assert (note.kind.value, note.gross) == ("credit_note", euro("79.00"))


def test_the_two_contracts_of_a_customer_share_an_invoice() -> None:
    contracts = [a_contract(START, a_line(number)) for number in (1, 2)]
    batches = [(contract, due_postings(contract, [], START)) for contract in contracts]
    [invoice] = draft_invoices(batches, tl.CONSUMER, RULES)
    assert len(invoice.lines) == 2


rates = st.sampled_from(["0", "5.5", "7", "9.5", "16", "19", "20", "25.5"]).map(Decimal)


@given(st.lists(st.integers(-20_000, 50_000), min_size=1, max_size=12), rates)
def test_line_nets_add_up_to_the_net_of_their_group(gross: list[int], rate: Decimal) -> None:
    nets = line_nets(gross, rate)
    assert sum(nets) == half_up(Decimal(sum(gross)) * 100 / (100 + rate))
    exact = [Fraction(amount) * 100 / (100 + Fraction(rate)) for amount in gross]
    assert all(abs(net - share) < 1 for net, share in zip(nets, exact, strict=True))


@given(st.data())
def test_the_groups_of_a_document_add_up(data: st.DataObject) -> None:
    contract = data.draw(tl.contracts())
    books = Books()
    for day in data.draw(st.lists(tl.days, min_size=1, max_size=3)):
        books.run(contract, day)
        contract = data.draw(tl.edits(contract))
    for draft in books.documents:
        for group in draft.vat:
            lines = [line for line in draft.lines if (line.tax.category, line.tax.rate) == (group.category, group.rate)]
            assert sum(line.net.minor for line in lines) == group.net.minor
            assert sum(line.vat.minor for line in lines) == group.vat.minor
            gross = sum(line.amount.minor for line in lines)
            if all(line.posting.is_credit for line in lines):
                assert abs(group.vat.minor - group.net.minor * group.rate / 100) <= len(lines) + 1
            elif draft.prices_are is PricesAre.GROSS:
                assert group.net.minor + group.vat.minor == gross
                assert group.net.minor == half_up(Decimal(gross) * 100 / (100 + group.rate))
            else:
                assert group.vat.minor == half_up(group.net.minor * group.rate / 100)
        assert draft.gross == draft.net + draft.vat_total


def test_the_last_credit_takes_the_odd_cent_of_vat() -> None:
    """Three lines of 0.33 net carry 0.07, 0.06 and 0.06 of 0.19 VAT. All of the first goes back: 0.07, not 0.06."""
    lines = [a_line(number, LineKind.SERVICE, "0.33") for number in (1, 2, 3)]
    contract, books = a_contract(date(2026, 3, 1), *lines, prices_are=PricesAre.NET), Books()
    books.run(contract, date(2026, 3, 1))
    assert [row.vat.minor for row in books.rows] == [7, 6, 6]
    gift = GiveBack("g", lines[0].id, Period(date(2026, 3, 1), date(2026, 4, 1)), None)
    [note] = books.run(replace(contract, given_back=(gift,)), date(2026, 3, 2))
    assert (note.net.minor, note.vat_total.minor) == (33, 7)
    assert sorted((row.amount.minor, row.vat.minor) for row in books.rows) == [(0, 0), (33, 6), (33, 6)]
