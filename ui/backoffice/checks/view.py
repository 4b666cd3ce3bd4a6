"""The check of one order: what is next, why it is so, and who did what when."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QPushButton, QWidget

from domain.application import Command, Event
from domain.checks.agree_release import AgreeRelease
from domain.checks.ask_identity import AskIdentity
from domain.checks.model import Asked, Stage, Step, open_steps
from domain.checks.verdict import Point, Reason
from domain.clock import today
from domain.views.checks import CheckPage, CheckStepRow
from ui.backoffice.asking import give
from ui.backoffice.checks.dialogs import (
    again_dialog,
    ask_money_dialog,
    identity_dialog,
    receive_dialog,
    why_dialog,
)
from ui.backoffice.checks.words import COLOURS, TONES, identity_words, next_words, reason_words, verdict_words
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import Sides, SmallTable, link
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_instant, shown_money
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, row, text
from ui.widgets.card import Card
from ui.widgets.deeds import Deed, fill_deeds
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Align, Column
from ui.widgets.timeline import Timeline, TimelineEvent

_SIGNS: Final = {
    Step.CLEAR: "shield-check-outline",
    Step.DOUBT: "shield-alert-outline",
    Step.STOP: "shield-off-outline",
    Step.SEE: "card-account-details-outline",
    Step.ASK_IDENTITY: "card-account-details-outline",
    Step.IDENTITY_SAID: "card-account-details-outline",
    Step.ASK_MONEY: "cash-clock",
    Step.RECEIVE: "cash-plus",
    Step.PAID: "cash-check",
    Step.MONEY_BACK: "cash-remove",
    Step.RELEASE: "check",
    Step.AGREE: "check-all",
    Step.REFUSE: "close-circle-outline",
}


class OneCheck(ThingPage[CheckPage]):
    """What is not possible now is not shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        self.dialog: DeedDialog | None = None
        super().__init__(shell, _("Check"), desk.office.checks.of_order, _topics)

    def build(self) -> QWidget:
        self.next_step = text("", wrap=True)
        self._deeds, self._more = row(gap=8), row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        head = Card(_("What is next"))
        head.body.addWidget(self.next_step)
        head.body.addLayout(self._deeds)
        head.body.addLayout(self._more)
        self.reasons = SmallTable(_columns(), _("Nothing counts for or against it."), name=_("Why"), most=10)
        self.erased = text("", "muted", wrap=True)
        why = Card(_("Why")).add(self.reasons, self.erased)
        self.timeline = Timeline()
        self.timeline.setMinimumHeight(theme().px(280))
        main = QWidget()
        main.setLayout(column(head, why, Card(_("History")).add(self.timeline, stretch=1), None, gap=24))
        self.facts, self._links = KeyValues(), column(gap=4)
        about = Card(_("About"))
        about.body.addLayout(self._links)
        about.add(self.facts)
        side = QWidget()
        side.setLayout(column(about, None, gap=24))
        return Sides(main, side)

    def fill(self, thing: CheckPage) -> None:
        found, check = thing.row, thing.row.check
        badges = [(label(check.stage), TONES[check.stage])]
        if check.colour is not None:
            badges.append((label(check.colour), COLOURS[check.colour]))
        self.set_heading(_("Check of order {number}").format(number=check.number), found.customer, tuple(badges))
        self.next_step.setText(next_words(thing))
        deeds = self._possible(thing)
        more: list[Deed] = [(name, words, act, False) for name, words, act, _is_first in deeds[3:]]
        self.buttons = {**fill_deeds(self._deeds, deeds[:3]), **fill_deeds(self._more, more)}
        self.reasons.set_rows(found.reasons)
        is_erased = found.erased_on is not None
        self.reasons.setVisible(not is_erased)
        self.erased.setVisible(is_erased)
        if found.erased_on is not None:
            words = _("The detail was erased on {day}, as the owner decided; the verdict stays.")
            self.erased.setText(words.format(day=shown_date(found.erased_on)))
        clear(self._links)
        for word, page, ref in (
            (found.customer, "customer", found.customer_number),
            (_("Order {number}").format(number=check.number), "order", check.number),
        ):
            self._links.addLayout(row(link(word, partial(self.shell.open, page, ref)), None))
        self.facts.set_facts(_facts(thing))
        self.timeline.set_events([_event(each) for each in reversed(thing.steps)])

    def _possible(self, thing: CheckPage) -> list[Deed]:
        """The one that stands out first."""
        steps = open_steps(thing.row.check.stage)
        why = partial(self._why, thing)
        receive = partial(self._receive, thing)
        table: tuple[tuple[Step, str, str, Callable[[], object]], ...] = (
            (Step.AGREE, "agree", _("Agree"), self._agree),
            (Step.DISAGREE, "decline", _("Do not agree …"), partial(why, "decline")),
            (Step.RECEIVE, "receive", _("Money came in …"), receive),
            *self._releases(thing, why),
            (Step.ASK_MONEY, "ask_money", _("Ask for money in advance …"), self._ask_money),
            (Step.LOOK_AGAIN, "look_again", _("Look at it myself …"), partial(why, "look_again")),
            (Step.TAKE_OVER, "take_over", _("Take over …"), partial(why, "take_over")),
            (Step.SEE, "see", _("Identity document seen …"), self._see),
            (Step.ASK_IDENTITY, "ask_identity", _("Ask for identity online"), self._ask_identity),
            (Step.CHECK_AGAIN, "check_again", _("Check again …"), self._again),
            (Step.DROP_MONEY, "drop_money", _("Do not ask any more …"), partial(why, "drop_money")),
            (Step.REFUSE, "refuse", _("Refuse the order …"), partial(why, "refuse")),
        )
        deeds: list[Deed] = [
            (name, words, act, name not in ("refuse", "decline"))
            for step, name, words, act in table
            if step in steps and not (name == "agree" and thing.is_mine)
        ]
        is_missing = any(each.point is Point.IDENTITY_MISSING for each in thing.row.reasons)
        return sorted(deeds, key=lambda deed: deed[0] != "see") if is_missing else deeds

    def _releases(
        self, thing: CheckPage, why: Callable[[str], object]
    ) -> tuple[tuple[Step, str, str, Callable[[], object]], ...]:
        if thing.is_for_two:
            return ((Step.PROPOSE, "propose", _("Let it go, with a second person …"), partial(why, "propose")),)
        return ((Step.RELEASE, "release", _("Free the order …"), partial(why, "release")),)

    @property
    def _whom(self) -> tuple[Desk, Shell, QWidget]:
        return self._desk, self.shell, self

    def _ask(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _why(self, thing: CheckPage, deed: str) -> None:
        self._ask(why_dialog(*self._whom, thing, deed))

    def _receive(self, thing: CheckPage) -> None:
        self._ask(receive_dialog(*self._whom, thing, today(self._desk.clock)))

    def _shown_thing(self) -> CheckPage:
        thing = self.presenter.thing
        if thing is None:
            raise RuntimeError("a button without a check")
        return thing

    def _ask_money(self) -> None:
        self._ask(ask_money_dialog(*self._whom, self._shown_thing()))

    def _see(self) -> None:
        self._ask(identity_dialog(*self._whom, self._shown_thing()))

    def _again(self) -> None:
        self._ask(again_dialog(*self._whom, self._shown_thing()))

    def _agree(self) -> None:
        self._give(AgreeRelease(self._shown_thing().row.check.order_id), _("The order goes out."))

    def _ask_identity(self) -> None:
        words = _("The customer gets a letter with the way to do it.")
        self._give(AskIdentity(self._shown_thing().row.check.order_id), words)

    def _give(self, command: Command, words: str) -> None:
        def done(_event: Event) -> None:
            self.shell.toast(words)

        give(self.shell, self._desk, command, done, self.shell.show_refusal, owner=self)


def _topics(thing: CheckPage) -> frozenset[str]:
    return frozenset({"checks", f"order:{thing.row.check.order_id}"})


def _facts(thing: CheckPage) -> list[Fact]:
    found, check = thing.row, thing.row.check
    facts = [
        Fact(_("Verdict"), verdict_words(found), None if check.colour is None else COLOURS[check.colour]),
        Fact(_("Value of the goods"), "–" if check.value is None else shown_money(check.value)),
        Fact(_("Waits since"), f"{shown_date(check.opened_on)} · {count('{count} day', '{count} days', found.days)}"),
        Fact(_("Asked for"), ", ".join(label(each) for each in sorted(check.needs)) or "–"),
        Fact(_("Credit bureau"), label(check.bureau)),
        Fact(_("Identity"), identity_words(check)),
    ]
    if check.asked is not None and check.asked_for is not None:
        facts.append(Fact(label(check.asked_for), shown_money(check.asked)))
    if check.received:
        facts.append(Fact(_("Of it came in"), shown_money(check.received)))
    for each in thing.shown:
        words = f"{label(each.document)} …{each.last_four} · {each.who}, {shown_instant(each.at)}"
        facts.append(Fact(_("Document seen"), words))
    if check.identity is Asked.NOT and not thing.shown and check.stage is Stage.PASSED:
        facts = [each for each in facts if each.name != _("Identity")]
    return facts


def _event(step: CheckStepRow) -> TimelineEvent:
    parts = [
        "" if step.score is None else _("{score} points").format(score=step.score),
        "" if step.source is None else label(step.source),
        "" if step.fault is None else label(step.fault),
        "" if step.amount is None else shown_money(step.amount),
        step.why,
    ]
    tone = COLOURS[step.colour] if step.colour is not None else Tone.NEUTRAL
    sign = _SIGNS.get(step.step, "circle-outline")
    return TimelineEvent(step.at, sign, label(step.step), " · ".join(filter(None, parts)), step.who, tone)


def _columns() -> list[Column[Reason]]:
    return [
        Column("point", _("What"), reason_words, fills=True),
        Column("weight", _("Points"), lambda one: one.weight, show=_signed, align=Align.RIGHT, width=96),
    ]


def _signed(weight: int) -> str:
    return f"{weight:+}" if weight else "–"
