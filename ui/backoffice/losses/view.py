"""One loss: what happened, who pays, what is next, and who did what when."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from domain.clock import today
from domain.losses.stages import Step, open_steps
from domain.money import Money
from domain.views.losses import LossPage, LossStepRow
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.losses import dialogs
from ui.backoffice.losses.words import TONES, next_words
from ui.backoffice.parts import Sides, link
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import clear, column, row, text
from ui.widgets.card import Card
from ui.widgets.deeds import Deed, fill_deeds
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.timeline import Timeline, TimelineEvent

_SIGNS = {
    Step.CLAIM: "email-outline",
    Step.OBJECT: "hand-back-right-outline",
    Step.CHARGE: "cash",
    Step.COVER: "shield-check-outline",
    Step.WAIVE: "cash-remove",
    Step.TURN_UP: "magnify",
    Step.GIVE_BACK: "cash-refund",
    Step.LET_STAND: "check",
    Step.GO_ON: "account-check-outline",
    Step.KEEP: "cash-check",
}
_MONEY = (Step.CLAIM, Step.CHARGE, Step.COVER)
_NEXT = {"cover", "claim", "charge", "decide"}
"""What one would do next: only these can stand out."""
_THING = {"found", "recover", "write_off"}
"""Deeds about where the thing is: a row of their own, so that all fit beside the facts."""


class OneLoss(ThingPage[LossPage]):
    """What is not possible now is not shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        self.dialog: DeedDialog | None = None
        super().__init__(shell, _("Loss"), desk.office.losses.page, _topics)

    def build(self) -> QWidget:
        self.next_step = text("", wrap=True)
        self._deeds, self._about_thing = row(gap=8), row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        head = Card(_("What is next"))
        head.body.addWidget(self.next_step)
        head.body.addLayout(self._deeds)
        head.body.addLayout(self._about_thing)
        self.timeline = Timeline()
        self.timeline.setMinimumHeight(theme().px(380))
        main = QWidget()
        main.setLayout(column(head, Card(_("History")).add(self.timeline, stretch=1), None, gap=24))
        self.facts, self._links = KeyValues(), column(gap=4)
        about = Card(_("About"))
        about.body.addLayout(self._links)
        about.add(self.facts)
        side = QWidget()
        side.setLayout(column(about, None, gap=24))
        return Sides(main, side)

    def fill(self, thing: LossPage) -> None:
        found, loss = thing.row, thing.loss
        badges = ((label(loss.kind), TONES[loss.stage]), (label(loss.stage), TONES[loss.stage]))
        self.set_heading(_("Loss {number}").format(number=loss.number), f"{found.code} · {found.title}", badges)
        self.next_step.setText(next_words(thing))
        self._fill_deeds(self._possible(thing))
        clear(self._links)
        for word, page, ref in (
            (found.customer, "customer", str(loss.customer_id)),
            (found.contract, "contract", found.contract),
            (found.code, "asset", found.code),
        ):
            if word:
                self._links.addLayout(row(link(word, partial(self.shell.open, page, ref)), None))
        self.facts.set_facts(_facts(thing))
        said = " · ".join(filter(None, (label(loss.kind), loss.police, thing.words)))
        first = TimelineEvent(thing.reported_at, "alert-circle-outline", _("Loss reported"), said, thing.reported_by)
        self.timeline.set_events([*(_event(each) for each in reversed(thing.steps)), first])

    def _fill_deeds(self, deeds: list[Deed]) -> None:
        rows = ((self._deeds, False), (self._about_thing, True))
        made = [fill_deeds(line, [each for each in deeds if (each[0] in _THING) is about]) for line, about in rows]
        self.buttons = made[0] | made[1]

    def _possible(self, thing: LossPage) -> list[Deed]:
        """Who pays first, then where the thing is, then the books."""
        steps, whom = open_steps(thing.loss.stage), (self._desk, self.shell, self)
        has_customer = thing.loss.contract_id is not None
        wanted: list[tuple[bool, str, str, Callable[..., DeedDialog]]] = [
            (Step.COVER in steps and thing.cover is not None, "cover", _("Insurance pays …"), dialogs.cover_dialog),
            (Step.CLAIM in steps and has_customer, "claim", _("Ask for the value …"), dialogs.claim_dialog),
            (Step.OBJECT in steps, "object", _("Customer objects …"), dialogs.object_dialog),
            (Step.CHARGE in steps, "charge", _("Charge now …"), dialogs.charge_dialog),
            (Step.WAIVE in steps and has_customer, "waive", _("Charge nothing …"), dialogs.waive_dialog),
            (Step.GIVE_BACK in steps, "decide", _("Decide …"), dialogs.decide_dialog),
            (Step.TURN_UP in steps, "found", _("It is here …"), dialogs.found_dialog),
        ]
        deeds: list[Deed] = [
            (name, words, partial(self._ask, partial(make, *whom, thing)), name in _NEXT)
            for is_possible, name, words, make in wanted
            if is_possible
        ]
        if has_customer and ((Step.GO_ON in steps and thing.can_go_on) or Step.KEEP in steps):
            day = today(self._desk.clock)
            deeds.append(
                (
                    "recover",
                    _("Customer has it …"),
                    partial(self._ask, partial(dialogs.recover_dialog, *whom, thing, day)),
                    False,
                )
            )
        if not thing.row.written_off and Step.TURN_UP in steps:
            deeds.append(("write_off", _("Write off …"), partial(self._write_off, thing), False))
        return deeds

    def _ask(self, make: Callable[[], DeedDialog]) -> None:
        self.dialog = make()
        self.dialog.open()

    def _write_off(self, thing: LossPage) -> None:
        self.shell.open("write_offs", thing.row.code)


def _topics(thing: LossPage) -> frozenset[str]:
    return frozenset({"losses", "write_offs", f"asset:{thing.loss.asset_id}"})


def _facts(thing: LossPage) -> list[Fact]:
    loss, use = thing.loss, thing.use
    facts = [
        Fact(_("Happened on"), shown_date(loss.happened_on)),
        Fact(_("Reported on"), shown_date(loss.reported_on)),
        Fact(_("Police"), loss.police or "–"),
    ]
    if loss.contract_id is not None:
        last = _("goes on, another one was sent") if loss.last_day is None else shown_date(loss.last_day)
        facts.append(Fact(_("Last day with rent"), last))
    facts += [
        Fact(_("Bought for"), "–" if use.cost is None else shown_money(use.cost)),
        Fact(_("In use"), _("month {count}").format(count=use.months(loss.reported_on))),
        Fact(_("Worth by the table"), "–" if thing.worth is None else shown_money(thing.worth)),
        Fact(_("Insurance"), _insurance(thing)),
        Fact(_("Books"), _("written off") if thing.row.written_off else _("still in the books")),
    ]
    return facts


def _insurance(thing: LossPage) -> str:
    if thing.cover is None:
        return _("none that pays")
    return _("pays, deductible {amount}").format(amount=shown_money(thing.cover.deductible))


def _event(step: LossStepRow) -> TimelineEvent:
    amount = shown_money(Money(int(step.facts["minor"]))) if step.step in _MONEY and "minor" in step.facts else ""
    parts = (amount, str(step.facts.get("why", "")), step.words)
    return TimelineEvent(step.at, _SIGNS[step.step], label(step.step), " · ".join(filter(None, parts)), step.who)
