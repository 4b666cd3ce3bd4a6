"""What becomes of a scan, a command card or a button: one outcome, whatever page it was for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from domain.application import Command
from domain.assets.attach_code import CodeAttached
from domain.assets.resolve import Card, Resolved
from domain.errors import AppError, Unavailable
from domain.ids import AssetId
from domain.scans.model import WrongKind
from ui.desk import Desk
from ui.language import _
from ui.texts import refusal
from ui.warehouse.words import is_duplicate, short, short_code
from ui.widgets.answer import Verdict
from ui.wrong_scans import kind_of


@dataclass(frozen=True, slots=True)
class Offer:
    """A code that nobody knows, and the thing it may belong to: the last one scanned; None: none yet."""

    text: str
    symbology: str = ""
    asset_id: AssetId | None = None
    asset_code: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a scan, a command card or a button.

    `title` and `detail` fill the panel; `code` (as people read it), `what` and `result` the line in the list, empty:
    the scanned text, the title, the verdict's own word. `touched`: topics for other screens. `then` is called on the
    GUI thread once the outcome is shown. `is_listed` False: no line in the list. `state` is what the screen shows from
    now on, each screen has its own kind; None: as before. For the log: `wrong`, why a refused scan was of no use, and
    `cause`, the code of the refusal. `attached`: a code that was stuck to a thing just now; `offer`: one that may be.
    `is_away`: nobody scanned wrongly, the connection was away. `is_waiting`: the next thing scanned gets a code.
    """

    verdict: Verdict
    title: str
    detail: str = ""
    code: str = ""
    what: str = ""
    result: str = ""
    touched: frozenset[str] = frozenset()
    then: Callable[[], object] | None = None
    is_listed: bool = True
    state: Any = None
    wrong: WrongKind = WrongKind.REFUSED
    cause: str = ""
    attached: CodeAttached | None = None
    offer: Offer | None = None
    is_away: bool = False
    is_waiting: bool = False


Work = Callable[[], Outcome]


def refused(error: AppError, code: str = "", what: str = "") -> Outcome:
    """A refusal as an outcome: red, or its own look for what was scanned twice."""
    verdict = Verdict.DUPLICATE if is_duplicate(error) else Verdict.REFUSED
    title = short(error)
    outcome = Outcome(verdict, title, refusal(error), code, what or "–", result=title)
    return replace(outcome, wrong=kind_of(error), cause=error.code, is_away=isinstance(error, Unavailable))


def unknown(found: Resolved) -> Outcome:
    """Nobody knows this code."""
    words = _("“{code}” is not known here. Check the label, or search by name or number.")
    title = _("Unknown code")
    detail, wrong = words.format(code=short_code(found.text)), WrongKind.UNKNOWN
    return Outcome(Verdict.REFUSED, title, detail, what="–", result=title, wrong=wrong)


def not_here(found: Resolved, wanted: str) -> Outcome:
    """The code is known, but this screen has no use for it now; `wanted` says what it waits for."""
    title = _("Not needed here")
    wrong = WrongKind.NOT_NEEDED
    return Outcome(Verdict.REFUSED, title, wanted, code=found.text, what="–", result=title, wrong=wrong)


def give(desk: Desk, command: Command, accepted: Callable[[Any], Outcome], waiting: str) -> Outcome:
    """Runs one command on the database thread. `accepted` makes the outcome of its event.

    `waiting` is the title where the station has kept the command but the server has not answered yet.
    Raises AppErrors.
    """
    answer = desk.run(command)
    if answer.event is None:
        return Outcome(Verdict.WAITING, waiting, _("Kept here; it is sent as soon as the connection is back."))
    outcome = accepted(answer.event)
    return replace(outcome, touched=outcome.touched | frozenset(answer.event.touched()))


def no_use_for(card: Card) -> Outcome:
    """A command card that this screen has nothing for just now."""
    titles = {
        Card.CONFIRM: _("Nothing to confirm"),
        Card.UNDO: _("Nothing to undo"),
        Card.PRINT: _("Nothing to print"),
        Card.NEXT: _("Nothing comes next"),
    }
    title, wrong = titles[card], WrongKind.NOT_NEEDED
    return Outcome(Verdict.REFUSED, title, what=_("Command card"), result=title, wrong=wrong)
