"""How the page of printing is asked for the label of what was scanned last."""

from uuid import UUID

from domain.assets.resolve import Meaning, Resolved

_REPRINT = "label:"


def reprint_target(found: Resolved) -> str:
    """The argument with which the page prints this label."""
    return f"{_REPRINT}{found.meaning.value}:{found.id}:{found.text}"


def wanted_label(argument: str) -> tuple[Meaning, UUID, str] | None:
    """What `reprint_target` was given; None: nothing is to be printed."""
    if not argument.startswith(_REPRINT):
        return None
    meaning, found, code = argument.removeprefix(_REPRINT).split(":", 2)
    return Meaning(meaning), UUID(found), code
