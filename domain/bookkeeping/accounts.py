"""Which account of the accountant's chart takes what: the owner's setting, with the usual ones of two charts.

Source: DATEV's standard charts SKR03 and SKR04; an owner's tax adviser checks and changes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from domain.billing.model import Tax, TaxCategory, TaxReason
from domain.billing.settlement import PaidBy
from domain.errors import InvalidInput

SHORTEST_ACCOUNT: Final = 4
LONGEST_ACCOUNT: Final = 8
MOST_ADVISER: Final = 9_999_999
LEAST_ADVISER: Final = 1_000
MOST_CLIENT: Final = 99_999
_DEBTORS: Final = 6
"""Personal accounts 1… to 6… are debtors, 7… to 9… creditors."""


class AccountsWrong(InvalidInput):
    """Adviser 1000 to 9999999, client 1 to 99999, accounts of at most the chart's length, months 1 to 12."""

    code = "accounts_wrong"


class Chart(StrEnum):
    """The number is what the file's header says."""

    SKR03 = "03"
    SKR04 = "04"


class Slot(StrEnum):
    """What an account is kept for, but for revenue and losses of home rates, which have one a rate."""

    BANK = "bank"
    CASH = "cash"
    TRANSIT = "transit"
    DEPOSITS = "deposits"
    BALANCE = "balance"
    REWARDS = "rewards"
    REVERSE_CHARGE = "reverse_charge"
    INTRA_COMMUNITY = "intra_community"
    EXPORT = "export"
    OUTSIDE = "outside"
    OSS = "oss"
    OTHER_COUNTRY = "other_country"
    EXEMPT = "exempt"
    ZERO = "zero"
    LATE_PAYMENT = "late_payment"
    LOSSES = "losses"
    VOUCHERS = "vouchers"
    TILL_EXPENSES = "till_expenses"
    TILL_DIFFERENCES = "till_differences"
    PRIVATE = "private"


_RATE_19: Final = Decimal(19)
_RATE_7: Final = Decimal(7)
STANDARD: Final[Mapping[Chart, Mapping[Slot, int]]] = {
    Chart.SKR03: {
        Slot.BANK: 1200, Slot.CASH: 1000, Slot.TRANSIT: 1360, Slot.DEPOSITS: 1732, Slot.BALANCE: 1700,
        Slot.REWARDS: 4600, Slot.REVERSE_CHARGE: 8336, Slot.INTRA_COMMUNITY: 8125, Slot.EXPORT: 8120,
        Slot.OUTSIDE: 8338, Slot.OSS: 8320, Slot.LOSSES: 2400,
    },
    Chart.SKR04: {
        Slot.BANK: 1800, Slot.CASH: 1600, Slot.TRANSIT: 1460, Slot.DEPOSITS: 3550, Slot.BALANCE: 3500,
        Slot.REWARDS: 6600, Slot.REVERSE_CHARGE: 4336, Slot.INTRA_COMMUNITY: 4125, Slot.EXPORT: 4120,
        Slot.OUTSIDE: 4338, Slot.OSS: 4320, Slot.LOSSES: 6930,
    },
}  # fmt: skip
"""What charts have no usual account for is left open: then nothing is booked until the owner names one."""
STANDARD_REVENUE: Final[Mapping[Chart, Mapping[Decimal, int]]] = {
    Chart.SKR03: {_RATE_19: 8400, _RATE_7: 8300},
    Chart.SKR04: {_RATE_19: 4400, _RATE_7: 4300},
}
STANDARD_LOSSES: Final[Mapping[Chart, Mapping[Decimal, int]]] = {
    Chart.SKR03: {_RATE_19: 2406, _RATE_7: 2401},
    Chart.SKR04: {_RATE_19: 6936, _RATE_7: 6931},
}
_BY_CATEGORY: Final = {
    TaxCategory.REVERSE_CHARGE: Slot.REVERSE_CHARGE,
    TaxCategory.INTRA_COMMUNITY: Slot.INTRA_COMMUNITY,
    TaxCategory.EXPORT: Slot.EXPORT,
    TaxCategory.OUTSIDE: Slot.OUTSIDE,
    TaxCategory.EXEMPT: Slot.EXEMPT,
    TaxCategory.ZERO: Slot.ZERO,
}
_BY_REASON: Final = {
    TaxReason.DEPOSIT: Slot.DEPOSITS,
    TaxReason.LATE_PAYMENT: Slot.LATE_PAYMENT,
    TaxReason.DESTINATION_COUNTRY: Slot.OSS,
    TaxReason.CUSTOMER_COUNTRY: Slot.OTHER_COUNTRY,
}
_BY_PAYMENT: Final = {PaidBy.TRANSFER: Slot.BANK, PaidBy.CASH: Slot.CASH}


@dataclass(frozen=True, slots=True)
class RateAccount:
    """`rate` in percent."""

    rate: Decimal
    account: int


@dataclass(frozen=True, slots=True)
class SlotAccount:
    slot: Slot
    account: int


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """`accounts`, `revenue` and `losses` name only what differs from the chart. `adviser` 0: no file is written yet.

    `year_begins` is the month in which the fiscal year begins. `locks`: the accountant's program may not change what
    it took in.

    Raises AccountsWrong.
    """

    chart: Chart = Chart.SKR03
    adviser: int = 0
    client: int = 0
    year_begins: int = 1
    length: int = SHORTEST_ACCOUNT
    locks: bool = False
    accounts: tuple[SlotAccount, ...] = ()
    revenue: tuple[RateAccount, ...] = ()
    losses: tuple[RateAccount, ...] = ()

    def __post_init__(self) -> None:
        rates = [*self.revenue, *self.losses]
        numbers = [each.account for each in self.accounts] + [each.account for each in rates]
        is_known = self.adviser == 0 or (LEAST_ADVISER <= self.adviser <= MOST_ADVISER and self.client >= 1)
        is_right = (
            is_known
            and 0 <= self.client <= MOST_CLIENT
            and 1 <= self.year_begins <= 12
            and SHORTEST_ACCOUNT <= self.length <= LONGEST_ACCOUNT
            and all(0 < number < 10**self.length for number in numbers)
            and _are_single([each.slot for each in self.accounts])
            and _are_single([each.rate for each in self.revenue])
            and _are_single([each.rate for each in self.losses])
        )
        if not is_right:
            raise AccountsWrong(length=self.length)

    @property
    def is_ready(self) -> bool:
        """Whether a file can say whose it is."""
        return self.adviser > 0

    def slot(self, slot: Slot) -> int | None:
        """None: the chart has no usual one, and the owner named none."""
        own = next((each.account for each in self.accounts if each.slot is slot), None)
        return own or self._longer(STANDARD[self.chart].get(slot))

    def revenue_of(self, tax: Tax) -> int | None:
        """Where a supply that was taxed so is booked; None as in `slot`."""
        slot = slot_of(tax)
        if slot is not None:
            return self.slot(slot)
        return self._of_rate(self.revenue, STANDARD_REVENUE[self.chart], tax.rate)

    def loss_of(self, category: TaxCategory, rate: Decimal) -> int | None:
        """Where a claim goes that nobody will pay."""
        if category is not TaxCategory.STANDARD:
            return self.slot(Slot.LOSSES)
        return self._of_rate(self.losses, STANDARD_LOSSES[self.chart], rate) or self.slot(Slot.LOSSES)

    def money_of(self, by: PaidBy | None) -> int | None:
        """What others collect for us is on its way to the bank."""
        return self.slot(_BY_PAYMENT.get(by, Slot.TRANSIT) if by else Slot.TRANSIT)

    def purpose_of(self, account: int) -> Slot | None:
        """What an account is kept for; None: revenue at a rate of home."""
        standard = STANDARD_LOSSES[self.chart].values()
        if account in {*(each.account for each in self.losses), *(self._longer(each) for each in standard)}:
            return Slot.LOSSES
        return next((slot for slot in Slot if self.slot(slot) == account), None)

    def debtor(self, number: int) -> int | None:
        """The personal account of customer number …; one digit longer than the others. None: the range is full."""
        account = int(10**self.length) + number
        return account if number > 0 and account < (_DEBTORS + 1) * 10**self.length else None

    def year_of(self, day: date) -> date:
        """The first day of the fiscal year that a day is in."""
        return date(day.year if day.month >= self.year_begins else day.year - 1, self.year_begins, 1)

    def _of_rate(self, own: tuple[RateAccount, ...], standard: Mapping[Decimal, int], rate: Decimal) -> int | None:
        named = next((each.account for each in own if each.rate == rate), None)
        return named or self._longer(standard.get(rate))

    def _longer(self, account: int | None) -> int | None:
        """Accounts of a longer chart end in zeros."""
        return None if account is None else int(account * 10 ** (self.length - SHORTEST_ACCOUNT))


def slot_of(tax: Tax) -> Slot | None:
    """None: taxed at a rate of home, which has an account of its own."""
    if tax.reason in _BY_REASON:
        return _BY_REASON[tax.reason]
    return _BY_CATEGORY.get(tax.category)


def _are_single(keys: list[object]) -> bool:
    return len(set(keys)) == len(keys)
