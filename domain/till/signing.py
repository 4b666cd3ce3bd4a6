"""The signing device of a till (TSE): what is asked of it, and what it says of one receipt.

Source: AO 146a; KassenSichV 2, 6; BSI TR-03153; the code on receipts: DSFinV-K 2.3, appendix I.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from domain.errors import Unavailable
from domain.money import Money

PROCESS_TYPE: Final = "Kassenbeleg-V1"
LOG_FORMAT: Final = "unixTime"


class SigningUnavailable(Unavailable):
    """The signing device does not answer. Sales go on: the receipt says that it was away (KassenSichV 6, AEAO)."""

    code = "signing_unavailable"


class Device(StrEnum):
    """TRAINING is certified by nobody: with it a till may be tried out, never used."""

    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Started:
    """A transaction that was begun at the device."""

    transaction: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Signature:
    """What the device says of one receipt. `is_away`: it did not answer, and all but the instants is empty.

    `value` and `public_key` as base64; `process` is what was signed.
    """

    transaction: int = 0
    counter: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    serial: str = ""
    algorithm: str = ""
    value: str = ""
    public_key: str = ""
    process: str = ""
    is_training: bool = False
    is_away: bool = False


class SigningDevice(Protocol):
    """Signs one receipt after the other. Raises of all: SigningUnavailable."""

    def start(self) -> Started: ...

    def finish(self, started: Started, till: str, process: str) -> Signature: ...

    def log(self) -> Iterable[Mapping[str, object]]:
        """Everything it signed, the oldest first: for the export of its log."""
        ...


_GERMAN_GROUPS: Final = (Decimal(19), Decimal(7), Decimal("10.7"), Decimal("5.5"), Decimal(0))
"""The order in which sums stand in what is signed. Untaxed sums stand in the last."""


def process_of(groups: Mapping[Decimal, Money], untaxed: Money, cash: Money, other: Money) -> str:
    """What is signed of a receipt: sums by rate, then what was paid. Source: DSFinV-K 2.3, appendix I, "Beleg"."""
    sums = [groups.get(rate, Money(0, cash.currency)) for rate in _GERMAN_GROUPS]
    sums[-1] += untaxed + Money(
        sum(each.minor for rate, each in groups.items() if rate not in _GERMAN_GROUPS), cash.currency
    )
    paid = [f"{amount.decimal()}:{word}" for amount, word in ((cash, "Bar"), (other, "Unbar")) if amount]
    return f"Beleg^{'_'.join(str(each.decimal()) for each in sums)}^{'_'.join(paid) or '0.00:Unbar'}"


def code_of(signature: Signature, till: str) -> str:
    """The text of the code on a receipt, version 0; "" while the device was away."""
    if signature.is_away or signature.started_at is None or signature.ended_at is None:
        return ""
    parts = (
        "V0",
        till,
        PROCESS_TYPE,
        signature.process,
        str(signature.transaction),
        str(signature.counter),
        _instant(signature.started_at),
        _instant(signature.ended_at),
        signature.algorithm,
        LOG_FORMAT,
        signature.value,
        signature.public_key,
    )
    return ";".join(parts)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
