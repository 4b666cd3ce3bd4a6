"""What use-cases ask of vouchers, personal codes and schemes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from domain.customers.model import PersonalData
    from domain.ids import ContractId, CustomerId, PlanId, ProductId
    from domain.loyalty.programme import ReferralProgramme
    from domain.loyalty.referrals import Circumstances, Referral, ReferralId
    from domain.loyalty.scheme import Scheme, SchemeId
    from domain.loyalty.tiers import Standing, TierProgramme
    from domain.loyalty.vouchers import Batch, BatchId, Voucher
    from domain.money import Currency, Money


@dataclass(frozen=True, slots=True)
class Alike:
    """A customer who may be the same person as another. `has_ordered`: ever."""

    customer_id: CustomerId
    personal: PersonalData
    has_ordered: bool


@dataclass(frozen=True, slots=True)
class PlanKind:
    """What a line's plan is a version of, and of which product."""

    product_id: ProductId
    family: PlanId


@dataclass(frozen=True, slots=True)
class KeptProgramme:
    """`version` counts the changes; 0: as the program has it."""

    value: ReferralProgramme
    version: int


@dataclass(frozen=True, slots=True)
class KeptTiers:
    """`version` counts the changes; 0: as the program has it."""

    value: TierProgramme
    version: int


class Offers(Protocol):
    """As much as deciding about a code asks for; reading alone."""

    def voucher(self, code: str) -> Voucher | None:
        """Locked until the command is done. None: no such code."""
        ...

    def has_used(self, batch_id: BatchId, customer_id: CustomerId) -> bool: ...

    def has_ordered(self, customer_id: CustomerId) -> bool: ...

    def programme(self) -> KeptProgramme: ...

    def referrer(self, code: str) -> CustomerId | None:
        """Whose code it is; locked until the command is done. None: no such code."""
        ...

    def friends_of(self, code: str) -> int:
        """How many it brought, whatever became of them."""
        ...

    def running_contract(self, customer_id: CustomerId) -> ContractId | None:
        """The newest that runs; None: none does."""
        ...

    def alike(self, customer_id: CustomerId, person: PersonalData) -> Sequence[Alike]:
        """Other customers who may share mail address, phone or address with this one."""
        ...

    def plan_kinds(self, plan_ids: Sequence[PlanId]) -> Mapping[PlanId, PlanKind]: ...

    def scheme_for(self, customer_id: CustomerId | None, family: PlanId) -> Scheme | None:
        """The customer's own, else the newest open one for this plan."""
        ...

    def versions(self, families: Sequence[PlanId]) -> tuple[PlanId, ...]:
        """All versions of these plans."""
        ...

    def tiers(self) -> KeptTiers: ...

    def standing(self, customer_id: CustomerId) -> Standing | None:
        """The newest. None: they never had one."""
        ...

    def turnover(self, customer_id: CustomerId, currency: Currency) -> Money:
        """All that was billed with VAT, less what was credited, without deposits."""
        ...


class LoyaltyBook(Offers, Protocol):
    """With what commands write."""

    def batch(self, batch_id: BatchId) -> Batch:
        """Raises UnknownBatch."""
        ...

    def taken(self, codes: Sequence[str]) -> frozenset[str]:
        """Those that a voucher or a price plan has already."""
        ...

    def add_batch(self, batch: Batch, codes: Sequence[str]) -> None: ...

    def withdraw(self, batch_id: BatchId, code: str | None, on: date) -> None:
        """`code` None: all of the batch. Uses so far stay."""
        ...

    def use(self, voucher: Voucher, customer_id: CustomerId, contract_id: ContractId, on: date) -> None:
        """Raises VoucherUsedUp when another station was faster (at the latest when the unit ends)."""
        ...

    def save_programme(self, before: KeptProgramme, after: ReferralProgramme, reason: str) -> None:
        """Raises Conflict when someone else changed it at the same time (at the latest when the unit ends)."""
        ...

    def code_of(self, customer_id: CustomerId) -> str | None: ...

    def add_code(self, code: str, customer_id: CustomerId, on: date) -> None: ...

    def add(self, referral: Referral) -> None: ...

    def referral(self, referral_id: ReferralId) -> Referral:
        """Locked until the command is done. Raises UnknownReferral."""
        ...

    def save(self, referral: Referral) -> None:
        """State and reason: what a person decides."""
        ...

    def settle(self, referral: Referral) -> None:
        """With the reward and what was written to the referrer: the worker's right alone."""
        ...

    def share_account(self, one: CustomerId, other: CustomerId) -> bool:
        """Whether money was, or is to be, sent to one bank account for both."""
        ...

    def circumstances(self, referral: Referral, day: date) -> Circumstances: ...

    def scheme(self, scheme_id: SchemeId) -> Scheme:
        """Raises UnknownScheme."""
        ...

    def add_scheme(self, scheme: Scheme) -> None: ...

    def close_scheme(self, scheme_id: SchemeId, on: date) -> None: ...

    def give_scheme(self, customer_id: CustomerId, scheme_id: SchemeId | None, on: date, reason: str) -> None: ...

    def running_contracts(self, customer_id: CustomerId) -> Sequence[ContractId]: ...

    def live_contracts(self, customer_id: CustomerId) -> Sequence[ContractId]:
        """Those that are not over, also the ones that have not begun; the oldest first."""
        ...

    def save_tiers(self, before: KeptTiers, after: TierProgramme, reason: str) -> None:
        """Raises Conflict when someone else changed them at the same time (at the latest when the unit ends)."""
        ...

    def steps_had(self, customer_id: CustomerId) -> frozenset[str]:
        """The names of all steps that the customer ever had."""
        ...

    def add_standing(self, standing: Standing) -> None:
        """Raises Conflict when someone else gave one at the same time (at the latest when the unit ends)."""
        ...
