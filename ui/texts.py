"""What a refusal says to a person: what happened, why, and what to do next."""

from typing import Final

from domain.errors import AppError, Conflict, InvalidInput, NotFound, RuleViolation, Unavailable
from ui.language import N_, _, shown
from ui.refusals import REFUSALS


class _Facts(dict[str, str]):
    """Facts for a sentence; one that is missing shows as a dash instead of hiding the refusal behind a bug."""

    def __missing__(self, name: str) -> str:
        return "–"


def refusal(error: AppError) -> str:
    """The sentence for a refusal, in the language of the screen.

    Raises:
        KeyError: the code has no text; that is a bug, and a test finds it.
    """
    return filled(_(REFUSALS[error.code]), error)


def filled(sentence: str, error: AppError) -> str:
    """Another sentence for the same refusal, with its facts."""
    return sentence.format_map(_Facts({name: shown(fact) for name, fact in error.facts.items()}))


def refusal_title(error: AppError) -> str:
    """The few words above the sentence: is it forbidden, mistyped, missing, overtaken, or just not reachable?"""
    for kind, title in _TITLES:
        if isinstance(error, kind):
            return _(title)
    return _("Not possible")


_TITLES: Final = (
    (Unavailable, N_("Not reachable")),
    (Conflict, N_("Overtaken")),
    (NotFound, N_("Not found")),
    (InvalidInput, N_("Not readable")),
    (RuleViolation, N_("Not possible")),
)

__all__ = ["REFUSALS", "filled", "refusal", "refusal_title"]
