"""Patterns that people write: one that may try for ever is found before it is used."""

import re
from typing import Final

_TOKEN: Final = re.compile(
    r"(?P<one>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<open>\((?:\?(?:P<\w+>|<?[=!]|[:>]))?)"
    r"|(?P<close>\))"
    r"|(?P<again>[*+]|\{\d*,?\d*\})"
    r"|(?P<maybe>[?|])"
    r"|.",
    re.DOTALL,
)


def may_not_end(pattern: str) -> bool:
    """Whether a group is repeated in which something repeats or may be otherwise: the ways to try may then double with
    every sign that is read. `pattern` is a regular expression."""
    varies, closed, before = [False], False, ""
    for token in _TOKEN.finditer(pattern):
        kind = token.lastgroup or "one"
        if kind == "open":
            varies.append(False)
        elif kind == "close" and len(varies) > 1:
            closed = varies.pop()
            varies[-1] |= closed
        elif kind == "again" and before == "close" and closed:
            return True
        elif kind in {"again", "maybe"}:
            varies[-1] = True
        before = kind
    return False
