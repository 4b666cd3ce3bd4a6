"""Some of the demo's customers let their bills be collected, in the last weeks of the year, by the training bank."""

from datetime import date
from random import Random
from typing import Any, Final
from uuid import UUID

from domain.application import Seat
from domain.contracts.change_payment_terms import ChangePaymentTerms
from domain.contracts.changing import ContractChanged
from domain.contracts.payment import PaymentMethod
from domain.customers.changing import CustomerChanged
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.payments.add_mandate import AddMandate
from domain.payments.attempt import MethodId
from domain.payments.keep_method import KeepMethod, MethodKept
from domain.payments.methods import Evidence, MandateId
from domain.payments.plan_payments import PaymentsPlanned, PlanPayments
from domain.payments.provider import Answer, Outcome, ProviderName
from domain.payments.reasons import Reason, ReasonClass
from domain.payments.record_answer import AttemptMoved, RecordAnswer
from domain.payments.submit_payments import PaymentsSubmitted, SubmitPayments
from domain.settings.book import SettingsChanged
from domain.settings.change_customer_billing import ChangeCustomerBilling
from domain.settings.change_payment_settings import ChangePaymentSettings
from domain.settings.customer import CustomerBilling
from domain.settings.payments import Collector, PaymentSettings
from storage.demo.house import DemoHouse

BEGINS: Final = 75
"""Days before the story's end."""
PAYERS: Final = 24
_SETTINGS: Final = PaymentSettings(
    (
        Collector(PaymentMethod.DIRECT_DEBIT, ProviderName.TRAINING),
        Collector(PaymentMethod.CARD, ProviderName.TRAINING),
    ),
    creditor_id="DE98ZZZ09999999999",
)
_WHO: Final = (
    "SELECT k.id, k.customer_id, k.version FROM umlauf.contract k WHERE k.status = 'active' AND k.end_on IS NULL"
    " ORDER BY k.number LIMIT %(most)s"
)
_OPEN: Final = (
    "SELECT i.id FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " WHERE i.kind = 'invoice' AND i.payment_method IN ('direct_debit', 'card') AND i.gross_minor >"
    " coalesce(d.used_minor, 0) AND NOT EXISTS (SELECT FROM umlauf.payment_attempt a WHERE a.invoice_id = i.id)"
)
_DUE: Final = "SELECT id FROM umlauf.payment_attempt WHERE status = 'planned' AND collect_on <= %(day)s ORDER BY id"
_FAILS: Final = 12
_UNKNOWN: Final = 15


class Collected:
    """Has its own chance, so that the rest of the story is the same with and without it."""

    def __init__(self, house: DemoHouse) -> None:
        self._house = house.twin(Random(15))  # noqa: S311 - a demo that is the same each time, nothing secret

    def begin(self, day: date) -> None:
        """The owner chooses who collects, and the first customers agree."""
        self._house.new_day(day)
        self._house.do(Seat.OWNER, ChangePaymentSettings(0, _SETTINGS), SettingsChanged)
        known: set[CustomerId] = set()
        for n, row in enumerate(self._house.read(Seat.BACKOFFICE, _WHO, most=PAYERS)):
            customer_id = CustomerId(row["customer_id"])
            if customer_id not in known:
                known.add(customer_id)
                self._agree(n, customer_id, day)
            by = PaymentMethod.CARD if n % 3 == 0 else PaymentMethod.DIRECT_DEBIT
            terms = ChangePaymentTerms(ContractId(row["id"]), row["version"], method=by, days=0)
            self._house.do(Seat.BACKOFFICE, terms, ContractChanged)

    def day(self, day: date) -> None:
        """What is open is planned, and what is due is answered: most of it comes, some fails, one is unknown."""
        self._house.new_day(day)
        found = [InvoiceId(row["id"]) for row in self._house.read(Seat.WORKER, _OPEN)]
        if found:
            self._house.do(Seat.WORKER, PlanPayments(tuple(found)), PaymentsPlanned)
        due = tuple(row["id"] for row in self._house.read(Seat.WORKER, _DUE, day=day))
        if not due:
            return
        for attempt_id in self._house.do(Seat.WORKER, SubmitPayments(due), PaymentsSubmitted).attempt_ids:
            self._house.do(Seat.WORKER, RecordAnswer(attempt_id, self._answer()), AttemptMoved)

    def close(self) -> None:
        self._house.close()

    def _agree(self, n: int, customer_id: CustomerId, day: date) -> None:
        method_id = MethodId(self._id())
        if n % 3 == 0:
            shown, token = f"Visa •••• {4000 + n}", f"demo-card-{n}"
            kept: Any = KeepMethod(
                method_id, customer_id, PaymentMethod.CARD, ProviderName.TRAINING, shown, token=token
            )
            by = PaymentMethod.CARD
        else:
            by, mandate = PaymentMethod.DIRECT_DEBIT, MandateId(self._id())
            kept = AddMandate(method_id, mandate, customer_id, day, Evidence.COUNTER, iban=demo_iban(n))
        self._house.do(Seat.BACKOFFICE, kept, MethodKept)
        agreed = ChangeCustomerBilling(customer_id, 0, CustomerBilling(by, days=0))
        self._house.do(Seat.BACKOFFICE, agreed, CustomerChanged)

    def _answer(self) -> Answer:
        chance = self._house.random.randrange(100)
        if chance < _FAILS:
            return Answer(Outcome.FAILED, reason=Reason(ReasonClass.NO_FUNDS, "AM04"))
        return Answer(Outcome.UNKNOWN if chance < _UNKNOWN else Outcome.SETTLED)

    def _id(self) -> UUID:
        return UUID(int=self._house.random.getrandbits(128))


def demo_iban(number: int) -> str:
    """An account at a bank code that no bank has, with right check digits."""
    account = f"50055000{7_000_000_000 + number * 31:010d}"
    digits = int("".join(str(int(letter, 36)) for letter in account + "DE00"))
    return f"DE{98 - digits % 97:02d}{account}"
