"""Forms for a contract that rests."""

from typing import Any

from domain.contracts.model import Contract, ContractLine
from domain.contracts.parts import Pause, PauseReason
from domain.contracts.pause_contract import PauseContract
from domain.contracts.resume_contract import ResumeContract
from domain.period import add_months
from ui.backoffice.contracts.changes.kit import Case, ChangeForm, FreeMoneyField
from ui.backoffice.contracts.pause_words import pause_words
from ui.backoffice.words import shown_days
from ui.labels import label
from ui.language import _
from ui.widgets.forms import ChoiceField, DateField

ONE_MONTH = 1


def resting_lines(contract: Contract) -> list[ContractLine]:
    """The lines that may rest alone."""
    return [line for line in contract.lines if line.is_recurring and contract.span(line) is not None]


class PauseForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        begin = case.spot.day or case.today
        what = [((), _("the whole contract")), *(((line.id,), line.title) for line in resting_lines(case.contract))]
        if len(what) > 2:
            self.add(what=ChoiceField(_("What rests"), what))
        until = [(True, _("until a day")), (False, _("until it is resumed"))]
        self.add(
            why=ChoiceField(_("Why"), [(each, label(each)) for each in PauseReason]),
            until=ChoiceField(_("How long"), until),
        )
        self.add(
            begin=DateField(_("First day of the pause"), begin),
            resume=DateField(_("First day charged again"), add_months(begin, ONE_MONTH)),
        )
        exact = [(False, _("whole periods that begin in it")), (True, _("exactly these days"))]
        ends = [(False, _("stays")), (True, _("moves by the pause"))]
        self.add(exact=ChoiceField(_("What is free"), exact)).add(ends=ChoiceField(_("End of the term"), ends))
        storage = FreeMoneyField(
            _("Price of one unit meanwhile"), currency=case.contract.terms.currency,
            hint=_("For goods that stay with the customer. Left empty, nothing is charged."),
        )  # fmt: skip
        self.add(storage=storage)
        self.settle()

    def settle(self) -> None:
        self["resume"].setVisible(bool(self["until"].value()))

    def begin(self) -> None:
        self["begin"].editor.setFocus()

    def command(self, values: dict[str, Any], reason: str) -> PauseContract:
        contract = self.case.contract
        pause = Pause(
            values["begin"], values["resume"], to_the_day=values["exact"], moves_end=values["ends"],
            storage_price=values["storage"], reason=values["why"], line_ids=values.get("what", ()),
        )  # fmt: skip
        return PauseContract(contract.id, contract.version, reason, pause=pause)


class ResumeForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        pauses = [each for each in case.contract.pauses if each.resume_on is None or each.resume_on > case.today]
        for pause in pauses:
            days = shown_days(pause.from_on, pause.days.last_day)
            self.explain(f"{pause_words(case.contract, pause)}: {days}")
        self._one = pauses[0].line_ids if len(pauses) == 1 else ()
        if len({pause.line_ids for pause in pauses}) > 1:
            which = {pause.line_ids: pause_words(case.contract, pause) for pause in pauses}
            self.add(what=ChoiceField(_("Which pause"), list(which.items())))
        self.add(resume=DateField(_("First day charged again"), case.spot.day or case.today))

    def command(self, values: dict[str, Any], reason: str) -> ResumeContract:
        contract = self.case.contract
        line_ids = values.get("what", self._one)
        line_id = line_ids[0] if line_ids else None
        return ResumeContract(contract.id, contract.version, reason, resume_on=values["resume"], line_id=line_id)
