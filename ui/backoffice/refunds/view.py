"""One refund: what is next, where the money is, and who did what when."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from domain.application import Event
from domain.clock import today
from domain.counter.agree_pay_out import AgreePayOut
from domain.refunds.approve_refund import ApproveRefund
from domain.refunds.model import TRANSITIONS, RefundStatus, RefundStep
from domain.views.refunds import RefundPage, RefundStepRow
from ui.backoffice.asking import give
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import Sides, link
from ui.backoffice.refunds.dialogs import credit_dialog, fail_dialog, refuse_dialog, send_dialog, settle_dialog
from ui.backoffice.refunds.words import TONES, due_words, next_words, paid_fact, shown_account
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import clear, column, row, text
from ui.widgets.card import Card
from ui.widgets.deeds import fill_deeds
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.timeline import Timeline, TimelineEvent

_SIGNS = {
    RefundStep.APPROVE: "check",
    RefundStep.REFUSE: "close-circle-outline",
    RefundStep.SEND: "bank-transfer-out",
    RefundStep.SETTLE: "check-bold",
    RefundStep.FAIL: "alert-outline",
    RefundStep.CREDIT: "cash-refund",
}


class OneRefund(ThingPage[RefundPage]):
    """What is not possible now is not shown. The owner approves here and has no pages of customers and contracts."""

    def __init__(self, desk: Desk, shell: Shell, *, is_owner: bool = False) -> None:
        self._desk, self._is_owner = desk, is_owner
        self.dialog: DeedDialog | None = None
        super().__init__(shell, _("Refund"), desk.office.refunds.page, _topics)

    def build(self) -> QWidget:
        self.next_step = text("", wrap=True)
        self._deeds = row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        head = Card(_("What is next"))
        head.body.addWidget(self.next_step)
        head.body.addLayout(self._deeds)
        self.timeline = Timeline()
        self.timeline.setMinimumHeight(theme().px(320))
        main = QWidget()
        main.setLayout(column(head, Card(_("History")).add(self.timeline, stretch=1), None, gap=24))
        self.facts, self._links = KeyValues(), column(gap=4)
        about = Card(_("About"))
        about.body.addLayout(self._links)
        about.add(self.facts)
        side = QWidget()
        side.setLayout(column(about, None, gap=24))
        return Sides(main, side)

    def fill(self, thing: RefundPage) -> None:
        found, refund = thing.row, thing.row.refund
        badges = ((label(refund.status), TONES[refund.status]),)
        self.set_heading(_("Refund {number}").format(number=refund.number), found.customer, badges)
        self.next_step.setText(next_words(thing))
        self.buttons = fill_deeds(self._deeds, self._possible(thing))
        clear(self._links)
        for word, page, ref in (
            (found.customer, "customer", str(refund.customer_id)),
            (found.contract, "contract", found.contract),
        ):
            if not word:
                continue
            shown = text(word) if self._is_owner else link(word, partial(self.shell.open, page, ref))
            self._links.addLayout(row(shown, None))
        self.facts.set_facts(_facts(thing))
        asked = TimelineEvent(
            found.asked_at, "circle-outline", _("Refund asked for"), f"{shown_money(refund.amount)} · {refund.reason}",
            found.asked_by,
        )  # fmt: skip
        self.timeline.set_events([*(_event(each) for each in reversed(thing.steps)), asked])

    def _possible(self, thing: RefundPage) -> list[tuple[str, str, Callable[[], object], bool]]:
        day, whom = today(self._desk.clock), (self._desk, self.shell, self)
        steps = {step for status, step in TRANSITIONS if status is thing.row.refund.status}
        deeds: list[tuple[str, str, Callable[[], object], bool]] = []
        if RefundStep.APPROVE in steps:
            deeds.append(("approve", _("Approve"), self._approve, True))
        if RefundStep.REFUSE in steps:
            deeds.append(("refuse", _("Refuse …"), lambda: self._ask(refuse_dialog(*whom, thing)), False))
        if RefundStep.SEND in steps and thing.payable:
            again = thing.row.refund.status is RefundStatus.FAILED
            words = _("Send again …") if again else _("Send …")
            deeds.append(("send", words, lambda: self._ask(send_dialog(*whom, thing, day)), True))
        if thing.row.refund.status is RefundStatus.APPROVED and thing.payable:
            deeds.append(("agree", _("Agree to cash at the till"), self._agree, False))
        if RefundStep.SETTLE in steps:
            deeds.append(("settle", _("It arrived …"), lambda: self._ask(settle_dialog(*whom, thing, day)), True))
        if RefundStep.FAIL in steps:
            deeds.append(("fail", _("It came back …"), lambda: self._ask(fail_dialog(*whom, thing, day)), False))
        if RefundStep.CREDIT in steps:
            deeds.append(("credit", _("Close as credited …"), lambda: self._ask(credit_dialog(*whom, thing)), False))
        return deeds

    def _ask(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _approve(self) -> None:
        thing = self.presenter.thing
        if thing is None:
            return

        def done(_event: Event) -> None:
            words = _("Approved; it can be sent.")
            if thing.row.refund.gift is not None:
                words = _("Approved; the credit note is being written.")
            self.shell.toast(words)

        give(self.shell, self._desk, ApproveRefund(thing.row.refund.id), done, self.shell.show_refusal, owner=self)

    def _agree(self) -> None:
        thing = self.presenter.thing
        if thing is None:
            return
        refund = thing.row.refund

        def done(_event: Event) -> None:
            self.shell.toast(_("Agreed: {number} may be paid out at the till.").format(number=refund.number))

        give(self.shell, self._desk, AgreePayOut(refund.id), done, self.shell.show_refusal, owner=self)


def _topics(thing: RefundPage) -> frozenset[str]:
    return frozenset({"refunds", "invoices", f"contract:{thing.row.refund.contract_id}"})


def _facts(thing: RefundPage) -> list[Fact]:
    found, refund = thing.row, thing.row.refund
    facts = [
        Fact(_("Why"), label(refund.cause)),
        Fact(_("At most"), shown_money(refund.amount)),
        Fact(_("Can be sent now"), shown_money(thing.payable)),
        Fact(_("Due by"), due_words(thing)),
        Fact(_("Account"), shown_account(found.account) or "–"),
        *(paid_fact(each) for each in thing.paid),
    ]
    if not thing.paid:
        facts.append(Fact(_("Paid with"), _("nothing that is known")))
    if refund.gift is not None:
        period = refund.gift.period
        last = "" if period.last_day is None else shown_date(period.last_day)
        days = f"{shown_date(period.first_day)} – {last}"
        facts += [Fact(_("For the days"), days), Fact(_("Lines"), ", ".join(thing.titles) or _("all"))]
    return facts


def _event(step: RefundStepRow) -> TimelineEvent:
    amount = shown_money(step.amount) if step.amount is not None else ""
    parts = [amount, shown_date(step.on), shown_account(step.account), step.reason]
    return TimelineEvent(step.at, _SIGNS[step.step], label(step.step), " · ".join(filter(None, parts)), step.who)
