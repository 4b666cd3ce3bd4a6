"""Tasks: what waits for a person; open the thing it is about, look at it, and take it off the list."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from domain.assets.codes import CodeKind, CodeRefused, OwnCode, classify
from domain.assets.status import Condition
from domain.clock import legal_day
from domain.tasks.clear_task import ClearTask
from domain.tasks.model import DECIDED_KINDS, TaskKind
from domain.views.floor_rows import TaskRow
from domain.views.office_rows import Found
from ui import counter_words, dunning_words
from ui.desk import Desk
from ui.labels import label
from ui.language import N_, _, shown_date
from ui.payment_words import NEXT_STEPS as PAYMENT_STEPS
from ui.place_words import NEXT_STEPS as PLACE_STEPS
from ui.shell.page import Page
from ui.shell.port import Shell, Target
from ui.theme import Tone
from ui.warehouse.tasks.again import AgainDeed, PayOutAgainDeed, failed_words, pay_out_words
from ui.warehouse.tasks.missed import MissedDeeds, what_of
from ui.warehouse.tasks.money_back import MONEY_BACK, money_back_words
from ui.warehouse.tasks.promises import PROMISES, promise_words
from ui.warehouse.tasks.sold import SOLD, SoldDeeds, sold_words
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column, DataTable

if TYPE_CHECKING:
    from domain.application import Answer

NEXT_STEPS: Final = {
    TaskKind.DAMAGED_RETURN: N_("Look at it and agree with the customer who pays for the damage."),
    TaskKind.REFUND_DUE: N_("Pay back what was charged within 14 days of the withdrawal."),
    TaskKind.LONG_OUTAGE: N_("Look at the contract: give back the days without the thing, or replace it."),
    TaskKind.THING_MISSING: N_("Look at the return: give the customer until another day, or settle what is missing."),
    TaskKind.OTHER_THING: N_("Look at the return: who has the thing that lay there, and where is the right one?"),
    TaskKind.CLAIM_OBJECTED: N_("Look at the return: charge the damage all the same, or let it go."),
    TaskKind.DEPOSIT_TO_SETTLE: N_("The contract is over and all of it is back: settle the deposit there."),
    TaskKind.REFERRAL_SUSPECTED: N_("Look at the list of friends: release the reward there, or refuse it."),
    TaskKind.DECLARATION_WAITS: N_("Find out whose contract it is, then carry it out: the day of receipt counts."),
    TaskKind.ERASURE_ASKED: N_("Look at what may be erased and what the books must keep, then answer within a month."),
    TaskKind.REFUND_FAILED: N_("Ask the customer for an account, then send the refund again from the list of refunds."),
    **{TaskKind(kind): words for kind, words in PAYMENT_STEPS.items()},
    TaskKind.BUYOUT_STUCK: N_("It was bought and is not with the customer: send it again, or take the purchase back."),
    TaskKind.SWAP_OVERDUE: N_("Write it off in the contract for what it is worth, or move the day of its return."),
    TaskKind.LINE_TO_END: N_("Everything is back and the rent goes on: end the line in the contract."),
    TaskKind.PART_BACK: N_("Its price counts for all of them: change the quantity in the contract, or leave it."),
    TaskKind.BILLING_HELD: N_("Its bills are held back until that day: settle why, then release them in billing."),
    TaskKind.NUMBER_GAP: N_("A number is missing: find the paper, or say in billing why it is void."),
    TaskKind.DELIVERY_MISSED: N_("Charged and never sent: send it late, or give the money of that period back."),
    TaskKind.SUPPLY_SHORT: N_("The shelf held more than the books: count it, so that orders come in time."),
    TaskKind.OVERBOOKED: N_("More was promised than will be free: get one more, or talk to a customer in time."),
    TaskKind.ORDER_LATE: N_("The customer was told of the later day. Look for another thing, or cancel the order."),
    TaskKind.ORDER_WITHOUT_DAY: N_("Nobody knows yet when it comes: get one, or note the delivery under Availability."),
    TaskKind.MAINTENANCE_DUE: N_("Do it and note it on the page of the thing, or ask its customer there to bring it."),
    TaskKind.LOSS_TO_SETTLE: N_("Look at the loss: an insurance pays, the customer pays, or nobody does."),
    TaskKind.LOSS_FOUND: N_("It was paid for and turned up: give the money back, or let it stand."),
    TaskKind.WRITE_OFF_WAITS: N_("Look at what is to be written off: agree to it, or refuse it."),
    TaskKind.TRANSFER_STUCK: N_("Clear what stands against the transfer, then carry it out, or call it off."),
    TaskKind.JOB_FAILED: N_("It was tried several times. Try again after an update, or ask who looks after Umlauf."),
    TaskKind.ORDER_IN_CHECK: N_("Look at the check of the order: let it go, ask for money in advance, or refuse it."),
    TaskKind.RETIRED_THING: N_("Take it off the floor: to the parts, to the buyer or to the scrap."),
    **{TaskKind(kind): words for kind, words in dunning_words.NEXT_STEPS.items()},
    **{TaskKind(kind): words for kind, words in counter_words.NEXT_STEPS.items()},
    **{TaskKind(kind): words for kind, words in PLACE_STEPS.items()},
}
_OF_RETURNS: Final = frozenset({TaskKind.THING_MISSING, TaskKind.OTHER_THING, TaskKind.CLAIM_OBJECTED})
"""The office decides them, on its own page of the return."""
_OF_INVOICES: Final = frozenset({TaskKind.PAYMENT_UNKNOWN, TaskKind.PAYMENT_REFUSED, TaskKind.PAYMENT_DOUBTFUL})
_PAGES: Final = {
    CodeKind.ASSET: "asset",
    CodeKind.CONTRACT: "contract",
    CodeKind.REFUND: "refund",
    CodeKind.DECLARATION: "declaration",
    CodeKind.LOSS: "loss",
    CodeKind.WRITE_OFF: "write_offs",
    CodeKind.TRANSFER: "transfer",
    CodeKind.COLLECTION: "collection_case",
    CodeKind.CUSTOMER: "customer",
    CodeKind.ORDER: "order",
    CodeKind.RETURN: "return",
    CodeKind.SHIPMENT: "ship",
}


class TasksPage(Page):
    """Of every seat: the database decides which tasks it may see. Oldest first."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Tasks"))
        self.desk = desk
        self.tasks = DataTable(
            _columns(),
            empty=EmptyState(
                "clipboard-check-outline",
                _("Nothing waits for you"),
                _("Damaged returns and retired things appear here by themselves."),
            ),
            name=_("Tasks"),
            touch=True,
        )
        self.advice = text("", "muted", wrap=True)
        self.open = button(_("Open"), self._open_current, sign="open-in-app", touch=True)
        self.clear = button(_("Mark as done"), self._clear_current, kind="primary", sign="check-bold", touch=True)
        self.clear.setObjectName("clear")
        self.missed, self.again, self.sold = MissedDeeds(desk, shell), AgainDeed(desk, shell), SoldDeeds(desk, shell)
        self.paid_out = PayOutAgainDeed(desk, shell)
        bar = row(self.open, self.clear, self.missed, self.again, self.sold, self.paid_out, None, gap=12)
        card = Card(margin=16).add(self.tasks, stretch=1).add(self.advice, bar)
        self.setLayout(column(card))
        guide_focus(self, self.tasks)
        self.tasks.opened.connect(self._open)
        self.tasks.current_changed.connect(self._on_current)
        self._on_current(None)

    def show_target(self, argument: str) -> None:
        self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "tasks" in kinds:
            self._load()

    def _load(self) -> None:
        self.shell.services.background.run(self.desk.floor.tasks, self._show, self.shell.show_refusal, owner=self)

    def _show(self, found: Found[TaskRow]) -> None:
        self.tasks.set_rows(found.rows)
        self._on_current(self.tasks.current())

    def _on_current(self, chosen: TaskRow | None) -> None:
        for each in (self.open, self.clear):
            each.setEnabled(chosen is not None)
        self.clear.setVisible(chosen is None or chosen.kind not in DECIDED_KINDS)
        self.missed.show_task(chosen)
        self.again.show_task(chosen)
        self.sold.show_task(chosen)
        self.paid_out.show_task(chosen)
        waiting = _("Choose a task to see what is to be done.") if self.tasks.model.rows else ""
        self.advice.setText(waiting if chosen is None else _(NEXT_STEPS[chosen.kind]))
        self.advice.setVisible(bool(self.advice.text()))

    def _open_current(self) -> None:
        chosen = self.tasks.current()
        if chosen is not None:
            self._open(chosen)

    def _open(self, chosen: TaskRow) -> None:
        self.shell.open(*target_of(chosen))

    def _clear_current(self) -> None:
        chosen = self.tasks.current()
        if chosen is None:
            return
        self.clear.setEnabled(False)
        work = partial(self.desk.run, ClearTask(chosen.id))
        self.shell.services.background.run(work, partial(self._cleared, chosen), self._refused, owner=self)

    def _cleared(self, chosen: TaskRow, answer: "Answer") -> None:
        if answer.event is None:
            self.shell.toast(_("Kept here; it is sent as soon as the connection is back."))
            return
        self.shell.toast(_("Done: {what}, {subject}").format(what=label(chosen.kind), subject=chosen.subject))
        self.shell.services.changes.touch(answer.event.touched())

    def _refused(self, error: Exception) -> None:
        """Somebody else may have been faster: what stands there now is shown with the reason."""
        self.shell.show_refusal(error)
        self._load()


def target_of(task: TaskRow) -> Target:
    """The page on which it is decided."""
    if task.kind is TaskKind.SUPPLY_SHORT:
        return Target("supplies", task.subject)
    if task.kind in _OF_RETURNS:
        return Target("one_return", task.subject)
    if task.kind in _OF_INVOICES:
        return Target("invoice", task.subject)
    if task.kind in (TaskKind.SALE_STUCK, TaskKind.SALE_GOODS_HELD) and task.facts.get("customer"):
        return page_of(str(task.facts["customer"]))
    if task.kind is TaskKind.COUNTER_PAY_OUT_UNBOOKED and task.facts.get("refund"):
        return page_of(str(task.facts["refund"]))
    wanted = page_of(task.subject)
    is_kind = task.kind is TaskKind.OVERBOOKED and wanted.screen == "asset"
    return Target("kind", task.subject) if is_kind else wanted


def page_of(subject: str) -> Target:
    """Where the thing that a task is about has its page."""
    try:
        code = classify(subject)
    except CodeRefused:
        return Target("asset", subject)
    page = _PAGES.get(code.kind) if isinstance(code, OwnCode) else None
    return Target(page or "asset", subject)


def _columns() -> list[Column[TaskRow]]:
    return [
        Column("kind", _("What"), lambda r: r.kind, show=label, width=248, tone=lambda _task: Tone.WARN),
        Column("subject", _("About"), lambda r: r.subject, width=152, code=True),
        Column("detail", _("Known so far"), task_detail, fills=True, yields=2),
        Column("opened", _("Since"), lambda r: legal_day(r.opened_at), show=shown_date, width=128, yields=1),
    ]


_WORDS: Final[Mapping[TaskKind, Callable[[TaskRow], str]]] = {
    TaskKind.DELIVERY_MISSED: what_of,
    TaskKind.JOB_FAILED: failed_words,
    TaskKind.COUNTER_PAY_OUT_UNBOOKED: pay_out_words,
    **dict.fromkeys(PROMISES, promise_words),
    **dict.fromkeys(MONEY_BACK, money_back_words),
    **dict.fromkeys(SOLD, sold_words),
}


def task_detail(task: TaskRow) -> str:
    """What is known of it beside its kind."""
    if task.kind in _WORDS:
        return _WORDS[task.kind](task)
    if task.kind is TaskKind.SUPPLY_SHORT:
        return _("{title} · {missing} more than counted · {shipment}").format(
            title=task.facts["title"], missing=task.facts["missing"], shipment=task.facts["shipment"]
        )
    if task.kind is TaskKind.DECLARATION_WAITS:
        day = date.fromisoformat(str(task.facts["received_on"]))
        return _("received on {day}").format(day=shown_date(day))
    if task.kind is TaskKind.MAINTENANCE_DUE:
        known = task.facts.get("day")
        on = shown_date(date.fromisoformat(str(known))) if known else ""
        where = _("with a customer") if task.facts.get("out") else _("in the house")
        return " · ".join(filter(None, (str(task.facts["title"]), on, where)))
    condition = str(task.facts.get("condition", ""))
    words = label(Condition(condition)) if condition in set(Condition) else ""
    return " · ".join(filter(None, (words, str(task.facts.get("return", "")))))
