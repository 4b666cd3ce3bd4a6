"""Blocks that run down a page and over to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.layouts.pen import Pen


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is never torn apart. `high` in mm; `draw` gets the pen and the top.

    `carry` is what would be carried over if the page ended behind this block ("": nothing). `stays` keeps it on one
    page with the block that follows. `in_table`: a page that begins with it repeats the table's head.
    """

    high: float
    draw: Callable[[Pen, float], None]
    carry: str = ""
    stays: bool = False
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page. `carried_in` and `carried_out` are "" where nothing is carried over."""

    blocks: tuple[Block, ...]
    carried_in: str = ""
    carried_out: str = ""


def paginate(blocks: Sequence[Block], first_room: float, next_room: float, carry_high: float) -> list[Page]:
    """The blocks on pages, in order. `carry_high` is what one line "carried over" takes from a page.

    A block higher than a whole page gets a page of its own and runs over its edge: callers make blocks smaller.
    """
    pages: list[Page] = []
    current: list[Block] = []
    room, used, carried_in = first_room, 0.0, ""
    for group in _groups(blocks):
        high = sum(block.high for block in group)
        reserve = carry_high if group[-1].carry else 0.0
        if current and used + high + reserve > room:
            carried = current[-1].carry
            pages.append(Page(tuple(current), carried_in, carried))
            current, used, room, carried_in = [], carry_high if carried else 0.0, next_room, carried
        current += group
        used += high
    return [*pages, Page(tuple(current), carried_in)]


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    joins = False
    for block in blocks:
        if joins:
            groups[-1].append(block)
        else:
            groups.append([block])
        joins = block.stays
    return groups
