"""One repair order: where it stands and what can be done next, its work, its money where it may be read, every step."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from domain.application import Command, Event
from domain.clock import today
from domain.refurbishment.hint import Hint
from domain.refurbishment.lend_asset import LendAsset
from domain.refurbishment.repairs import OVER, CostKind, RepairStage, RepairStep, open_steps
from domain.views.repairs import RepairMoney, RepairPage, RepairStepRow
from ui.backoffice.asking import give
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import Sides, link
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_money, shown_percent
from ui.repairs import dialogs
from ui.repairs.list import TONES
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.overlays import ConfirmDialog, confirm
from ui.widgets.timeline import Timeline, TimelineEvent

Deed = tuple[str, str, Callable[[], object]]


class OneRepair(ThingPage[RepairPage]):
    """What is not possible now is not shown; what costs or pays is shown to seats that may read money."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.desk = desk
        self.dialog: DeedDialog | None = None
        self.question: ConfirmDialog | None = None
        super().__init__(shell, _("Repair"), lambda ref: desk.floor.repairs.page(ref, today(desk.clock)), _topics)

    def build(self) -> QWidget:
        self.next_step, self.hint = text("", wrap=True), text("", tone=Tone.WARN, wrap=True)
        self._deeds, self._more = row(gap=8), row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        head = Card(_("What is next"))
        head.body.addWidget(self.next_step)
        head.body.addWidget(self.hint)
        head.body.addLayout(self._deeds)
        head.body.addLayout(self._more)
        self.problem, self.work, self.money = text("", wrap=True), KeyValues(), KeyValues()
        self.money_card = Card(_("Cost")).add(self.money)
        main = QWidget()
        problem, work = Card(_("Problem")).add(self.problem), Card(_("Work")).add(self.work)
        main.setLayout(column(head, problem, work, self.money_card, None, gap=24))
        self.facts, self.timeline, self._links = KeyValues(), Timeline(), column(gap=4)
        self.timeline.setMinimumHeight(theme().px(320))
        about = Card(_("About"))
        about.body.addLayout(self._links)
        about.add(self.facts)
        side = QWidget()
        self.history_card = Card(_("History")).add(self.timeline, stretch=1)
        side.setLayout(column(about, self.history_card, None, gap=24))
        return Sides(main, side)

    def fill(self, thing: RepairPage) -> None:
        found = thing.row
        badges = [(label(found.stage), TONES[found.stage])]
        if found.late_days:
            badges.append((count("{count} day late", "{count} days late", found.late_days), Tone.WARN))
        title = _("Repair {number}").format(number=found.number)
        self.set_heading(title, f"{found.asset_code} · {found.title}", tuple(badges))
        self.next_step.setText(_next_words(thing))
        self.hint.setText(hint_words(thing.hint) if thing.hint is not None else "")
        self.hint.setVisible(thing.hint is not None and found.stage not in OVER)
        self.problem.setText(found.problem)
        self._fill_deeds(thing)
        self._fill_work(thing)
        self.money_card.setVisible(thing.money is not None)
        if thing.money is not None:
            self.money.set_facts(_money_facts(thing.money))
        self._fill_about(thing)
        self.history_card.setVisible(bool(thing.steps))
        self.timeline.set_events([_event(step) for step in thing.steps])

    # What can be done.

    def _fill_deeds(self, thing: RepairPage) -> None:
        clear(self._deeds)
        clear(self._more)
        self.buttons = {}
        deeds = self._possible(thing)
        for n, (name, words, act) in enumerate(deeds):
            made = button(words, act, kind="primary" if not n else "")
            made.setObjectName(name)
            self.buttons[name] = made
            (self._deeds if n < 4 else self._more).addWidget(made)
        self._deeds.addStretch(1)
        self._more.addStretch(1)

    def _possible(self, thing: RepairPage) -> list[Deed]:
        steps, repair = open_steps(thing.row.stage), thing.row.id
        of, day = (self.desk, self.shell, self), today(self.desk.clock)
        in_house = thing.in_house
        is_office = thing.money is not None
        deeds: list[Deed] = []

        def may(step: RepairStep, name: str, words: str, make: Callable[[], DeedDialog], *, when: bool = True) -> None:
            if step in steps and when:
                deeds.append((name, words, lambda: self._ask(make())))

        may(RepairStep.COME_BACK, "back", _("It is back …"), lambda: dialogs.back_dialog(of, repair))
        if self._can_ask_in(thing):
            deeds.append(("bring", _("Ask them to bring it …"), lambda: self._ask_in(thing)))
        may(RepairStep.DIAGNOSE, "diagnose", _("Diagnosis …"), lambda: dialogs.diagnose_dialog(of, repair))
        may(RepairStep.AWAIT_PARTS, "parts", _("Wait for parts …"), lambda: dialogs.parts_dialog(of, repair, day))
        workshop, supplier = RepairStep.SEND_TO_WORKSHOP, RepairStep.SEND_TO_SUPPLIER
        may(workshop, "workshop", _("To a workshop …"), lambda: dialogs.workshop_dialog(of, repair, day), when=in_house)
        may(
            supplier,
            "supplier",
            _("To the supplier …"),
            lambda: dialogs.supplier_dialog(of, repair, day),
            when=in_house,
        )
        if in_house and thing.row.stage not in OVER:
            deeds.append(("bench", _("To the bench"), lambda: self.shell.open("refurbish", thing.row.asset_code)))
        if RepairStep.LEND in steps and is_office and thing.row.contract_id is not None and not thing.loan:
            deeds.append(("lend", _("Lend another one …"), lambda: self._ask_lend(thing)))
        may(RepairStep.CREDIT, "credit", _("Supplier gives the value back …"),
            lambda: dialogs.credit_dialog(of, repair), when=is_office)  # fmt: skip
        may(RepairStep.BOOK_COST, "cost", _("Book an invoice …"), lambda: dialogs.cost_dialog(of, repair, day),
            when=is_office)  # fmt: skip
        may(RepairStep.CALL_OFF, "off", _("Call off …"), lambda: dialogs.off_dialog(of, repair))
        return deeds

    def _can_ask_in(self, thing: RepairPage) -> bool:
        is_early = thing.row.stage in (RepairStage.REPORTED, RepairStage.DIAGNOSED)
        return (
            is_early
            and thing.is_out
            and not thing.coming
            and thing.money is not None
            and thing.row.contract_id is not None
        )

    def _ask_in(self, thing: RepairPage) -> None:
        if thing.row.contract_id is not None:
            of, day = (self.desk, self.shell, self), today(self.desk.clock)
            self._ask(dialogs.bring_dialog(of, thing.row.contract_id, thing.row.asset_id, day))

    def _ask(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _ask_lend(self, thing: RepairPage) -> None:
        title = _("Lend another one?")
        words = _(
            "A shipment of one thing of the same kind is opened. It costs the customer nothing, the rent goes on, and"
            " it is asked back when the own one is on its way."
        )
        act = partial(self._give, LendAsset(thing.row.id), _("The warehouse packs the loan."))
        self.question = confirm(self, title, words, _("Lend"), act)

    def _give(self, command: Command, words: str) -> None:
        def done(_event: Event) -> None:
            self.shell.toast(words)

        give(self.shell, self.desk, command, done, self.shell.show_refusal, owner=self)

    # What is known.

    def _fill_work(self, thing: RepairPage) -> None:
        facts = [
            Fact(_("Minutes"), count("{count} minute", "{count} minutes", thing.minutes) if thing.minutes else "–")
        ]
        facts += [Fact(title, f"{quantity} ×") for title, quantity in thing.parts]
        if thing.loan:
            facts.append(Fact(_("Lent meanwhile"), thing.loan))
        self.work.set_facts(facts)

    def _fill_about(self, thing: RepairPage) -> None:
        found = thing.row
        clear(self._links)
        asset = partial(self.shell.open, "asset", found.asset_code)
        self._links.addLayout(row(link(found.asset_code, asset), None))
        if found.contract and thing.money is not None:
            contract = partial(self.shell.open, "contract", found.contract)
            self._links.addLayout(row(link(found.contract, contract), None))
        facts = [Fact(_("Found by"), label(found.origin)), Fact(_("Reported on"), shown_date(found.reported_on))]
        if found.customer:
            facts.append(Fact(_("Customer"), found.customer))
        if found.expected_on is not None:
            facts.append(Fact(_("Expected on"), shown_date(found.expected_on)))
        self.facts.set_facts(facts)


def hint_words(hint: Hint) -> str:
    """Why replacing may be cheaper, with the figures that say so."""
    parts = []
    if hint.percent is not None and hint.cost is not None and hint.value is not None:
        words = _("Repairs cost {cost} so far, {percent} of the {value} it was bought for.")
        percent = shown_percent(Decimal(hint.percent) / 100)
        parts.append(words.format(cost=shown_money(hint.cost), value=shown_money(hint.value), percent=percent))
    if hint.is_often:
        words = _("{count} repairs since {day}.")
        parts.append(words.format(count=hint.repairs, day=shown_date(hint.since)))
    return " ".join((_("Replace instead of repair?"), *parts))


def _topics(thing: RepairPage) -> frozenset[str]:
    return frozenset({f"repair:{thing.row.id}", "repairs", f"asset:{thing.row.asset_id}"})


def _money_facts(money: RepairMoney) -> list[Fact]:
    facts = [Fact(_("Our work and parts"), money.work)]
    for each in money.costs:
        name = " · ".join(filter(None, (label(each.kind), each.supplier, each.reference)))
        facts.append(Fact(name, -each.amount if each.kind is CostKind.SUPPLIER_CREDIT else each.amount))
    return [*facts, Fact(_("In all"), money.total)]


def _next_words(thing: RepairPage) -> str:
    stage = thing.row.stage
    if thing.coming and stage not in OVER:
        return _("The customer is asked to bring it: return {number}.").format(number=thing.coming)
    if stage is RepairStage.REPORTED and thing.is_out and thing.loan:
        return _("The customer still has it, and another one is lent. Solve it on the phone, or ask them to bring it.")
    if stage is RepairStage.REPORTED and thing.is_out:
        return _(
            "The customer still has it. Solve it on the phone, or ask them to bring it; lend another one meanwhile."
        )
    return {
        RepairStage.REPORTED: _("Somebody has to look at it."),
        RepairStage.DIAGNOSED: _("It is known what is wrong. Repair it here, or give it to others."),
        RepairStage.WAITING_PARTS: _("Parts are ordered. When they are here, it goes on the bench."),
        RepairStage.AT_WORKSHOP: _("Others repair it. Note it when it is back."),
        RepairStage.AT_SUPPLIER: _("It is with the supplier. It comes back, or its value does."),
        RepairStage.IN_WORK: _("It is on the bench. It ends there: repaired, or retired."),
        RepairStage.PASSED: _("It is repaired. Invoices of others can still be booked."),
        RepairStage.FAILED: _("It could not be repaired and has left our stock."),
        RepairStage.CALLED_OFF: _("It was called off."),
    }[stage]


_SIGNS = {
    RepairStep.PASS: "check-circle-outline",
    RepairStep.FAIL: "close-circle-outline",
    RepairStep.CREDIT: "cash-refund",
    RepairStep.CALL_OFF: "close-circle-outline",
    RepairStep.LEND: "swap-horizontal",
    RepairStep.BOOK_COST: "receipt-text-outline",
    RepairStep.AWAIT_PARTS: "timer-sand",
    RepairStep.SEND_TO_WORKSHOP: "truck-outline",
    RepairStep.SEND_TO_SUPPLIER: "truck-outline",
}


_TOLD = ("finding", "parts", "supplier", "reference", "note", "reason", "shipment")
"""What people wrote, in the order of reading."""


def _event(step: RepairStepRow) -> TimelineEvent:
    shown = (step.facts.get(name) for name in _TOLD)
    detail = " · ".join(str(each) for each in shown if each)
    return TimelineEvent(step.at, _SIGNS.get(step.step, "wrench-outline"), label(step.step), detail, step.person)
