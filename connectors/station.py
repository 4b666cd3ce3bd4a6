"""What a window may use of the outside world by itself, without the worker: its post, and files that banks write."""

from collections.abc import Mapping
from pathlib import Path

from connectors.mail.office import StationPost
from connectors.psp.key_file import KeyFile
from connectors.psp.sepa.reader import SepaReader
from connectors.reference.bank_accounts import BankDirectory
from domain.payments.outside import MoneyOutside

__all__ = ["SepaReader", "StationPost", "station_money"]


def station_money(environment: Mapping[str, str], folder: Path) -> MoneyOutside:
    """Banks by their numbers, and the keys of providers in the data folder."""
    return MoneyOutside(BankDirectory(), KeyFile(folder, environment))
