"""Whom the worker may ask about orders: a bureau by its file, an identity service by its key, banks by their numbers.

`UMLAUF_BUREAU` names the file (else `bureau.json` in the data folder, where there is one); its secret stands apart in
`UMLAUF_BUREAU_SECRET`, an identity service's key in `UMLAUF_STRIPE_IDENTITY_KEY`. None of it is in the database.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from connectors.bureau.http import HttpBureau
from connectors.bureau.mapping import BureauMapping, BureauMappingWrong, read_mapping
from connectors.identity.notices import IdentityNotices
from connectors.identity.stripe import StripeIdentity
from connectors.psp.http import Patience, Secret, Wire
from connectors.psp.key_file import KeyFile
from connectors.psp.stripe.notices import StripeSeal
from connectors.psp.stripe.wire import ADDRESS, StripeWire
from connectors.reference.bank_accounts import BankDirectory
from domain.checks.desks import CheckDesks
from domain.errors import AppError
from domain.payments.keys import KeyName

_LOG: Final = logging.getLogger(__name__)


def chosen_desks(environment: Mapping[str, str], folder: Path) -> CheckDesks:
    """What is set up wrongly is said in the log, and is nobody to ask: bills and letters go on all the same."""
    keys = KeyFile(folder, environment)
    secret = keys.secret(KeyName.STRIPE_IDENTITY_NOTICES)
    notices = IdentityNotices(StripeSeal(secret)) if secret else None
    return CheckDesks(_bureau(environment, folder), _identity(keys), notices, BankDirectory())


def _bureau(environment: Mapping[str, str], folder: Path) -> HttpBureau | None:
    try:
        mapping = _mapping(environment.get("UMLAUF_BUREAU", ""), folder)
        if mapping is None:
            return None
        patience = Patience(min(mapping.seconds, 10), mapping.seconds, mapping.seconds)
        secret = Secret(environment.get("UMLAUF_BUREAU_SECRET", ""))
        return HttpBureau(mapping, Wire(mapping.address, patience), secret)
    except AppError as wrong:
        _LOG.error("the credit bureau cannot be asked: %s", wrong)
        return None


def _identity(keys: KeyFile) -> StripeIdentity | None:
    key = keys.secret(KeyName.STRIPE_IDENTITY_KEY)
    if not key:
        return None
    try:
        return StripeIdentity(StripeWire(Wire(ADDRESS), key))
    except AppError as wrong:
        _LOG.error("the identity service cannot be asked: %s", wrong)
        return None


def _mapping(named: str, folder: Path) -> BureauMapping | None:
    path = Path(named) if named else folder / "bureau.json"
    if not named and not path.exists():
        return None
    try:
        return read_mapping(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise BureauMappingWrong(where=path.name) from None
