"""The commands about what is stuck, with their handlers."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.matters.assign_matter import AssignMatter, assign_matter
from domain.matters.note_matter import NoteMatter, note_matter
from domain.matters.settle_matter import SettleMatter, settle_matter
from domain.matters.snooze_matter import SnoozeMatter, snooze_matter
from domain.matters.wake_matter import WakeMatter, wake_matter

MATTER_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AssignMatter: assign_matter,
    NoteMatter: note_matter,
    SettleMatter: settle_matter,
    SnoozeMatter: snooze_matter,
    WakeMatter: wake_matter,
}
