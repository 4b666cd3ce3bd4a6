"""What a run writes for one customer: the preview and the run call this same function.

Each item goes one level at a time, by its own due day and by when its last letter was sent, never by the last run.

Source: RULES.md 1.9; BILLING.md, lesson 20; sections 286, 288 BGB.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Final

from domain.dunning.interest import interest
from domain.dunning.model import Account, Hold, HoldKind, Item, ItemNotice, Notice, Outlook, Skipped, Spared
from domain.dunning.settings import DunningSettings, Level, Procedure
from domain.dunning.stages import Stage
from domain.money import EUR, Currency, Money, total
from domain.period import ONE_DAY

_DAYS_TO_DEFAULT: Final = 31
"""The first day after 30 have passed. Source: section 286 (3) BGB."""
_WHY: Final = {
    HoldKind.BLOCK: Spared.BLOCKED,
    HoldKind.DISPUTE: Spared.DISPUTED,
    HoldKind.EXEMPTION: Spared.EXEMPT,
    HoldKind.PROMISE: Spared.PROMISED,
}


def outlook(account: Account, settings: DunningSettings, day: date) -> Outlook:
    """The letters of that day, one a currency, and why there is none about the other items."""
    procedure = settings.procedure(account.kind)
    ready: dict[Currency, list[tuple[Item, Level]]] = defaultdict(list)
    skipped: list[Skipped] = []
    for item in account.items:
        if item.is_claim:
            continue
        level = procedure.level(item.level + 1)
        held = _spared(account, item, procedure, day)
        if held is not None or level is None:
            skipped.append(held or Skipped(item, Spared.ALL_SENT))
        else:
            ready[item.open.currency].append((item, level))
    notices: list[Notice] = []
    for currency, items in ready.items():
        debt = total((item.open for item, _ in items), currency)
        if debt.minor < settings.least.minor:
            skipped += [Skipped(item, Spared.BELOW_LEAST) for item, _ in items]
        else:
            notices.append(_notice(account, items, settings, day))
    return Outlook(account.customer_id, tuple(notices), tuple(skipped))


def next_level_on(item: Item, procedure: Procedure) -> date | None:
    """The first day of its next level: by the due day, and by the sending of the letter before it. None: no level."""
    level, before = procedure.level(item.level + 1), procedure.level(item.level)
    if level is None:
        return None
    by_due_day = item.due_on + timedelta(days=level.days)
    if before is None or item.sent_on is None:
        return by_due_day
    return max(by_due_day, item.sent_on + timedelta(days=level.days - before.days))


def default_from(item: Item, procedure: Procedure) -> date | None:
    """The first day in default; None: not yet. Source: section 286 (1), (2) no. 1, (3) BGB."""
    days = [] if item.default_on is None else [item.default_on]
    if procedure.by_calendar:
        days.append(item.due_on + ONE_DAY)
    if procedure.after_30_days:
        days.append(max(item.due_on, item.issued_on) + timedelta(days=_DAYS_TO_DEFAULT))
    return min(days, default=None)


def all_interest(item: Item, settings: DunningSettings, procedure: Procedure, day: date) -> Money:
    """What it would bear until that day, claimed or not; nothing before default, and none on costs and interest."""
    since = default_from(item, procedure)
    if since is None or since > day or item.is_claim:
        return Money(0, item.open.currency)
    return interest(item.owed, since, day, procedure.points, settings.base_rates).amount


def ready_to_hand_over(account: Account, settings: DunningSettings, currency: Currency, day: date) -> list[Item]:
    """Those whose last letter was sent so many days ago, and that nothing holds back; costs and interest with them."""
    last_day = day - timedelta(days=settings.procedure(account.kind).last_days)
    found = [
        each
        for each in account.items
        if each.open.currency == currency
        and (each.is_claim or (_is_over(each, last_day) and spared_now(account, each, day) is None))
    ]
    return found if any(not each.is_claim for each in found) else []


def _is_over(item: Item, last_day: date) -> bool:
    return item.stage is Stage.FINAL and item.sent_on is not None and item.sent_on <= last_day


def owes_interest(item: Item, settings: DunningSettings, procedure: Procedure, day: date) -> ItemNotice:
    """Interest of one item up to that day (which counts), less what was claimed before; nothing below the least."""
    since, nothing = default_from(item, procedure), Money(0, item.open.currency)
    if since is None or since > day:
        return ItemNotice(item, item.level, nothing, nothing)
    account = interest(item.owed, since, day, procedure.points, settings.base_rates)
    new = Money(max(account.amount.minor - item.claimed.minor, 0), item.open.currency)
    if new.minor < settings.least_interest.minor:
        new = nothing
    has_new = procedure.lump_sum and not item.has_lump_sum and item.open.currency == EUR
    lump_sum = Money(procedure.lump_sum.minor, item.open.currency) if has_new else nothing
    return ItemNotice(item, item.level, new, lump_sum, account)


def _spared(account: Account, item: Item, procedure: Procedure, day: date) -> Skipped | None:
    """The first thing that stands against a letter, in the order in which people ask."""
    hold, held = _holding(account, item, day), spared_now(account, item, day)
    until = None if hold is None or hold.until is None else hold.until + ONE_DAY
    on = next_level_on(item, procedure)
    reasons = (
        (item.stage is Stage.HANDED_OVER, Spared.HANDED_OVER, None),
        (held is not None, held or Spared.BLOCKED, until if hold is not None else None),
        (item.stage is Stage.DRAFT, Spared.LETTER_WAITS, None),
        (item.stage is Stage.FINAL, Spared.ALL_SENT, None),
        (on is not None and day < on, Spared.NOT_YET, on),
    )
    return next((Skipped(item, why, until_on) for applies, why, until_on in reasons if applies), None)


def spared_now(account: Account, item: Item, day: date) -> Spared | None:
    """What holds an item back beside its own stage; None: nothing."""
    hold = _holding(account, item, day)
    reasons = (
        (account.has_case, Spared.CASE),
        (hold is not None, Spared.BLOCKED if hold is None else _WHY[hold.kind]),
        (item.invoice_id in account.in_instalments, Spared.INSTALMENTS),
        (item.invoice_id in account.pending, Spared.PAYMENT_PENDING),
    )
    return next((why for applies, why in reasons if applies), None)


def _holding(account: Account, item: Item, day: date) -> Hold | None:
    """What holds longest is told."""
    found = [each for each in account.holds if each.holds(item.invoice_id, day)]
    return max(found, key=lambda each: each.until or date.max, default=None)


def _notice(account: Account, items: list[tuple[Item, Level]], settings: DunningSettings, day: date) -> Notice:
    procedure, currency = settings.procedure(account.kind), items[0][0].open.currency
    nothing = Money(0, currency)
    number, top = max(((item.level + 1, level) for item, level in items), key=lambda each: each[0])
    told: list[ItemNotice] = []
    for item, level in items:
        owes = owes_interest(item, settings, procedure, day) if level.claims_interest else None
        figures = (nothing, nothing, None) if owes is None else (owes.interest, owes.lump_sum, owes.account)
        is_last = item.level + 1 == len(procedure.levels)
        told.append(ItemNotice(item, item.level + 1, *figures, is_last, level.starts_default, level.blocks_changes))
    claims = [item.open for item in account.items if item.is_claim and item.open.currency == currency]
    return Notice(
        account.customer_id,
        currency,
        tuple(told),
        number,
        top.name,
        top.text,
        _fee(top, items, procedure, day, currency),
        total(claims, currency),
        day + timedelta(days=procedure.pay_days),
        demands_unit=any(level.demands_unit for _, level in items),
        cancels=any(level.cancels for _, level in items),
    )


def _fee(top: Level, items: list[tuple[Item, Level]], procedure: Procedure, day: date, currency: Currency) -> Money:
    """Nobody pays for the letter that puts them in default, nor beside a lump sum. Source: RULES.md 3.8."""
    defaults = [default_from(item, procedure) for item, level in items if level is top]
    in_default = any(since is not None and since <= day for since in defaults)
    is_free = bool(procedure.lump_sum) or not in_default or currency != EUR
    return Money(0 if is_free else top.fee.minor, currency)
