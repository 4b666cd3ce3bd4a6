"""Customers who died or are insolvent: what ends, who is written to, what does not begin."""

from dataclasses import replace
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.customers.model import Address
from domain.losses.cases import CaseId, CaseKind, CaseKnown, Contact, CustomerBlocked, IllegalCaseStep
from domain.losses.change_case_contact import ChangeCaseContact
from domain.losses.lift_case import LiftCase
from domain.losses.open_case import OpenCase
from reports.letters import Letters
from reports.papers import RESOURCES
from storage.contract_letters import ContractLetters
from storage.queries.papers import invoice_sheet
from tests.storage.business import Business
from tests.storage.trade import bill, check_books, contract_of, days, rent, today

HEIRS = Contact("Erben nach Jonas Brückner", "erben@example.org", Address("Am Ufer 3", "10115", "Berlin"))


def test_contracts_end_with_the_day_of_a_death_and_letters_go_to_the_heirs(business: Business) -> None:
    """31.00 a month from 2 February (28 days); the customer died on the 10th, we hear of it on the 20th.

    Nine days stay charged, 18 or so go back by the day. The end and the credit note go to the heirs alone.
    """
    customer, bike = business.customer(), business.product(price="28.00")
    rented = rent(business, customer, bike)
    start = contract_of(business, rented.contract_id).start_on
    assert start is not None
    business.pass_days(20)
    died_on = start + days(8)
    case = OpenCase(CaseId(uuid4()), customer.customer_id, CaseKind.DEATH, died_on, "", ends=True, contact=HEIRS)
    opened = business.do(Seat.BACKOFFICE, case)
    assert opened.ended == (rented.contract_id,)
    assert contract_of(business, rented.contract_id).end_on == died_on + days(1)
    notes = business.rows("SELECT id, gross_minor FROM umlauf.invoice WHERE kind = 'credit_note'")
    assert [row["gross_minor"] for row in notes] == [1900], "nine days of 28 stay charged"
    sheet = invoice_sheet(business.connection(Seat.BACKOFFICE), notes[0]["id"])
    assert (sheet.recipient.name, sheet.recipient.address.street) == (HEIRS.name, "Am Ufer 3")
    letters = ContractLetters(business.connection(Seat.WORKER))
    batches = business.rows("SELECT DISTINCT batch_id FROM umlauf.outbox WHERE kind = 'contract' AND status = 'made'")
    told = [each for row in batches for each in letters.of_batch(row["batch_id"])]
    assert {(each.email, each.letter.name) for each in told} == {("erben@example.org", HEIRS.name)}
    with pytest.raises(CaseKnown):
        business.do(Seat.BACKOFFICE, case)
    with pytest.raises(CustomerBlocked):
        business.order(customer, bike)
    check_books(business)


def test_a_death_that_waits_for_an_heir_is_answered_once(business: Business) -> None:
    customer = business.customer()
    rented = rent(business, customer, business.product(price="28.00"))
    case = OpenCase(CaseId(uuid4()), customer.customer_id, CaseKind.DEATH, today(business), contact=HEIRS)
    opened = business.do(Seat.BACKOFFICE, case)
    business.do(Seat.BACKOFFICE, ChangeCaseContact(case.case_id, HEIRS))
    assert contract_of(business, rented.contract_id).end_on is None
    [batch] = business.rows("SELECT batch_id FROM umlauf.outbox WHERE kind = 'customer'")
    letters = ContractLetters(business.connection(Seat.WORKER))
    [told] = letters.of_batch(batch["batch_id"])
    assert (told.email, told.letter.name) == ("erben@example.org", HEIRS.name)
    for language, condolence in (("de", "aufrichtiges Beileid"), ("en", "sincere condolences")):
        written = Letters("Radwerk", RESOURCES / "mail").contract(replace(told.letter, language=language), told.email)
        assert opened.number in written.subject
        assert condolence in written.body
        assert "€" not in written.body


def test_an_insolvency_blocks_what_is_new_until_it_is_lifted(business: Business) -> None:
    """Rent goes on and is billed, to the administrator; orders wait until proceedings are over."""
    customer, bike = business.customer(), business.product(price="28.00")
    rent(business, customer, bike)
    administrator = Contact("RA Dr. Kühn als Insolvenzverwalterin", "kanzlei@example.org")
    case_id = CaseId(uuid4())
    business.do(
        Seat.BACKOFFICE,
        OpenCase(
            case_id, customer.customer_id, CaseKind.INSOLVENCY, today(business), "36a IN 12/26", contact=administrator
        ),
    )
    business.pass_days(28)
    bill(business)
    [mail] = business.rows("SELECT name, email FROM umlauf.letter_recipient WHERE case_id IS NOT NULL")
    assert (mail["name"], mail["email"]) == (administrator.name, administrator.email)
    with pytest.raises(CustomerBlocked):
        business.order(customer, bike)
    business.do(Seat.BACKOFFICE, ChangeCaseContact(case_id, Contact("Nachfolger", "neu@example.org")))
    business.do(Seat.OWNER, LiftCase(case_id, "Verfahren aufgehoben"))
    with pytest.raises(IllegalCaseStep):
        business.do(Seat.OWNER, LiftCase(case_id))
    assert business.order(customer, bike).order_number
    assert not business.rows("SELECT FROM umlauf.letter_recipient WHERE case_id IS NOT NULL")
