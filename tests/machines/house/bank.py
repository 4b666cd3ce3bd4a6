"""What the bank tells: files read in again and again, transfers booked for the right and the wrong, taken back."""

from hashlib import sha256

from domain.banking.book_transfer import BookTransfer, PartOf
from domain.banking.keep_bank_file import KeepBankFile
from domain.banking.mark_transfer import MarkTransfer
from domain.banking.model import BankEntry, BankEntryId, BankFile, BankFileId, BankFileKind, Mark, Nature, ReadFile
from domain.banking.take_back_transfer import TakeBackTransfer
from domain.money import Money
from tests.machines.house.world import Chances, House

_OPEN = (
    "SELECT i.id, i.number, i.customer_id, i.gross_minor - coalesce(d.used_minor, 0) AS open FROM umlauf.invoice i"
    " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " WHERE i.kind = 'invoice' AND i.gross_minor > coalesce(d.used_minor, 0) ORDER BY i.number"
)
_WAITING = (
    "SELECT e.id, e.left_minor, p.words FROM umlauf.bank_entry e JOIN umlauf.bank_entry_personal p ON p.entry_id = e.id"
    " WHERE e.left_minor > 0 AND e.mark = 'open' ORDER BY e.n"
)


def a_statement_comes(house: House) -> None:
    """Some transfers of the day; now and then one that an earlier file told."""
    row = house.any_row(_OPEN)
    known = house.any_row("SELECT content FROM umlauf.bank_entry ORDER BY n")
    minor = row["open"] * house.one_of([100, 100, 50, 130]) // 100 if row is not None else 500
    text = row["number"] if row is not None and house.chance(80) else "danke"
    entry = BankEntry(
        Nature.TRANSFER,
        "DE02120300000000202051",
        Money(max(minor, 1)),
        house.day(-1, 0),
        sha256(str(house.number).encode()).hexdigest(),
        payer="Jo",
        text=text,
    )
    if known is not None and house.chance(20):
        entry = BankEntry(entry.nature, entry.account, entry.amount, entry.booked_on, known["content"], text=text)
    says = BankFile(BankFileKind.STATEMENT, str(house.number), None, (entry,))
    content = str(house.number if house.chance(90) else 1).encode()
    house.tries(KeepBankFile.of(BankFileId(house.new_id()), ReadFile("camt.xml", content, says)))


def book_a_transfer(house: House) -> None:
    """For the invoice that its text names, or for any; what is too much becomes balance."""
    waits = house.any_row(_WAITING)
    if waits is None:
        return
    left = Money(waits["left_minor"])
    named = [row for row in house.rows(_OPEN) if row["number"] == waits["words"]]
    row = named[0] if named else house.any_row(_OPEN)
    customer = row["customer_id"] if row is not None else house.any_customer()
    if customer is None:
        return
    still = Money(row["open"]) if row is not None else Money(0)
    part = min(still, left, key=lambda each: each.minor)
    parts = (PartOf(row["id"], still, part),) if row is not None else ()
    house.tries(BookTransfer(BankEntryId(waits["id"]), customer, left, parts, left - part))


def take_a_booking_back(house: House) -> None:
    row = house.any_row("SELECT entry_id FROM umlauf.bank_booking ORDER BY payment_id")
    if row is not None:
        house.tries(TakeBackTransfer(BankEntryId(row["entry_id"])))


def mark_a_transfer(house: House) -> None:
    row = house.any_row("SELECT id FROM umlauf.bank_entry ORDER BY n")
    if row is not None:
        house.tries(MarkTransfer(BankEntryId(row["id"]), house.one_of(list(Mark)), "Probe"))


STEPS: Chances = ((4, a_statement_comes), (4, book_a_transfer), (1, take_a_booking_back), (1, mark_a_transfer))
