"""The demo's customers: two in three write German, the others English; some are companies, a few live in Austria."""

from typing import Any

from domain.application import Seat
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from storage.demo.house import DemoHouse

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ö": "oe", "ı": "i", "ø": "o", "ł": "l"})


def new_customer(house: DemoHouse, data: dict[str, Any], number: int) -> CustomerRegistered:
    """The `number`-th customer, from 0."""
    random = house.random
    given, family = random.choice(data["given_names"]), random.choice(data["family_names"])
    is_company = number % 19 == 7
    company = data["companies"][number // 19 % len(data["companies"])] if is_company else ""
    personal = PersonalData(given, family, company, _mail(given, family, number), "", _address(house, data, number))
    language = "en" if number % 3 == 2 else "de"
    kind = CustomerKind.COMPANY if is_company else CustomerKind.CONSUMER
    return house.do(Seat.BACKOFFICE, RegisterCustomer(personal, kind, language), CustomerRegistered)


def _mail(given: str, family: str, number: int) -> str:
    local = f"{given}.{family}".lower().translate(_UMLAUTS)
    plain = "".join(letter for letter in local if letter.isascii() and (letter.isalnum() or letter == "."))
    return f"{plain}{number}@example.org"


def _address(house: DemoHouse, data: dict[str, Any], number: int) -> Address:
    random = house.random
    if number % 53 == 11:
        return Address(f"Mariahilfer Straße {random.randint(1, 120)}", "1060", "Wien", "AT")
    at = random.randrange(len(data["streets"]))
    return Address(f"{data['streets'][at]} {random.randint(1, 180)}", data["postcodes"][at], "Berlin")
