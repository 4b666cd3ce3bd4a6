"""What the pages of announced prices share: columns, tones, and a contract's prices as one reads them."""

from decimal import Decimal
from typing import Final

from domain.contracts.price_campaign import Campaign, Concerned, Consent, LinePrice, Oddity
from domain.money import Money
from domain.views.campaigns import CampaignLine, LetterState
from ui.backoffice.words import shown_rate
from ui.labels import label
from ui.language import _, count, shown_money, shown_percent
from ui.theme import Tone
from ui.widgets.table import Align, Column

CONSENT_TONES: Final = {
    Consent.CHOSEN: Tone.NEUTRAL, Consent.ANNOUNCED: Tone.ACCENT, Consent.OBJECTED: Tone.WARN,
    Consent.APPLIED: Tone.OK, Consent.LEFT_OUT: Tone.NEUTRAL, Consent.WITHDRAWN: Tone.NEUTRAL,
}  # fmt: skip
_NOTHING: Final = Decimal(0)
_ODD: Final = {each: number for number, each in enumerate(Oddity)}


def odd_first(line: CampaignLine) -> tuple[object, ...]:
    """What a person should look at first (of big jumps the biggest), what is left out last, then by number."""
    made = line.concerned
    jump = -abs(made.percent or _NOTHING) if made.oddity is Oddity.BIG_JUMP else _NOTHING
    return (not made.lines, _ODD[made.oddity], jump, made.number)


def shown_price(price: LinePrice) -> str:
    """79,00 € → 86,90 € / Monat."""
    return f"{shown_money(price.old)} → {shown_rate(price.new, price.interval)}"


def shown_prices(made: Concerned) -> str:
    if not made.lines:
        return ""
    more = len(made.lines) - 1
    words = shown_price(made.lines[0])
    return f"{words} {count('and {count} more', 'and {count} more', more)}" if more else words


def shown_rule(campaign: Campaign) -> str:
    """+10 %, or that each plan has its price."""
    percent = campaign.rule.percent
    if percent is None:
        return _("new prices")
    words = shown_percent(percent / 100)
    return f"+{words}" if percent > 0 else words


def year_more(made: Concerned) -> Money | None:
    return made.year_after - made.year_before if made.lines else None


def preview_columns() -> list[Column[CampaignLine]]:
    return [
        Column("look", _("Look at"), _look, tone=_look_tone, width=176),
        *_common(),
        Column("percent", _("Per cent"), lambda line: line.concerned.percent, align=Align.RIGHT, width=96, yields=3),
        Column("year", _("Year more"), lambda line: year_more(line.concerned), align=Align.RIGHT, width=112, yields=1),
    ]


def line_columns() -> list[Column[CampaignLine]]:
    return [
        Column(
            "consent", _("State"), lambda line: line.concerned.consent, show=label,
            tone=lambda line: CONSENT_TONES[line.concerned.consent], width=184,
        ),
        *_common(),
        Column("letter", _("Letter"), _letter, tone=_letter_tone, width=144, yields=3),
        Column("answered_on", _("Since"), lambda line: line.answered_on, width=112, yields=5),
        Column("why", _("Why"), _why, width=176, optional=True),
        Column("year", _("Year more"), lambda line: year_more(line.concerned), align=Align.RIGHT, width=112, yields=1),
    ]  # fmt: skip


def _common() -> list[Column[CampaignLine]]:
    return [
        Column("number", _("Contract"), lambda line: line.concerned.number, code=True, width=136),
        Column("customer", _("Customer"), lambda line: line.customer, fills=True),
        Column("from_on", _("From"), lambda line: line.concerned.from_on, width=112, yields=2),
        Column("prices", _("Price"), lambda line: shown_prices(line.concerned) or None, width=216, yields=4),
    ]


def _look(line: CampaignLine) -> str:
    made = line.concerned
    if made.left_out is not None:
        return label(made.left_out)
    return "" if made.oddity is Oddity.NONE else label(made.oddity)


def _look_tone(line: CampaignLine) -> Tone | None:
    made = line.concerned
    if made.left_out is not None:
        return Tone.NEUTRAL
    return None if made.oddity is Oddity.NONE else Tone.BAD if made.oddity is Oddity.BIG_JUMP else Tone.WARN


def _letter(line: CampaignLine) -> str:
    return "" if line.letter is LetterState.NONE else label(line.letter)


def _letter_tone(line: CampaignLine) -> Tone | None:
    return Tone.WARN if line.letter in (LetterState.NO_ADDRESS, LetterState.NOT_DELIVERED) else None


def _why(line: CampaignLine) -> str:
    return "" if line.concerned.left_out is None else label(line.concerned.left_out)
