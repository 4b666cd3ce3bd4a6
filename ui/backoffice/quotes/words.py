"""How quotes look: colours of their states, lines and sums in words."""

from typing import Final

from domain.quotes.accept_quote import AcceptedBy
from domain.quotes.decline_quote import DeclineReason
from domain.quotes.sheet import QuoteLine, QuoteSheet
from domain.quotes.stages import Stage, Step
from domain.views.quotes import QuoteStepRow
from ui.backoffice.words import shown_rate
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.rates import shown_length
from ui.theme import Tone
from ui.widgets.key_values import Fact
from ui.widgets.timeline import TimelineEvent

TONES: Final = {
    Stage.DRAFT: Tone.NEUTRAL,
    Stage.SENT: Tone.ACCENT,
    Stage.SEEN: Tone.ACCENT,
    Stage.ACCEPTED: Tone.OK,
    Stage.DECLINED: Tone.WARN,
    Stage.EXPIRED: Tone.WARN,
    Stage.REPLACED: Tone.NEUTRAL,
}
_SIGNS: Final = {
    Step.MAKE: "file-outline",
    Step.SEND: "email-outline",
    Step.REPEAT: "email-sync-outline",
    Step.LINK: "link-variant",
    Step.SEE: "eye-outline",
    Step.REMIND: "bell-outline",
    Step.ACCEPT: "check-bold",
    Step.DECLINE: "close-circle-outline",
    Step.EXPIRE: "clock-alert-outline",
    Step.REPLACE: "file-replace-outline",
}


def shown_price(line: QuoteLine) -> str:
    """Of one piece, with its rhythm."""
    return shown_money(line.price) if line.interval is None else shown_rate(line.price, line.interval)


def shown_terms(line: QuoteLine) -> str:
    """How long one is bound, and what is held; "–" for what is paid once and without deposit."""
    parts = []
    if line.interval is not None:
        parts.append(_("minimum term {length}").format(length=shown_length(line.min_term)))
        parts.append(_("notice {length}").format(length=shown_length(line.notice)))
    if line.deposit is not None:
        parts.append(_("deposit {amount}").format(amount=shown_money(line.deposit)))
    return " · ".join(parts) or "–"


def sums(sheet: QuoteSheet) -> list[Fact]:
    """As the customer reads them, with VAT."""
    tried = sheet.tried
    facts = [Fact(_("To pay with the first invoice"), shown_money(sheet.today))]
    if tried.sent:
        facts.append(Fact(_("of it postage"), shown_money(tried.sent)))
    if tried.deposit:
        facts.append(Fact(_("of it deposit"), shown_money(tried.deposit)))
    facts.append(Fact(_("on average a month"), shown_money(tried.monthly)))
    facts.append(Fact(_("over twelve months, without deposit"), shown_money(tried.year)))
    if tried.voucher:
        facts.append(
            Fact(_("the voucher {voucher} saves you").format(voucher=sheet.voucher), shown_money(tried.voucher))
        )
    return facts


def step_event(row: QuoteStepRow) -> TimelineEvent:
    """One step with what was said about it."""
    step = Step(row.step)
    return TimelineEvent(row.at, _SIGNS[step], _plain(label(step)), _said(row), row.who)


def _plain(words: str) -> str:
    return words[:1].upper() + words[1:]


def _said(row: QuoteStepRow) -> str:
    parts = []
    if row.facts.get("reason"):
        parts.append(label(DeclineReason(str(row.facts["reason"]))))
    if row.facts.get("by"):
        parts.append(label(AcceptedBy(str(row.facts["by"]))))
    if row.facts.get("words"):
        parts.append(str(row.facts["words"]))
    return " · ".join(parts)


def until_words(sheet: QuoteSheet) -> str:
    return _("valid until {day}").format(day=shown_date(sheet.valid_until))
