"""Words and numbers of the key figures."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from domain.kpis.movement import MONEY_RATIOS, Move, Movement, Ratio, ratio
from domain.money import EUR, Money
from domain.views.kpis import Count
from ui.language import N_, _, shown, shown_money, shown_percent
from ui.theme import Tone

RATIO_TIPS: Final[Mapping[Ratio, str]] = {
    Ratio.ARR: N_("ARR: twelve times what the last day is worth a month."),
    Ratio.ARPU: N_("ARPU: what the last day is worth a month, by the customers of that day."),
    Ratio.NRR: N_("NRR: of what was there at the start, what is left after growth, shrinking and leaving."),
    Ratio.GRR: N_("GRR: of what was there at the start, what is left after shrinking and leaving."),
    Ratio.QUICK: N_("Quick ratio: new and grown, by left and shrunk."),
    Ratio.CUSTOMER_CHURN: N_("Customers who left, of those at the start."),
    Ratio.MONEY_CHURN: N_("What left, of what was there at the start."),
    Ratio.NET_CHURN: N_("What left less what grew, of what was there at the start. Below zero: more grew than left."),
    Ratio.LTV: N_("LTV: what a customer brings a month, by the share of customers lost in a month."),
}
WHOLE: Final[Mapping[Count, str]] = {
    Count.LOST: N_("things that were out"),
    Count.SWAPS: N_("contracts at the start"),
    Count.BUYOUTS: N_("ended contracts"),
    Count.ENDED: N_("contracts at the start"),
    Count.RENEWED: N_("revenue whose term was over"),
    Count.RETURN_DEBITS: N_("payments"),
    Count.PAID_IN_TIME: N_("invoices that were due"),
    Count.PAID_AT_ALL: N_("invoices that were due"),
}
MOVE_TONES: Final[Mapping[Move, Tone]] = {
    Move.NEW: Tone.OK,
    Move.BACK: Tone.ACCENT,
    Move.EXPANSION: Tone.OK,
    Move.CONTRACTION: Tone.WARN,
    Move.CHURN: Tone.BAD,
}
_PLAIN: Final = frozenset({Ratio.QUICK})
_NOTHING: Final = "–"


def shown_ratio(which: Ratio, moved: Movement) -> str:
    """As people read it; a dash where there is nothing to divide by."""
    found = ratio(which, moved)
    if found is None:
        return _NOTHING
    if which in MONEY_RATIOS:
        return shown_money(Money(int(found.quantize(Decimal(1), ROUND_HALF_UP)), EUR))
    if which in _PLAIN:
        return shown(found.quantize(Decimal("0.01"), ROUND_HALF_UP))
    return shown_share(found)


def shown_share(share: Decimal | None) -> str:
    return _NOTHING if share is None else shown_percent(share.quantize(Decimal("0.001"), ROUND_HALF_UP))


def ratio_tip(which: Ratio) -> str:
    return _(RATIO_TIPS[which])
