"""Words of letters that list, page and editor share."""

from typing import Final

from domain.messages.delivery import MailState
from domain.messages.events import Recipient
from domain.messages.rules import MailRule
from domain.messages.templates import template_named
from domain.messages.wording import Fault
from domain.views.letters import MailRow
from ui.labels import label
from ui.language import N_, _, count, shown_date, shown_time
from ui.theme import Tone

TONES: Final = {
    MailState.READY: Tone.ACCENT,
    MailState.SENDING: Tone.ACCENT,
    MailState.SENT: Tone.OK,
    MailState.UNKNOWN: Tone.BAD,
    MailState.FAILED: Tone.BAD,
    MailState.SUPPRESSED: Tone.WARN,
    MailState.BOUNCED: Tone.BAD,
    MailState.TO_PRINT: Tone.WARN,
    MailState.PRINTED: Tone.OK,
    MailState.DROPPED: Tone.NEUTRAL,
}
_NEXT: Final = {
    MailState.SENDING: N_("It is with the mail server now."),
    MailState.UNKNOWN: N_(
        "The connection broke off while the server took it: nobody knows whether it arrived. Ask the reader, or send it"
        " again: it has the same number, so most mail programs show it once."
    ),
    MailState.FAILED: N_("The server will not take it. Correct the address and send it again, or print it."),
    MailState.SUPPRESSED: N_(
        "The address is blocked, so nothing was sent. Release it, use another address, or print the letter."
    ),
    MailState.BOUNCED: N_("It was taken and came back. Send it to another address, or print it."),
    MailState.TO_PRINT: N_("There is no e-mail address. Print it, post it, and say so here."),
    MailState.SENT: N_("The mail server took it, or the box of this machine. Nothing is left to do."),
    MailState.PRINTED: N_("It went by post. Nothing is left to do."),
    MailState.DROPPED: N_("Somebody decided that it is not sent. Nothing is left to do."),
}


def next_words(row: MailRow) -> str:
    """What is to be done about it."""
    if row.state is not MailState.READY:
        return _(_NEXT[row.state])
    if row.attempts:
        words = _("The server did not take it; it is tried again on {day} at {time}.")
    else:
        words = _("It goes out on {day} at {time}.")
    return words.format(day=shown_date(row.not_before.astimezone().date()), time=shown_time(row.not_before))


def letter_words(template: str) -> str:
    try:
        return label(template_named(template))
    except ValueError:  # written by a newer program
        return template.replace("_", " ")


def recipient_words(recipient: str) -> str:
    return _("Trial") if recipient == "test" else label(Recipient(recipient))


def rule_words(rule: MailRule) -> str:
    """To whom, and how much later."""
    if not rule.is_on:
        return "–"
    to = ", ".join(label(each) for each in rule.to)
    if rule.lead_days:
        ahead = count("{count} day ahead", "{count} days ahead", rule.lead_days)
        return f"{to} · {ahead}"
    return f"{to} · {delay_words(rule.delay_minutes)}"


def delay_words(minutes: int) -> str:
    if not minutes:
        return _("at once")
    if minutes % 1440 == 0:
        return _("after {days}").format(days=count("{count} day", "{count} days", minutes // 1440))
    if minutes % 60 == 0:
        return _("after {hours}").format(hours=count("{count} hour", "{count} hours", minutes // 60))
    return _("after {minutes}").format(minutes=count("{count} minute", "{count} minutes", minutes))


def fault_words(fault: Fault) -> str:
    """With its line and what stands there."""
    words = _("Line {line}: {fault} ({what})")
    return words.format(line=fault.line, fault=label(fault.kind), what=fault.what)
