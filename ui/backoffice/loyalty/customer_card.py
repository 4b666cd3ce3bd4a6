"""On a customer's page: their code, whom they brought, and what staying brings them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.clock import today
from domain.ids import CustomerId
from domain.loyalty.give_referral_code import GiveReferralCode
from domain.loyalty.give_scheme import GiveScheme
from domain.loyalty.give_tier import GiveTier
from domain.loyalty.referrals import ReferralState
from domain.views.loyalty import Climbing, CustomerLoyalty, FriendRow, SchemeRow
from ui.backoffice.asking import Asker, give
from ui.backoffice.invoices.money_dialog import MoneyDialog
from ui.backoffice.loyalty.friends import why
from ui.backoffice.loyalty.words import REFERRAL_TONES, missing_words, next_words, rule_words, tier_gives
from ui.backoffice.parts import SmallTable
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, TextField
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Align, Column

_BLOCKED: Final = frozenset({ReferralState.SUSPECTED, ReferralState.REFUSED, ReferralState.LAPSED})
_MOST_BLOCKED: Final = 3
Found = tuple[CustomerLoyalty, Sequence[SchemeRow]]


class LoyaltyCard(Card):
    """Asks for what it shows itself, each time the customer is shown."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Loyalty"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._customer: CustomerId | None = None
        self._found: Found | None = None
        self.facts = KeyValues()
        self.friends = SmallTable(_columns(), _("Nobody was brought yet."), name=_("Friends"), most=5)
        self.give_code = button(_("Give a personal code"), self._on_code, sign="ticket-percent-outline")
        self.own = button(_("Own programme …"), self._on_scheme, sign="pencil-outline")
        self.tier = button(_("Tier …"), self._on_tier, sign="medal-outline")
        self.notes = text("", "small", wrap=True)
        deeds = column(row(self.give_code, self.tier, None), row(self.own, None), gap=8)
        self.add(self.facts, self.notes, self.friends, deeds)
        self.friends.opened.connect(self._on_friend)
        self.own.setEnabled(False)

    def show_customer(self, customer_id: CustomerId) -> None:
        self._customer = customer_id
        office, day = self._desk.office, today(self._desk.clock)

        def ask() -> Found:
            return office.loyalty.of_customer(customer_id, day), office.loyalty.schemes()

        self._asker.ask(ask, self._show)

    def _show(self, found: Found) -> None:
        self._found = found
        loyalty, schemes = found
        self.facts.set_facts(_facts(loyalty))
        self.notes.setText("\n".join(_notes(loyalty)))
        self.notes.setVisible(bool(self.notes.text()))
        self.friends.set_rows(loyalty.friends)
        self.friends.setVisible(bool(loyalty.friends))
        self.give_code.setVisible(loyalty.code is None and loyalty.is_open)
        self.give_code.setEnabled(loyalty.is_active)
        self.give_code.setToolTip("" if loyalty.is_active else _("A code belongs to a running contract."))
        climbing = loyalty.climbing
        self.tier.setVisible(bool(climbing.programme.tiers) or climbing.standing is not None)
        self.own.setEnabled(any(each.scheme.closed_on is None for each in schemes) or loyalty.own_scheme is not None)

    def _on_code(self) -> None:
        customer_id = self._customer
        if customer_id is not None:
            command = GiveReferralCode(customer_id)
            give(self._shell, self._desk, command, self._again, self._shell.show_refusal, owner=self)

    def _again(self, _event: Event) -> None:
        if self._customer is not None:
            self.show_customer(self._customer)

    def _on_scheme(self) -> None:
        if self._found is not None and self._customer is not None:
            dialog = OwnSchemeDialog(self._customer, self._found, self._desk, self._shell, self)
            dialog.done_with = self._again
            dialog.open()

    def _on_tier(self) -> None:
        if self._found is not None and self._customer is not None:
            dialog = TierDialog(self._customer, self._found[0].climbing, self._desk, self._shell, self)
            dialog.done_with = self._again
            dialog.open()

    def _on_friend(self, chosen: FriendRow) -> None:
        is_referrer = chosen.referral.referrer_id == self._customer
        self._shell.open("customer", chosen.friend_number if is_referrer else chosen.referrer_number)


class OwnSchemeDialog(MoneyDialog):
    """A programme for one customer: running contracts get it at once."""

    def __init__(self, customer_id: CustomerId, found: Found, desk: Desk, shell: Shell, parent: QWidget) -> None:
        loyalty, schemes = found
        super().__init__(
            desk,
            shell,
            parent,
            title=_("A programme of their own"),
            detail=_("All running contracts get it at once, and those to come. Nothing is given back for the past."),
            deed=_("Save"),
        )
        self._customer_id = customer_id
        choices: list[tuple[Any, str]] = [
            (each.scheme.id, f"{each.scheme.title}: {rule_words(each.scheme.rule)}")
            for each in schemes
            if each.scheme.closed_on is None
        ]
        if loyalty.own_scheme is not None:
            choices.append((None, _("none: new contracts as everybody’s")))
        self.form.add(scheme=ChoiceField(_("Programme"), choices))
        self.form.add(reason=TextField(_("Reason"), longest=300, required=True))
        self.form["scheme"].setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        return GiveScheme(self._customer_id, values["scheme"], values["reason"])


class TierDialog(MoneyDialog):
    """A tier by a person's hand, or none; both need a reason and are told to the customer."""

    def __init__(self, customer_id: CustomerId, climbing: Climbing, desk: Desk, shell: Shell, parent: QWidget) -> None:
        super().__init__(
            desk,
            shell,
            parent,
            title=_("Give or take a tier"),
            detail=_("It counts on all contracts from the next billing period on, and the customer gets a letter."),
            deed=_("Save"),
        )
        self._customer_id = customer_id
        standing = climbing.standing
        has = None if standing is None or standing.tier is None else standing.tier.name
        tiers = [each for each in climbing.programme.tiers if each.name != has]
        choices: list[tuple[Any, str]] = [(each.name, f"{each.name}: {tier_gives(each)}") for each in tiers]
        if standing is None or not standing.is_barred:
            choices.append((None, _("none: nothing is reached until a person gives a tier")))
        self.form.add(tier=ChoiceField(_("Tier"), choices))
        self.form.add(reason=TextField(_("Reason"), longest=300, required=True))
        self.form["tier"].setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        return GiveTier(self._customer_id, values["tier"], values["reason"])


def _tier_facts(climbing: Climbing) -> list[Fact]:
    """What they have and since when, and how far it is to the next."""
    standing, found = climbing.standing, []
    if standing is not None:
        since = shown_date(standing.from_on)
        if standing.tier is None:
            words = _("taken away on {day}").format(day=since)
        else:
            words = _("{tier} since {day}").format(tier=standing.tier.name, day=since)
            words = f"{words}\n{tier_gives(standing.tier)}"
        found.append(Fact(_("Tier"), words))
    coming = missing_words(climbing)
    if coming:
        found.append(Fact(_("Next tier"), coming))
    return found


def _notes(loyalty: CustomerLoyalty) -> list[str]:
    """Why a tier was given or taken, and which rewards are held back."""
    standing = loyalty.climbing.standing
    found = [] if standing is None or not standing.reason else [_("Tier: {reason}").format(reason=standing.reason)]
    blocked = [one for one in loyalty.friends if one.referral.state in _BLOCKED]
    for one in blocked[:_MOST_BLOCKED]:
        words = _("No reward for {friend}, {state}. {why}")
        found.append(words.format(friend=one.friend, state=label(one.referral.state), why=why(one)))
    return found


def _facts(loyalty: CustomerLoyalty) -> list[Fact]:
    facts = [*_tier_facts(loyalty.climbing), Fact(_("Personal code"), loyalty.code or _("none yet"))]
    if loyalty.rewards:
        facts.append(Fact(_("Rewards"), shown_money(loyalty.rewards)))
    if loyalty.own_scheme is not None:
        facts.append(Fact(_("Own programme"), loyalty.own_scheme))
    facts += [Fact(each.contract, f"{each.title}: {next_words(each.next)}") for each in loyalty.coming]
    if loyalty.vouchers:
        facts.append(Fact(_("Vouchers used"), "\n".join(loyalty.vouchers)))
    return facts


def _columns() -> list[Column[FriendRow]]:
    return [
        Column("state", _("State"), lambda one: one.referral.state, show=label, tone=_tone, width=136),
        Column("friend", _("Friend"), lambda one: one.friend, fills=True),
        Column("referrer", _("Brought by"), lambda one: one.referrer, width=144, yields=1),
        Column("cost", _("Reward given"), lambda one: one.cost, align=Align.RIGHT, width=88),
    ]


def _tone(one: FriendRow) -> Tone:
    return REFERRAL_TONES.get(one.referral.state, Tone.NEUTRAL)
