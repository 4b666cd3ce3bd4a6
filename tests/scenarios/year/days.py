"""The seeded plan of the year: who comes when, how much is done each day; and the days, one after the other."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from domain.application import Seat
from domain.dunning.change_dunning_settings import ChangeDunningSettings
from domain.dunning.settings import DunningSettings
from domain.loyalty.change_programme import ChangeProgramme
from domain.loyalty.make_vouchers import MakeVouchers
from domain.loyalty.programme import ReferralProgramme
from domain.loyalty.vouchers import VoucherRule
from domain.settings.change_payment_settings import ChangePaymentSettings
from domain.settings.payments import PaymentSettings
from domain.swaps.groups import Member, SwapRules
from domain.swaps.save_group import SaveGroup
from tests.machines.house.catalogue import VOUCHER
from tests.scenarios.year import floor
from tests.scenarios.year.acts import ACTS
from tests.scenarios.year.people import Town
from tests.scenarios.year.radwerk import Radwerk
from tests.storage.payment_story import COLLECTORS, CREDITOR

_FRIDAY: Final = 4
_AT_FIRST: Final = 30
"""In a hundred customers those who come in the first four weeks; the others come over the whole year."""
_SWAPPED: Final = ("Stadtrad Kiez 1", "Tourenrad Spree", "E-Bike Kiez 3", "E-Bike Havel")


@dataclass(frozen=True)
class Size:
    """`acts`: in a hundred days."""

    customers: int
    days: int
    acts: int


WHOLE: Final = Size(200, 365, 130)


def lived(house: Radwerk, size: Size) -> None:
    """The whole year, day by day."""
    _opens(house)
    town = Town(house)
    early = size.customers * _AT_FIRST // 100
    for n in range(1, size.days + 1):
        house.night()
        house.keeps_dates()
        wanted = early * min(n, 28) // 28 + (size.customers - early) * max(n - 28, 0) // max(size.days - 60, 1)
        while len(town.people) < min(wanted, size.customers):
            town.orders_something(town.somebody_comes())
        for _ in range(size.acts * n // 100 - size.acts * (n - 1) // 100):
            [act] = house.luck.choices([act for _, act in ACTS], [often for often, _ in ACTS])
            act(house)
        floor.works(house)
        if house.today.weekday() == _FRIDAY:
            town.transfers_come()
        house.works()
    house.night()


def _opens(house: Radwerk) -> None:
    """What the owner decided before the first customer came."""
    members = tuple(Member(variant) for name in _SWAPPED for variant, _ in house.stock.offers[name])
    for command in (
        ChangePaymentSettings(0, PaymentSettings(COLLECTORS, CREDITOR, failed_cycles=3, charges_return_fee=True)),
        ChangeDunningSettings(0, DunningSettings(is_automatic=True)),
        SaveGroup(None, 0, "Räder", members, SwapRules()),
        ChangeProgramme(0, ReferralProgramme(is_open=True)),
        MakeVouchers("Sommer", VoucherRule(Decimal(10), max_uses=None), chosen=VOUCHER),
    ):
        house.does(Seat.OWNER, command)
