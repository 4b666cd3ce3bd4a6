"""A scan that did not do what somebody wanted: its kind, and how much of its text may be kept.

Source: RULES.md 6 (log type, operator, time).
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import groupby
from typing import Final, Protocol

from domain.assets.codes import CodeRefused, FreeText, classify

MOST_SHOWN: Final = 40
_DIGEST_SIGNS: Final = 8


class WrongKind(StrEnum):
    """Why a scan was of no use."""

    UNKNOWN = "unknown"
    MISREAD = "misread"
    NO_CODE = "no_code"
    SYMBOLOGY = "symbology"
    NOT_NEEDED = "not_needed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Trace:
    """What is kept of a scanned text. `shown`: an own code, a GTIN or a GS1 string as it is; of anything else, which
    may be a name or an address, only its shape ("A5-9" for five letters, a dash, one digit). `digest` says that two
    were the same, and is too short to say more."""

    shown: str
    digest: str


def trace_of(text: str, symbology: str | None = None) -> Trace:
    """Never refuses: hostile texts are what is noted here."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_SIGNS]
    try:
        found = classify(text, symbology)
    except CodeRefused:
        return Trace(_shape(text), digest)
    return Trace(_shape(text) if isinstance(found, FreeText) else found.text[:MOST_SHOWN], digest)


def _shape(text: str) -> str:
    runs = [(kind, sum(1 for _ in run)) for kind, run in groupby(text[: 4 * MOST_SHOWN], _class_of)]
    shown = "".join(kind + (str(length) if length > 1 else "") for kind, length in runs)
    return shown[:MOST_SHOWN]


def _class_of(sign: str) -> str:
    if sign.isdecimal():
        return "9"
    if sign.isalpha():
        return "A"
    return sign if sign in "-./:_+#" else "·"


@dataclass(frozen=True, slots=True)
class WrongScan:
    """`page`: key of the page in front; `device` and `symbology` as the scan told them, "" when it did not. `refusal`:
    code of the refusal, "" where there was none."""

    kind: WrongKind
    trace: Trace
    page: str
    device: str
    symbology: str
    refusal: str


class ScanLog(Protocol):
    def note(self, scan: WrongScan) -> None: ...
