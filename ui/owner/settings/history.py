"""Who changed which setting when and why, with what was before."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from domain.assets.symbologies import NAMES
from domain.bookkeeping.accounts import Chart, Slot
from domain.contracts.payment import PaymentMethod
from domain.losses.settings import OnDeath, StopsOn
from domain.money import Currency, Money
from domain.payments.provider import ProviderName
from domain.settings.availability import Overbooking
from domain.settings.billing import Collective
from domain.settings.cancellations import Retention
from domain.settings.payments import Informs
from domain.settings.portal import Service
from domain.settings.returns import Approval
from domain.views.settings import SettingChange
from ui.cancellation_words import cancel_reason_words
from ui.categories import category_name
from ui.labels import label
from ui.language import N_, _, shown_money
from ui.owner.settings.check_history import CHECK_FIELDS, CHECK_VALUES
from ui.owner.settings.dunning_history import DUNNING_FIELDS, DUNNING_VALUES
from ui.owner.settings.scanning import PAGES as SCAN_PAGES
from ui.return_words import reason_words
from ui.widgets.table import Column

FIELDS: Final = {
    "name": N_("Name"),
    "street": N_("Street and number"),
    "postcode": N_("Postcode"),
    "city": N_("City"),
    "tax_number": N_("Tax number"),
    "vat_id": N_("VAT ID"),
    "register": N_("Register entry"),
    "represented_by": N_("Represented by"),
    "phone": N_("Phone"),
    "email": N_("Mail address"),
    "website": N_("Website"),
    "iban": N_("IBAN"),
    "bic": N_("BIC"),
    "bank": N_("Bank"),
    "account_holder": N_("Account holder"),
    "accent": N_("Colour on papers"),
    "logo": N_("Logo"),
    "method": N_("How customers pay"),
    "days": N_("Days to pay"),
    "collective": N_("Collective invoices"),
    "review_days": N_("Days for review"),
    "most_missing": N_("Missing periods without asking"),
    "e_invoices_to_all": N_("E-invoices go to"),
    "minor": N_("An hour costs us"),
    "lead_days": N_("Days ahead"),
    "approval": N_("Which returns wait until somebody agrees"),
    "reasons": N_("Reasons, one a line"),
    "usual_days": N_("Usual days to send back"),
    "remind_before": N_("Reminders, days before"),
    "remind_after": N_("Reminders, days after"),
    "lapse_after": N_("Days of grace"),
    "objection_days": N_("Days to object to a claim"),
    "damages": N_("What damage costs"),
    "customer_reasons": N_("Reasons that lie with the customer"),
    "our_reasons": N_("Reasons that lie with us"),
    "offers": N_("What may be offered"),
    "two_person_minor": N_("Two people above"),
    "office_minor": N_("The back office approves up to"),
    "limits": N_("Limits of people, one a line"),
    "waits_for_goods": N_("Money of a withdrawal"),
    "padding_days": N_("Days between two rentals"),
    "repair_days": N_("Usual days in repair"),
    "repair_times": N_("Repairs by category"),
    "late_days": N_("What is late is expected after"),
    "offer_days": N_("An offer of the waiting list stands"),
    "hold_days": N_("A reservation is held"),
    "overbooking": N_("More than is free is promised by"),
    "backorders": N_("Orders without a day in sight"),
    "weeks": N_("Weeks to look ahead"),
    "stops": N_("Rent stops"),
    "rows": N_("Worth in percent of the purchase price"),
    "needs_police": N_("An insurance pays for theft"),
    "covers": N_("Services that insure, one a line"),
    "give_back_days": N_("Found within days, the money goes back"),
    "on_death": N_("When a customer died"),
    "two_person_above": N_("Two people above"),
    "zones": N_("Zones, one a line"),
    "sends_elsewhere": N_("An address outside of all zones"),
    "floor_lifts": N_("A quarantine is lifted by"),
    "is_blind": N_("New counts"),
    "lost_after_days": N_("Looked for in vain: lost after days"),
    "unseen_days": N_("Not seen for days stands on the list"),
    **CHECK_FIELDS,
    **DUNNING_FIELDS,
    "chart": N_("Chart of accounts"),
    "adviser": N_("Number of the adviser"),
    "client": N_("Number of the client"),
    "year_begins": N_("Fiscal year begins in month"),
    "length": N_("Digits of an account"),
    "locks": N_("Lock"),
    "accounts": N_("Accounts"),
    "revenue": N_("Revenue by rate, one a line"),
    "losses": N_("Lost claims by rate, one a line"),
    "collectors": N_("Collected by"),
    "creditor_id": N_("Creditor identifier"),
    "prenotice_days": N_("Days a direct debit is announced before"),
    "retry_days": N_("Next attempts after days"),
    "technical_tries": N_("Technical failures: attempts"),
    "lookback_days": N_("Invoices are picked up for days"),
    "confirm_days": N_("Days a customer has to confirm"),
    "informs": N_("Customers hear of failures"),
    "failed_cycles": N_("Failed invoices until things are asked back"),
    "charges_return_fee": N_("What a bank takes for a returned debit"),
    "link_days": N_("Days a link to a new method counts"),
    "before_dunning": N_("Collected once more before each level of dunning"),
    "closed": N_("Only the office does"),
    "longest_pause": N_("Longest pause (days)"),
    "valid_days": N_("Valid for (days)"),
    "remind_days": N_("Reminder before the end (days)"),
    "keeps_goods": N_("Goods of a new quote"),
    "forget_days": N_("Strangers are forgotten after (days)"),
    "address": N_("Address of the pages"),
    "imprint": N_("Page with the imprint"),
    "privacy": N_("Page about privacy"),
    **SCAN_PAGES,
    "asset_prefix": N_("Codes of things begin with"),
    "invoice_prefix": N_("Prefix of invoice numbers"),
}
"""Name of a kept value → its word on the page."""


def columns() -> list[Column[SettingChange]]:
    return [
        Column("at", _("When"), lambda row: row.at, width=152),
        Column("who", _("Who"), lambda row: row.who, width=136, yields=1),
        Column("area", _("Setting"), _area, width=136),
        Column("what", _("What changed"), change_words, fills=True),
        Column("reason", _("Reason"), lambda row: row.reason, width=176, yields=2),
    ]


def change_words(row: SettingChange) -> str:
    """So: "Days to pay: 14 → 10"; of what is new, what it began with."""
    if not any(row.before.values()) and row.store and row.version == 1:
        known = [name for name in FIELDS if row.after.get(name)]
        return " · ".join([_("New"), *(f"{_(FIELDS[name])}: {_shown(name, row.after)}" for name in known)])
    parts = (
        f"{_(FIELDS.get(name, name))}: {_shown(name, row.before)} → {_shown(name, row.after)}" for name in row.after
    )
    return " · ".join(parts)


def _area(row: SettingChange) -> str:
    return row.store or label(row.area)


def _shown(name: str, values: Mapping[str, Any]) -> str:
    value = values.get(name)
    if value in (None, "", []):
        return "–"
    if name == "method":
        return label(PaymentMethod(value))
    if name == "collective":
        return label(Collective(value))
    if name in _OF_RETURNS:
        return _OF_RETURNS[name](value)
    if name == "minor":
        return shown_money(Money(int(value), Currency("EUR")))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _reasons(kept: list[str]) -> str:
    return ", ".join(reason_words(each) for each in kept)


def _damages(kept: list[Mapping[str, Any]]) -> str:
    return ", ".join(f"{each['title']} {shown_money(_amount(each['amount']))}" for each in kept)


def _amount(kept: Mapping[str, Any]) -> Money:
    return Money(int(kept["minor"]), Currency(kept["currency"]))


def _waits(kept: bool) -> str:
    return _("waits until the things are back or were sent") if kept else _("goes out at once")


def _rows(kept: list[Mapping[str, Any]]) -> str:
    return ", ".join(f"{each['from_month']}: {' / '.join(str(one) for one in each['percents'])}" for each in kept)


def _covers(kept: list[Mapping[str, Any]]) -> str:
    return ", ".join(shown_money(_amount(each["deductible"])) for each in kept)


def _zones(kept: list[Mapping[str, Any]]) -> str:
    return ", ".join(f"{each['title']} {shown_money(_amount(each['gross']))}" for each in kept)


def _collectors(kept: list[Mapping[str, Any]]) -> str:
    pairs = ((PaymentMethod(each["kind"]), ProviderName(each["provider"])) for each in kept)
    return ", ".join(f"{label(kind)}: {label(provider)}" for kind, provider in pairs) or "–"


def _rates(kept: list[Mapping[str, Any]]) -> str:
    return ", ".join(f"{each['rate']} %: {each['account']}" for each in kept)


_OF_RETURNS: Final[Mapping[str, Callable[[Any], str]]] = {
    "chart": lambda kept: label(Chart(kept)),
    "accounts": lambda kept: ", ".join(f"{label(Slot(each['slot']))}: {each['account']}" for each in kept),
    "revenue": _rates,
    "losses": _rates,
    "locks": lambda kept: _("yes") if kept else _("no"),
    "logo": lambda _kept: _("a picture"),
    "e_invoices_to_all": lambda kept: _("all customers") if kept else _("companies only"),
    "stops": lambda kept: label(StopsOn(kept)),
    "on_death": lambda kept: label(OnDeath(kept)),
    "rows": _rows,
    "covers": _covers,
    "needs_police": lambda kept: _("only with the reference of the police") if kept else _("also without"),
    "two_person_above": lambda kept: shown_money(_amount(kept)),
    "zones": _zones,
    "sends_elsewhere": lambda kept: _("is sent to for nothing") if kept else _("is not sent to: the order is refused"),
    "floor_lifts": lambda kept: _("the warehouse and the counter too") if kept else _("only the office and the owner"),
    "is_blind": lambda kept: _("hide what is expected") if kept else _("show what is expected"),
    **dict.fromkeys(SCAN_PAGES, lambda kept: ", ".join(NAMES.get(each, each) for each in kept)),
    **CHECK_VALUES,
    **DUNNING_VALUES,
    "collectors": _collectors,
    "informs": lambda kept: label(Informs(kept)),
    "retry_days": lambda kept: ", ".join(str(each) for each in kept) or "–",
    "charges_return_fee": lambda kept: _("is charged to the customer") if kept else _("stays ours"),
    "approval": lambda value: label(Approval(value)),
    "reasons": _reasons,
    "customer_reasons": lambda kept: ", ".join(cancel_reason_words(each) for each in kept),
    "our_reasons": lambda kept: ", ".join(cancel_reason_words(each) for each in kept),
    "closed": lambda kept: ", ".join(label(Service(each)) for each in kept),
    "offers": lambda kept: ", ".join(label(Retention(each)) for each in kept),
    "damages": _damages,
    "two_person_minor": lambda value: shown_money(Money(int(value))),
    "office_minor": lambda value: shown_money(Money(int(value))),
    "limits": lambda value: ", ".join(shown_money(Money(int(each))) for each in value.values()) or "–",
    "waits_for_goods": _waits,
    "repair_times": lambda kept: ", ".join(f"{category_name(each['category'])} {each['days']}" for each in kept) or "–",
    "overbooking": lambda kept: label(Overbooking(kept)),
    "backorders": lambda kept: _("are taken; the day is told later") if kept else _("are refused"),
}
