"""What makes customers come and stay: friends, programmes for staying, vouchers."""

from collections.abc import Sequence

from domain.application import Command, Event
from domain.loyalty.book import KeptProgramme, KeptTiers
from domain.loyalty.close_scheme import CloseScheme
from domain.loyalty.withdraw_vouchers import WithdrawVouchers
from domain.views.loyalty import BatchRow, Family, SchemeRow
from ui.backoffice.asking import Asker, give
from ui.backoffice.loyalty.words import limits, rule_words, tier_asks, tier_gives, valid, worth
from ui.backoffice.parts import SmallTable
from ui.desk import Desk
from ui.language import _, count, shown_money
from ui.owner.loyalty.dialogs import ProgrammeDialog, SchemeDialog
from ui.owner.loyalty.tiers_dialog import TiersDialog
from ui.owner.loyalty.voucher_dialog import VouchersDialog
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.overlays import ConfirmDialog
from ui.widgets.table import Align, Column

Found = tuple[KeptProgramme, Sequence[BatchRow], Sequence[SchemeRow], Sequence[Family], KeptTiers]


class LoyaltyPage(Page):
    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Loyalty"))
        self._desk, self._asker = desk, Asker(shell, self)
        self._found: Found | None = None
        self.facts = KeyValues()
        self.change = button(_("Change programme …"), self._on_programme, sign="pencil-outline")
        self.friends = button(_("All friends"), lambda: shell.open("owner_friends"), sign="account-multiple-outline")
        self.vouchers = SmallTable(_batch_columns(), _("No vouchers yet."), name=_("Vouchers"), most=8)
        self.make = button(_("New vouchers …"), self._on_vouchers, kind="primary", sign="plus", shortcut="Ctrl+N")
        self.withdraw = button(_("Withdraw …"), self._on_withdraw, sign="cancel")
        self.schemes = SmallTable(_scheme_columns(), _("No programme yet."), name=_("Programmes"), most=6)
        self.add = button(_("New programme …"), self._on_scheme, sign="plus")
        self.close_one = button(_("Close …"), self._on_close, sign="cancel")
        self.steps = KeyValues()
        self.climb = button(_("Change tiers …"), self._on_tiers, sign="pencil-outline")
        self.figures = button(_("What loyalty brings"), lambda: shell.open("owner_figures"), sign="chart-bar")
        self._build()

    def show_target(self, argument: str) -> None:
        office = self._desk.office

        def ask() -> Found:
            loyalty = office.loyalty
            return loyalty.programme(), loyalty.batches(), loyalty.schemes(), loyalty.families(), loyalty.tiers()

        self._asker.ask(ask, self._show)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"vouchers", "schemes", "programme", "orders"}:
            self.show_target("")

    def _build(self) -> None:
        words = _("A customer’s code brings a friend a discount, and the customer a reward once the friend has paid.")
        programme = Card(_("Customers bring customers")).add(
            text(words, "muted", wrap=True), self.facts, row(self.change, self.friends, None)
        )
        staying = Card(_("Staying pays off")).add(
            text(
                _("New contracts get the newest programme for their plan; running ones keep theirs."),
                "muted",
                wrap=True,
            ),
            self.schemes,
            row(self.add, self.close_one, None),
        )
        given = Card(_("Vouchers")).add(self.vouchers, row(self.make, self.withdraw, None))
        words = _("A named tier is reached by staying or by what was billed, and gives something on all contracts.")
        tiers = Card(_("Tiers")).add(text(words, "muted", wrap=True), self.steps, row(self.climb, self.figures, None))
        self.setLayout(column(given, staying, tiers, programme, None, gap=24))
        guide_focus(self, self.vouchers)
        self.vouchers.opened.connect(lambda one: self.shell.open("voucher_batch", str(one.batch.id)))
        self.vouchers.current_changed.connect(lambda _row: self._settle())
        self.schemes.current_changed.connect(lambda _row: self._settle())
        self._settle()

    def _show(self, found: Found) -> None:
        self._found = found
        kept, batches, schemes, _families, tiers = found
        self.facts.set_facts(programme_facts(kept))
        self.vouchers.set_rows(batches)
        self.schemes.set_rows(schemes)
        self.steps.set_facts(tier_facts(tiers))
        self._settle()

    def _settle(self) -> None:
        batch, scheme = self.vouchers.current(), self.schemes.current()
        self.withdraw.setEnabled(batch is not None and batch.batch.withdrawn_on is None)
        self.close_one.setEnabled(scheme is not None and scheme.scheme.closed_on is None)
        self.change.setEnabled(self._found is not None)
        self.make.setEnabled(self._found is not None)
        self.add.setEnabled(self._found is not None)
        self.climb.setEnabled(self._found is not None)

    def _on_programme(self) -> None:
        if self._found is not None:
            ProgrammeDialog(self._found[0], self._desk, self.shell, self).open()

    def _on_vouchers(self) -> None:
        if self._found is not None:
            VouchersDialog(self._found[3], self._desk, self.shell, self).open()

    def _on_scheme(self) -> None:
        if self._found is not None:
            SchemeDialog(self._found[3], self._desk, self.shell, self).open()

    def _on_tiers(self) -> None:
        if self._found is not None:
            TiersDialog(self._found[4], self._desk, self.shell, self).open()

    def _on_withdraw(self) -> None:
        chosen = self.vouchers.current()
        if chosen is not None:
            words = _("{title}: no code of it can be used any more. What was granted stays granted.")
            self._ask(
                _("Withdraw vouchers"),
                words.format(title=chosen.batch.title),
                _("Withdraw"),
                WithdrawVouchers(chosen.batch.id),
            )

    def _on_close(self) -> None:
        chosen = self.schemes.current()
        if chosen is not None:
            words = _("{title} is agreed with nobody any more. Contracts that have it keep it.")
            self._ask(
                _("Close programme"), words.format(title=chosen.scheme.title), _("Close"), CloseScheme(chosen.scheme.id)
            )

    def _ask(self, title: str, words: str, deed: str, command: Command) -> None:
        dialog = ConfirmDialog(self, title, words, deed)
        dialog.accepted.connect(
            lambda: give(self.shell, self._desk, command, _nothing, self.shell.show_refusal, owner=self)
        )
        dialog.open()


def _nothing(_event: Event) -> None:
    """The page hears of it by what was touched."""


def programme_facts(kept: KeptProgramme) -> list[Fact]:
    programme = kept.value
    if not programme.is_open:
        return [Fact(_("State"), _("switched off"), Tone.NEUTRAL)]
    used = _("without end")
    if programme.reward_months is not None:
        used = count("for 1 month", "for {count} months", programme.reward_months)
    year = _("no limit") if programme.most_per_year is None else str(programme.most_per_year)
    days = count("1 day after the start, or later", "{count} days after the start, or later", programme.hold_days)
    return [
        Fact(_("State"), _("switched on"), Tone.OK),
        Fact(_("The friend saves"), worth(programme)),
        Fact(_("The customer gets"), shown_money(programme.reward)),
        Fact(_("When"), days),
        Fact(_("Can be used"), used),
        Fact(_("Rewards a year"), year),
    ]


def tier_facts(kept: KeptTiers) -> list[Fact]:
    programme = kept.value
    state = Fact(_("State"), _("switched on"), Tone.OK) if programme.is_open else None
    found = [state or Fact(_("State"), _("switched off"), Tone.NEUTRAL)]
    found += [Fact(each.name, f"{tier_asks(each)}: {tier_gives(each)}") for each in programme.tiers]
    return found


def _batch_columns() -> list[Column[BatchRow]]:
    right = Align.RIGHT
    return [
        Column("title", _("Title"), lambda one: one.batch.title, fills=True),
        Column("code", _("Code"), _code, width=152),
        Column("worth", _("Worth"), lambda one: worth(one.batch.rule), width=176),
        Column("valid", _("Valid"), _valid, tone=_tone, width=184, yields=2),
        Column("limits", _("Counts for"), lambda one: limits(one.batch.rule), width=168, yields=4),
        Column("used", _("Redeemed"), lambda one: one.used, align=right, width=72),
        Column("discounts", _("Discounts so far"), lambda one: one.discounts, align=right, width=136, yields=1),
        Column("revenue", _("Billed so far"), lambda one: one.revenue, align=right, width=120, yields=3),
    ]


def _code(one: BatchRow) -> str:
    return one.code or count("{count} code", "{count} codes", one.codes)


def _valid(one: BatchRow) -> str:
    return _("withdrawn") if one.batch.withdrawn_on is not None else valid(one.batch.rule)


def _tone(one: BatchRow) -> Tone | None:
    return Tone.NEUTRAL if one.batch.withdrawn_on is not None else None


def _scheme_columns() -> list[Column[SchemeRow]]:
    return [
        Column("title", _("Title"), lambda one: one.scheme.title, width=176),
        Column("gives", _("What it gives"), lambda one: rule_words(one.scheme.rule), fills=True),
        Column("plans", _("Plans"), lambda one: one.plans or _("all"), width=176, yields=1),
        Column("contracts", _("Contracts"), lambda one: one.contracts, align=Align.RIGHT, width=96),
        Column("closed_on", _("Closed on"), lambda one: one.scheme.closed_on, width=112),
    ]
