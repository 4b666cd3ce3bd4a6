"""What stands on the papers of a till, before it is put into words: receipts and day reports."""

from dataclasses import dataclass

from domain.ids import PersonId
from domain.till.day_report import DayReport
from domain.till.model import Receipt


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose till it is. The address is the store's, or "" for that of the business. `footer` stands below receipts."""

    till_code: str
    store: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """`voids` is the number of the receipt that it takes back, `customer` the customer's number; "" for none.

    `is_copy`: it was handed out before. `pay_link`: where what was to be paid by link is paid; "" for nowhere.
    """

    receipt: Receipt
    heading: Heading
    person: str
    voids: str = ""
    customer: str = ""
    is_copy: bool = False
    pay_link: str = ""


@dataclass(frozen=True, slots=True)
class DayPaper:
    """`people` names who wrote receipts. `report.z` 0: a look in between, which ends nothing and is kept nowhere."""

    report: DayReport
    heading: Heading
    person: str
    people: tuple[tuple[PersonId, str], ...]
    is_training: bool = False

    def name_of(self, person: PersonId) -> str:
        return next((name for known, name in self.people if known == person), "?")
