"""Lines stay in their columns, blocks on their pages."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reports.layouts.colour import readable
from reports.layouts.flow import Block, paginate
from reports.layouts.fonts import Face, register
from reports.layouts.pen import CELL, Style, fit, shorten, width, wrap
from reports.papers import RESOURCES

register(RESOURCES / "fonts")

WORDS = st.text(st.characters(categories=["L", "N", "P"], max_codepoint=0x17F), min_size=1, max_size=60)


@given(st.lists(WORDS, max_size=12), st.floats(20, 90))
def test_wrapped_lines_fit_and_lose_nothing(words, room):
    text = " ".join(words)
    lines = wrap(text, CELL, room)
    assert all(width(line, CELL.face, CELL.size) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(WORDS, st.floats(5, 90))
def test_shortened_text_fits_and_shows_that_it_was_cut(text, room):
    shown = shorten(text, CELL, room)
    assert width(shown, CELL.face, CELL.size) <= room
    assert shown == text or shown.endswith("…")


def test_fit_takes_size_back_but_stays_readable():
    style = Style(Face.REGULAR, 10, 12)
    assert fit(style, "kurz", 50) == style
    assert fit(style, "W" * 200, 50).size == 8


@given(st.lists(st.tuples(st.floats(1, 40), st.booleans(), st.booleans()), max_size=60))
def test_pages_hold_all_blocks_in_order_and_are_never_overfull(kinds):
    blocks = [Block(high, lambda _pen, _top: None, carry=str(i) if c else "") for i, (high, c, _) in enumerate(kinds)]
    pages = paginate(blocks, 100, 150, 6)
    assert [block for page in pages for block in page.blocks] == blocks
    for index, page in enumerate(pages):
        used = sum(block.high for block in page.blocks)
        used += 6 * bool(page.carried_in) + 6 * bool(page.carried_out)
        assert used <= (100 if index == 0 else 150) + 1e-6
    for before, after in itertools.pairwise(pages):
        assert before.carried_out == after.carried_in == before.blocks[-1].carry


def test_blocks_that_stay_together_move_together():
    blocks = [Block(60, print), Block(30, print, stays=True), Block(30, print)]
    assert [len(page.blocks) for page in paginate(blocks, 100, 100, 0)] == [1, 2]


def test_only_dark_colours_are_used_for_text():
    assert readable("#3B5BDB")
    assert not readable("#FFE000")
    assert not readable("#FFFFFF")
