"""Key figures on paper: figures at the head, plots, tables."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from domain.views.kpi_sheet import SheetBars, SheetTable
from reports.documents.key_figures import KeyFiguresText
from reports.layouts import letter
from reports.layouts.flow import Block, paginate
from reports.layouts.letter import BOTTOM, LEFT, NEXT_TOP, RIGHT, ROOM
from reports.layouts.pen import (
    BODY,
    CELL,
    CELL_STRONG,
    HEAD,
    PALE,
    SMALL,
    STRONG,
    TINY,
    TITLE,
    Align,
    Imprint,
    Pen,
    shorten,
    wrap,
)

_TOP: Final = 36.0
_TILES: Final = 5
_TILE_HIGH: Final = 16.0
_GAP: Final = 3.0
_PLOT_HIGH: Final = 44.0
_ROW: Final = 6.0
_COLOURS: Final = ("#17803D", "#3B5BDB", "#5B6472", "#8A5A00", "#B3261E")
"""As the screen's, in the order of the parts; one part alone is blue."""


def key_figures_pdf(text: KeyFiguresText) -> bytes:
    """The PDF of the key figures."""
    sheet = text.sheet
    imprint = Imprint(sheet.title, text.head.name, sheet.title, text.language, text.made_on)
    pen = Pen.on(letter.WIDTH, letter.HEIGHT, imprint)
    top = _TOP + 8 + TITLE.line + 8
    pages = paginate(list(_blocks(text)), BOTTOM - top, BOTTOM - NEXT_TOP, 0)
    nothing_repeats = letter.Repeated(lambda _pen, at: at)
    return letter.draw_pages(pen, text.head, sheet.title, pages, partial(_first, text, top), table=nothing_repeats)


def _first(text: KeyFiguresText, top: float, pen: Pen) -> float:
    letter.draw_letterhead(pen, text.head)
    pen.text(LEFT, _TOP + 6, shorten(text.sheet.title, TITLE, ROOM), TITLE)
    pen.text(LEFT, _TOP + 6 + TITLE.line, shorten(text.sheet.subtitle, BODY, ROOM), BODY)
    return top


def _blocks(text: KeyFiguresText) -> Iterator[Block]:
    tiles = text.sheet.tiles
    for start in range(0, len(tiles), _TILES):
        yield Block(_TILE_HIGH + _GAP, partial(_draw_tiles, tiles[start : start + _TILES]))
    for bars in text.sheet.bars:
        yield Block(_PLOT_HIGH + 18, partial(_draw_bars, bars))
    for table in text.sheet.tables:
        yield from _table(table)


def _draw_tiles(tiles: Sequence[tuple[str, str]], pen: Pen, top: float) -> None:
    wide = (ROOM - (_TILES - 1) * _GAP) / _TILES
    for number, (value, label) in enumerate(tiles):
        x = LEFT + number * (wide + _GAP)
        pen.box(x, top, wide, _TILE_HIGH, fill=PALE)
        pen.text(x + 2, top + 5.6, shorten(value, STRONG, wide - 4), STRONG)
        pen.lines(x + 2, top + 9.6, wrap(label, TINY, wide - 4)[:2], TINY)


def _draw_bars(bars: SheetBars, pen: Pen, top: float) -> None:
    pen.text(LEFT, top + 5, bars.title, STRONG)
    top += 9
    high, low = _reach(bars)
    scale = Decimal(str(_PLOT_HIGH)) / (high - low) if high > low else Decimal(0)
    zero = top + float(high * scale)
    step = ROOM / max(len(bars.places), 1)
    every = -(-len(bars.places) // 12) or 1
    for place, name in enumerate(bars.places):
        x, up, down = LEFT + place * step + step * 0.19, Decimal(0), Decimal(0)
        for part, ((_name, hangs), values) in enumerate(zip(bars.parts, bars.values, strict=True)):
            if not values[place]:
                continue
            size = float(values[place] * scale)
            colour = _colour(part, len(bars.parts))
            if hangs:
                pen.box(x, zero + float(down * scale), step * 0.62, size, fill=colour)
                down += values[place]
            else:
                pen.box(x, zero - float((up + values[place]) * scale), step * 0.62, size, fill=colour)
                up += values[place]
        if place % every == 0:
            pen.text(LEFT + (place + 0.5) * step, top + _PLOT_HIGH + 3.6, name, TINY, Align.CENTRE)
    pen.rule(LEFT, zero, RIGHT)
    if len(bars.parts) > 1:
        _draw_names(bars, pen, top + _PLOT_HIGH + 7.6)


def _draw_names(bars: SheetBars, pen: Pen, y: float) -> None:
    step = ROOM / _TILES
    for part, (name, _hangs) in enumerate(bars.parts):
        pen.box(LEFT + part * step, y - 2, 2.2, 2.2, fill=_colour(part, len(bars.parts)))
        pen.text(LEFT + part * step + 3.4, y, shorten(name, TINY, step - 5), TINY)


def _colour(part: int, parts: int) -> str:
    return _COLOURS[1] if parts == 1 else _COLOURS[part % len(_COLOURS)]


def _reach(bars: SheetBars) -> tuple[Decimal, Decimal]:
    """The highest and the lowest point that the bars come to."""
    high = low = Decimal(0)
    for place in range(len(bars.places)):
        values = [(each[place], hangs) for (_name, hangs), each in zip(bars.parts, bars.values, strict=True)]
        high = max(high, sum((value for value, hangs in values if not hangs), Decimal(0)))
        low = min(low, -sum((value for value, hangs in values if hangs), Decimal(0)))
    return high, low


def _table(table: SheetTable) -> Iterator[Block]:
    lefts = _lefts(table)
    yield Block(16, partial(_draw_heads, table, lefts), stays=True)
    for row in table.rows:
        yield Block(_ROW, partial(_draw_row, table, lefts, row))
    if not table.rows:
        yield Block(8, lambda pen, top: pen.text(LEFT, top + 4, table.nothing, SMALL))


def _lefts(table: SheetTable) -> list[float]:
    """Where columns begin: the first has twice the room of the others."""
    unit = ROOM / (len(table.heads) + 1)
    return [LEFT, *(LEFT + (n + 1) * unit for n in range(1, len(table.heads))), RIGHT + 2]


def _draw_heads(table: SheetTable, lefts: Sequence[float], pen: Pen, top: float) -> None:
    pen.text(LEFT, top + 6, table.title, STRONG)
    _draw_cells(table, lefts, table.heads, pen, top + 12, is_head=True)
    pen.rule(LEFT, top + 14, RIGHT, 0.8)


def _draw_row(table: SheetTable, lefts: Sequence[float], row: Sequence[str], pen: Pen, top: float) -> None:
    _draw_cells(table, lefts, row, pen, top + 4)
    pen.rule(LEFT, top + _ROW - 0.2, RIGHT)


def _draw_cells(
    table: SheetTable, lefts: Sequence[float], cells: Sequence[str], pen: Pen, y: float, *, is_head: bool = False
) -> None:
    for n, cell in enumerate(cells):
        style = HEAD if is_head else CELL_STRONG if n == 0 else CELL
        room = lefts[n + 1] - lefts[n] - 2
        shown = shorten(cell, style, room)
        if table.is_number[n]:
            pen.text(lefts[n + 1] - 2, y, shown, style, Align.RIGHT)
        else:
            pen.text(lefts[n], y, shown, style)
