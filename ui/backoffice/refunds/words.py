"""Words of refunds that card, list and page share."""

import re
from typing import Final

from domain.refunds.model import RefundCause, RefundStatus
from domain.views.refunds import PaymentTold, RefundPage
from ui.labels import label
from ui.language import N_, _, shown_date, shown_money
from ui.theme import Tone
from ui.widgets.key_values import Fact

TONES: Final = {
    RefundStatus.ASKED: Tone.ACCENT,
    RefundStatus.APPROVED: Tone.ACCENT,
    RefundStatus.SENT: Tone.WARN,
    RefundStatus.SETTLED: Tone.OK,
    RefundStatus.FAILED: Tone.BAD,
    RefundStatus.REFUSED: Tone.NEUTRAL,
    RefundStatus.CREDITED: Tone.NEUTRAL,
}

_IBAN: Final = re.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_NEXT: Final = {
    RefundStatus.ASKED: N_("Somebody has to approve it. Nothing is credited until then."),
    RefundStatus.FAILED: N_("The bank gave it back; it is balance again. Ask for an account and send it once more."),
    RefundStatus.SENT: N_("It is with the bank. Note here when the statement shows it, or when it comes back."),
    RefundStatus.SETTLED: N_("It arrived. Should the bank give it back all the same, note it here."),
}


def next_words(page: RefundPage) -> str:
    """What is to be done about it now, with the amount that counts."""
    refund = page.row.refund
    if refund.status is not RefundStatus.APPROVED:
        return _(_NEXT.get(refund.status, N_("Nothing is left to do.")))
    if not page.payable:
        return _("Nothing is there to send: the credit lowered an invoice that was not paid, or was used since.")
    waits = page.may_wait and page.still_out and refund.cause is RefundCause.WITHDRAWAL
    words = _("{amount} can be sent.").format(amount=shown_money(page.payable))
    return f"{words} {_('It may wait until the things are back, or were sent with proof.')}" if waits else words


def paid_fact(paid: PaymentTold) -> Fact:
    """The way the money came, with its day."""
    words = _("Paid by {how}").format(how=label(paid.by))
    shown = f"{shown_date(paid.on)} · {shown_money(paid.amount)}"
    return Fact(words, f"{shown}\n{paid.reference}" if paid.reference else shown)


def shown_account(account: str) -> str:
    """An IBAN as it is read aloud, in groups of four; anything else as it was typed."""
    if " " in account or not _IBAN.fullmatch(account):
        return account
    return " ".join(account[start : start + 4] for start in range(0, len(account), 4))


def due_words(page: RefundPage) -> str:
    """The legal day of a withdrawal, and what may hold it back."""
    refund = page.row.refund
    if refund.due_on is None:
        return "–"
    day = shown_date(refund.due_on)
    if page.may_wait and page.still_out:
        return _("{day}, once the things are back or were sent").format(day=day)
    return day
