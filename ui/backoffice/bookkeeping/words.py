"""What is lacking in the books, as a sentence."""

from domain.bookkeeping.bookings import Lack, LackKind
from ui.labels import label
from ui.language import _, count


def lack_words(lack: Lack, number: int) -> str:
    """Why something is left out, of how much, and what to do next."""
    what = count("{count} document or entry", "{count} documents and entries", number)
    if lack.kind is LackKind.CURRENCY:
        return _("{what} in another currency: book it by hand, this file knows euros only.").format(what=what)
    if lack.kind is LackKind.PERSONAL_ACCOUNT:
        return _("{what}: the range of personal accounts is full. Choose longer accounts in the settings.").format(
            what=what
        )
    if lack.kind is LackKind.REVENUE_RATE:
        return _("{what}: no account for revenue at {rate} %. Name one in the settings.").format(
            what=what, rate=f"{lack.rate:f}" if lack.rate is not None else ""
        )
    slot = label(lack.slot) if lack.slot is not None else ""
    return _("{what}: no account for “{slot}”. Name one in the settings.").format(what=what, slot=slot)
