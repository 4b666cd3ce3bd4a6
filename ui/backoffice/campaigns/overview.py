"""All announced changes of price, the latest first."""

from collections.abc import Sequence

from domain.views.campaigns import CampaignRow
from ui.backoffice.asking import Asker
from ui.backoffice.campaigns.words import shown_rule
from ui.desk import Desk
from ui.language import _
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable


class CampaignsPage(Page):
    """`can_announce`: the owner sits here; `opens`: the key of the page of one."""

    def __init__(self, desk: Desk, shell: Shell, *, can_announce: bool, opens: str) -> None:
        super().__init__(shell, _("Price changes"))
        self._desk, self._asker = desk, Asker(shell, self)
        words = _("Announce new prices to many customers at once; whoever objects keeps the old ones.")
        if not can_announce:
            words = _("The owner announces new prices; objections are recorded here.")
        empty = EmptyState(
            "bullhorn-outline", _("No prices announced"), words,
            action=_("New price change") if can_announce else "", on_action=self._on_new if can_announce else None,
        )  # fmt: skip
        self.table: DataTable[CampaignRow] = DataTable(_columns(), empty=empty, name=_("Price changes"))
        self.table.opened.connect(lambda chosen: shell.open(opens, str(chosen.campaign.id)))
        self.new = button(_("New price change"), self._on_new, kind="primary", sign="plus", shortcut="Ctrl+N")
        self.new.setVisible(can_announce)
        layout = column(row(None, self.new), gap=16)
        layout.addWidget(Card(margin=16).add(self.table, stretch=1), 1)
        self.setLayout(layout)
        guide_focus(self, self.table)

    def show_target(self, argument: str) -> None:
        self._asker.ask(self._desk.office.campaigns.all, self._show)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "price_campaigns" in kinds:
            self.show_target("")

    def _show(self, rows: Sequence[CampaignRow]) -> None:
        self.table.set_rows(rows)

    def _on_new(self) -> None:
        self.shell.open("new_price_change")


def state_of(row: CampaignRow) -> tuple[str, Tone]:
    """Where a campaign is, as a word with its tone."""
    if row.campaign.withdrawn_on is not None:
        return _("taken back"), Tone.NEUTRAL
    if row.chosen:
        return _("letters are being written"), Tone.WARN
    if row.applied:
        return _("in force"), Tone.OK
    return _("announced"), Tone.ACCENT


def _columns() -> list[Column[CampaignRow]]:
    right = Align.RIGHT
    return [
        Column("state", _("State"), lambda one: state_of(one)[0], tone=lambda one: state_of(one)[1], width=184),
        Column("title", _("Title"), lambda one: one.campaign.title, fills=True),
        Column("rule", _("By how much"), lambda one: shown_rule(one.campaign), align=right, width=112, yields=3),
        Column("effective_on", _("Holds from"), lambda one: one.campaign.effective_on, width=120),
        Column("object_until", _("Objections until"), lambda one: one.campaign.object_until, width=136, yields=4),
        Column("contracts", _("Contracts"), lambda one: one.contracts, width=96, yields=2),
        Column("announced", _("Told"), lambda one: one.announced, width=80, yields=5),
        Column("objected", _("Objected"), lambda one: one.objected, width=128, yields=6),
        Column("applied", _("Applied"), lambda one: one.applied, width=112, yields=7),
        Column("left_out", _("Left out"), lambda one: one.left_out, width=112, yields=8),
        Column("year_more", _("Year more"), lambda one: one.year_more, width=128, yields=1),
    ]
