"""One customer gets a programme for staying of their own: all running contracts at once, and those to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.contracts.changing import applied
from domain.ids import ContractId, CustomerId
from domain.loyalty.agree_loyalty import AgreeLoyalty, LoyaltySame
from domain.loyalty.close_scheme import SchemeClosed
from domain.loyalty.referrals import ReferralReasonMissing
from domain.loyalty.scheme import Scheme, SchemeId
from domain.loyalty.steps import LoyaltyNeedsMonths
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class GiveScheme(Command):
    """`scheme_id` None: contracts to come get what everybody gets; running ones keep theirs."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    customer_id: CustomerId
    scheme_id: SchemeId | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SchemeGiven(Event):
    """`contracts` are those that have it now, too."""

    customer_id: CustomerId
    contracts: tuple[ContractId, ...]

    def touched(self) -> Iterable[str]:
        return ("contracts", f"customer:{self.customer_id}", *(f"contract:{each}" for each in self.contracts))


def give_scheme(command: GiveScheme, unit: Unit, _clock: Clock) -> SchemeGiven:
    """A contract that is paid by days or weeks is left as it is.

    Raises UnknownCustomer, UnknownScheme, SchemeClosed, ReferralReasonMissing.
    """
    customer = unit.customers.get(command.customer_id)
    reason = command.reason.strip()
    if not reason:
        raise ReferralReasonMissing
    scheme = None if command.scheme_id is None else unit.loyalty.scheme(command.scheme_id)
    if scheme is not None and scheme.closed_on is not None:
        raise SchemeClosed(title=scheme.title)
    unit.loyalty.give_scheme(customer.id, command.scheme_id, unit.today(), reason)
    if scheme is None:
        return SchemeGiven(customer.id, ())
    contracts = unit.loyalty.running_contracts(customer.id)
    return SchemeGiven(customer.id, tuple(each for each in contracts if _agreed(each, scheme, reason, unit)))


def _agreed(contract_id: ContractId, scheme: Scheme, reason: str, unit: Unit) -> bool:
    contract, families = unit.contracts.get(contract_id), scheme.rule.plan_families
    change = AgreeLoyalty(
        contract_id,
        contract.version,
        reason,
        title=scheme.title,
        rule=scheme.rule,
        plan_ids=unit.loyalty.versions(families) if families else (),
    )
    try:
        changed = applied(change, contract, unit.today())
    except (LoyaltySame, LoyaltyNeedsMonths):
        return False
    unit.contracts.save(changed, can_undo=True)
    return True
