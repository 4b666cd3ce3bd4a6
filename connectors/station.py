"""What a window may use of the outside world by itself, without the worker: its post, and files that banks write."""

from collections.abc import Mapping
from pathlib import Path

from connectors.mail.office import StationPost
from connectors.psp.choice import TRAINING_FILE
from connectors.psp.key_file import KeyFile
from connectors.psp.sepa.reader import SepaReader
from connectors.psp.training.bank import TrainingBank
from connectors.psp.training.ledger import BankFile
from connectors.reference.bank_accounts import BankDirectory
from domain.clock import Clock
from domain.payments.outside import MoneyOutside

__all__ = ["SepaReader", "StationPost", "station_money"]


def station_money(environment: Mapping[str, str], folder: Path, clock: Clock) -> MoneyOutside:
    """Banks by their numbers, the keys of providers in the data folder, and the training bank's statement."""
    training = TrainingBank(BankFile(folder / TRAINING_FILE), clock)
    return MoneyOutside(BankDirectory(), KeyFile(folder, environment), training.statement)
