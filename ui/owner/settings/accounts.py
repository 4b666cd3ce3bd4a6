"""Bookkeeping: for which accountant files are written, and which account takes what."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from PySide6.QtWidgets import QPlainTextEdit

from domain.bookkeeping.accounts import (
    LEAST_ADVISER,
    LONGEST_ACCOUNT,
    MOST_ADVISER,
    MOST_CLIENT,
    SHORTEST_ACCOUNT,
    STANDARD,
    AccountSettings,
    Chart,
    RateAccount,
    Slot,
    SlotAccount,
)
from ui.labels import label
from ui.language import _
from ui.owner.fields import CheckField, OptionalWholeField, WholeField
from ui.owner.settings.section import Section
from ui.theme import theme
from ui.widgets.forms import ChoiceField, Field, WrongEntry

_MOST_ACCOUNT = 10**LONGEST_ACCOUNT - 1
_ROW = 2


class RatesField(Field[tuple[RateAccount, ...]]):
    """A line for each rate: "19: 8400"."""

    def __init__(self, label_: str, *, hint: str = "") -> None:
        self._text = QPlainTextEdit()
        super().__init__(label_, self._text, hint)
        self._text.setFixedHeight(theme().px(80))
        self._text.setTabChangesFocus(True)
        self._text.textChanged.connect(self.changed)

    def value(self) -> tuple[RateAccount, ...]:
        lines = [each for each in self._text.toPlainText().splitlines() if each.strip()]
        return tuple(self._account(number, each) for number, each in enumerate(lines, start=1))

    def set_value(self, rates: Sequence[RateAccount]) -> None:
        self._text.setPlainText("\n".join(f"{each.rate.normalize():f}: {each.account}" for each in rates))

    def _account(self, number: int, typed: str) -> RateAccount:
        rate, _sign, account = typed.partition(":")
        try:
            percent = Decimal(rate.strip().rstrip("%").strip().replace(",", "."))
        except InvalidOperation:
            raise WrongEntry(_("Line {number}: rate: account").format(number=number)) from None
        if not account.strip().isdecimal() or not 0 <= percent <= 100:
            raise WrongEntry(_("Line {number}: rate: account").format(number=number))
        return RateAccount(percent, int(account.strip()))


class AccountSection(Section[AccountSettings]):
    """An account that is left empty is the usual one of the chart."""

    PLACES: ClassVar[Mapping[str, str]] = {"accounts_wrong": "adviser"}

    def __init__(self) -> None:
        about = _(
            "Files for the accountant (DATEV). Ask your tax adviser which accounts are right; where one is left empty,"
            " the usual one of the chart counts."
        )
        super().__init__(_("Bookkeeping"), about, "accounts")
        self.form.add(
            adviser=OptionalWholeField(_("Number of the adviser"), least=LEAST_ADVISER, most=MOST_ADVISER),
            client=OptionalWholeField(_("Number of the client"), least=1, most=MOST_CLIENT),
        )
        self.form.add(
            chart=ChoiceField(_("Chart of accounts"), [(each, label(each)) for each in Chart]),
            length=WholeField(_("Digits of an account"), least=SHORTEST_ACCOUNT, most=LONGEST_ACCOUNT),
            year_begins=WholeField(_("Fiscal year begins in month"), least=1, most=12),
        )
        hint = _("Left empty, 19 % and 7 % have the usual accounts. For example 19: 8400")
        self.form.add(
            revenue=RatesField(_("Revenue by rate, one a line"), hint=hint),
            losses=RatesField(_("Lost claims by rate, one a line"), hint=_("For example 19: 2406")),
        )
        slots = list(Slot)
        for number in range(0, len(slots), _ROW):
            self.form.add(**{each.value: self._field(each) for each in slots[number : number + _ROW]})
        self.form.add(locks=CheckField(_("Lock"), _("The accountant's program may not change what it took in")))
        self.form["chart"].changed.connect(self._show_usual)
        self.watch()

    def fill(self, value: AccountSettings) -> None:
        own = {each.slot.value: each.account for each in value.accounts}
        known: dict[str, Any] = {
            "adviser": value.adviser or None,
            "client": value.client or None,
            "chart": value.chart,
            "length": value.length,
            "year_begins": value.year_begins,
            "locks": value.locks,
            "revenue": value.revenue,
            "losses": value.losses,
            **{slot.value: own.get(slot.value) for slot in Slot},
        }
        for name, one in known.items():
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # every field of use has it
        self._show_usual()

    def read(self, values: dict[str, Any]) -> AccountSettings:
        slots = [(slot, values.pop(slot.value)) for slot in Slot]
        numbers: dict[str, Any] = {name: values.pop(name) or 0 for name in ("adviser", "client")}
        return AccountSettings(
            **numbers, **values, accounts=tuple(SlotAccount(slot, account) for slot, account in slots if account)
        )

    def _field(self, slot: Slot) -> OptionalWholeField:
        return OptionalWholeField(label(slot), least=1, most=_MOST_ACCOUNT)

    def _show_usual(self) -> None:
        """What counts where nothing is entered stands in the empty field."""
        chart = self.form["chart"].value()
        for slot in Slot:
            usual = STANDARD[chart].get(slot)
            editor = self.form[slot.value].editor
            editor.setPlaceholderText(str(usual) if usual else _("no account"))  # type: ignore[attr-defined]  # a line
