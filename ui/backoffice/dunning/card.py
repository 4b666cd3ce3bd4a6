"""What a customer owes that is overdue, on their page: level, what holds letters back, plan, letters, what is next."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from domain.dunning.instalments import PlanStatus
from domain.dunning.model import Hold, HoldKind
from domain.ids import CustomerId
from domain.views.dunning import CustomerDunning, ItemRow, NoticeRow
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.dunning import dialogs
from ui.backoffice.dunning.words import STAGE_TONES, next_words
from ui.backoffice.parts import SmallTable, link
from ui.backoffice.words import shown_sums
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import clear, column, row, text
from ui.widgets.card import Card
from ui.widgets.deeds import Deed, fill_deeds
from ui.widgets.table import Align, Column


class DunningCard(Card):
    """It asks for what it shows itself. Hidden where nothing is overdue and nothing ever was reminded."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Overdue and reminders"), parent=parent)
        self._desk, self._shell, self._asker = desk, shell, Asker(shell, self)
        self._customer: CustomerId | None = None
        self.found: CustomerDunning | None = None
        self.dialog: DeedDialog | None = None
        self.says = text("", wrap=True)
        self.items = SmallTable(_item_columns(), _("Nothing is overdue."), name=_("Overdue"), most=6)
        self.notices = SmallTable(_notice_columns(), _("No reminder went out yet."), name=_("Reminders"), most=5)
        self._holds, self._cases = column(gap=4), column(gap=4)
        self._deeds, self._of_notice = row(gap=8), row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        self.add(self.says, self.items)
        self.body.addLayout(self._holds)
        self.body.addLayout(self._cases)
        self.body.addLayout(self._deeds)
        self.add(self.notices)
        self.body.addLayout(self._of_notice)
        self.items.opened.connect(lambda chosen: self._shell.open("invoice", chosen.item.number))
        self.notices.current_changed.connect(lambda _chosen: self._settle_notice())
        self.hide()

    def show_customer(self, customer_id: CustomerId) -> None:
        self._customer = customer_id
        self._asker.ask(lambda: self._desk.office.dunning.customer(customer_id), self._show)

    def _show(self, found: CustomerDunning) -> None:
        self.found = found
        self.setVisible(bool(found.items or found.notices or found.holds or found.plans or found.cases))
        self.says.setText(_summary(found))
        self.items.set_rows(found.items)
        self.items.setVisible(bool(found.items))
        self.notices.set_rows(found.notices)
        self.notices.setVisible(bool(found.notices))
        self._fill_holds(found)
        self._fill_cases(found)
        self.buttons = fill_deeds(self._deeds, self._possible(found))
        self._settle_notice()

    def _fill_holds(self, found: CustomerDunning) -> None:
        clear(self._holds)
        numbers = {each.item.invoice_id: each.item.number for each in found.items}
        for hold in found.holds:
            lift = link(_("Lift"), partial(self._ask, partial(dialogs.lift_dialog, self._whom, hold)))
            words = text(_hold_words(hold, numbers.get(hold.invoice_id) if hold.invoice_id else None), wrap=True)
            line = row(words, lift, gap=12)
            line.setStretch(0, 1)
            self._holds.addLayout(line)

    def _fill_cases(self, found: CustomerDunning) -> None:
        clear(self._cases)
        for plan, still_open in found.plans:
            words = _("Instalment plan {number}: {status}, {open} of {sum} left").format(
                number=plan.number, status=label(plan.status), open=shown_money(still_open),
                sum=shown_money(plan.total),
            )  # fmt: skip
            parts = [text(words, wrap=True)]
            if plan.status is PlanStatus.AGREED:
                parts.append(link(_("Stop"), partial(self._ask, partial(dialogs.end_plan_dialog, self._whom, plan))))
            line = row(*parts, gap=12)
            line.setStretch(0, 1)
            self._cases.addLayout(line)
        for case in found.cases:
            words = _("Collection case {number}: {stage}").format(number=case.number, stage=label(case.stage))
            opened = link(words, partial(self._shell.open, "collection_case", case.number))
            self._cases.addLayout(row(opened, None))

    def _possible(self, found: CustomerDunning) -> list[Deed]:
        """Money first, then what holds letters back, then the end."""
        if self._customer is None:
            return []
        who, items = self._customer, [each.item for each in found.items]
        is_planned = any(plan.status is PlanStatus.AGREED for plan, _open in found.plans)
        make_hold = partial(dialogs.HoldDialog, self._whom, who, items)
        deeds: list[Deed] = []
        if len(found.sums) == 1:
            make = partial(dialogs.payment_dialog, self._whom, who, found.sums[0])
            deeds.append(("pay", _("Money came in …"), partial(self._ask, make), False))
        if items:
            objects = partial(make_hold, HoldKind.DISPUTE)
            deeds.append(("hold", _("Hold back …"), partial(self._ask, partial(make_hold, None)), False))
            deeds.append(("object", _("Customer objects …"), partial(self._ask, objects), False))
        if items and not is_planned:
            plan = partial(dialogs.PlanDialog, self._whom, who, items)
            deeds.append(("plan", _("Instalments …"), partial(self._ask, plan), False))
        if found.hand_over is not None:
            over = partial(dialogs.hand_over_dialog, self._whom, who, found.hand_over)
            deeds.append(("hand_over", _("To collection …"), partial(self._ask, over), False))
        for arrears in found.arrears:
            if arrears.may_end:
                end = partial(dialogs.end_contract_dialog, self._whom, arrears)
                words = _("End {contract} …").format(contract=arrears.number)
                deeds.append((f"end_{arrears.number}", words, partial(self._ask, end), False))
        return deeds

    def _settle_notice(self) -> None:
        chosen: NoticeRow | None = self.notices.current()
        deeds: list[Deed] = []
        if chosen is not None and chosen.sent_on is None and not chosen.is_dropped:
            sent, drop = (partial(make, self._whom, chosen) for make in (dialogs.sent_dialog, dialogs.drop_dialog))
            deeds.append(("sent", _("Sent on paper …"), partial(self._ask, sent), False))
            deeds.append(("drop", _("Do not send it …"), partial(self._ask, drop), False))
        if chosen is not None and chosen.claims and not chosen.is_waived and not chosen.is_dropped:
            waive = partial(dialogs.waive_dialog, self._whom, chosen)
            deeds.append(("waive", _("Waive costs and interest …"), partial(self._ask, waive), False))
        self.buttons |= fill_deeds(self._of_notice, deeds)

    @property
    def _whom(self) -> dialogs.Whom:
        return self._desk, self._shell, self

    def _ask(self, make: Callable[[], DeedDialog]) -> None:
        self.dialog = make()
        self.dialog.open()


def _summary(found: CustomerDunning) -> str:
    if not found.items:
        return _("Nothing is overdue now.")
    invoices = count("{count} invoice", "{count} invoices", len(found.items))
    return _("{invoices}, {sum} in all").format(invoices=invoices, sum=shown_sums(found.sums))


def _hold_words(hold: Hold, number: str | None) -> str:
    about = number or _("all invoices")
    until = "" if hold.until is None else _("until {day}").format(day=shown_date(hold.until))
    return " · ".join(filter(None, (label(hold.kind), about, until, hold.reason)))


def _item_columns() -> list[Column[ItemRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Invoice"), lambda r: r.item.number, code=True, width=152),
        Column("due", _("Due on"), lambda r: r.item.due_on, show=shown_date, width=112, yields=2),
        Column("days", _("Days"), lambda r: r.days, align=right, width=72, yields=3),
        Column("open", _("Still open"), lambda r: r.item.open, align=right, width=104),
        Column("interest", _("Interest so far"), lambda r: r.interest or None, align=right, width=128, yields=4),
        Column("stage", _("Level"), _stage_words, width=208, tone=lambda r: STAGE_TONES[r.item.stage], yields=1),
        Column("next", _("Next letter"), _next_words, fills=True),
    ]


def _stage_words(one: ItemRow) -> str:
    if one.item.is_claim:
        return _("costs and interest")
    words = label(one.item.stage)
    return f"{one.item.level} · {words}" if one.item.level else words


def _next_words(one: ItemRow) -> str:
    return _("with the next reminder") if one.item.is_claim else next_words(one.why, one.next_on)


def _notice_columns() -> list[Column[NoticeRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Reminder"), lambda r: r.number, code=True, width=136),
        Column("level", _("Level"), lambda r: f"{r.level} · {r.level_name}", fills=True),
        Column("on", _("Written"), lambda r: r.on, show=shown_date, width=104, yields=3),
        Column("sent", _("Sent"), _sent_words, width=128, tone=_sent_tone),
        Column("debt", _("Asked for"), lambda r: r.debt, align=right, width=104, yields=1),
        Column("claims", _("Costs and interest"), lambda r: r.claims or None, align=right, width=144, yields=2),
        Column("until", _("Pay by"), lambda r: r.pay_until, show=shown_date, width=104, yields=4),
        Column("numbers", _("Invoices"), lambda r: r.numbers, width=176, optional=True),
    ]


def _sent_words(one: NoticeRow) -> str:
    if one.is_dropped:
        return _("dropped")
    return _("not yet") if one.sent_on is None else shown_date(one.sent_on)


def _sent_tone(one: NoticeRow) -> Tone | None:
    return None if one.is_dropped or one.sent_on is not None else Tone.WARN
