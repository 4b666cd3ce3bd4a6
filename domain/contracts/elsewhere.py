"""A contract that ran before we had it: what its days cost until the cut-over was billed elsewhere. Source: 0092."""

from dataclasses import dataclass
from datetime import date
from typing import Final

LONGEST: Final = 80
"""Of the name of a source, and of a number that something had there."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`until` is the first day that we bill; all days before it are settled, whatever the timeline says of them.

    `source` is the system that it came from, `number` its number there.
    """

    until: date
    source: str
    number: str
