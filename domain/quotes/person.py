"""Somebody for whom a quote was made becomes a customer: with what is known, completed by what they say themselves."""

from dataclasses import replace

from domain.billing.tax import is_country
from domain.customers.model import Address, Customer, CustomerWithoutAddress, PersonalData, StatusChange
from domain.customers.register_customer import check_customer
from domain.customers.timeline import CustomerChange
from domain.ids import CustomerId
from domain.ports import Unit
from domain.quotes.model import Person, Quote, QuoteNeedsPerson


def taken_in(person: Person, language: str, unit: Unit) -> Customer:
    """A new customer with a number."""
    number = unit.numbers.next_code("CU")
    customer = Customer(CustomerId(unit.new_id()), number, person.kind, language, person.vat_id, person.personal)
    unit.customers.add(customer)
    return customer


def customer_of(quote: Quote, said: PersonalData | None, unit: Unit) -> Customer:
    """Who accepts. `said`: name, phone and address as they were completed; None: nothing was.

    A customer's own address is not changed here unless it was missing. Raises QuoteNeedsPerson, NameMissing,
    MailAddressWrong, CustomerWithoutAddress, UnknownCustomer.
    """
    if quote.customer_id is None:
        if quote.person is None:
            raise QuoteNeedsPerson
        person = replace(quote.person, personal=_completed(quote.person.personal, said))
        check_customer(person.personal, quote.language)
        _check_address(person.personal.address, quote.number)
        return taken_in(person, quote.language, unit)
    customer = unit.customers.get(quote.customer_id)
    known = customer.personal.address
    if known is not None and known.is_complete:
        return customer
    address = None if said is None else said.address
    if address is None or not address.is_complete or not is_country(address.country):
        raise CustomerWithoutAddress(customer=customer.number)
    status = StatusChange(unit.today(), country=address.country)
    unit.customers.change(customer.id, CustomerChange(status, address))
    return replace(customer, personal=replace(customer.personal, address=address))


def _completed(known: PersonalData, said: PersonalData | None) -> PersonalData:
    """The mail address stays: the link went there."""
    if said is None:
        return known
    return replace(
        known,
        given_name=said.given_name.strip() or known.given_name,
        family_name=said.family_name.strip() or known.family_name,
        company=said.company.strip() or known.company,
        phone=said.phone.strip() or known.phone,
        address=said.address or known.address,
    )


def _check_address(address: Address | None, number: str) -> None:
    if address is None or not address.is_complete or not is_country(address.country):
        raise CustomerWithoutAddress(customer=number)
