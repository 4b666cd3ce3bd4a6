"""Documents, payments, bounces and pay-outs in any order: what is open and the balance are right after every step."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.application import Seat
from domain.billing.invoice import DraftInvoice, DraftLine, InvoiceKind
from domain.billing.model import Tax, TaxCategory, TaxReason
from domain.billing.pay_out_balance import MoreThanPaidIn, PayOutBalance, pay_out_balance
from domain.billing.record_payment import RecordPayment, record_payment
from domain.billing.reverse_payment import ReversePayment, reverse_payment
from domain.billing.set_off import Issued, OpenItem, SetOff
from domain.billing.settlement import (
    Document,
    Entry,
    EntryId,
    EntryKind,
    NothingToUse,
    PaidBy,
    RestWasPaidOut,
    Source,
    Use,
    balance_of,
)
from domain.billing.use_balance import UseBalance, use_balance
from domain.contracts.model import LineKind
from domain.contracts.terms import PricesAre
from domain.ids import ContractId, CustomerId, InvoiceId, PersonId
from domain.money import EUR, Currency, Money
from domain.refunds.book import StepTaken
from domain.refunds.fail_refund import FailRefund, fail_refund
from domain.refunds.model import (
    LIVE,
    IllegalRefundTransition,
    NothingToPayOut,
    Refund,
    RefundId,
    RefundStatus,
    RefundStep,
    RefundUnderWay,
    UnknownRefund,
)
from domain.refunds.payable import payable
from domain.refunds.rules import Approver, RefundSettings
from domain.refunds.send_refund import SendRefund, send_refund
from tests.domain.billing.timelines import a_line

PERSON = PersonId(UUID(int=8))
CUSTOMER = CustomerId(UUID(int=7))
TAX = Tax(TaxCategory.OUTSIDE, Decimal(0), "DE", TaxReason.DEPOSIT)
NOTHING = Money(0, EUR)


@dataclass
class Ledger:
    """Entries in memory, with the questions that commands ask."""

    documents: dict[InvoiceId, DraftInvoice] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    bookings: list[list[Entry]] = field(default_factory=list)

    def used(self, invoice_id: InvoiceId) -> Money:
        is_note = self.documents[invoice_id].kind is InvoiceKind.CREDIT_NOTE
        amounts = (
            (each.credited if each.note_id == invoice_id else NOTHING)
            if is_note
            else (each.settled if each.invoice_id == invoice_id else NOTHING)
            for each in self.entries
        )
        return Money(sum(amount.minor for amount in amounts), EUR)

    def document(self, invoice_id: InvoiceId) -> Document:
        draft = self.documents[invoice_id]
        return Document(invoice_id, str(invoice_id.int), draft.kind, CUSTOMER, draft.gross, self.used(invoice_id))

    def entry(self, entry_id: EntryId) -> Entry:
        return next(each for each in self.entries if each.id == entry_id)

    def is_reversed(self, entry_id: EntryId) -> bool:
        return any(each.reverses_id == entry_id for each in self.entries)

    def left(self, source: Entry) -> Money:
        taken = sum(each.balance.minor for each in self.entries if each.source_id == source.id)
        return source.balance + Money(taken, EUR)

    def sources(self, _customer: CustomerId, _currency: Currency) -> list[Source]:
        found = [each for each in self.entries if each.balance > NOTHING and each.source_id is None]
        return [Source(each.id, self.left(each)) for each in found]

    def uses(self, source_id: EntryId) -> list[Use]:
        found = [each for each in self.entries if each.source_id == source_id and each.balance < NOTHING]
        uses = [each for each in found if each.kind is not EntryKind.REVERSAL and not self.is_reversed(each.id)]
        return [Use(each.id, each.invoice_id, -each.balance) for each in reversed(uses)]

    def book(self, entries: list[Entry], reference: str = "") -> None:
        assert all(each.is_balanced for each in entries), reference
        self.entries.extend(entries)
        self.bookings.append(entries)

    def booked_with(self, entry_id: EntryId) -> list[Entry]:
        return next(booking for booking in self.bookings if any(each.id == entry_id for each in booking))

    def open_invoices(self, _customer: CustomerId, _currency: Currency) -> list[Document]:
        """The older ids are those that were due first."""
        found = [self.document(each) for each, draft in self.documents.items() if draft.kind is InvoiceKind.INVOICE]
        return sorted((each for each in found if each.open), key=lambda each: each.id.int)


@dataclass
class Refunds:
    """Refunds in memory, as a pay-out and its return ask for them."""

    ledger: Ledger
    known: dict[RefundId, Refund] = field(default_factory=dict)
    steps: list[tuple[RefundId, StepTaken]] = field(default_factory=list)

    def add(self, refund: Refund, _account: str) -> None:
        self.known[refund.id] = refund

    def get(self, refund_id: RefundId) -> Refund:
        return self.known[refund_id]

    def take(self, refund: Refund, taken: StepTaken) -> None:
        self.known[refund.id] = self.known[refund.id].stepped(taken.step)
        self.steps.append((refund.id, taken))

    def sent(self, refund_id: RefundId) -> StepTaken:
        for each, taken in reversed(self.steps):
            if each == refund_id and taken.step is RefundStep.SEND:
                return taken
        raise UnknownRefund(refund=refund_id)

    def live_of_balance(self, _customer: CustomerId, _currency: Currency) -> list[Refund]:
        return [each for each in self.known.values() if each.status in LIVE]

    def sources(self, _contract: None, customer: CustomerId, currency: Currency) -> list[Source]:
        return [each for each in self.ledger.sources(customer, currency) if each.left]

    def paid_in(self, _customer: CustomerId, _currency: Currency) -> Money:
        return Money(sum(each.money.minor for each in self.ledger.entries), EUR)

    def let_go(self, _refund: Refund) -> Money:
        return NOTHING

    def handed_out(self, _refund: Refund) -> Money:
        return NOTHING

    def left_a_till(self, _refund_id: RefundId) -> bool:
        return False

    def paid_by(self, _refund: Refund) -> frozenset[PaidBy]:
        return frozenset()

    def account(self, _refund_id: RefundId) -> str:
        return ""

    def is_account_bound(self, _refund_id: RefundId) -> bool:
        return False

    def set_account(self, _refund_id: RefundId, _account: str) -> None:
        return None

    def approver(self) -> Approver:
        return Approver(Seat.OWNER, PERSON)


amounts = st.integers(0, 300).map(lambda minor: Money(minor, EUR))


class LedgerMachine(RuleBasedStateMachine):
    """One customer with two contracts. Credit notes give back no more than the invoice that they correct."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger, self.ids, self.today = Ledger(), 0, date(2026, 1, 1)
        self.credited: dict[InvoiceId, int] = {}
        self.refunds = Refunds(self.ledger)

    def new_id(self) -> UUID:
        self.ids += 1
        return UUID(int=self.ids)

    def _unit(self) -> SimpleNamespace:
        rules = RefundSettings(two_person_above=Money(10**9, EUR))
        return SimpleNamespace(
            billing=SimpleNamespace(settlements=self.ledger),
            refunds=self.refunds,
            settings=SimpleNamespace(refunds=lambda: SimpleNamespace(value=rules)),
            numbers=SimpleNamespace(next_code=lambda prefix: f"{prefix}-{self.ids}"),
            context=SimpleNamespace(actor_id=PERSON),
            tasks=SimpleNamespace(waiting=lambda *_about: [], open=lambda *_about: None),
            new_id=self.new_id,
            today=lambda: self.today,
        )

    def _draft(self, gross: Money, contract: int, *, is_deposit: bool, corrects: InvoiceId | None) -> Issued:
        kind = LineKind.DEPOSIT if is_deposit else LineKind.RENTAL
        posting = SimpleNamespace(line=a_line(1, kind), remaining=())
        contract_id = ContractId(UUID(int=1000 + contract))
        line = DraftLine(contract_id, posting, TAX, gross, gross, NOTHING)
        made = InvoiceKind.CREDIT_NOTE if corrects else InvoiceKind.INVOICE
        vat = (SimpleNamespace(net=gross, vat=NOTHING),)
        draft = DraftInvoice(made, CUSTOMER, EUR, PricesAre.GROSS, "DE", (line,), vat, corrects)
        return Issued(InvoiceId(self.new_id()), draft)

    @rule(
        data=st.data(), charged=st.lists(st.tuples(amounts, st.integers(1, 2), st.booleans()), max_size=2),
        notes=st.integers(0, 2),
    )  # fmt: skip
    def bill(self, data: st.DataObject, charged: list[tuple[Money, int, bool]], notes: int) -> None:
        """What one run writes: some invoices, and credit notes for earlier ones."""
        earlier = [each for each, draft in self.ledger.documents.items() if draft.kind is InvoiceKind.INVOICE]
        issued = [self._draft(gross, number, is_deposit=held, corrects=None) for gross, number, held in charged]
        for _ in range(notes if earlier else 0):
            corrected = data.draw(st.sampled_from(earlier))
            invoice = self.ledger.documents[corrected]
            rest = invoice.gross.minor - self.credited.get(corrected, 0)
            if rest <= 0:
                continue
            back = data.draw(st.integers(1, rest))
            self.credited[corrected] = self.credited.get(corrected, 0) + back
            is_deposit = invoice.lines[0].posting.line.kind is LineKind.DEPOSIT
            number = invoice.lines[0].contract_id.int - 1000
            issued.append(self._draft(Money(back, EUR), number, is_deposit=is_deposit, corrects=corrected))
        self._post(issued, earlier)

    def _post(self, issued: list[Issued], earlier: list[InvoiceId]) -> None:
        items = [
            OpenItem(each, self.ledger.document(each).open, issued_of.contracts, issued_of.is_deposit)
            for each in earlier
            if self.ledger.document(each).open
            for issued_of in [Issued(each, self.ledger.documents[each])]
        ]
        self.ledger.documents |= {each.id: each.draft for each in issued}
        sources = {EUR: self.ledger.sources(CUSTOMER, EUR)}
        before = balance_of(sources[EUR], EUR)
        self.ledger.book(SetOff(CUSTOMER, self.today, self.new_id, items, sources).book(issued))
        left = balance_of(self.ledger.sources(CUSTOMER, EUR), EUR)
        for each in issued:
            if each.draft.kind is InvoiceKind.INVOICE and left:
                assert not self.ledger.document(each.id).open, f"{before}: an invoice is open beside a balance"

    @rule(by=st.integers(0, 40))
    def wait(self, by: int) -> None:
        self.today += timedelta(days=by)

    @precondition(lambda self: any(d.kind is InvoiceKind.INVOICE for d in self.ledger.documents.values()))
    @rule(data=st.data(), minor=st.integers(1, 400))
    def pay(self, data: st.DataObject, minor: int) -> None:
        invoices = [each for each, draft in self.ledger.documents.items() if draft.kind is InvoiceKind.INVOICE]
        chosen = data.draw(st.sampled_from(invoices))
        still = self.ledger.document(chosen).open
        command = RecordPayment(chosen, still, Money(minor, EUR), self.today, keeps_rest=True)
        done = record_payment(command, self._unit(), None)
        assert done.open == self.ledger.document(chosen).open

    @precondition(lambda self: any(each.kind is EntryKind.PAYMENT for each in self.ledger.entries))
    @rule(data=st.data())
    def bounce(self, data: st.DataObject) -> None:
        payments = [each for each in self.ledger.entries if each.kind is EntryKind.PAYMENT]
        chosen = data.draw(st.sampled_from(payments))
        if self.ledger.is_reversed(chosen.id):
            return
        try:
            reverse_payment(ReversePayment(chosen.id, self.today), self._unit(), None)
        except RestWasPaidOut:
            assert any(each.kind is EntryKind.PAY_OUT for each in self.ledger.entries)

    @rule(part=st.integers(1, 100))
    def pay_out(self, part: int) -> None:
        balance = balance_of(self.ledger.sources(CUSTOMER, EUR), EUR)
        amount = Money(-(-balance.minor * part // 100), EUR)
        if not amount:
            return
        command = PayOutBalance(CUSTOMER, balance, amount, self.today, PaidBy.CASH)
        if self.refunds.live_of_balance(CUSTOMER, EUR):
            with pytest.raises(RefundUnderWay):
                pay_out_balance(command, self._unit(), None)
            return
        if amount.minor > self.refunds.paid_in(CUSTOMER, EUR).minor:
            with pytest.raises(MoreThanPaidIn):
                pay_out_balance(command, self._unit(), None)
            return
        done = pay_out_balance(command, self._unit(), None)
        assert (done.is_sent, done.left) == (True, balance - amount)

    @rule()
    def use_now(self) -> None:
        """What is open takes the balance, the oldest first; afterwards one of the two is nothing."""
        before = balance_of(self.ledger.sources(CUSTOMER, EUR), EUR)
        still = sum(each.open.minor for each in self.ledger.open_invoices(CUSTOMER, EUR))
        used = Money(min(before.minor, still), EUR)
        command = UseBalance(CUSTOMER, before, used)
        if not used:
            with pytest.raises(NothingToUse):
                use_balance(command, self._unit(), None)
            return
        oldest = self.ledger.open_invoices(CUSTOMER, EUR)[0]
        done = use_balance(command, self._unit(), None)
        assert (done.amount, done.left) == (used, before - used)
        assert self.ledger.document(oldest.id).open.minor == max(oldest.open.minor - used.minor, 0)

    @precondition(lambda self: self.refunds.known)
    @rule(data=st.data())
    def pay_out_fails(self, data: st.DataObject) -> None:
        """The whole pay-out is balance again, in the parts it was taken from; once."""
        chosen = data.draw(st.sampled_from(list(self.refunds.known.values())))
        before, entries = balance_of(self.ledger.sources(CUSTOMER, EUR), EUR), len(self.ledger.entries)
        command = FailRefund(chosen.id, self.today, "Konto erloschen")
        if chosen.status is RefundStatus.FAILED:
            with pytest.raises(IllegalRefundTransition):
                fail_refund(command, self._unit(), None)
            return
        entry = self.refunds.sent(chosen.id).entry_id
        assert entry is not None
        parts = self.ledger.booked_with(entry)
        done = fail_refund(command, self._unit(), None)
        assert done.amount.minor == -sum(each.money.minor for each in parts)
        assert balance_of(self.ledger.sources(CUSTOMER, EUR), EUR) == before + done.amount
        assert len(self.ledger.entries) == entries + len(parts), "one row more for each; none is changed"

    @precondition(lambda self: any(each.status is RefundStatus.FAILED for each in self.refunds.known.values()))
    @rule()
    def pay_it_again(self) -> None:
        """What came back goes out once more, as far as it is still there."""
        failed = next(each for each in self.refunds.known.values() if each.status is RefundStatus.FAILED)
        paid_in = self.refunds.paid_in(CUSTOMER, EUR)
        amount = payable(failed, self.ledger.sources(CUSTOMER, EUR), paid_in, NOTHING)
        command = SendRefund(failed.id, amount, self.today, PaidBy.CASH)
        if not amount:
            with pytest.raises(NothingToPayOut):
                send_refund(command, self._unit(), None)
            return
        before = balance_of(self.ledger.sources(CUSTOMER, EUR), EUR)
        assert send_refund(command, self._unit(), None).amount == amount
        assert balance_of(self.ledger.sources(CUSTOMER, EUR), EUR) == before - amount

    @invariant()
    def nothing_is_negative_and_all_adds_up(self) -> None:
        """Open and balance never fall below zero; what came in is settled, in the balance, or went out again."""
        entries = self.ledger.entries
        for invoice_id, draft in self.ledger.documents.items():
            used = self.ledger.used(invoice_id)
            assert NOTHING <= used <= draft.gross
            if draft.kind is InvoiceKind.CREDIT_NOTE:
                assert used == draft.gross, "a credit note goes somewhere as a whole"
        assert all(self.ledger.left(each) >= NOTHING for each in entries if each.source_id is None)
        balance = sum(each.balance.minor for each in entries)
        assert balance == sum(source.left.minor for source in self.ledger.sources(CUSTOMER, EUR))
        assert balance >= 0
        money, credited = (sum(getattr(each, name).minor for each in entries) for name in ("money", "credited"))
        assert money + credited == balance + sum(each.settled.minor for each in entries)


TestLedgerMachine = LedgerMachine.TestCase
