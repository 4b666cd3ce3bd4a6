"""Which notices of providers are believed here: by the seal that the door checks, and by the reader of the worker."""

from collections.abc import Callable, Mapping
from pathlib import Path

from connectors.identity.notices import IdentitySeal
from connectors.psp.adyen.notices import AdyenReader, AdyenSeal
from connectors.psp.key_file import KeyFile
from connectors.psp.mollie.notices import MollieReader, MollieSeal
from connectors.psp.mollie.provider import Mollie
from connectors.psp.stripe.notices import StripeReader, StripeSeal
from connectors.psp.stripe.provider import Stripe
from domain.checks.identity import IdentityService
from domain.payments.keys import KeyName
from domain.payments.notices import Seal
from domain.payments.provider import NoticeReader, Provider, ProviderName, SignatureWrong

Readers = Mapping[ProviderName, NoticeReader]
MakeReaders = Callable[[Mapping[ProviderName, Provider]], Readers]


def chosen_seals(environment: Mapping[str, str], folder: Path) -> Mapping[str, Seal]:
    """For the door, by the name in its address. `folder` is the data folder; on another machine the keys stand in the
    environment.

    A provider whose notices are not signed with a key of ours has no door: Mollie's prove nothing and need none.
    """
    keys = KeyFile(folder, environment)
    seals: dict[str, Seal] = {ProviderName.MOLLIE: MollieSeal()}
    if secret := keys.secret(KeyName.STRIPE_NOTICES):
        seals[ProviderName.STRIPE] = StripeSeal(secret)
    if adyen := _adyen(keys):
        seals[ProviderName.ADYEN] = adyen
    if secret := keys.secret(KeyName.STRIPE_IDENTITY_NOTICES):
        seals[IdentityService.STRIPE] = IdentitySeal(StripeSeal(secret))
    return seals


def _adyen(keys: KeyFile) -> AdyenSeal | None:
    secret, account = keys.secret(KeyName.ADYEN_NOTICES), keys.secret(KeyName.ADYEN_ACCOUNT)
    if not secret or not account:
        return None
    try:
        return AdyenSeal(account.told.partition("@")[0], secret)
    except SignatureWrong:
        return None


def chosen_readers(environment: Mapping[str, str], folder: Path) -> MakeReaders:
    """For the worker, which asks the providers where a notice does not say enough. Without the key that a provider's
    notices are signed with it reads none of them: they stay until it has one."""

    def made(providers: Mapping[ProviderName, Provider]) -> Readers:
        keys, readers = KeyFile(folder, environment), dict[ProviderName, NoticeReader]()
        stripe, mollie = providers.get(ProviderName.STRIPE), providers.get(ProviderName.MOLLIE)
        if isinstance(stripe, Stripe) and (secret := keys.secret(KeyName.STRIPE_NOTICES)):
            desk = stripe.desk
            readers[ProviderName.STRIPE] = StripeReader(StripeSeal(secret), lambda: desk)
        if isinstance(mollie, Mollie):
            known = mollie
            readers[ProviderName.MOLLIE] = MollieReader(lambda: known)
        if seal := _adyen(keys):
            readers[ProviderName.ADYEN] = AdyenReader(seal)
        return readers

    return made
