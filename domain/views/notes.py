"""Notes and files of a contract as the office sees them."""

from dataclasses import dataclass
from datetime import datetime

from domain.contracts.notes import MediaType, NoteId


@dataclass(frozen=True, slots=True)
class NoteRow:
    """`media_type` None: a note with `words`; else a file of `size` bytes. Both are "" once they are erased.

    `is_away`: taken away; its words are shown no more, and it can still be erased.
    """

    id: NoteId
    at: datetime
    who: str
    words: str
    file_name: str
    media_type: MediaType | None
    size: int
    is_away: bool = False

    @property
    def is_erased(self) -> bool:
        return not self.is_away and not self.words and not self.file_name
