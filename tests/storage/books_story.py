"""The part of the seats' story that tells what others get of the books."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

from PIL import Image

from domain.application import Command, Seat
from domain.bookkeeping.accounts import AccountSettings, RateAccount, Slot, SlotAccount
from domain.bookkeeping.change_account_settings import ChangeAccountSettings
from domain.bookkeeping.export_bookings import ExportBookings
from domain.settings.keep_logo import KeepLogo
from domain.settings.logo import LogoId
from storage.queries.bookkeeping import Bookkeeping
from tests.storage.business import Business
from tests.storage.trade import today

EVERYTHING = AccountSettings(
    adviser=29098,
    client=55003,
    length=6,
    accounts=tuple(SlotAccount(slot, 800_000 + number) for number, slot in enumerate(Slot, start=1)),
    revenue=tuple(RateAccount(Decimal(rate), 810_000 + rate) for rate in range(1, 28)),
)
"""With an account for whatever may have been billed."""
Do = Callable[[Command], object]


def picture(mode: str = "RGBA", size: tuple[int, int] = (60, 20)) -> bytes:
    buffer = BytesIO()
    Image.new(mode, size).save(buffer, "PNG")
    return buffer.getvalue()


def month_of(business: Business) -> date:
    return today(business).replace(day=1)


def tell_books(do: Do, business: Business) -> None:
    """After the settings' story, which has changed those of the business before."""
    version = business.rows("SELECT max(version) AS n FROM umlauf.setting_change WHERE area = 'business'")[0]["n"]
    do(KeepLogo.of(version or 0, LogoId(uuid4()), picture()))
    do(ChangeAccountSettings(0, EVERYTHING, "laut Steuerberater"))
    months = Bookkeeping(business.connection(Seat.BACKOFFICE)).waiting_months()
    do(ExportBookings(months[0].first, months[0].count))
