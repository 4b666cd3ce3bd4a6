"""The commands of the customers' pages with their handlers; part of `domain/handlers.py`."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.portal.ask_erasure import AskErasure, ask_erasure
from domain.portal.change_contact import ChangeContact, change_contact
from domain.portal.note_data_taken import NoteDataTaken, note_data_taken
from domain.portal.send_code import SendCode, send_code
from domain.portal.send_photo import SendPhoto, send_photo
from domain.portal.take_new_address import TakeNewAddress, take_new_address
from domain.settings.change_portal_settings import ChangePortalSettings, change_portal_settings

PORTAL_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AskErasure: ask_erasure,
    ChangeContact: change_contact,
    ChangePortalSettings: change_portal_settings,
    NoteDataTaken: note_data_taken,
    SendCode: send_code,
    SendPhoto: send_photo,
    TakeNewAddress: take_new_address,
}
