"""The owner's dialogs: what friends are worth, and what staying is worth."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.contracts.parts import Duration, DurationKind
from domain.errors import AppError
from domain.loyalty.add_scheme import AddScheme
from domain.loyalty.book import KeptProgramme
from domain.loyalty.change_programme import ChangeProgramme
from domain.loyalty.programme import ReferralProgramme
from domain.loyalty.scheme import MOST_MONTHS, LoyaltyRule, Step
from domain.views.loyalty import Family
from ui.backoffice.invoices.money_dialog import MoneyDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.owner.fields import CheckField, OptionalMoneyField, OptionalWholeField, WholeField
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.forms import ChoiceField, Field, Form, MoneyField, NumberField, TextField

_HUNDRED: Final = Decimal(100)
_NAMES: Final = ("is_open", "title", "reward", "hold_days", "reward_months", "most_per_year", "most_per_code")


class OffFields:
    """A percentage or an amount, and how long: added to a form, read from its values."""

    def __init__(self, form: Form, *, kinds: Sequence[tuple[str, str]]) -> None:
        self.kind = ChoiceField(_("Off"), list(kinds))
        self.percent = NumberField(_("Percent"), least=Decimal("0.01"), most=_HUNDRED)
        self.percent.set_value(10)
        self.amount = OptionalMoneyField(_("Amount per period"))
        self.lasts = ChoiceField(_("How long"), [(each, label(each)) for each in DurationKind])
        self.lasts.set_value(DurationKind.ONCE)
        self.how_many = WholeField(_("How many"), most=120)
        self.how_many.set_value(3)
        form.add(kind=self.kind, percent=self.percent, amount=self.amount, lasts=self.lasts, how_many=self.how_many)
        self.kind.changed.connect(self.settle)
        self.lasts.changed.connect(self.settle)
        self.settle()

    def settle(self) -> None:
        kind = self.kind.value()
        self.percent.setVisible(kind == "percent")
        self.amount.setVisible(kind == "amount")
        self.lasts.setVisible(kind != "free")
        counted = self.lasts.value() in (DurationKind.PERIODS, DurationKind.MONTHS)
        self.how_many.setVisible(kind == "free" or counted)

    def show(self, percent: Decimal | None, amount: Any, duration: Duration) -> None:
        self.kind.set_value("percent" if percent is not None else "amount")
        if percent is not None:
            self.percent.set_value(percent)
        if amount is not None:
            self.amount.set_value(amount)
        self.lasts.set_value(duration.kind)
        if duration.count is not None:
            self.how_many.set_value(duration.count)
        self.settle()

    @staticmethod
    def read(values: Mapping[str, Any]) -> tuple[Decimal | None, Any, Duration]:
        """What hidden fields hold is not looked at."""
        if values["kind"] == "free":
            return _HUNDRED, None, Duration(DurationKind.PERIODS, values["how_many"])
        counted = values["lasts"] in (DurationKind.PERIODS, DurationKind.MONTHS)
        duration = Duration(values["lasts"], values["how_many"] if counted else None)
        return (
            (values["percent"], None, duration) if values["kind"] == "percent" else (None, values["amount"], duration)
        )


class CheckedDialog(MoneyDialog):
    """What does not go together is refused before anything is given; the dialog stays and says why itself."""

    def give(self) -> None:
        self.problem.hide()
        try:
            super().give()
        except AppError as wrong:
            self.show_problem(wrong)


class ProgrammeDialog(CheckedDialog):
    """Customers bring customers."""

    def __init__(self, kept: KeptProgramme, desk: Desk, shell: Shell, parent: QWidget) -> None:
        super().__init__(
            desk,
            shell,
            parent,
            title=_("Customers bring customers"),
            detail=_("Counts for friends who order from now on. Who ordered before keeps what was promised."),
            deed=_("Save"),
        )
        self._kept, known = kept, kept.value
        self.setMinimumWidth(theme().px(640))
        title = TextField(_("Name of the friend’s discount on the invoice"), required=True, longest=100)
        self.form.add(is_open=CheckField(_("Programme"), _("Customers may bring friends")), title=title)
        self.off = OffFields(self.form, kinds=[("percent", _("a percentage")), ("amount", _("an amount"))])
        self.form.add(
            reward=MoneyField(_("Reward for the customer"), zero=False),
            hold_days=WholeField(
                _("Days after the start"), least=0, most=365, hint=_("The withdrawal window is waited for anyway.")
            ),
        )
        self.form.add(
            reward_months=OptionalWholeField(_("Months to use it"), most=120, hint=_("Left empty: without end.")),
            most_per_year=OptionalWholeField(_("Rewards a year"), most=1000, hint=_("Left empty: no limit.")),
            most_per_code=OptionalWholeField(_("Friends for a code"), most=1000, hint=_("Left empty: no limit.")),
        )
        self.form.add(
            takes_back=CheckField(_("If the friend withdraws after all"), _("What is left of the reward is taken back"))
        )
        self.form.add(reason=TextField(_("Reason"), longest=300))
        for name in _NAMES:
            self.form[name].set_value(getattr(known, name))  # type: ignore[attr-defined]  # every field of use has it
        self.form["takes_back"].set_value(known.takes_back)  # type: ignore[attr-defined]  # a CheckField
        self.off.show(known.percent, known.amount, known.duration)
        self.done_with = lambda _event: shell.toast(_("Saved."))

    def command(self, values: Mapping[str, Any]) -> Command:
        percent, amount, duration = OffFields.read(values)
        names = (*_NAMES, "takes_back")
        programme = ReferralProgramme(
            percent=percent, amount=amount, duration=duration, **{name: values[name] for name in names}
        )
        return ChangeProgramme(self._kept.version, programme, values["reason"])


class SchemeDialog(CheckedDialog):
    """What staying is worth to contracts from now on: up to three steps, and a free month now and then."""

    STEPS = 3

    def __init__(self, families: Sequence[Family], desk: Desk, shell: Shell, parent: QWidget) -> None:
        super().__init__(
            desk,
            shell,
            parent,
            title=_("New programme"),
            detail=_("Only paid months count, a pause does not. Customers hear of each benefit 30 days before."),
            deed=_("Save programme"),
        )
        plans = [(None, _("every plan")), *((each.family, each.title) for each in families)]
        self.form.add(title=TextField(_("Name on the invoice"), required=True, longest=100))
        self.form.add(plan=ChoiceField(_("Counts for"), plans))
        for n in range(self.STEPS):
            fields: dict[str, Field[Any]] = {
                f"month_{n}": OptionalWholeField(_("From paid month"), least=2, most=MOST_MONTHS),
                f"percent_{n}": OptionalWholeField(_("Percent less"), most=100),
                f"price_{n}": OptionalMoneyField(_("or a new price")),
            }
            self.form.add(**fields)
        hint = _("For example 12: twelve paid, one free. Left empty: none is.")
        self.form.add(free_every=OptionalWholeField(_("A free month after paid months"), most=MOST_MONTHS, hint=hint))
        self.done_with = lambda _event: shell.toast(_("Saved. New contracts get it from now on."))
        self.form["title"].setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        """Raises LoyaltyNotUnderstood."""
        steps = [
            Step(values[f"month_{n}"], _percent(values[f"percent_{n}"]), values[f"price_{n}"])
            for n in range(self.STEPS)
            if values[f"month_{n}"] is not None
        ]
        plans = () if values["plan"] is None else (values["plan"],)
        return AddScheme(values["title"], LoyaltyRule(tuple(steps), values["free_every"], plans))


def _percent(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)
