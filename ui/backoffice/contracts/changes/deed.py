"""One entry in the menu of changes."""

from collections.abc import Callable
from dataclasses import dataclass

from ui.backoffice.contracts.changes.kit import Case, ChangeForm
from ui.backoffice.contracts.changes.words import SIGNS

Obstacle = Callable[[Case], str]


@dataclass(frozen=True, slots=True)
class Deed:
    """One change. `obstacle` gives why it is not possible, "" when it is. `command` names what it gives."""

    command: str
    group: str
    title: str
    help: str
    form: Callable[[Case], ChangeForm]
    obstacle: Obstacle

    @property
    def sign(self) -> str:
        return SIGNS[self.command]
