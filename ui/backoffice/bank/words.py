"""How the pages about the bank say things."""

from typing import Final

from domain.banking.debit_files import FileStatus
from domain.banking.model import Mark, Nature
from domain.banking.suggest import Suggestion, Sureness, Why
from domain.views.banking import TransferRow
from ui.labels import label
from ui.language import _, shown_money
from ui.theme import Tone

TONES: Final = {Sureness.CERTAIN: Tone.OK, Sureness.LIKELY: Tone.ACCENT, Sureness.POSSIBLE: Tone.WARN}
FILE_TONES: Final = {
    FileStatus.MADE: Tone.WARN,
    FileStatus.HANDED_OVER: Tone.ACCENT,
    FileStatus.ACCEPTED: Tone.OK,
    FileStatus.PART: Tone.WARN,
    FileStatus.REJECTED: Tone.BAD,
}
_ORDER: Final = tuple(Why)


def proposal_words(found: Suggestion | None) -> str:
    """ "Jonas Brückner: R-2026-000123" """
    if found is None:
        return ""
    numbers = [part.number for part in found.parts]
    if found.kept:
        numbers.append(_("balance"))
    return f"{found.customer}: {', '.join(numbers)}"


def reason_words(found: Suggestion) -> str:
    """Why it is proposed, the strongest first."""
    return ", ".join(label(each) for each in _ORDER if each in found.reasons)


def parts_words(found: Suggestion) -> str:
    """What each invoice takes and what becomes balance."""
    words = []
    for part in found.parts:
        whole = part.amount == part.open
        said = _("{number}: {amount}") if whole else _("{number}: {amount} of {open}")
        amounts = {"amount": shown_money(part.amount), "open": shown_money(part.open)}
        words.append(said.format(number=part.number, **amounts))
    if found.kept:
        words.append(_("Balance: {amount}").format(amount=shown_money(found.kept)))
    return " · ".join(words)


def state_words(row: TransferRow) -> str:
    """What became of it, or what is to be done."""
    if row.mark is not Mark.OPEN:
        return label(row.mark)
    if row.nature not in (Nature.TRANSFER, Nature.CAME_BACK):
        return label(row.nature)
    if not row.left:
        return _("Booked")
    return _("Booked in part") if row.left != row.amount else label(row.mark)


def state_tone(row: TransferRow) -> Tone:
    if row.mark is not Mark.OPEN or row.nature not in (Nature.TRANSFER, Nature.CAME_BACK):
        return Tone.NEUTRAL
    return Tone.WARN if row.left else Tone.OK
