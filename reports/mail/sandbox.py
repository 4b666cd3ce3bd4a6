"""Templates of letters are filled here, where nothing in them can do harm: Jinja2 in its sandbox, without loops.

What the owner may write was checked before (`domain/messages/wording.py`); this holds also for what came into the
database another way.
"""

import html
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from domain.messages.wording import FILTERS, LONGEST_FILLED, Fault, FaultKind, WordingWrong

_KNOWN: Final = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Filter, nodes.Const),
    *(nodes.And, nodes.Or, nodes.Not),
)
"""All that a template may consist of: no loop, no call, no attribute."""


class _Lines(str):
    """A value whose lines stay lines in HTML."""

    __slots__ = ()

    def __html__(self) -> str:
        return html.escape(self).replace("\n", "<br>\n")


class _Sandbox(ImmutableSandboxedEnvironment):
    def __init__(self, *, is_html: bool) -> None:
        super().__init__(autoescape=is_html, undefined=StrictUndefined, keep_trailing_newline=True)
        self.globals.clear()
        self.filters = {name: each for name, each in self.filters.items() if name in FILTERS}
        self.tests = {}

    def checked(self, text: str) -> Template:
        """Raises TemplateSyntaxError."""
        for node in self.parse(text).find_all(nodes.Node):
            if not isinstance(node, _KNOWN):
                raise TemplateSyntaxError(type(node).__name__, getattr(node, "lineno", 1) or 1)
        return self.from_string(text)


_SANDBOXES: Final = {is_html: _Sandbox(is_html=is_html) for is_html in (False, True)}


@lru_cache(maxsize=1024)
def _compiled(text: str, is_html: bool) -> Template:
    return _SANDBOXES[is_html].checked(text)


def fill(text: str, values: Mapping[str, str], *, is_html: bool = False) -> str:
    """The text with its variables. In HTML they are escaped, and their lines stay lines.

    Raises WordingWrong: the template names what there is not, or would become far too long.
    """
    clean = {name: _Lines(_plain(value)) if is_html else _plain(value) for name, value in values.items()}
    try:
        filled = _compiled(text, is_html).render(clean)
    except UndefinedError as error:
        raise WordingWrong.of([Fault(1, FaultKind.UNKNOWN, str(error.message or "")[:80])]) from error
    except TemplateSyntaxError as error:
        raise WordingWrong.of([Fault(error.lineno, FaultKind.UNREADABLE, str(error.message or "")[:80])]) from error
    except TemplateError as error:
        raise WordingWrong.of([Fault(1, FaultKind.UNREADABLE, str(error.message or "")[:80])]) from error
    if len(filled) > LONGEST_FILLED:
        raise WordingWrong.of([Fault(1, FaultKind.TOO_LONG, str(LONGEST_FILLED))])
    return filled


def _plain(value: str) -> str:
    """Without characters that nobody sees: they steer programs, not readers."""
    return "".join(each for each in value if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cf", "Cs"))
