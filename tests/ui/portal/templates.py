"""The texts of the customers' pages, for the catalogue."""

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "portal" / "templates"
_ONE = re.compile(r"""\b_\("((?:[^"\\]|\\.)*)"\)""")
_MANY = re.compile(r"""\bcount\("((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)",""")


def texts() -> Iterator[tuple[str, ...]]:
    """Every marked text; two forms when it counts."""
    for path in sorted(FOLDER.glob("*.html")):
        said = path.read_text(encoding="utf-8")
        yield from ((each,) for each in _ONE.findall(said))
        yield from _MANY.findall(said)
