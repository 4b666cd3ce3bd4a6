"""A file is about to be brought in, by this person and from that system."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.imports.model import (
    LONGEST_SOURCE,
    MOST_ROWS,
    ImportKind,
    ImportRunId,
    SourceMissing,
    TooManyRows,
)
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class StartImport(Command):
    """`digest` is that of the whole file: the run goes on with the same one alone."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    run_id: ImportRunId
    import_kind: ImportKind
    source: str
    file_name: str
    digest: str
    rows: int


@dataclass(frozen=True, slots=True)
class ImportStarted(Event):
    run_id: ImportRunId

    def touched(self) -> Iterable[str]:
        return ("imports",)


def start_import(command: StartImport, unit: Unit, _clock: Clock) -> ImportStarted:
    """Raises SourceMissing, TooManyRows."""
    source = " ".join(command.source.split())
    if not source or len(source) > LONGEST_SOURCE:
        raise SourceMissing(most=LONGEST_SOURCE)
    if not 1 <= command.rows <= MOST_ROWS:
        raise TooManyRows(count=command.rows, most=MOST_ROWS)
    file = (command.file_name.strip()[:120], command.digest)
    unit.imports.start(command.run_id, command.import_kind, source, file, command.rows)
    return ImportStarted(command.run_id)
