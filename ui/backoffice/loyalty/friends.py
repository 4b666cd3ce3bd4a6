"""Friends whom customers brought: what became of them, what they cost and bring, and the ones to decide about."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.loyalty.decide_referral import DecideReferral
from domain.loyalty.referrals import TRANSITIONS, LapseReason, ReferralAction, ReferralState
from domain.views.loyalty import FriendRow
from domain.views.office_rows import Found
from ui.backoffice.invoices.money_dialog import MoneyDialog
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.loyalty.words import REFERRAL_TONES
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.forms import TextField
from ui.widgets.table import Align, Column

_MOST = 200


class FriendsPage(ListPage):
    """A row opens the friend's page; what a person decides stands above the list and belongs to the chosen row."""

    def __init__(self, desk: Desk, shell: Shell, figures: str = "loyalty_figures") -> None:
        self._desk, self._figures = desk, figures
        super().__init__(shell, _spec(desk, shell))
        self.table.current_changed.connect(lambda _row: self._settle())

    def top(self) -> QWidget:
        self.release = button(_("Release …"), lambda: self._decide(is_released=True), sign="check")
        self.refuse = button(_("Refuse …"), lambda: self._decide(is_released=False), sign="close")
        self.about = text("", "muted", wrap=True)
        around = QWidget()
        self.figures = button(_("What loyalty brings"), lambda: self.shell.open(self._figures), sign="chart-bar")
        line = row(self.release, self.refuse, self.about, self.figures, gap=12)
        line.setStretch(2, 1)
        around.setLayout(line)
        self._settle()
        return around

    def show_rows(self, rows: Any, *, has_more: bool) -> None:
        """The chosen friend stays chosen when they come again."""
        chosen = self.chosen()
        super().show_rows(rows, has_more=has_more)
        if chosen is not None:
            self.table.select(lambda one: one.referral.id == chosen.referral.id)
        self._settle()

    def chosen(self) -> FriendRow | None:
        found: FriendRow | None = self.table.current()
        return found

    def _settle(self) -> None:
        chosen = self.chosen()
        state = None if chosen is None else chosen.referral.state
        self.release.setEnabled((state, ReferralAction.RELEASE) in TRANSITIONS)
        self.refuse.setEnabled((state, ReferralAction.REFUSE) in TRANSITIONS)
        self.about.setText(_("Choose a friend to decide about.") if chosen is None else why(chosen))

    def _decide(self, *, is_released: bool) -> None:
        chosen = self.chosen()
        if chosen is not None:
            DecideDialog(chosen, self._desk, self.shell, self, is_released=is_released).open()


class DecideDialog(MoneyDialog):
    """Why, and what follows."""

    def __init__(self, chosen: FriendRow, desk: Desk, shell: Shell, parent: QWidget, *, is_released: bool) -> None:
        names = {"friend": chosen.friend, "referrer": chosen.referrer}
        if is_released:
            title, deed = _("Release this friend"), _("Release")
            detail = _("{referrer} gets the reward as soon as {friend} has paid and can no longer withdraw.")
        else:
            title, deed = _("Refuse the reward"), _("Refuse")
            detail = _("{referrer} gets no reward. {friend} keeps the discount that was promised with the order.")
        super().__init__(desk, shell, parent, title=title, detail=detail.format(**names), deed=deed)
        self._chosen, self._is_released = chosen, is_released
        if chosen.referral.likenesses:
            self.below.addWidget(text(why(chosen), "muted", wrap=True))
        self.form.add(reason=TextField(_("Reason"), longest=300, required=True))
        self.done_with = lambda _event: shell.toast(_("Decided. The task is done with it."))
        self.form["reason"].setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        return DecideReferral(self._chosen.referral.id, self._is_released, values["reason"])


def why(chosen: FriendRow) -> str:
    """What they have in common, and why it was decided so."""
    referral = chosen.referral
    found = [label(each) for each in referral.likenesses]
    words = [_("In common: {what}.").format(what=", ".join(found))] if found else []
    if referral.reason:
        words.append(_reason(referral.reason))
    return " ".join(words) or _("Nothing in common with other customers.")


def _reason(reason: str) -> str:
    """A code of the worker's, or what a person wrote."""
    known = {str(each): label(each) for each in LapseReason}
    return known.get(reason, reason)


def _spec(desk: Desk, shell: Shell) -> ListSpec[FriendRow]:
    def ask(words: str, choice: Any) -> Found[FriendRow]:
        rows = desk.office.loyalty.friends(words, choice or (), _MOST + 1)
        return Found(tuple(rows[:_MOST]), len(rows) > _MOST)

    return ListSpec(
        title=_("Friends"),
        placeholder=_("Code, name or number"),
        columns=_columns(),
        choices=(
            ((), _("All")),
            ((ReferralState.SUSPECTED,), _("To be looked at")),
            ((ReferralState.OPEN, ReferralState.SUSPECTED), _("Waiting")),
            ((ReferralState.REWARDED,), _("Rewarded")),
        ),
        empty=lambda: EmptyState(
            "account-multiple-plus-outline",
            _("Nobody was brought yet"),
            _("Give a customer a personal code on their page; a friend names it when ordering."),
            action=_("Customers"),
            on_action=lambda: shell.open("customers"),
        ),
        ask=ask,
        topics=frozenset({"referrals", "orders", "invoices"}),
        open_row=lambda chosen: ("customer", chosen.friend_number),
    )


def _columns() -> list[Column[FriendRow]]:
    right = Align.RIGHT
    return [
        Column("state", _("State"), lambda one: one.referral.state, show=label, tone=_tone, width=144),
        Column("friend", _("Friend"), lambda one: one.friend, fills=True),
        Column("referrer", _("Brought by"), lambda one: one.referrer, width=168),
        Column("code", _("Code"), lambda one: one.referral.code, code=True, width=152, yields=3),
        Column("contract", _("Contract"), lambda one: one.contract, code=True, width=136, yields=4),
        Column("opened_on", _("Ordered on"), lambda one: one.referral.opened_on, width=112, yields=2),
        Column("in_common", _("In common"), _in_common, width=176, yields=5),
        Column("cost", _("Reward given"), lambda one: one.cost, align=right, width=96),
        Column("revenue", _("Billed so far"), lambda one: one.revenue, align=right, width=120, yields=1),
    ]


def _tone(one: FriendRow) -> Tone:
    return REFERRAL_TONES.get(one.referral.state, Tone.NEUTRAL)


def _in_common(one: FriendRow) -> str:
    return ", ".join(label(each) for each in one.referral.likenesses)
