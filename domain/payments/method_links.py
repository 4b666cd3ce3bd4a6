"""The link by which a customer leaves a payment method: what whoever has its secret is told."""

from dataclasses import dataclass
from enum import StrEnum


class LinkStage(StrEnum):
    """WAITING: the provider's page is being made. OPEN: it is there. FAILED: the provider has none just now."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    WAITING = "waiting"
    OPEN = "open"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class MethodLink:
    """`page`: the provider's, while it is open."""

    stage: LinkStage
    page: str = ""
