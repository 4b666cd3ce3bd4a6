"""All sources of the timelines. A new one is a file of its own and a line here."""

from typing import Final

from storage.queries.lifecycle.changes import CHANGES
from storage.queries.lifecycle.charges import CHARGES
from storage.queries.lifecycle.checks import CHECKS
from storage.queries.lifecycle.commands import COMMANDS
from storage.queries.lifecycle.documents import DOCUMENTS
from storage.queries.lifecycle.entries import ENTRIES
from storage.queries.lifecycle.ledger import LEDGER
from storage.queries.lifecycle.letters import LETTERS
from storage.queries.lifecycle.notes import NOTES
from storage.queries.lifecycle.parcels import PARCELS
from storage.queries.lifecycle.payments import PAYMENTS
from storage.queries.lifecycle.servings import SERVINGS
from storage.queries.lifecycle.source import Source
from storage.queries.lifecycle.steps import STEPS
from storage.queries.lifecycle.tasks import TASKS

SOURCES: Final[tuple[Source, ...]] = (
    *COMMANDS,
    *LEDGER,
    *STEPS,
    CHECKS,
    SERVINGS,
    *PAYMENTS,
    *CHANGES,
    *PARCELS,
    *CHARGES,
    *DOCUMENTS,
    *ENTRIES,
    *NOTES,
    *TASKS,
    *LETTERS,
)
