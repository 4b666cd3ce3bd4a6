"""The shelf on which files for the bank lie, for whoever writes them, and who collects by them."""

from collections.abc import Callable, Mapping, Sequence

from domain.application import Command, Event
from domain.banking.debit_files import Carried, CarriedOrder, Creditor
from domain.banking.keep_debit_file import KeepDebitFile, debit_file_id
from domain.ids import CommandId
from domain.payments.provider import AttemptId, CollectionFile
from storage.database import Database
from storage.queries.house import read_business
from storage.repositories.banking import carried_by
from storage.repositories.payment_settings import PAYMENTS, payments_from

Run = Callable[[CommandId, Command], Event]
"""Runs one command of the worker under that id."""


class DebitShelf:
    """`domain.banking.debit_files.FileShelf`, for the worker's login."""

    def __init__(self, database: Database, run: Run) -> None:
        self._database, self._run = database, run

    def carried(self, attempts: Sequence[AttemptId]) -> Mapping[AttemptId, Carried]:
        return carried_by(self._database.read, attempts)

    def keep(self, file: CollectionFile, orders: Sequence[CarriedOrder]) -> None:
        """Under an id made of the file's: kept twice it is kept once."""
        self._run(debit_file_id(file.message_id), KeepDebitFile.of(file, orders))


def creditor_of(database: Database) -> Creditor | None:
    """Who collects, as the owner entered it now. None: the account or the creditor identifier is missing."""
    business = read_business(database)
    row = database.read_one("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=PAYMENTS)
    settings = payments_from(None if row is None else row["value"])
    if business.bank is None or not settings.creditor_id:
        return None
    bank = business.bank
    return Creditor(bank.holder, bank.iban, settings.creditor_id, bank.bic, settings.lead_days)
