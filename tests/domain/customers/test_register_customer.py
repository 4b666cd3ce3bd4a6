"""New customers: a number, a name, and nothing that could steer a letter elsewhere."""

from collections.abc import Iterator

import pytest

from domain.application import Seat
from domain.assets.codes import CodeKind, parse_code
from domain.customers.model import Address, CustomerKind, MailAddressWrong, NameMissing, PersonalData
from domain.customers.register_customer import RegisterCustomer
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        yield opened


def register(house: Business, personal: PersonalData, **more: object) -> object:
    return house.do(Seat.BACKOFFICE, RegisterCustomer(personal, **more))


def test_a_customer_gets_a_number_of_their_own(house: Business) -> None:
    numbers = [register(house, PersonalData("Ida", "Öztürk")).number for _ in range(3)]
    assert {parse_code(number).kind for number in numbers} == {CodeKind.CUSTOMER}
    assert len(set(numbers)) == 3


def test_a_company_needs_no_person(house: Business) -> None:
    register(house, PersonalData("", "", "Straßenfeger GmbH"), customer_kind=CustomerKind.COMPANY, vat_id="DE811569869")


def test_somebody_without_any_name_is_refused(house: Business) -> None:
    for personal in (PersonalData("Jonas", ""), PersonalData("", "  ", "  ")):
        with pytest.raises(NameMissing):
            register(house, personal)


@pytest.mark.parametrize(
    "mail",
    ["jonas", "a@b", "a@b@c.de", "a@b.de, c@d.de", "a@b.de\nBcc: x@y.de", "<a@b.de>", "a b@c.de", "x" * 250 + "@b.de"],
)
def test_what_is_no_mail_address_is_refused(house: Business, mail: str) -> None:
    with pytest.raises(MailAddressWrong):
        register(house, PersonalData("Jonas", "Brückner", email=mail))


def test_names_and_addresses_stand_in_the_erasable_row_alone(house: Business) -> None:
    address = Address("Übergasse 9", "10435", "Berlin")
    personal = PersonalData("Ünal", "Çelik", email="uenal@example.org", phone="+49 30 1", address=address)
    registered = register(house, personal)
    for value in ("Ünal", "Çelik", "uenal@", "Übergasse"):
        found = house.rows(
            "SELECT 'command' FROM umlauf.command c WHERE c::text LIKE %(like)s"
            " UNION ALL SELECT 'customer' FROM umlauf.customer c WHERE c::text LIKE %(like)s"
            " UNION ALL SELECT 'feed' FROM umlauf.feed f WHERE f::text LIKE %(like)s"
            " UNION ALL SELECT 'job' FROM umlauf_jobs.procrastinate_jobs j WHERE j::text LIKE %(like)s",
            like=f"%{value}%",
        )
        assert found == []
    row = house.rows("SELECT * FROM umlauf.customer_personal WHERE customer_id = %(id)s", id=registered.customer_id)[0]
    assert (row["given_name"], row["city"], row["search"][:11]) == ("Ünal", "Berlin", "unal celik ")
