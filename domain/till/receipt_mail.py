"""A receipt that somebody wants by mail: kept by the till that is asked for it, written by the worker."""

from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from domain.errors import InvalidInput, RuleViolation
from domain.till.model import ReceiptId

ReceiptMailId = NewType("ReceiptMailId", UUID)
LANGUAGES = ("de", "en")


class ReceiptAddressMissing(InvalidInput):
    """Neither was an address said, nor does the receipt belong to a customer who has one."""

    code = "receipt_address_missing"


class TooManyReceiptMails(RuleViolation):
    """One receipt goes out five times at most, and a till sends no more than a counter hands out in an hour."""

    code = "too_many_receipt_mails"


@dataclass(frozen=True, slots=True)
class ReceiptMail:
    """`address` "": to the customer whose receipt it is, in their language."""

    id: ReceiptMailId
    receipt_id: ReceiptId
    address: str
    language: str
