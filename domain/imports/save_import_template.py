"""Which column of a system's files means what, kept for the next file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.imports.model import LONGEST_SOURCE, ImportKind, SourceMissing
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SaveImportTemplate(Command):
    """`columns`: of each cell the heading that it stands under."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    name: str
    import_kind: ImportKind
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ImportTemplateSaved(Event):
    name: str

    def touched(self) -> Iterable[str]:
        return ("imports",)


def save_import_template(command: SaveImportTemplate, unit: Unit, _clock: Clock) -> ImportTemplateSaved:
    """The newest of a name counts. Raises SourceMissing."""
    name = " ".join(command.name.split())
    if not name or len(name) > LONGEST_SOURCE:
        raise SourceMissing(most=LONGEST_SOURCE)
    unit.imports.save_template(name, command.import_kind, dict(command.columns))
    return ImportTemplateSaved(name)
