"""What the owner decided about an event: whether it is written about, how much later, and to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.customers.model import MailAddressWrong
from domain.customers.register_customer import is_mail_address
from domain.errors import InvalidInput, RuleViolation
from domain.messages.events import EVENTS, MailEvent, Recipient

MOST_DELAY_MINUTES: Final = 14 * 24 * 60
MOST_LEAD_DAYS: Final = 60


class LetterByLaw(RuleViolation):
    """It has to be written, and at once."""

    code = "letter_by_law"


class DelayWrong(InvalidInput):
    """A letter may wait for up to two weeks, and tells of what comes 1 to 60 days ahead."""

    code = "mail_delay_wrong"


class NobodyToWriteTo(InvalidInput):
    """A letter that is written goes to somebody; one to OTHER has an address."""

    code = "nobody_to_write_to"


@dataclass(frozen=True, slots=True)
class MailRule:
    """`other_address` belongs to Recipient.OTHER. `lead_days`: how long before the day it is about a letter is written
    that tells of something to come; 0 for the others."""

    is_on: bool = True
    delay_minutes: int = 0
    to: tuple[Recipient, ...] = (Recipient.CUSTOMER,)
    other_address: str = ""
    lead_days: int = 0


def rule_of(event: MailEvent) -> MailRule:
    """As the house is shipped."""
    facts = EVENTS[event]
    return MailRule(facts.is_on, facts.delay_minutes, facts.to, lead_days=facts.lead_days)


def check_rule(event: MailEvent, rule: MailRule) -> MailRule:
    """The rule with each recipient once.

    Raises LetterByLaw, DelayWrong, NobodyToWriteTo, MailAddressWrong.
    """
    to = tuple(each for each in Recipient if each in rule.to)
    lead = EVENTS[event].lead_days
    is_ahead = 1 <= rule.lead_days <= MOST_LEAD_DAYS if lead else rule.lead_days == 0
    if not 0 <= rule.delay_minutes <= MOST_DELAY_MINUTES or not is_ahead:
        raise DelayWrong(value=rule.delay_minutes)
    address = rule.other_address.strip()
    if not to or (Recipient.OTHER in to and not address):
        raise NobodyToWriteTo
    if address and not is_mail_address(address):
        raise MailAddressWrong(value=address)
    reaches = {Recipient.CUSTOMER, Recipient.BILLING} & set(to)
    if EVENTS[event].by_law and (not rule.is_on or rule.delay_minutes or not reaches):
        raise LetterByLaw
    return MailRule(rule.is_on, rule.delay_minutes, to, address, rule.lead_days)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a letter to a customer may go. `billing` "" where bills have no address of their own; `is_stood_in`:
    somebody stands in for the customer (heirs, an administrator) and gets all of it."""

    email: str
    billing: str = ""
    is_stood_in: bool = False


def addresses(rule: MailRule, to: Addressee) -> list[tuple[Recipient, str]]:
    """Each address once, in the order of the recipients; "" stands for a customer without one."""
    found: list[tuple[Recipient, str]] = []
    for each in rule.to:
        address = {
            Recipient.CUSTOMER: to.email,
            Recipient.BILLING: to.email if to.is_stood_in else to.billing or to.email,
            Recipient.OTHER: rule.other_address,
        }[each]
        if address.lower() not in _known(found):
            found.append((each, address))
    return found


def _known(found: Iterable[tuple[Recipient, str]]) -> frozenset[str]:
    return frozenset(address.lower() for _, address in found)
