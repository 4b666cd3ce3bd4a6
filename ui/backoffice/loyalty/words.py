"""What vouchers, programmes and friends are worth, as people read it."""

from decimal import Decimal
from typing import Final

from domain.contracts.parts import Duration, DurationKind
from domain.loyalty.programme import ReferralProgramme
from domain.loyalty.referrals import ReferralState
from domain.loyalty.scheme import LoyaltyRule, Step
from domain.loyalty.steps import NextBenefit
from domain.loyalty.tiers import Tier
from domain.loyalty.vouchers import VoucherRule, VoucherState
from domain.money import Money
from domain.views.loyalty import Climbing
from ui.language import _, count, shown_date, shown_money, shown_percent
from ui.theme import Tone

REFERRAL_TONES: Final = {
    ReferralState.OPEN: Tone.ACCENT,
    ReferralState.SUSPECTED: Tone.WARN,
    ReferralState.REWARDED: Tone.OK,
}
VOUCHER_TONES: Final = {VoucherState.OPEN: Tone.OK, VoucherState.TOO_EARLY: Tone.ACCENT}


def worth(rule: VoucherRule | ReferralProgramme) -> str:
    """ "50 % · once", "2 periods free", "20.00 € · for 3 periods"."""
    if isinstance(rule, VoucherRule) and rule.is_free_periods:
        return count("1 period free", "{count} periods free", rule.duration.periods or 0)
    off = shown_money(rule.amount) if rule.amount is not None else _share(rule.percent)
    return f"{off} · {lasting(rule.duration)}"


def _share(percent: Decimal | None) -> str:
    return shown_percent((percent or Decimal(0)) / 100)


def lasting(duration: Duration) -> str:
    if duration.kind is DurationKind.PERIODS:
        return count("for 1 period", "for {count} periods", duration.count or 0)
    if duration.kind is DurationKind.MONTHS:
        return count("for 1 month", "for {count} months", duration.count or 0)
    return _("once") if duration.kind is DurationKind.ONCE else _("for ever")


def valid(rule: VoucherRule) -> str:
    if rule.valid_from is not None and rule.valid_until is not None:
        return f"{shown_date(rule.valid_from)} – {shown_date(rule.valid_until)}"
    if rule.valid_until is not None:
        return _("until {day}").format(day=shown_date(rule.valid_until))
    return "" if rule.valid_from is None else _("from {day}").format(day=shown_date(rule.valid_from))


def limits(rule: VoucherRule) -> str:
    """For whom and how often."""
    found = []
    if rule.max_uses is None:
        found.append(_("as often as you like"))
    elif rule.max_uses > 1:
        found.append(count("{count} use", "{count} uses", rule.max_uses))
    if rule.new_customers_only:
        found.append(_("new customers"))
    if rule.plan_families or rule.product_ids:
        found.append(_("some plans"))
    if rule.min_term_months is not None:
        found.append(_("from {count} months’ term").format(count=rule.min_term_months))
    return ", ".join(found)


def step_words(step: Step) -> str:
    off = shown_money(step.price) if step.price is not None else f"−{_share(step.percent)}"
    return _("from month {month}: {off}").format(month=step.from_month, off=off)


def rule_words(rule: LoyaltyRule) -> str:
    found = [step_words(step) for step in rule.steps]
    if rule.free_every is not None:
        found.append(_("a free month after {count} paid ones").format(count=rule.free_every))
    return "; ".join(found)


def tier_gives(tier: Tier) -> str:
    """ "−5 % on everything; 1 month free"."""
    found = [] if not tier.percent else [_("−{percent} on everything").format(percent=_share(Decimal(tier.percent)))]
    if tier.free_months:
        found.append(count("1 month free", "{count} months free", tier.free_months))
    return "; ".join(found)


def tier_asks(tier: Tier) -> str:
    if tier.turnover is not None:
        return _("from {amount} billed").format(amount=shown_money(tier.turnover))
    return count("from 1 paid month", "from {count} paid months", tier.months or 0)


def missing_words(climbing: Climbing) -> str:
    """How far it is to the next tier; "" where there is none."""
    coming = climbing.coming
    if coming is None:
        return ""
    if not climbing.missing:
        to_go = _("from tomorrow")
    elif coming.turnover is not None:
        to_go = _("{amount} to go").format(amount=shown_money(Money(climbing.missing, coming.turnover.currency)))
    else:
        to_go = count("1 paid month to go", "{count} paid months to go", climbing.missing)
    return f"{coming.name}: {to_go}"


def next_words(coming: NextBenefit | None) -> str:
    if coming is None:
        return _("nothing more to come")
    day = shown_date(coming.on)
    if coming.is_free_month:
        return _("a free month on {day}").format(day=day)
    if coming.price is not None:
        return _("{price} from {day} on").format(price=shown_money(coming.price), day=day)
    return _("{percent} less from {day} on").format(percent=_share(coming.percent), day=day)
