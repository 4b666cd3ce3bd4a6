"""What the pages of an import ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.imports.import_customers import PaysHere
from domain.imports.model import ImportKind, ImportRunId
from domain.imports.shelf import ImportShelf


@dataclass(frozen=True, slots=True)
class ImportRunRow:
    """One run, the newest first. `rows` are to be brought in; the others count what became of those that were."""

    id: ImportRunId
    kind: ImportKind
    source: str
    file_name: str
    digest: str
    rows: int
    started_at: datetime
    who: str
    made: int
    same: int
    changed: int
    differs: int
    refused: int

    @property
    def done(self) -> int:
        return self.made + self.same + self.changed + self.differs + self.refused

    @property
    def is_finished(self) -> bool:
        return self.done >= self.rows


class ImportQuestions(Protocol):
    @property
    def shelf(self) -> ImportShelf: ...

    def pays(self) -> PaysHere: ...

    def runs(self) -> Sequence[ImportRunRow]: ...

    def templates(self, kind: ImportKind) -> Mapping[str, Mapping[str, str]]:
        """By name: of each column the heading that it stood under."""
        ...
