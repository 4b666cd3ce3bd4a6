"""Which providers this worker can ask: the training bank and files for the bank always, others by their key."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from connectors.psp.adyen.provider import Adyen
from connectors.psp.adyen.wire import Account
from connectors.psp.http import Secret
from connectors.psp.key_file import KeyFile
from connectors.psp.mollie.provider import Mollie
from connectors.psp.sepa.files import SepaFiles
from connectors.psp.stripe.provider import Stripe
from connectors.psp.training.bank import TrainingBank
from connectors.psp.training.ledger import BankFile
from connectors.reference.target_days import EcbCalendar
from domain.banking.debit_files import Creditor, FileShelf
from domain.clock import Clock
from domain.errors import AppError
from domain.payments.keys import KeyName
from domain.payments.provider import Provider, ProviderName

TRAINING_FILE: Final = "training-bank.json"
_LOG: Final = logging.getLogger(__name__)
Providers = Mapping[ProviderName, Provider]
MakeProviders = Callable[[FileShelf, Callable[[], Creditor | None], str], Providers]
"""The third: the address of the customers' pages, where payers come back and notices arrive; "" without any."""


def chosen_providers(environment: Mapping[str, str], folder: Path, clock: Clock) -> MakeProviders:
    """What is set up wrongly is said in the log, and is nobody to ask. `folder` is the data folder."""
    keys = KeyFile(folder, environment)

    def made(shelf: FileShelf, creditor: Callable[[], Creditor | None], pages: str) -> Providers:
        back = pages.rstrip("/")
        notices = f"{back}/hooks/{ProviderName.MOLLIE}" if back.startswith("https://") else ""
        return {
            ProviderName.TRAINING: TrainingBank(BankFile(folder / TRAINING_FILE), clock),
            ProviderName.SEPA_FILES: SepaFiles(creditor, shelf, EcbCalendar(), clock),
            **_by_key(
                ProviderName.STRIPE, keys.secret(KeyName.STRIPE_KEY), lambda key: Stripe(key, clock, return_to=back)
            ),
            **_by_key(
                ProviderName.ADYEN,
                keys.secret(KeyName.ADYEN_KEY),
                lambda key: Adyen(key, account_of(keys), clock, return_to=back),
            ),
            **_by_key(
                ProviderName.MOLLIE,
                keys.secret(KeyName.MOLLIE_KEY),
                lambda key: Mollie(key, clock, return_to=back, notices=notices),
            ),
        }

    return made


def account_of(keys: KeyFile) -> Account:
    """Kept as "merchant", or "merchant@prefix" where money moves."""
    merchant, _at, prefix = keys.secret(KeyName.ADYEN_ACCOUNT).told.partition("@")
    return Account(merchant, prefix)


def _by_key(name: ProviderName, key: Secret, make: Callable[[Secret], Provider]) -> Providers:
    if not key:
        return {}
    try:
        return {name: make(key)}
    except AppError as wrong:
        _LOG.error("%s cannot be asked: %s", name, wrong)
        return {}
