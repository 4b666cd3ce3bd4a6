"""A letter that is printed because it has no mail address."""

from dataclasses import dataclass
from datetime import date

from domain.business import Recipient


@dataclass(frozen=True, slots=True)
class PostalSheet:
    """`recipient` None: nobody knows a postal address either; then `name` stands in the window."""

    recipient: Recipient | None
    name: str
    written_on: date
    subject: str
    body: str
    language: str
