"""A month of money by files: debits handed to a bank that keeps books, what comes back, and transfers as people write
them; in the end every cent that came is allocated or balance."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from connectors.psp.sepa.files import SepaFiles
from connectors.psp.sepa.reader import SepaReader
from connectors.reference.target_days import EcbCalendar
from domain.application import Command, Event, Seat
from domain.banking.book_transfer import BookTransfer, PartOf
from domain.banking.keep_bank_file import KeepBankFile
from domain.banking.model import BankFileId
from domain.banking.suggest import Sureness
from domain.billing.bill_customers import BillCustomers
from domain.contracts.activate_contract import ActivateContract
from domain.contracts.payment import PaymentMethod
from domain.ids import CommandId, CustomerId, InvoiceId
from domain.money import Money
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.payments.add_mandate import AddMandate
from domain.payments.attempt import MethodId
from domain.payments.collecting import Collector
from domain.payments.methods import Evidence, MandateId
from domain.payments.plan_payments import PlanPayments
from domain.payments.provider import ProviderName
from domain.settings.business import BusinessSettings
from domain.settings.change_business_settings import ChangeBusinessSettings
from domain.settings.change_customer_billing import ChangeCustomerBilling
from domain.settings.customer import CustomerBilling
from domain.settings.payments import Collector as Collects
from storage.collecting import PostgresCollectionBook
from storage.debit_shelf import DebitShelf, creditor_of
from storage.queries.banking import BankDesk
from tests.connectors.sepa.bank import CLOSED_IBAN, EMPTY_IBAN, OUR_IBAN, Bank, open_bank
from tests.storage.business import Business
from tests.storage.payment_story import collecting, money_in
from tests.storage.trade import days, today

COUNT = 40


def iban(n: int) -> str:
    """Of an account at another bank, with right check digits."""
    plain = f"37040044{n:010d}"
    return f"DE{98 - int(plain + '131400') % 97:02d}{plain}"


@dataclass
class Month:
    """One business and its bank, their clocks moved together."""

    business: Business
    bank: Bank
    payers: list[CustomerId] = field(default_factory=list)

    def pass_to(self, day: date) -> None:
        self.bank.advance_to(day)
        self.business.clock.advance(timedelta(days=(day - today(self.business)).days))

    def invoices(self) -> dict[CustomerId, dict[str, Any]]:
        rows = self.business.rows(
            "SELECT i.id, i.number, i.customer_id, i.gross_minor - coalesce(d.used_minor, 0) AS open"
            " FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id ORDER BY i.number"
        )
        return {CustomerId(row["customer_id"]): row for row in rows}

    def collector(self) -> Collector:
        database = self.business.connection(Seat.WORKER)

        def run(command_id: CommandId, command: Command) -> Event:
            done = self.business.answer(Seat.WORKER, command, command_id).event
            assert done is not None
            return done

        shelf = DebitShelf(database, run)
        provider = SepaFiles(lambda: creditor_of(database), shelf, EcbCalendar(), self.business.clock)
        book = PostgresCollectionBook(database)
        return Collector(provider, book, lambda one: self.business.do(Seat.WORKER, one), self.business.clock)

    def read_mail(self, kind: str = "") -> list[Any]:
        """Everything new of the bank is read in, as the office does."""
        return [self.read_in(content) for content in self.bank.mail(kind)]

    def read_in(self, content: bytes) -> Any:
        [read] = SepaReader().read("bank.xml", content)
        return self.business.do(Seat.BACKOFFICE, KeepBankFile.of(BankFileId(uuid4()), read))

    def statuses(self) -> dict[str, int]:
        rows = self.business.rows("SELECT status, count(*)::int AS n FROM umlauf.payment_attempt GROUP BY 1")
        return {row["status"]: row["n"] for row in rows}


@pytest.fixture
def month(business: Business) -> Iterator[Month]:
    with open_bank("2026-01-31T09:00") as bank:
        yield Month(business, bank)


def _people(month: Month, count: int, accounts: Callable[[int], str], by: PaymentMethod) -> None:
    business = month.business
    bike = business.product(price="79.00", sku=f"RAD-{by}")
    for n in range(count):
        customer = business.customer(f"Nachname{n}" if by is PaymentMethod.DIRECT_DEBIT else f"Überweiser{n}")
        customer_id = customer.customer_id
        business.answer(Seat.BACKOFFICE, ChangeCustomerBilling(customer_id, 0, CustomerBilling(by, days=0)))
        order = business.answer(Seat.BACKOFFICE, _order(customer_id, bike)).event
        business.answer(Seat.WORKER, ActivateContract(order.contract_id, today(business)))
        if by is PaymentMethod.DIRECT_DEBIT:
            signed = AddMandate(
                MethodId(uuid4()), MandateId(uuid4()), customer_id, today(business), Evidence.PAPER, iban=accounts(n)
            )
            business.answer(Seat.BACKOFFICE, signed)
        month.payers.append(customer_id)
    ids = tuple(month.payers[-count:])
    business.answer(Seat.WORKER, BillCustomers(ids, today(business) + days(3), today(business)))


def _order(customer_id: CustomerId, bike: Any) -> Any:
    return PlaceOrder(customer_id, (OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0]),))


def test_a_month_of_debits_returns_and_transfers(month: Month) -> None:
    business = month.business
    house = BusinessSettings("Prüfstand GmbH", "Allee 1", "10435", "Berlin", iban=OUR_IBAN)
    business.do(Seat.OWNER, ChangeBusinessSettings(0, house))
    collecting(business, collectors=(Collects(PaymentMethod.DIRECT_DEBIT, ProviderName.SEPA_FILES),), prenotice_days=5)
    odd = {7: EMPTY_IBAN, 8: CLOSED_IBAN}
    _people(month, COUNT, lambda n: odd.get(n, iban(n)), PaymentMethod.DIRECT_DEBIT)
    debited = month.invoices()
    business.do(Seat.WORKER, PlanPayments(tuple(InvoiceId(row["id"]) for row in debited.values())))
    assert month.statuses() == {"planned": COUNT}

    month.pass_to(date(2026, 2, 4))
    done = month.collector().collect()
    assert (done.handed_over, month.statuses()) == (COUNT, {"pending": COUNT})
    assert month.collector().collect().handed_over == 0
    [file] = business.rows("SELECT f.*, c.content FROM umlauf.debit_file f JOIN umlauf.debit_file_content c"
                           " ON c.file_id = f.id")  # fmt: skip
    assert (file["orders"], file["sum_minor"], file["status"]) == (COUNT, COUNT * 7900, "made")

    month.bank.hand_over(bytes(file["content"]))
    month.read_mail("pain.002")
    assert month.statuses()["failed"] == 2
    assert business.rows("SELECT status FROM umlauf.debit_file")[0]["status"] == "part"
    month.bank.hand_over(bytes(file["content"]))
    month.read_mail("pain.002")
    assert month.statuses()["pending"] == COUNT - 2, "handed over twice: the bank refuses the second, nothing fails"

    month.pass_to(date(2026, 2, 11))
    told = month.bank.mail()
    for content in [*told, *told[::-1]]:
        month.read_in(content)
    assert month.statuses()["settled"] == COUNT - 2
    assert money_in(business) == (COUNT - 2) * 7900
    _some_come_back(month)
    _others_transfer(month)
    _every_cent_is_somewhere(month)


def _some_come_back(month: Month) -> None:
    """Two payers object, one has no money any more; the notice, the interbank message and the statement say so."""
    business = month.business
    rows = business.rows(
        "SELECT o.end_to_end FROM umlauf.debit_order o JOIN umlauf.payment_attempt a ON a.id = o.attempt_id"
        " WHERE a.status = 'settled' ORDER BY o.end_to_end LIMIT 3"
    )
    for row, reason in zip(rows, ("MD06", "MD01", "AM04"), strict=True):
        month.bank.refuse(row["end_to_end"], reason)
    month.pass_to(date(2026, 2, 13))
    month.read_mail()
    assert month.statuses()["returned"] == 3
    assert money_in(business) == (COUNT - 5) * 7900
    [unsigned] = business.rows("SELECT ended FROM umlauf.payment_method WHERE id = (SELECT payment_method_id FROM"
                               " umlauf.payment_attempt WHERE reason_code = 'MD01')")  # fmt: skip
    assert unsigned["ended"] == "refused"


def _others_transfer(month: Month) -> None:
    """Twelve people pay by transfer: as asked, with typos, too much, twice, by the family, with no word at all."""
    _people(month, 8, iban, PaymentMethod.TRANSFER)
    known = month.invoices()
    numbers = [known[customer_id]["number"] for customer_id in month.payers[-8:]]
    year, last = numbers[1].split("-")[1:]
    swapped = f"R-{year}-{last[:-2]}{last[-1]}{last[-2]}"
    sent = [
        ("79.00", numbers[0], "Jonas Überweiser0", iban(100)),
        ("79.00", f"Rg {swapped}", "Jonas Ueberweiser1", iban(101)),
        ("100.00", numbers[2].replace("-", " "), "Jonas Überweiser2", iban(102)),
        ("158.00", f"{numbers[3]} + {numbers[4]}", "Familie Meier", iban(103)),
        ("50.00", f"Rechnung {numbers[5]} erste Rate", "Jonas Überweiser5", iban(105)),
        ("79.00", "danke", "Jonas Überweiser6", iban(106)),
        ("17.11", "Irrtum", "Ganz Fremder", iban(900)),
    ]
    for amount, note, payer, account in sent:
        minor = Money.of(amount).minor
        month.bank.credit(amount=minor, note=note, debtor={"name": payer, "iban": account})
    month.pass_to(date(2026, 2, 17))
    kept = [each for each in month.read_mail() if each.transfers]
    assert sum(each.transfers for each in kept) == len(sent)
    _book(month)


def _book(month: Month) -> None:
    """The office books what is certain in one go, and chooses for the others."""
    business = month.business
    desk = BankDesk(business.connection(Seat.BACKOFFICE))
    waiting = {row.text: row for row in desk.waiting(50)}
    sure = {text: row.best.sureness for text, row in waiting.items() if row.best is not None}
    assert sorted(sure.values()) == [Sureness.LIKELY] * 4 + [Sureness.CERTAIN] * 2
    assert waiting["Irrtum"].best is None
    for row in waiting.values():
        if row.best is not None:
            parts = tuple(PartOf(each.invoice_id, each.open, each.amount) for each in row.best.parts)
            booking = BookTransfer(row.id, row.best.customer_id, row.left, parts, row.best.kept)
            business.do(Seat.BACKOFFICE, booking)
    assert [row.text for row in desk.waiting(50)] == ["Irrtum"]


def _every_cent_is_somewhere(month: Month) -> None:
    business = month.business
    [books] = business.rows(
        "SELECT sum(money_minor)::bigint AS money, sum(settled_minor)::bigint AS settled,"
        " sum(balance_minor)::bigint AS balance FROM umlauf.settlement"
    )
    assert books["money"] == books["settled"] + books["balance"]
    assert books["balance"] == 2100
    in_bank = 12500000 + books["money"] + 1711
    [ours] = [each for each in month.bank.accounts() if each["id"] == "ACME"]
    assert ours["balance"] == in_bank, "the books say what the bank says"
    still_open = sum(row["open"] for row in month.invoices().values())
    assert still_open == (COUNT + 8) * 7900 - books["settled"]
