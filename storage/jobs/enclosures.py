"""Papers that go with letters about contracts: made once, kept as they were sent, the same whenever one is repeated."""

from typing import Final
from uuid import UUID

from domain.billing.tax import TaxRules
from domain.buyout.offer import OfferId
from domain.clock import Clock
from domain.counter.model import SaleId
from domain.dunning.paper import DebtSheet
from domain.messages.contract_letter import ContractLetter, LetterKind
from domain.papers import Papers
from domain.quotes.model import QuoteId
from domain.till.model import ReceiptId
from storage.database import Database
from storage.outbox import Outbox
from storage.queries.agreements import agreement_sheet
from storage.queries.buyouts import Buyouts
from storage.queries.declaration_receipts import receipt_sheet
from storage.queries.dunning_papers import instalment_sheet, reminder_sheet
from storage.queries.quotes import Quotes
from storage.queries.till import Tills

OFFER: Final = "buyout_offer"
RECEIPT: Final = "declaration_receipt"
REMINDER: Final = "reminder"
QUOTE: Final = "quote"
INSTALMENTS: Final = "instalment_plan"
TILL_RECEIPT: Final = "till_receipt"
AGREEMENT: Final = "agreement"
"""Its subject is the contract."""
_REMINDERS: Final = frozenset(
    {
        LetterKind.DUNNING_FRIENDLY,
        LetterKind.DUNNING_REMINDER,
        LetterKind.DUNNING_SECOND,
        LetterKind.DUNNING_LAST,
    }
)
_QUOTES: Final = frozenset({LetterKind.QUOTE, LetterKind.QUOTE_REMINDER})
_QUOTED: Final = (
    "SELECT id FROM umlauf.quote WHERE number = split_part(%(name)s, '/', 1)"
    " AND version = coalesce(nullif(split_part(%(name)s, '/', 2), '')::int, 1)"
)
_SOLD: Final = (
    "SELECT s.id, s.contract_id FROM umlauf.counter_sale s JOIN umlauf.contract k ON k.id = s.contract_id"
    " WHERE k.number = %(number)s"
)
_TILL_RECEIPT: Final = (
    "SELECT r.id FROM umlauf.till_receipt r JOIN umlauf.till t ON t.id = r.till_id"
    " WHERE t.code || '-' || lpad(r.n::text, 6, '0') = %(number)s"
)
_OFFERS: Final = frozenset({LetterKind.BUYOUT_OFFER, LetterKind.BUYOUT_OFFER_ON_CREDIT})


class Enclosures:
    """On the thread of its database; for the worker's login."""

    def __init__(self, database: Database, outbox: Outbox, papers: Papers, tax: TaxRules, clock: Clock) -> None:
        self._database, self._outbox, self._papers = database, outbox, papers
        self._offers = Buyouts(database, tax, clock)
        self._quotes, self._tills = Quotes(database), Tills(database, clock)

    def of(self, letter: ContractLetter) -> tuple[UUID, ...]:
        """The papers' ids; empty for letters that say all themselves."""
        if letter.told.kind is LetterKind.COUNTER_AGREEMENT:
            return self._agreement(letter.told.texts["contract"])
        if letter.told.kind is LetterKind.TILL_RECEIPT:
            return self._till_receipt(letter.told.texts["receipt"], letter.language)
        return (*self._made_for(letter), *letter.told.enclosures)

    def _made_for(self, letter: ContractLetter) -> tuple[UUID, ...]:
        if letter.told.kind is LetterKind.DECLARATION_RECEIVED:
            return (self._receipt(letter.number),)
        if letter.told.kind in _REMINDERS:
            return (self._debt(REMINDER, *reminder_sheet(self._database, letter.told.texts["notice"])),)
        if letter.told.kind is LetterKind.INSTALMENTS_AGREED:
            return (self._debt(INSTALMENTS, *instalment_sheet(self._database, letter.told.texts["plan"])),)
        if letter.told.kind in _QUOTES:
            return self._quote(letter.told.texts["quote"])
        if letter.told.kind not in _OFFERS:
            return ()
        number = letter.told.texts["offer"]
        row = self._database.read_one("SELECT id FROM umlauf.buyout_offer WHERE number = %(number)s", number=number)
        return () if row is None else (self._offer(OfferId(row["id"]), f"{number}.pdf"),)

    def _debt(self, kind: str, sheet: DebtSheet, subject_id: UUID) -> UUID:
        """A reminder or an instalment plan, made once."""
        kept = self._outbox.kept_paper(kind, subject_id)
        if kept is not None:
            return kept
        return self._outbox.keep_enclosure(kind, subject_id, f"{sheet.number}.pdf", self._papers.debt_letter(sheet))

    def _receipt(self, number: str) -> UUID:
        """Of a declaration, with its words and the minute."""
        sheet, declaration_id = receipt_sheet(self._database, number)
        kept = self._outbox.kept_paper(RECEIPT, declaration_id)
        if kept is not None:
            return kept
        paper = self._papers.declaration_receipt(sheet)
        return self._outbox.keep_enclosure(RECEIPT, declaration_id, f"{number}.pdf", paper)

    def _quote(self, name: str) -> tuple[UUID, ...]:
        """Of one version, by number and version as on paper."""
        row = self._database.read_one(_QUOTED, name=name)
        if row is None:
            return ()
        kept = self._outbox.kept_paper(QUOTE, row["id"])
        if kept is not None:
            return (kept,)
        paper = self._papers.quote(self._quotes.sheet(QuoteId(row["id"])))
        return (self._outbox.keep_enclosure(QUOTE, row["id"], f"{name.replace('/', '-')}.pdf", paper),)

    def _agreement(self, number: str) -> tuple[UUID, ...]:
        """Of a sale at the counter, with the signature as it was drawn."""
        row = self._database.read_one(_SOLD, number=number)
        if row is None:
            return ()
        kept = self._outbox.kept_paper(AGREEMENT, row["contract_id"])
        if kept is not None:
            return (kept,)
        paper = self._papers.agreement(agreement_sheet(self._database, SaleId(row["id"])))
        return (self._outbox.keep_enclosure(AGREEMENT, row["contract_id"], f"{number}.pdf", paper),)

    def _till_receipt(self, number: str, language: str) -> tuple[UUID, ...]:
        """As it was printed, and no copy: on paper it need not have been handed out at all. Once for each language."""
        row = self._database.read_one(_TILL_RECEIPT, number=number)
        if row is None:
            return ()
        kind = f"{TILL_RECEIPT}_{language}"
        kept = self._outbox.kept_paper(kind, row["id"])
        if kept is not None:
            return (kept,)
        paper = self._papers.till_receipt(self._tills.receipt(str(row["id"]), is_copy=False).paper, language)
        return (self._outbox.keep_enclosure(kind, ReceiptId(row["id"]), f"{number}.pdf", paper),)

    def _offer(self, offer_id: OfferId, file_name: str) -> UUID:
        kept = self._outbox.kept_paper(OFFER, offer_id)
        if kept is not None:
            return kept
        paper = self._papers.buyout_offer(self._offers.offer_sheet(offer_id))
        return self._outbox.keep_enclosure(OFFER, offer_id, file_name, paper)
