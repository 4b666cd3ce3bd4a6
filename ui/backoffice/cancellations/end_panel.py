"""What carrying a declaration out does, before it is done: days, bills, fee, letters; and the deed itself."""

import secrets
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.cancellations.carry_out_declaration import CarryOutDeclaration
from domain.cancellations.deed import Details, change_of
from domain.cancellations.model import DeclaredKind
from domain.contracts.changing import ContractChange
from domain.contracts.end_dates import EndDates, Notice, end_dates
from domain.contracts.parts import EndKind
from domain.contracts.preview_change import ChangePreview
from domain.contracts.withdraw_contract import last_day_to_withdraw
from domain.customers.model import CustomerKind
from domain.errors import AppError
from domain.ids import ContractLineId, new_uuid
from domain.views.declarations import DeclarationPage
from domain.views.office_rows import ContractPage
from ui.backoffice.asking import Asker
from ui.backoffice.contracts.changes.letters import LetterShown, worded
from ui.backoffice.contracts.changes.preview_pane import PreviewPane
from ui.desk import Desk
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import ChoiceField, DateField, Form, TextField, WrongEntry


class EndPanel(QWidget):
    """`asked` gives the CarryOutDeclaration. The deed is possible once its preview stands there."""

    asked = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell, self._asker = desk, shell, Asker(shell, self)
        self._page: DeclarationPage | None = None
        self._contract: ContractPage | None = None
        self._fee_line_id = self._new_line()
        self.form, self._form_place = Form(), column()
        self.problem, self.until = text("", tone=Tone.BAD, wrap=True), text("", "muted", wrap=True)
        self.pane = PreviewPane()
        self.carry_out = button(_("Carry out"), self.give, kind="primary", sign="check")
        self.setLayout(column(self._form_place, self.until, self.problem, row(None, self.carry_out), self.pane, gap=12))

    def show_page(self, page: DeclarationPage, contract: ContractPage) -> None:
        before = self._page
        self._page, self._contract = page, contract
        if before is None or before.declaration.steps != page.declaration.steps:
            self._fee_line_id = self._new_line()
            self._fill_form(page, contract)
        self.preview()

    def preview(self) -> None:
        page, contract = self._page, self._contract
        if page is None or contract is None:
            return
        self.carry_out.setEnabled(False)
        try:
            change = change_of(page.declaration, contract.contract.version, self._details())
        except AppError as error:
            self._refuse(error)
            return
        self._asker.ask(partial(self._ask, change, contract), partial(self._show, contract), self._refuse)

    def give(self) -> None:
        if self._page is not None and self._contract is not None and self.form.read() is not None:
            self.carry_out.setEnabled(False)
            version = self._contract.contract.version
            self.asked.emit(CarryOutDeclaration(self._page.row.id, version, self._details()))

    def _ask(self, change: ContractChange, contract: ContractPage) -> tuple[ChangePreview, tuple[LetterShown, ...]]:
        found = self._desk.office.preview_change(change)
        return found, worded(self._desk.papers, found, contract)

    def _show(self, contract: ContractPage, found: tuple[ChangePreview, tuple[LetterShown, ...]]) -> None:
        self.problem.hide()
        self.pane.show_preview(found[0], contract.contract, found[1])
        self.carry_out.setEnabled(True)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
            return
        self.problem.setText(refusal(error))
        self.problem.show()
        self.pane.show_words(_("Nothing would be changed by this: it is not possible. The reason stands above."))

    def _fill_form(self, page: DeclarationPage, contract: ContractPage) -> None:
        clear(self._form_place)
        self.form = Form()
        declared = page.declaration.declared
        kind = None if declared is None else declared.kind
        if kind is DeclaredKind.WITHDRAWAL:
            days = [(False, _("nothing")), (True, _("the days up to the withdrawal"))]
            arrived = contract.contract.start_on or page.declaration.received_on
            hint = _("Days are paid only if the customer had asked expressly to begin before the 14 days were over.")
            self.form.add(goods=DateField(_("Goods arrived on"), arrived))
            self.form.add(pays=ChoiceField(_("The customer pays"), days, hint=hint))
        elif kind is DeclaredKind.EARLY:
            fee = [(False, _("is charged")), (True, _("is waived"))]
            self.form.add(waived=ChoiceField(_("The fee for the early end"), fee))
            self.form.add(because=TextField(_("Why it is waived"), longest=200))
            self.form["waived"].changed.connect(self._settle)
        for name in ("goods", "pays", "waived", "because"):
            if name in self._names():
                self.form[name].changed.connect(self.preview)
        self._form_place.addWidget(self.form)
        self._settle()
        self.until.setText(self._days(page, contract))

    def _names(self) -> frozenset[str]:
        kind = self._kind()
        known = {DeclaredKind.WITHDRAWAL: {"goods", "pays"}, DeclaredKind.EARLY: {"waived", "because"}}
        return frozenset(known.get(kind, set())) if kind is not None else frozenset()

    def _kind(self) -> DeclaredKind | None:
        declared = None if self._page is None else self._page.declaration.declared
        return None if declared is None else declared.kind

    def _settle(self) -> None:
        if "because" in self._names():
            self.form["because"].setVisible(bool(self.form["waived"].value()))

    def _details(self) -> Details:
        title = _("Early end of the contract")
        details = Details(self._fee_line_id, title)
        names = self._names()
        if "goods" in names:
            return replace(details, goods_on=self._value("goods"), pays_used_days=bool(self._value("pays")))
        if "waived" in names:
            is_waived = bool(self._value("waived"))
            because = str(self._value("because")) if is_waived else ""
            return replace(details, waives_fee=is_waived, because=because)
        return details

    def _value(self, name: str) -> Any:
        """ "" for what cannot be read yet; `give` says what is wrong with it."""
        try:
            return self.form[name].value()
        except WrongEntry:
            return ""

    def _new_line(self) -> ContractLineId:
        return ContractLineId(new_uuid(self._desk.clock.now(), secrets.token_bytes))

    def _days(self, page: DeclarationPage, thing: ContractPage) -> str:
        """The deadlines that decide, as they count from the day of receipt."""
        contract, declared = thing.contract, page.declaration.declared
        received_on = page.declaration.received_on
        said = [_("Received on {day}; that day counts.").format(day=shown_date(received_on))]
        if declared is None or contract.start_on is None:
            return said[0]
        if declared.kind is DeclaredKind.WITHDRAWAL:
            last = last_day_to_withdraw(contract)
            if last is not None:
                said.append(_("The last day to withdraw is {day}.").format(day=shown_date(last)))
        elif declared.kind is DeclaredKind.ORDINARY:
            is_consumer = thing.customer.kind is CustomerKind.CONSUMER
            notice = Notice(EndKind.ORDINARY, received_on, declared.wanted_on, is_consumer)
            said += _day_words(end_dates(contract, notice))
        return " ".join(said)


def _day_words(dates: EndDates) -> list[str]:
    said = []
    if dates.term_end is not None:
        said.append(_("The minimum term goes until {day}.").format(day=shown_date(dates.term_end)))
    said.append(_("The contract ends with {day}.").format(day=shown_date(dates.legal_end)))
    said.append(_("Things are to be back by {day}.").format(day=shown_date(dates.goods_back_on)))
    return said
