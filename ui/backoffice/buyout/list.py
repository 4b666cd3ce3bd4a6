"""All offers and purchases, the newest first; for the owner with what the things brought in against what they cost."""

from typing import Any, Final

from domain.buyout.offer import OfferStatus
from domain.views.buyouts import OfferQuestion, OfferRow, Recovery
from domain.views.office_rows import Found
from ui.backoffice.buyout.words import TONES
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_percent
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column

_MOST: Final = 200
_MOST_OF_OWNER: Final = 60
"""For each of them the whole life of its things is added up."""


def offers_page(desk: Desk, shell: Shell, *, is_owner: bool) -> ListPage:
    """At the office's seat a row opens its contract, where everything about it is done."""
    most = _MOST_OF_OWNER if is_owner else _MOST

    def ask(words: str, choice: Any) -> Found[OfferRow]:
        rows = desk.office.buyouts.offers(OfferQuestion(words, choice or (), is_owner, most + 1))
        return Found(rows[:most], len(rows) > most)

    return ListPage(
        shell,
        ListSpec(
            title=_("Purchases"),
            placeholder=_("Number, customer or thing"),
            columns=_columns(is_owner=is_owner),
            choices=(
                ((OfferStatus.OFFERED, OfferStatus.ACCEPTED), _("Open offers")),
                ((OfferStatus.ACCEPTED,), _("Waiting for payment")),
                ((OfferStatus.SETTLED,), _("Bought")),
                ((), _("All")),
            ),
            empty=lambda: EmptyState(
                "cash-check",
                _("Nothing is offered"),
                _("Open a contract and choose “Offer to sell …”: the customer gets a price and a last day."),
                action=_("Contracts"),
                on_action=lambda: shell.open("contracts"),
            ),
            ask=ask,
            topics=frozenset({"buyouts", "invoices"}),
            open_row=lambda chosen: ("sold_things", chosen.offer.number) if is_owner else ("contract", chosen.contract),
        ),
    )


def _columns(*, is_owner: bool) -> list[Column[OfferRow]]:
    right = Align.RIGHT
    columns: list[Column[OfferRow]] = [
        Column("number", _("Number"), lambda one: one.offer.number, code=True, width=136),
        Column("state", _("State"), lambda one: one.offer.status, show=label, tone=_tone, width=176),
        Column("things", _("Things"), lambda one: one.things, fills=True),
        Column("customer", _("Customer"), lambda one: one.customer, width=160, yields=1),
        Column("contract", _("Contract"), lambda one: one.contract, code=True, width=136, yields=3),
        Column("price", _("Price"), lambda one: one.offer.price, align=right, width=112),
        Column("offered_on", _("Offered on"), lambda one: one.offer.offered_on, width=112, yields=5),
        Column("valid_until", _("Valid until"), lambda one: one.offer.valid_until, width=112, yields=2),
        Column("accepted_on", _("Accepted on"), lambda one: one.offer.accepted_on, width=120, yields=4),
    ]
    if not is_owner:
        return columns
    return [
        *(each for each in columns if each.key not in {"offered_on", "accepted_on"}),
        Column(
            "rent", _("Rent so far"), lambda one: one.recovery and one.recovery.rent, align=right, width=112, yields=6
        ),
        Column(
            "acquired", _("Cost"), lambda one: one.recovery and one.recovery.acquired, align=right, width=112, yields=5
        ),
        Column("recovered", _("Recovered"), _recovered, align=right, width=112),
        Column("margin", _("Margin"), _margin, align=right, width=112, yields=4),
    ]


def _tone(one: OfferRow) -> Tone:
    return TONES[one.offer.status]


def _recovered(one: OfferRow) -> str:
    """Of the cost, with the price of the sale."""
    found: Recovery | None = one.recovery
    percent = None if found is None else found.percent
    return "" if percent is None else shown_percent(percent / 100)


def _margin(one: OfferRow) -> Any:
    return None if one.recovery is None else one.recovery.margin
