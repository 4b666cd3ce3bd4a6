"""Those who live through the year: how each pays, by what luck at the bank, and what they order."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, cast
from uuid import UUID

from connectors.psp.training.behaviour import Behaviour, card_token, magic_iban
from domain.application import Seat
from domain.banking.book_transfer import BookTransfer, PartOf
from domain.banking.keep_bank_file import KeepBankFile
from domain.banking.model import BankEntry, BankEntryId, BankFile, BankFileId, BankFileKind, Nature, ReadFile
from domain.contracts.payment import PaymentMethod
from domain.ids import CustomerId
from domain.loyalty.give_referral_code import GiveReferralCode
from domain.money import Money
from domain.orders.place_order import PlaceOrder
from domain.payments.add_mandate import AddMandate
from domain.payments.attempt import MethodId
from domain.payments.keep_method import KeepMethod
from domain.payments.methods import Evidence, MandateId
from domain.payments.provider import ProviderName
from domain.settings.change_customer_billing import ChangeCustomerBilling
from domain.settings.customer import CustomerBilling
from storage.demo.collected import demo_iban
from storage.demo.house import DemoHouse
from storage.demo.people import new_customer
from storage.demo.story import BASKETS
from tests.machines.house.catalogue import VOUCHER
from tests.scenarios.year.radwerk import Radwerk, demo_data

_ODD: Final = (
    Behaviour.NO_FUNDS, Behaviour.RETURNED, Behaviour.LOST, Behaviour.DOWN, Behaviour.ENDED, Behaviour.REFUSED,
    Behaviour.SLOW, Behaviour.NO_FUNDS_FIRST, Behaviour.CONFIRM,
)  # fmt: skip
_EVERY: Final = 8
"""Each eighth payer is one of the odd ones; all others have good and bad days like everybody."""
_LATE: Final = 9
_NEVER: Final = 40
_ACCOUNT: Final = "DE02120300000000202051"
_OPEN: Final = (
    "SELECT i.id, i.number, i.customer_id, c.number AS customer, i.due_on,"
    " i.gross_minor - coalesce(d.used_minor, 0) AS open"
    " FROM umlauf.invoice i JOIN umlauf.customer c ON c.id = i.customer_id"
    " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " WHERE i.kind = 'invoice' AND i.payment_method = 'transfer' AND i.gross_minor > coalesce(d.used_minor, 0)"
    " AND i.due_on <= %(day)s ORDER BY i.number"
)


@dataclass
class Town:
    """The customers of the house, in the order in which they came."""

    house: Radwerk
    people: list[CustomerId] = field(default_factory=list)
    orders: int = 0

    def somebody_comes(self) -> CustomerId:
        """Somebody new agrees on how to pay and orders."""
        number = len(self.people)
        registered = new_customer(cast(DemoHouse, self.house), demo_data(), number)
        customer_id = registered.customer_id
        self.people.append(customer_id)
        by = (PaymentMethod.DIRECT_DEBIT, PaymentMethod.CARD, PaymentMethod.TRANSFER)[(0, 0, 1, 1, 2)[number % 5]]
        days = 14 if by is PaymentMethod.TRANSFER else 0
        self.house.does(Seat.BACKOFFICE, ChangeCustomerBilling(customer_id, 0, CustomerBilling(by, days=days)))
        if by is not PaymentMethod.TRANSFER:
            self.leaves_method(customer_id, by, number)
        if number % 7 == 0:
            self.house.tries(GiveReferralCode(customer_id))
        return customer_id

    def leaves_method(self, customer_id: CustomerId, by: PaymentMethod, number: int) -> None:
        """A signed mandate or a card."""
        house, method_id = self.house, MethodId(self.house.new_id())
        odd = _ODD[number // _EVERY % len(_ODD)] if number % _EVERY == 0 else None
        if by is PaymentMethod.DIRECT_DEBIT:
            iban = demo_iban(number) if odd is None else magic_iban(odd)
            mandate = MandateId(house.new_id())
            signed = AddMandate(method_id, mandate, customer_id, house.today, Evidence.COUNTER, iban=iban)
            house.does(Seat.BACKOFFICE, signed)
            return
        token = f"card-{number}" if odd is None else card_token(odd)
        shown = f"Visa •••• {4000 + number}"
        house.does(
            Seat.BACKOFFICE,
            KeepMethod(method_id, customer_id, by, ProviderName.TRAINING, shown, token=token),
        )

    def orders_something(self, customer_id: CustomerId) -> None:
        """The next basket that the shelves can serve; some with a voucher or a friend's code."""
        self.orders += 1
        basket = BASKETS[self.orders % len(BASKETS)]
        found = [self.house.stock.item(product, plan, self.orders) for product, plan in basket]
        items = tuple(each for each in found if each is not None)
        voucher = ""
        if self.orders % 6 == 0:
            row = self.house.any_row("SELECT code FROM umlauf.referral_code ORDER BY code")
            voucher = VOUCHER if row is None or self.orders % 12 == 0 else str(row["code"])
        if items:
            self.house.tries(PlaceOrder(customer_id, items, voucher=voucher))

    def transfers_come(self) -> None:
        """The statement of the week: most pay when it is due, some later, some too much or half, a few never."""
        house, entries, rows = self.house, [], []
        for row in house.rows(_OPEN, day=house.today):
            luck = int(row["number"][-6:])
            late = (house.today - row["due_on"]).days
            if luck % _NEVER == 0 or (luck % _LATE == 0 and late < 20):
                continue
            share = 50 if luck % 37 == 5 and late < 7 else 110 if luck % 41 == 6 else 100
            paid = Money(max(row["open"] * share // 100, 1))
            key = sha256(f"{row['number']} {house.today}".encode()).hexdigest()
            text = row["number"] if luck % 5 else "Rad, danke"
            entries.append(BankEntry(Nature.TRANSFER, _ACCOUNT, paid, house.today, key, payer="Jo", text=text))
            rows.append((row, paid, key))
        if not entries:
            return
        says = BankFile(BankFileKind.STATEMENT, house.today.isoformat(), None, tuple(entries))
        read = ReadFile(f"camt-{house.today}.xml", house.today.isoformat().encode(), says)
        house.does(Seat.BACKOFFICE, KeepBankFile.of(BankFileId(house.new_id()), read))
        known = {row["content"]: row["id"] for row in house.rows("SELECT id, content FROM umlauf.bank_entry")}
        for row, paid, key in rows:
            self._book(known[key], row["id"], row["customer_id"], Money(row["open"]), paid)

    def _book(self, entry: UUID, invoice: UUID, customer: UUID, still: Money, paid: Money) -> None:
        part = min(still, paid, key=lambda each: each.minor)
        parts = (PartOf(invoice, still, part),)
        self.house.tries(BookTransfer(BankEntryId(entry), CustomerId(customer), paid, parts, paid - part))
