"""The commands of the first set-up, with their handlers."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.setup.mark_setup_step import MarkSetupStep, mark_setup_step
from domain.setup.rename_person import RenamePerson, rename_person

SETUP_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    MarkSetupStep: mark_setup_step,
    RenamePerson: rename_person,
}
