"""Words of purchases that card, panels and list share."""

from typing import Final

from domain.buyout.formula import Step, Worked
from domain.buyout.offer import Offer, OfferStatus
from ui.labels import label
from ui.language import _, count, shown_date, shown_money, shown_percent
from ui.theme import Tone

TONES: Final = {
    OfferStatus.OFFERED: Tone.ACCENT,
    OfferStatus.ACCEPTED: Tone.WARN,
    OfferStatus.SETTLED: Tone.OK,
    OfferStatus.EXPIRED: Tone.NEUTRAL,
    OfferStatus.WITHDRAWN: Tone.NEUTRAL,
    OfferStatus.TAKEN_BACK: Tone.NEUTRAL,
}


def state_words(offer: Offer) -> str:
    """Where the offer is, with the day that matters."""
    if offer.status is OfferStatus.OFFERED:
        return _("valid until {day}").format(day=shown_date(offer.valid_until))
    if offer.status is OfferStatus.ACCEPTED and offer.accepted_on is not None:
        return _("accepted on {day}, not paid yet").format(day=shown_date(offer.accepted_on))
    words = label(offer.status)
    return words if offer.closed_on is None else f"{words} · {shown_date(offer.closed_on)}"


def worked_words(found: Worked) -> str:
    """The sum as people tell it: "Retail price 1,000.00 € − Rent paid (12 periods) 480.00 €"."""
    parts: list[str] = []
    for each in found.steps:
        words = label(each.step)
        if each.step is Step.PAID and each.count is not None:
            words = f"{words} ({count('{count} period', '{count} periods', each.count)})"
        if each.percent is not None:
            words = f"{words} {shown_percent(each.percent / 100)}"
        is_less = each.amount.minor < 0 or each.step in (Step.PAID, Step.GOODWILL)
        sign = "−" if is_less else "+" if parts else ""
        amount = shown_money(-each.amount if each.amount.minor < 0 else each.amount)
        parts.append(f"{sign} {words} {amount}".strip())
    return " ".join(parts)
