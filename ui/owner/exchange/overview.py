"""Exchange groups: what may be swapped for what, how often, and for how much less."""

from collections.abc import Sequence

from domain.application import Event
from domain.swaps.save_group import SaveGroup
from domain.views.swaps import Exchangeable, GroupRow
from ui.backoffice.asking import Asker, give
from ui.backoffice.parts import SmallTable
from ui.backoffice.words import shown_length
from ui.desk import Desk
from ui.language import _, shown_percent
from ui.owner.exchange.dialog import GroupDialog
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.overlays import ConfirmDialog
from ui.widgets.table import Align, Column

Found = tuple[Sequence[GroupRow], Sequence[Exchangeable]]


class ExchangePage(Page):
    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Exchange groups"))
        self._desk, self._asker = desk, Asker(shell, self)
        self._things: Sequence[Exchangeable] | None = None
        nothing = _("No group yet. Customers can swap once two things are in one group.")
        self.groups = SmallTable(_columns(), nothing, name=_("Exchange groups"), most=16)
        self.make = button(_("New group …"), self._on_new, kind="primary", sign="plus", shortcut="Ctrl+N")
        self.change = button(_("Change …"), self._on_change, sign="pencil-outline")
        self.close_one = button(_("Close …"), self._on_close, sign="cancel")
        words = _(
            "Customers may swap one thing of a group for another, on the same contract and at the other one’s price. A"
            " thing is in one group at most."
        )
        card = Card(_("What may be swapped for what")).add(
            text(words, "muted", wrap=True), self.groups, row(self.make, self.change, self.close_one, None)
        )
        self.setLayout(column(card, None, gap=24))
        guide_focus(self, self.groups)
        self.groups.opened.connect(lambda _row: self._on_change())
        self.groups.current_changed.connect(lambda _row: self._settle())
        self._settle()

    def show_target(self, argument: str) -> None:
        swaps = self._desk.office.swaps
        self._asker.ask(lambda: (swaps.groups(), swaps.exchangeable()), self._show)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"exchange_groups", "swaps", "products"}:
            self.show_target("")

    def _show(self, found: Found) -> None:
        groups, self._things = found
        self.groups.set_rows(groups)
        self._settle()

    def _settle(self) -> None:
        chosen = self.groups.current()
        self.make.setEnabled(self._things is not None)
        self.change.setEnabled(chosen is not None and self._things is not None)
        self.close_one.setEnabled(chosen is not None and not chosen.group.is_closed)

    def _on_new(self) -> None:
        if self._things is not None:
            GroupDialog(None, self._things, self._desk, self.shell, self).open()

    def _on_change(self) -> None:
        chosen = self.groups.current()
        if chosen is not None and self._things is not None:
            GroupDialog(chosen.group, self._things, self._desk, self.shell, self).open()

    def _on_close(self) -> None:
        chosen = self.groups.current()
        if chosen is None:
            return
        group = chosen.group
        words = _("{name}: nothing of it is swapped any more. Swaps that are under way go on.").format(name=group.name)
        command = SaveGroup(group.id, group.version, group.name, group.members, group.rules, is_closed=True)
        dialog = ConfirmDialog(self, _("Close exchange group"), words, _("Close"))
        dialog.accepted.connect(
            lambda: give(self.shell, self._desk, command, _nothing, self.shell.show_refusal, owner=self)
        )
        dialog.open()


def _nothing(_event: Event) -> None:
    """The page hears of it by what was touched."""


def _columns() -> list[Column[GroupRow]]:
    right = Align.RIGHT
    return [
        Column("name", _("Name"), lambda one: one.group.name, width=176),
        Column("things", _("Things"), lambda one: ", ".join(one.titles), fills=True),
        Column("most", _("Swaps for a contract"), _most, width=152, yields=2),
        Column("allowance", _("Allowance"), _allowance, width=216, yields=1),
        Column("percent", _("Off"), lambda one: shown_percent(one.group.rules.percent / 100), align=right, width=72),
        Column("swaps", _("Swaps so far"), lambda one: one.swaps, align=right, width=120, yields=3),
        Column("state", _("State"), _state, tone=_tone, width=88),
    ]


def _most(one: GroupRow) -> str:
    return _("any number") if one.group.rules.most is None else str(one.group.rules.most)


def _allowance(one: GroupRow) -> str:
    rule = one.group.rules.allowance
    if rule is None:
        return _("no limit")
    return _("{number} credits each {length}").format(number=rule.credits, length=shown_length(rule.every))


def _state(one: GroupRow) -> str:
    return _("closed") if one.group.is_closed else _("open")


def _tone(one: GroupRow) -> Tone | None:
    return Tone.NEUTRAL if one.group.is_closed else Tone.OK
