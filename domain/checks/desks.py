"""Whoever can be asked about an order outside of the house; None: nobody of that kind."""

from dataclasses import dataclass, field

from domain.checks.accounts import FormOnly
from domain.checks.facts import BankAccounts
from domain.checks.identity import IdentityDesk, IdentityNoticeReader
from domain.checks.verdict import RiskCheck


@dataclass(frozen=True, slots=True)
class CheckDesks:
    """The worker's; a station asks nobody."""

    bureau: RiskCheck | None = None
    identity: IdentityDesk | None = None
    notices: IdentityNoticeReader | None = None
    accounts: BankAccounts = field(default_factory=FormOnly)
