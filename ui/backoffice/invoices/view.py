"""Invoices and credit notes: the list with the billing run, and one as it was issued."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from domain.billing.invoice import InvoiceKind
from domain.billing.invoice_sheet import InvoiceSheetLine
from domain.billing.model import Reason, TaxCategory
from domain.billing.settlement import DocumentState
from domain.clock import today
from domain.contracts.about import ChargeCause
from domain.views.lifecycle import LifeOf
from domain.views.office import InvoiceQuestion
from domain.views.office_rows import InvoicePage, InvoiceRow, Ref, RunRow
from ui.backoffice.asking import Asker
from ui.backoffice.billing.words import why
from ui.backoffice.bulk.invoices import invoices_bulk
from ui.backoffice.columns import invoice_columns
from ui.backoffice.dunning.invoice_card import InvoiceDunningCard
from ui.backoffice.invoices.e_invoice import e_invoice_facts
from ui.backoffice.invoices.presenter import PaperPresenter, RunPresenter
from ui.backoffice.invoices.settlement import SettlementCard, state_badge
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.parts import Sides, SmallTable, link
from ui.backoffice.payments.invoice_card import InvoicePaymentsCard
from ui.backoffice.refunds.line_deed import RefundOfLine
from ui.backoffice.things import ThingPage
from ui.backoffice.words import shown_days, shown_part
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_instant, shown_money, shown_percent
from ui.lifecycle.panel import LifePanel
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, line, row, styled, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Column
from ui.widgets.table.columns import Align

LOOK_EVERY_MS = 1500


class InvoicesPage(ListPage):
    """The list, with the state of the billing run above it."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.run = RunStrip(desk, shell)
        super().__init__(shell, _spec(desk, shell))

    def top(self) -> QWidget:
        return self.run

    def show_target(self, argument: str) -> None:
        super().show_target(argument)
        self.run.presenter.load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        super().on_changes(kinds)
        if "billing_runs" in kinds:
            self.run.presenter.load()


class RunStrip(QFrame):
    """What the last run did, or that one is under way, and the button that asks for one."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.words, self.detail = text("", "strong", wrap=True), text("", "muted", wrap=True)
        self.presenter = RunPresenter(shell, desk, self, Asker(shell, self))
        self.start = button(_("Run billing"), self.presenter.request, sign="play-outline")
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.presenter.load)
        self.centre = button(_("Billing centre"), partial(shell.open, "billing"), sign="calendar-sync-outline")
        self.centre.setToolTip(_("What will be billed, who was left out, and all numbers."))
        said = column(self.words, self.detail, gap=2)
        self.setLayout(column(Bend(said, row(None, self.centre, self.start), gap=16), margin=12))
        self.show_run(None, waits_for=None)
        self.start.setEnabled(False)

    def show_run(self, newest: RunRow | None, *, waits_for: date | None, is_slow: bool = False) -> None:
        is_waiting = waits_for is not None
        self.start.setEnabled(not is_waiting)
        if is_waiting != self._timer.isActive():
            self._timer.start() if is_waiting else self._timer.stop()
        left_out = newest.failures if newest is not None and not is_waiting else ()
        styled(self, tone="accent" if is_waiting else "warn" if left_out else None)
        if waits_for is not None:
            self.words.setText(_("Billing everything due by {day} …").format(day=shown_date(waits_for)))
            working = _("It runs in the background. You can go on working; invoices appear here.")
            waiting = _("The background work has not begun yet. Is it running? The run is kept until it does.")
            self.detail.setText(waiting if is_slow else working)
        elif newest is None or newest.finished_at is None:
            self.words.setText(_("No billing run yet"))
            self.detail.setText(_("Every night what is due is billed by itself. You can also do it now."))
        else:
            made = count("{count} document", "{count} documents", newest.documents)
            words = _("Last run: {day}, {made}")
            self.words.setText(words.format(day=shown_instant(newest.finished_at), made=made))
            self.detail.setText(_left_out(newest))
        self.setAccessibleName(self.words.text())


class OneInvoice(ThingPage[InvoicePage]):
    """Its lines and sums as issued; what it belongs to beside them."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        self._paper = PaperPresenter(shell, desk, Asker(shell, None))
        super().__init__(shell, _("Invoice"), desk.office.invoice, _topics)

    def build(self) -> QWidget:
        self.lines = SmallTable(line_columns(), _("This document has no lines."), name=_("Lines"), most=20)
        self.facts, self.links, self.sums = KeyValues(), column(gap=12), QGridLayout()
        self.sums.setHorizontalSpacing(theme().px(24))
        self.sums.setVerticalSpacing(theme().px(6))
        self.sums.setColumnStretch(0, 1)
        self.open_pdf = button(_("Open PDF"), self._on_open, kind="primary", sign="file-pdf-box", shortcut="Ctrl+P")
        self.open_statement = button(_("Open final statement"), self._on_statement, sign="file-document-check-outline")
        self.settlement = SettlementCard(self._desk, self.shell)
        self.reminders = InvoiceDunningCard(self._desk, self.shell)
        self.collecting = InvoicePaymentsCard(self._desk, self.shell)
        self.refund = RefundOfLine(self._desk, self.shell, self.lines)
        card = Card(_("Lines")).add(self.lines, self.refund, line())
        card.body.addLayout(self.sums)
        main = QWidget()
        self.history = LifePanel(self._desk, self.shell, LifeOf.INVOICE)
        history = Card(_("History")).add(self.history)
        main.setLayout(column(card, self.settlement, self.collecting, self.reminders, history, None, gap=24))
        side = QWidget()
        belongs = Card(_("Belongs to"))
        belongs.body.addLayout(self.links)
        papers = column(row(self.open_pdf, None), row(self.open_statement, None), gap=8)
        side.setLayout(column(Card(_("Document")).add(self.facts, papers), belongs, None, gap=24))
        return Sides(main, side)

    def fill(self, thing: InvoicePage) -> None:
        found = thing.row
        is_credit = found.kind is InvoiceKind.CREDIT_NOTE
        badges = [(label(found.kind), Tone.WARN if is_credit else Tone.NEUTRAL)]
        if thing.corrected_by:
            badges.append((_("corrected"), Tone.WARN))
        badges.append(state_badge(thing, self._desk))
        self.settlement.show_page(thing)
        self.reminders.show_invoice(thing.row.id, thing.row.number)
        self.collecting.show_invoice(found.id)
        self.open_statement.setVisible(thing.statement is not None)
        self.set_heading(found.number, f"{found.customer} · {shown_date(found.issued_on)}", tuple(badges))
        self.lines.set_rows(thing.sheet.lines)
        self.history.show_life(found.id, found.number)
        self.refund.show_page(thing)
        self._fill_sums(thing)
        due_on = None if is_credit else found.due_on
        self.facts.set_facts(
            [
                Fact(_("Issued on"), found.issued_on),
                Fact(_("Due on"), due_on),
                Fact(_("Amount"), found.signed, Tone.OK if is_credit else None),
                Fact(_("Sent to"), _recipient(thing)),
                *e_invoice_facts(thing),
            ]
        )
        self._fill_links(thing)

    def _fill_sums(self, thing: InvoicePage) -> None:
        clear(self.sums)
        sheet = thing.sheet
        rows = [(_("Net amount"), shown_money(sheet.net), "muted")]
        for group in sheet.vat_groups:
            words = _("VAT {rate} on {net}") if group.rate else _("{category}: {net}")
            named = words.format(
                rate=shown_percent(group.rate / 100), net=shown_money(group.net), category=label(group.category)
            )
            rows.append((named, shown_money(group.vat), "muted"))
        rows.append((_("Amount"), shown_money(sheet.gross), "amount"))
        if thing.row.kind is not InvoiceKind.CREDIT_NOTE and sheet.set_offs:
            rows.append((_("less balance and deposit"), shown_money(-sheet.settled), "muted"))
            rows.append((_("To pay"), shown_money(sheet.to_pay), "amount"))
        for number, (name, amount, role) in enumerate(rows):
            for place, shown in ((1, name), (2, amount)):
                made = text(shown, role)
                made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.sums.addWidget(made, number, place)

    def _fill_links(self, thing: InvoicePage) -> None:
        clear(self.links)
        _link_row(self.links, _("Customer"), thing.row.customer, self._go("customer", str(thing.customer_id)))
        self._refs(_("Contract"), thing.contracts, "contract")
        self._refs(_("Order"), thing.orders, "order")
        self._refs(_("Corrects"), (thing.corrects,) if thing.corrects else (), "invoice")
        self._refs(_("Corrected by"), thing.corrected_by, "invoice")

    def _refs(self, name: str, refs: Sequence[Ref], page: str) -> None:
        for number, ref in enumerate(refs):
            _link_row(self.links, name if number == 0 else "", ref.number, self._go(page, ref.number))

    def _go(self, page: str, number: str) -> "partial[None]":
        return partial(self.shell.open, page, number)

    def _on_open(self) -> None:
        if self.presenter.thing is not None:
            self._paper.open(self.presenter.thing)

    def _on_statement(self) -> None:
        if self.presenter.thing is not None:
            self._paper.open_statement(self.presenter.thing)


def _link_row(box: QVBoxLayout, name: str, shown: str, go: "partial[None]") -> None:
    box.addLayout(row(text(name, "muted"), None, link(shown, go)))


def _spec(desk: Desk, shell: Shell) -> ListSpec[InvoiceRow]:
    def question(words: str, choice: object) -> InvoiceQuestion:
        return _question(words, choice, today(desk.clock))

    return ListSpec(
        title=_("Invoices"),
        placeholder=_("Number or customer"),
        columns=invoice_columns(day=lambda: today(desk.clock)),
        choices=(
            ("all", _("All documents")),
            ("month", _("This month")),
            ("year", _("Last 12 months")),
            (DocumentState.OPEN, _("Something open")),
            (DocumentState.OVERDUE, _("Overdue")),
            (InvoiceKind.INVOICE, _("Only invoices")),
            (InvoiceKind.CREDIT_NOTE, _("Only credit notes")),
        ),
        empty=lambda: EmptyState(
            "receipt-text-outline",
            _("No invoices yet"),
            _("The first one is written when goods leave the house. “Run billing” bills what is due."),
        ),
        ask=lambda words, choice: desk.office.invoices(question(words, choice)),
        topics=frozenset({"invoices"}),
        open_row=lambda chosen: ("invoice", chosen.number),
        bulk=invoices_bulk(desk, shell, question),
    )


def _question(words: str, choice: object, on: date) -> InvoiceQuestion:
    since = {"month": on.replace(day=1), "year": on - timedelta(days=365)}.get(str(choice))
    kind = choice if isinstance(choice, InvoiceKind) else None
    due_before = on if choice is DocumentState.OVERDUE else None
    return InvoiceQuestion(
        words, kind, issued_from=since, only_open=choice is DocumentState.OPEN, due_before=due_before
    )


def line_columns() -> list[Column[InvoiceSheetLine]]:
    return [
        Column("position", _("No."), lambda line: line.position, align=Align.LEFT, width=72, yields=3),
        Column("title", _("Description"), lambda line: line.title, fills=True),
        Column("detail", _("Asset"), lambda line: line.detail, width=168, optional=True),
        Column("period", _("Period"), _period, width=196, yields=1),
        Column("why", _("Why"), _why, width=184, yields=4),
        Column("quantity", _("Quantity"), lambda line: line.quantity, width=88, optional=True),
        Column("price", _("Price"), lambda line: line.unit_price, width=96, optional=True),
        Column("vat", _("VAT"), _vat, show=_vat_words, align=Align.RIGHT, width=88, yields=2),
        Column("amount", _("Amount"), lambda line: line.net if line.gross is None else line.gross, width=112),
    ]


def _vat(line: InvoiceSheetLine) -> Decimal | str:
    return _("no VAT") if line.tax.category is TaxCategory.OUTSIDE else line.tax.rate / 100


def _vat_words(rate: Decimal | str) -> str:
    """A deposit has no rate: 0 % would be one."""
    return rate if isinstance(rate, str) else shown_percent(rate)


def _period(line: InvoiceSheetLine) -> str:
    return "" if line.first_day is None else shown_days(line.first_day, line.last_day)


def _why(line: InvoiceSheetLine) -> str:
    told = line.reason if line.cause in (None, ChargeCause.OTHER) else line.cause
    reason = "" if line.reason is Reason.RECURRING else label(told)
    corrects = _("corrects {number}").format(number=line.corrects.number) if line.corrects else ""
    return " · ".join(part for part in (shown_part(line.days, line.of_days), reason, line.message, corrects) if part)


def _recipient(thing: InvoicePage) -> str:
    to = thing.sheet.recipient
    parts = (to.company, to.name, to.address.street, f"{to.address.postcode} {to.address.city}".strip())
    return "\n".join(part for part in parts if part) or "–"


def _left_out(run: RunRow) -> str:
    if not run.failures:
        return _("Everything due by {day} is billed.").format(day=shown_date(run.as_of))
    numbers = ", ".join(failure.contract.number for failure in run.failures[:3])
    words = count("{count} contract was left out", "{count} contracts were left out", len(run.failures))
    first = run.failures[0]
    return f"{words} ({numbers}). {why(first.code, first.facts)}"


def _topics(thing: InvoicePage) -> frozenset[str]:
    return frozenset({"invoices", "dunning", "payments"})
