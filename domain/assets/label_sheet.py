"""What a label says."""

from dataclasses import dataclass
from typing import final

from domain.assets.codes import parse_code
from domain.errors import InvalidInput


@final
class LabelPositionWrong(InvalidInput):
    """The first free position lies outside the label sheet."""

    code = "label_position_wrong"


@final
class NoLabels(InvalidInput):
    """Nothing was given to print."""

    code = "no_labels"


@dataclass(frozen=True, slots=True)
class Label:
    """A sticker for anything with an own code: asset, place, shipment, command card.

    `code` is the own code, printed, coded and scanned as the same text. `title` is the product's (or place's) name,
    `size` the variant; `serial` the maker's, None when there is none; `place` where it belongs. `category`: the group
    of things whose template it is printed with.

    Raises CodeRefused: nothing is printed that our own scanner would not take.
    """

    code: str
    title: str
    size: str = ""
    serial: str | None = None
    place: str = ""
    category: str = ""

    def __post_init__(self) -> None:
        parse_code(self.code)
