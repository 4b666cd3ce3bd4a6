"""A story of one contract: people change it by commands, the nights bill it, and every document is told whole."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from domain.billing.charges import next_due_on, open_since
from domain.billing.difference import due_postings
from domain.billing.invoice import DraftInvoice
from domain.billing.retaxed import tax_fits
from domain.billing.tax import BillingParty
from domain.contracts.changing import ContractChange, applied
from domain.contracts.model import Contract
from tests.domain.billing.timelines import CONSUMER, Books


class Line(NamedTuple):
    """Position of the contract's line, why, first and last day, and the amount as it stands on the document."""

    position: int
    reason: str
    first_day: date
    last_day: date
    amount: str


class Paper(NamedTuple):
    """One document as a whole. `vat` are rate, net and VAT of each group."""

    on: date
    kind: str
    lines: tuple[Line, ...]
    vat: tuple[tuple[str, str, str], ...]
    gross: str


class Story:
    """The night runs early in the morning, people work by day: what they change is billed in the night after."""

    def __init__(self, contract: Contract, party: BillingParty = CONSUMER) -> None:
        self.contract, self.books = contract, Books(party)
        self.papers: list[Paper] = []
        self.next_due = next_due_on(contract, None)
        self.today = contract.start_on or date.min

    def nights(self, until: date) -> None:
        """All nights up to and with that of `until`; one on which nothing is foretold does nothing."""
        while self.next_due is not None and max(self.next_due, self.today) <= until:
            self.night(max(self.next_due, self.today))
        self.today = until

    def night(self, day: date) -> None:
        """One run; that of a day on which the machine was off simply never happens."""
        contract, books = self.contract, self.books
        since = None if self.next_due is None else open_since(contract, self.next_due)
        postings = due_postings(contract, books.rows, day, since, fits=tax_fits(contract, books.party, books.rules))
        self.papers.extend(_paper(day, draft) for draft in books.post(contract, postings))
        self.next_due = next_due_on(contract, day)

    def does(self, day: date, kind: type[ContractChange], **values: Any) -> None:
        """A person saves a change during that day."""
        self.nights(day)
        command = kind(self.contract.id, self.contract.version, "so besprochen", **values)
        self.becomes(applied(command, self.contract, day))

    def becomes(self, contract: Contract) -> None:
        """The contract as it is from now on; the next night compares all of it."""
        self.contract = contract
        self.compare()

    def compare(self) -> None:
        """From its start on, in the night to come."""
        self.next_due = self.contract.start_on
        self.today += timedelta(days=1)

    def since(self, day: date) -> list[Paper]:
        """The documents from that day on."""
        return [paper for paper in self.papers if paper.on >= day]

    @property
    def paid(self) -> int:
        """All invoices less all credit notes, gross, in cents."""
        signs = {"invoice": 1, "credit_note": -1}
        return sum(signs[draft.kind] * draft.gross.minor for draft in self.books.documents)


def _paper(day: date, draft: DraftInvoice) -> Paper:
    return Paper(
        day,
        str(draft.kind),
        tuple(
            Line(
                line.posting.line.position,
                str(line.posting.reason),
                line.posting.period.first_day,
                line.posting.period.last_day or line.posting.period.first_day,
                str(line.amount.decimal()),
            )
            for line in draft.lines
        ),
        tuple((f"{each.rate:f}", str(each.net.decimal()), str(each.vat.decimal())) for each in draft.vat),
        str(draft.gross.decimal()),
    )
