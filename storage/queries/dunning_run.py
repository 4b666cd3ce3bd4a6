"""Who would get which letter today, and who would not: the run's own function, asked without writing."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from domain.dunning.model import Account, Outlook
from domain.dunning.planning import outlook
from domain.dunning.settings import DunningSettings
from domain.ids import CustomerId
from storage.database import Row
from storage.repositories.dunning import accounts_of
from storage.repositories.settings import dunning_from

Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database: a question and its values."""

_AT_ONCE: Final = 200
_CANDIDATES: Final = """
    SELECT DISTINCT i.customer_id FROM umlauf.invoice i
    LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id
    WHERE i.kind = 'invoice' AND i.due_on < %(day)s AND i.gross_minor > coalesce(a.used_minor, 0) ORDER BY 1"""


def settings_of(read: Read) -> DunningSettings:
    rows = read("SELECT value FROM umlauf.setting WHERE name = 'dunning'")
    return dunning_from(rows[0]["value"] if rows else None)


def due_customers(read: Read, day: date) -> Iterator[Outlook]:
    """Of all who owe something that is overdue, some customers at a time."""
    settings = settings_of(read)
    for account in overdue_accounts(read, day):
        yield outlook(account, settings, day)


def overdue_accounts(read: Read, day: date) -> Iterator[Account]:
    known = [CustomerId(row["customer_id"]) for row in read(_CANDIDATES, day=day)]
    for start in range(0, len(known), _AT_ONCE):
        yield from accounts_of(read, known[start : start + _AT_ONCE], day)
