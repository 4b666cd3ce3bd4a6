"""Checks before shipping: which orders are checked, what counts how much, and what yellow asks for."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QPlainTextEdit

from domain.checks.settings import SCORED, BureauDown, CheckRule, CheckSettings, Weight, Whose, YellowAsks
from domain.checks.verdict import Need
from domain.ids import PlanId, ProductId
from domain.money import EUR, Money
from ui.labels import label
from ui.language import _, shown_money
from ui.owner.settings.section import Section
from ui.widgets.forms import ChoiceField, Field, MoneyField, NumberField, WrongEntry

Scope = tuple[ProductId, PlanId | None]
_PARTS: Final = 4
_WHOLE: Final = ("yellow_from", "red_from", "alike_days", "alike_most", "spared_days", "deposit_percent", "pay_within")


class _LinesField(Field[Any]):
    """Several lines of text that mean something together."""

    def __init__(self, label_: str, *, hint: str = "", height: int = 120) -> None:
        self._text = QPlainTextEdit()
        super().__init__(label_, self._text, hint)
        self._text.setMinimumHeight(height)
        self._text.setTabChangesFocus(True)
        self._text.textChanged.connect(self.changed)

    def lines(self) -> list[str]:
        return [each for each in self._text.toPlainText().splitlines() if each.strip()]

    def set_lines(self, lines: Sequence[str]) -> None:
        self._text.setPlainText("\n".join(lines))


class RulesField(_LinesField):
    """A line for each rule: product or plan (* for all); from which value; whose order; what is asked for."""

    def __init__(self, label_: str, *, hint: str = "") -> None:
        super().__init__(label_, hint=hint)
        self._amount = MoneyField("")
        self._scopes: dict[str, Scope] = {}
        self._names: dict[Scope, str] = {}

    def set_scopes(self, scopes: Sequence[tuple[ProductId, PlanId | None, str]]) -> None:
        """Products, and their plans as "product / plan"."""
        self._scopes = {name.casefold(): (product, plan) for product, plan, name in scopes}
        self._names = {(product, plan): name for product, plan, name in scopes}

    def value(self) -> tuple[CheckRule, ...]:
        return tuple(self._rule(number, each) for number, each in enumerate(self.lines(), start=1))

    def set_value(self, rules: tuple[CheckRule, ...]) -> None:
        self.set_lines([self._line(each) for each in rules])

    def _line(self, rule: CheckRule) -> str:
        name = "*"
        if rule.product_id is not None:
            name = self._names.get((rule.product_id, rule.plan_id), "?")
        needs = ", ".join(label(each) for each in Need if each in rule.needs)
        return f"{name}; {shown_money(rule.above)}; {label(rule.whose)}; {needs}"

    def _rule(self, number: int, typed: str) -> CheckRule:
        parts = [part.strip() for part in typed.split(";")]
        if len(parts) != _PARTS:
            words = _("Line {number}: product or *; from value; whose; what is asked for")
            raise WrongEntry(words.format(number=number))
        name, amount, whose, needs = parts
        if name != "*" and name.casefold() not in self._scopes:
            words = _("Line {number}: no product or plan is called {name}")
            raise WrongEntry(words.format(number=number, name=name))
        product_id, plan_id = self._scopes.get(name.casefold(), (None, None))
        self._amount.editor.setProperty("text", amount)
        asked = tuple(_named(Need, number, each.strip()) for each in needs.split(","))
        above = Money(self._amount.value().minor, EUR)
        return CheckRule(asked, product_id, plan_id, above, _named(Whose, number, whose))


class WeightsField(_LinesField):
    """A line for each point: its name, what it counts, and how often at most."""

    def value(self) -> tuple[Weight, ...]:
        return tuple(self._weight(number, each) for number, each in enumerate(self.lines(), start=1))

    def set_value(self, weights: tuple[Weight, ...]) -> None:
        self.set_lines([f"{label(each.point)}: {each.value:+} × {each.most}" for each in weights])

    def _weight(self, number: int, typed: str) -> Weight:

        name, _sign, rest = typed.rpartition(":")
        value, _times, most = rest.replace("x", "×").partition("×")
        found = next((each for each in SCORED if label(each).casefold() == name.strip().casefold()), None)
        most = most.strip() or "1"
        if found is None or not value.strip().lstrip("+-").isdecimal() or not most.isdecimal():
            raise WrongEntry(_("Line {number}: point: what it counts × how often at most").format(number=number))
        return Weight(found, int(value), int(most))


def _named(kind: Any, number: int, typed: str) -> Any:
    """The member that has this word."""
    for each in kind:
        if label(each).casefold() == typed.casefold():
            return each
    words = _("Line {number}: “{typed}” is none of {known}")
    known = ", ".join(label(each) for each in kind)
    raise WrongEntry(words.format(number=number, typed=typed, known=known))


class CheckSection(Section[CheckSettings]):
    """Counts for what is checked from now on."""

    PLACES: ClassVar[Mapping[str, str]] = {"check_settings_wrong": "rules"}

    def __init__(self) -> None:
        about = _("Which orders wait until they are checked, what counts for and against them, and what yellow needs.")
        super().__init__(_("Checks before shipping"), about, "checks")
        self.rules = RulesField(
            _("Rules, one a line"),
            hint=_("Product, “product / plan” or *; from value; whose order; what is asked for, with commas."),
        )
        turned = [(False, _("no: orders go out unchecked")), (True, _("yes, by these rules"))]
        self.form.add(is_on=ChoiceField(_("Orders are checked"), turned))
        self.form.add(rules=self.rules)
        self.form.add(yellow_from=_whole(_("Yellow from points"), 1), red_from=_whole(_("Red from points"), 2))
        self.form.add(
            weights=WeightsField(
                _("What counts how much"), hint=_("What is not here counts nothing. Minus speaks for it."), height=320
            )
        )
        self.form.add(
            limit=MoneyField(_("A customer may have out"), hint=_("Value of all things with this order.")),
            spared_days=_whole(_("A green check holds, days"), 0),
        )
        self.form.add(
            alike_days=_whole(_("Orders alike within days"), 0), alike_most=_whole(_("More than so many are many"), 0)
        )
        self.form.add(
            yellow_asks=ChoiceField(_("Yellow, by itself"), [(each, label(each)) for each in YellowAsks]),
            deposit_percent=_whole(_("Of the goods' value, percent"), 1),
        )
        self.form.add(
            pay_within=_whole(_("Days to pay it"), 0),
            two_person_above=MoneyField(_("Two people above"), hint=_("And for all that was red once.")),
        )
        self.form.add(
            bureau_down=ChoiceField(_("No answer from the bureau"), [(each, label(each)) for each in BureauDown]),
            keep_days=_whole(_("Detail is kept, days"), 0),
        )
        self.watch()

    def fill(self, value: CheckSettings) -> None:
        for name in self.form.fields:
            known = getattr(value, name)
            is_whole = isinstance(known, int) and not isinstance(known, bool)
            self.form[name].set_value(Decimal(known) if is_whole else known)  # type: ignore[attr-defined]  # all have it

    def read(self, values: dict[str, Any]) -> CheckSettings:
        whole = {name: int(values[name]) for name in (*_WHOLE, "keep_days")}
        return CheckSettings(**{**values, **whole})


def _whole(words: str, least: int) -> NumberField:
    return NumberField(words, least=Decimal(least), most=Decimal(3650), places=0)
