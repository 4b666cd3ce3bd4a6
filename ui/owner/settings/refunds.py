"""Limits of refunds: how much one person lets go, from where on it takes two, and whether withdrawals wait."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QPlainTextEdit

from domain.ids import PersonId
from domain.money import EUR, Money
from domain.refunds.rules import PersonLimit, RefundSettings
from ui.language import _, shown_money
from ui.owner.settings.section import Section
from ui.widgets.forms import ChoiceField, Field, MoneyField, WrongEntry


class PeopleField(Field[tuple[PersonLimit, ...]]):
    """A line for each person: name; amount."""

    def __init__(self, label_: str, *, hint: str = "") -> None:
        self._text = QPlainTextEdit()
        super().__init__(label_, self._text, hint)
        self._text.setMinimumHeight(96)
        self._text.setTabChangesFocus(True)
        self._amount = MoneyField("")
        self._people: dict[str, PersonId] = {}
        self._names: dict[PersonId, str] = {}
        self._text.textChanged.connect(self.changed)

    def set_people(self, people: Sequence[tuple[PersonId, str]]) -> None:
        self._people = {name.casefold(): person_id for person_id, name in people}
        self._names = dict(people)

    def value(self) -> tuple[PersonLimit, ...]:
        lines = [each for each in self._text.toPlainText().splitlines() if each.strip()]
        return tuple(self._limit(n, each) for n, each in enumerate(lines, start=1))

    def set_value(self, limits: tuple[PersonLimit, ...]) -> None:
        lines = [f"{self._names.get(each.person_id, '?')}; {shown_money(each.amount)}" for each in limits]
        self._text.setPlainText("\n".join(lines))

    def _limit(self, number: int, typed: str) -> PersonLimit:
        name, _sign, amount = (part.strip() for part in typed.partition(";"))
        if not name or not amount:
            raise WrongEntry(_("Line {number}: name; amount").format(number=number))
        if name.casefold() not in self._people:
            words = _("Line {number}: nobody of the back office is called {name}")
            raise WrongEntry(words.format(number=number, name=name))
        self._amount.editor.setProperty("text", amount)
        return PersonLimit(self._people[name.casefold()], Money(self._amount.value().minor, EUR))


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
