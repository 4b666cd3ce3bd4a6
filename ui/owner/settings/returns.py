"""Returns: who has to agree, why people send back, when they are reminded, and what damage costs."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from zlib import crc32

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from domain.money import EUR, Money
from domain.settings.returns import MOST_DAYS, Approval, DamagePrice, ReturnSettings
from ui.categories import category_name, category_of
from ui.labels import label
from ui.language import _, shown_money
from ui.owner.fields import WholeField
from ui.owner.settings.section import Section
from ui.return_words import REASONS, reason_words
from ui.widgets.forms import ChoiceField, Field, MoneyField, TextField, WrongEntry


class DaysField(Field[tuple[int, ...]]):
    """Several whole numbers with commas between; empty: none."""

    def __init__(self, label_: str, *, hint: str = "") -> None:
        self._line = QLineEdit()
        super().__init__(label_, self._line, hint)
        self._line.setMaxLength(60)
        self._line.textChanged.connect(self.changed)

    def value(self) -> tuple[int, ...]:
        parts = [each for each in re.split(r"[,;\\s]+", self._line.text().strip()) if each]
        if not all(each.isascii() and each.isdigit() and len(each) < 4 for each in parts):
            raise WrongEntry(_("Whole days, with commas between: 3, 10"))
        return tuple(sorted({int(each) for each in parts}))

    def set_value(self, days: tuple[int, ...]) -> None:
        self._line.setText(", ".join(map(str, days)))


class DamagesField(Field[tuple[DamagePrice, ...]]):
    """A line for each damage: name; price; category, or nothing for all kinds of products."""

    def __init__(self, label_: str, *, hint: str = "") -> None:
        self._text = QPlainTextEdit()
        super().__init__(label_, self._text, hint)
        self._text.setMinimumHeight(160)
        self._text.setTabChangesFocus(True)
        self._known: dict[tuple[str, str], DamagePrice] = {}
        self._amount = MoneyField("")
        self._text.textChanged.connect(self.changed)

    def value(self) -> tuple[DamagePrice, ...]:
        lines = [each for each in self._text.toPlainText().splitlines() if each.strip()]
        return tuple(self._damage(n, each) for n, each in enumerate(lines, start=1))

    def set_value(self, damages: tuple[DamagePrice, ...]) -> None:
        self._known = {(each.category, each.title.casefold()): each for each in damages}
        self._text.setPlainText("\n".join(_line(each) for each in damages))

    def _damage(self, number: int, typed: str) -> DamagePrice:
        title, price, category, *more = (*(part.strip() for part in typed.split(";")), "", "")
        if not title or not price or any(more):
            raise WrongEntry(_("Line {number}: name; price; category").format(number=number))
        self._amount.editor.setProperty("text", price)
        try:
            amount: Money = self._amount.value()
        except WrongEntry as wrong:
            raise WrongEntry(_("Line {number}: {wrong}").format(number=number, wrong=wrong)) from wrong
        category = category_of(category)
        known = self._known.get((category, title.casefold()))
        code = known.code if known is not None else _code(title, category)
        return DamagePrice(code, title, Money(amount.minor, EUR), category, known.vat if known else "standard")


class ReturnSection(Section[ReturnSettings]):
    """What people find at returns from now on; what was told to customers stays."""

    PLACES: ClassVar[Mapping[str, str]] = {
        "return_days_wrong": "lapse_after",
        "return_reasons_wrong": "reasons",
        "damage_list_wrong": "damages",
    }

    def __init__(self) -> None:
        about = _("Counts for what is asked, reminded and claimed from now on. What follows on lateness says the plan.")
        super().__init__(_("Returns"), about, "returns")
        self.form.add(
            approval=ChoiceField(
                _("Which returns wait until somebody agrees"), [(each, label(each)) for each in Approval],
                hint=_("Until then nothing happens to contract and bills."),
            ),
            usual_days=WholeField(_("Usual days to send back"), least=0, most=MOST_DAYS),
        )  # fmt: skip
        self.form.add(
            remind_before=DaysField(_("Reminders, days before"), hint=_("For example 3. Empty: none.")),
            remind_after=DaysField(_("Reminders, days after"), hint=_("For example 3, 10. Empty: none.")),
        )
        self.form.add(
            lapse_after=WholeField(
                _("Days of grace"), least=0, most=MOST_DAYS, hint=_("Then happens what the plan says about lateness.")
            ),
            objection_days=WholeField(
                _("Days to object to a claim"), least=0, most=MOST_DAYS, hint=_("After them it is charged by itself.")
            ),
        )
        self.form.add(reasons=TextField(_("Reasons, one a line"), required=True, lines=6, longest=3000))
        hint = _("One a line: name; price; category. Without a category it counts for all.")
        self.form.add(damages=DamagesField(_("What damage costs"), hint=hint))
        self.watch()

    def fill(self, value: ReturnSettings) -> None:
        known = {
            "approval": value.approval,
            "usual_days": value.usual_days,
            "remind_before": value.remind_before,
            "remind_after": value.remind_after,
            "lapse_after": value.lapse_after,
            "objection_days": value.objection_days,
            "reasons": "\n".join(reason_words(each) for each in value.reasons),
            "damages": value.damages,
        }
        for name, one in known.items():
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> ReturnSettings:
        codes = {reason_words(code): code for code in reversed(list(REASONS))}
        typed = [" ".join(each.split()) for each in values["reasons"].splitlines() if each.strip()]
        return ReturnSettings(**{**values, "reasons": tuple(codes.get(each, each) for each in typed)})


def _line(damage: DamagePrice) -> str:
    line = f"{damage.title}; {shown_money(damage.amount)}"
    return f"{line}; {category_name(damage.category)}" if damage.category else line


def _code(title: str, category: str) -> str:
    """Made once of name and category; it stays when the price changes."""
    plain = re.sub(r"[^a-z0-9]+", "_", title.casefold().replace("ß", "ss")).strip("_")
    return f"{plain[:28]}_{crc32(f'{category} {title}'.encode()):08x}"
