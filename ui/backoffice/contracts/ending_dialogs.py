"""Forms for how a contract ends and goes on: notice, notice taken back, withdrawal, an end by us, days without it."""

from typing import Any

from domain.contracts.cancel_contract import CancelContract
from domain.contracts.end_dates import EndDates, Notice, end_dates
from domain.contracts.end_outage import EndOutage
from domain.contracts.keep_contract import KeepContract
from domain.contracts.parts import EndKind, PauseReason
from domain.contracts.report_outage import ReportOutage
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.withdraw_contract import WithdrawContract, last_day_to_withdraw
from domain.customers.model import CustomerKind
from domain.errors import AppError
from domain.ids import ContractLineId
from domain.period import ONE_DAY
from ui.backoffice.contracts.changes.kit import Case, ChangeForm, line_field
from ui.cancellation_words import reason_choices
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.texts import refusal
from ui.widgets.base import row, text
from ui.widgets.forms import ChoiceField, DateField

_BY_CUSTOMER = (EndKind.ORDINARY, EndKind.EXTRAORDINARY, EndKind.EARLY)


class CancelForm(ChangeForm):
    """Shows the five days as they follow from what is typed."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._fee_line_id = ContractLineId(case.new_id())
        self.add(kind=ChoiceField(_("How it ends"), [(each, label(each)) for each in _BY_CUSTOMER]))
        self.add(received=DateField(_("Notice received on"), case.today))
        soon = [(False, _("as soon as possible")), (True, _("on a day"))]
        self.add(chosen=ChoiceField(_("Wanted end"), soon))
        self.add(wanted=DateField(_("Last day wanted"), case.spot.day or case.today))
        fee = [(False, _("is charged")), (True, _("is waived"))]
        self.add(waived=ChoiceField(_("The fee for the early end"), fee, hint=_("Waiving it needs a reason.")))
        self.add(cause=_cause(case))
        self._dates = text("", "muted", wrap=True)
        self._dates.setAccessibleName(_("Days of the end"))
        self._layout.addLayout(row(self._dates))
        self.settle()

    def settle(self) -> None:
        self["wanted"].setVisible(bool(self["chosen"].value()))
        self["waived"].setVisible(self["kind"].value() is EndKind.EARLY)
        self._dates.setText(self._days())

    def command(self, values: dict[str, Any], reason: str) -> CancelContract:
        contract, notice = self.case.contract, self._notice(values)
        return CancelContract(
            contract.id, contract.version, reason, received_on=notice.received_on, wanted_on=notice.wanted_on,
            end_kind=notice.kind, waives_fee=notice.waives_fee, fee_line_id=self._fee_line_id,
            fee_title=_("Early end of the contract"), is_consumer=notice.is_consumer, cause=values["cause"],
        )  # fmt: skip

    def reason_for(self, command: CancelContract) -> str:
        if command.end_kind is EndKind.EXTRAORDINARY:
            return _("An end for a good reason needs that reason. It stays in the history.")
        return _("Waiving the fee needs a reason. It stays in the history.") if command.waives_fee else ""

    def _notice(self, values: dict[str, Any]) -> Notice:
        is_consumer = self.case.page.customer.kind is CustomerKind.CONSUMER
        return Notice(values["kind"], values["received"], values["wanted"], is_consumer, bool(values["waived"]))

    def _days(self) -> str:
        values = self.peek()
        if values is None or self.case.contract.start_on is None:
            return ""
        try:
            return _shown(end_dates(self.case.contract, self._notice(values)))
        except AppError as refused:
            return refusal(refused)


def _cause(case: Case) -> ChoiceField:
    """One of the owner's reasons, for the list of why contracts end."""
    return ChoiceField(_("Why it ends"), reason_choices(case.page.cancellations))


class KeepForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        end_on = case.contract.end_on
        if end_on is not None:
            ends = _("The contract would end on {day}. It goes on as if no notice had come.")
            self.explain(ends.format(day=shown_date(end_on - ONE_DAY)))

    def command(self, _values: dict[str, Any], reason: str) -> KeepContract:
        return KeepContract(self.case.contract.id, self.case.contract.version, reason)


class WithdrawForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.add(received=DateField(_("Withdrawal received on"), case.today))
        self.add(goods=DateField(_("Goods arrived on"), case.contract.start_on or case.today))
        days = [(False, _("nothing")), (True, _("the days up to the withdrawal"))]
        hint = _("Days are paid only if the customer had asked expressly to begin before the 14 days were over.")
        self.add(pays=ChoiceField(_("The customer pays"), days, hint=hint))
        self.add(cause=_cause(case))
        self._until = text("", "muted", wrap=True)
        self._layout.addLayout(row(self._until))
        self.settle()

    def settle(self) -> None:
        values = self.peek()
        last = None if values is None else last_day_to_withdraw(self.case.contract, values["goods"])
        self._until.setText(_("The last day to withdraw is {day}.").format(day=shown_date(last)) if last else "")

    def command(self, values: dict[str, Any], reason: str) -> WithdrawContract:
        contract = self.case.contract
        return WithdrawContract(
            contract.id, contract.version, reason, received_on=values["received"], goods_on=values["goods"],
            pays_used_days=values["pays"], is_consumer=self.case.page.customer.kind is CustomerKind.CONSUMER,
            cause=values["cause"],
        )  # fmt: skip


class TerminateForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.add(last_day=DateField(_("Last day that is charged"), case.spot.day or case.today))
        self.add(cause=_cause(case))
        self.explain(_("Needs a good reason, such as rents that were not paid. Write it below."))

    def reason_for(self, _command: TerminateContract) -> str:
        return _("An end for a good reason needs that reason. It stays in the history.")

    def command(self, values: dict[str, Any], reason: str) -> TerminateContract:
        contract = self.case.contract
        return TerminateContract(
            contract.id, contract.version, reason, last_day=values["last_day"], cause=values["cause"]
        )


class OutageForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        why = [(each, label(each)) for each in (PauseReason.REPAIR, PauseReason.LATE_DELIVERY)]
        self.add(line=line_field(case), why=ChoiceField(_("Why"), why))
        self.add(since=DateField(_("First day without it"), case.spot.day or case.today))
        limit = case.contract.terms.repair_pause_days
        rests = _("After {count} days the contract rests by itself, from the first of them on.")
        self.explain(rests.format(count=limit) if limit is not None else _("The contract does not rest by itself."))

    def command(self, values: dict[str, Any], reason: str) -> ReportOutage:
        contract = self.case.contract
        return ReportOutage(
            contract.id, contract.version, reason, line_id=values["line"], since=values["since"], why=values["why"]
        )


class OutageOverForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        contract = case.contract
        missing = [each.line_id for each in contract.outages if each.until is None]
        choices = [(line_id, contract.line(line_id).title_on(case.today)) for line_id in missing]
        self.add(line=ChoiceField(_("Line"), choices))
        self.add(until=DateField(_("First day with it again"), case.spot.day or case.today))

    def command(self, values: dict[str, Any], reason: str) -> EndOutage:
        contract = self.case.contract
        return EndOutage(contract.id, contract.version, reason, line_id=values["line"], until=values["until"])


def _shown(dates: EndDates) -> str:
    """The days, one a line; those that say nothing are left out."""
    found = [(_("Minimum term until"), dates.term_end), (_("Notice in time until"), dates.latest_notice_on)]
    found += [(_("Ends with"), dates.legal_end), (_("Last billed day"), dates.last_billed_day)]
    found.append((_("Things back by"), dates.goods_back_on))
    said = [f"{name}: {shown_date(day)}" for name, day in found if day is not None]
    if dates.fee is not None:
        said.append(f"{_('Fee')}: {shown_money(dates.fee)}")
    return "\n".join(said)
