"""The commands of bookkeeping."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.bookkeeping.change_account_settings import ChangeAccountSettings, change_account_settings
from domain.bookkeeping.export_bookings import ExportBookings, export_bookings

BOOKKEEPING_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    ChangeAccountSettings: change_account_settings,
    ExportBookings: export_bookings,
}
