"""Templates to pages: everything is escaped, and what is shown is shown in the reader's language."""

from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from ui.labels import label
from ui.language import _, count, current_language, shown_date, shown_instant, shown_money
from ui.portal.words import STEPS
from ui.rates import shown_interval, shown_length, shown_rate, shown_recurring
from ui.texts import refusal

_SHOWN: Final[Mapping[str, Any]] = {
    "money": shown_money,
    "day": shown_date,
    "instant": shown_instant,
    "label": label,
    "recurring": shown_recurring,
    "interval": shown_interval,
    "length_of": shown_length,
}


class Rendering:
    """`folder` holds the templates, which are loaded once."""

    def __init__(self, folder: Path) -> None:
        self._pages = Environment(
            loader=FileSystemLoader(folder),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._pages.filters.update(_SHOWN, choices=_choices)
        self._pages.globals.update(_=_, count=count, rate=shown_rate, step=_step, refusal_of=refusal)

    def render(self, template: str, values: Mapping[str, Any]) -> str:
        return self._pages.get_template(template).render({"language": current_language(), **values})


def _step(step: Any) -> str:
    """One line of a timeline in words."""
    facts = {name: shown_money(value) if hasattr(value, "minor") else str(value) for name, value in step.facts.items()}
    return _(STEPS[step.what]).format(**facts)


def _choices(members: Sequence[Enum]) -> list[tuple[str, str]]:
    """Codes with their words."""
    return [(str(each.value), label(each)) for each in members]
