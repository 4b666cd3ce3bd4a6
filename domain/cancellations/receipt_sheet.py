"""Everything that the receipt of a declaration says on paper, as facts. Source: section 312k (4) BGB."""

from dataclasses import dataclass
from datetime import datetime

from domain.cancellations.model import Channel


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """`words` and the rest as the sender wrote them; `file_name` "" when nothing came along, `digest` its SHA-256."""

    number: str
    received_at: datetime
    channel: Channel
    language: str
    name: str
    email: str
    contract: str
    words: str
    file_name: str
    digest: str
