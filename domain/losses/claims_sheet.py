"""What was open between a customer who died or is insolvent and the house: facts of the list for whoever stands in."""

from dataclasses import dataclass
from datetime import date

from domain.business import Recipient
from domain.losses.cases import CaseKind
from domain.money import Money, total


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """One invoice that was open on a day: what it asked for, and what was left of it then."""

    number: str
    issued_on: date
    due_on: date
    gross: Money
    open: Money
    contracts: str


@dataclass(frozen=True, slots=True)
class HeldThing:
    """A thing of the house that is still with the customer. `worth` by the owner's table; None: nobody knows."""

    code: str
    title: str
    contract: str
    worth: Money | None


@dataclass(frozen=True, slots=True)
class ClaimsSheet:
    """`number` of the case; `since_on`: the day whose end `claims` tell; `things` are held on `made_on`.

    `recipient` stands in for the customer; its address may be empty where letters go by mail alone.
    """

    number: str
    kind: CaseKind
    since_on: date
    made_on: date
    reference: str
    customer_number: str
    customer_name: str
    recipient: Recipient
    language: str
    claims: tuple[OpenClaim, ...]
    things: tuple[HeldThing, ...]

    @property
    def sums(self) -> tuple[Money, ...]:
        """What was left of all of them, one sum for each currency."""
        currencies = dict.fromkeys(each.open.currency for each in self.claims)
        return tuple(total((c.open for c in self.claims if c.open.currency is each), each) for each in currencies)
