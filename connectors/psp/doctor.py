"""Whether the payment providers that are set up on this machine can be reached and take our keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from connectors.psp.adyen.provider import Adyen
from connectors.psp.choice import account_of
from connectors.psp.http import Http, Secret
from connectors.psp.key_file import KeyFile
from connectors.psp.mollie.provider import Mollie
from connectors.psp.stripe.provider import Stripe
from domain.clock import MovableClock
from domain.errors import AppError
from domain.payments.keys import KeyName


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. `what_to_do` is a code whose sentence the caller knows; empty when nothing is to be done."""

    name: str
    ok: bool
    detail: str
    what_to_do: str = ""
    refused: AppError | None = None


class Greeted(Protocol):
    """Somebody whom we can say hello to."""

    @property
    def is_test(self) -> bool: ...

    def greet(self) -> None:
        """Raises ProviderDown, ProviderRefusesUs."""
        ...


def checks(environment: Mapping[str, str], folder: Path, http: Http | None = None) -> list[Check]:
    """One for each provider with a key; nobody is asked without one. `folder` is the data folder."""
    keys, clock = KeyFile(folder, environment), MovableClock(datetime.fromtimestamp(0, UTC))  # a greeting has no time
    makers: Mapping[KeyName, Callable[[Secret], Greeted]] = {
        KeyName.STRIPE_KEY: lambda key: Stripe(key, clock, http),
        KeyName.MOLLIE_KEY: lambda key: Mollie(key, clock, http),
        KeyName.ADYEN_KEY: lambda key: Adyen(key, account_of(keys), clock, http),
    }
    return [_check(name, make, keys.secret(name)) for name, make in makers.items() if keys.secret(name)]


def _check(name: KeyName, make: Callable[[Secret], Greeted], key: Secret) -> Check:
    try:
        provider = make(key)
        provider.greet()
    except AppError as refused:
        return Check(name, ok=False, detail="", refused=refused)
    return Check(name, ok=True, detail=f"•••• {key.told[-4:]}", what_to_do="test_key" if provider.is_test else "")
