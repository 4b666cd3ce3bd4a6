"""Limits of refunds: how much one person lets go, from where on it takes two, and whether withdrawals wait."""

from collections.abc import Mapping
from typing import Any, ClassVar

from domain.ids import PersonId
from domain.money import EUR, Money
from domain.refunds.rules import PersonLimit, RefundSettings
from ui.language import _, shown_money
from ui.owner.people import PeopleLines
from ui.owner.settings.section import Section
from ui.widgets.forms import ChoiceField, MoneyField


class PeopleField(PeopleLines[PersonLimit]):
    """A line for each person: name; amount."""

    def made(self, person_id: PersonId, typed: str) -> PersonLimit:
        """Raises WrongEntry."""
        amount = MoneyField("")
        amount.editor.setProperty("text", typed)
        return PersonLimit(person_id, Money(amount.value().minor, EUR))

    def told(self, limit: PersonLimit) -> tuple[PersonId, str]:
        return limit.person_id, shown_money(limit.amount)


class RefundSection(Section[RefundSettings]):
    """Counts for what is approved from now on."""

    PLACES: ClassVar[Mapping[str, str]] = {"refund_limit_wrong": "limits"}

    def __init__(self) -> None:
        about = _(
            "Counts for what is approved from now on, pay-outs of balances too: all that goes to one customer within 24"
            " hours together. The database asks the same: no other program gets round it."
        )
        super().__init__(_("Limits of refunds"), about, "refunds")
        self.people = PeopleField(_("Limits of people, one a line"), hint=_("For example: Anna; 250.00"))
        self.form.add(
            two_person_above=MoneyField(
                _("Two people above"), hint=_("Whoever asked for more than this does not approve it.")
            ),
            office_limit=MoneyField(_("The back office approves up to"), hint=_("The owner approves any amount.")),
        )
        self.form.add(limits=self.people)
        waiting = [(True, _("waits until the things are back or were sent")), (False, _("goes out at once"))]
        self.form.add(waits_for_goods=ChoiceField(_("Money of a withdrawal"), waiting))
        self.watch()

    def fill(self, value: RefundSettings) -> None:
        known = {
            "two_person_above": value.two_person_above,
            "office_limit": value.office_limit,
            "limits": value.limits,
            "waits_for_goods": value.waits_for_goods,
        }
        for name, one in known.items():
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> RefundSettings:
        return RefundSettings(**values)
