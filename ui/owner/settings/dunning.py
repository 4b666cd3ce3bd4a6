"""Dunning: the ladder of consumers and of businesses, interest, limits, and the base rate of each half-year."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Final

from domain.dunning.interest import BaseRate
from domain.dunning.settings import DunningSettings, LetterText, Level, Procedure, SetsOff
from ui.labels import label
from ui.language import N_, _, current_language, shown_money, typed_number
from ui.owner.settings.losses import LinesField
from ui.owner.settings.section import Section
from ui.widgets.forms import ChoiceField, MoneyField, NumberField, WrongEntry

_PARTS: Final = 5
_MARKS: Final = {  # in the order of the level's own fields
    "starts_default": N_("default"),
    "claims_interest": N_("interest"),
    "blocks_changes": N_("stops"),
    "demands_unit": N_("things"),
    "cancels": N_("end"),
}
_DAYS: Final = ("%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d")


class LadderField(LinesField):
    """A line for each level: days; name; how it speaks; costs; what it does."""

    def value(self) -> tuple[Level, ...]:
        return tuple(self._level(n, each) for n, each in enumerate(self.lines(), start=1))

    def set_value(self, levels: tuple[Level, ...]) -> None:
        self.set_lines([_told(each) for each in levels])

    def _level(self, number: int, typed: str) -> Level:
        parts = [part.strip() for part in typed.split(";")]
        if len(parts) != _PARTS or not parts[0].isdigit():
            raise WrongEntry(_("Line {number}: days; name; tone; costs; what it does").format(number=number))
        tones = {label(each).casefold(): each for each in LetterText}
        if parts[2].casefold() not in tones:
            known = ", ".join(label(each) for each in LetterText)
            raise WrongEntry(_("Line {number}: the tone is one of {known}").format(number=number, known=known))
        marks = {_(word).casefold(): name for name, word in _MARKS.items()}
        wanted = [each.strip().casefold() for each in parts[4].split(",") if each.strip(" -–")]
        if not set(wanted) <= set(marks):
            known = ", ".join(_(word) for word in _MARKS.values())
            raise WrongEntry(_("Line {number}: what it does is any of {known}").format(number=number, known=known))
        amount = MoneyField("")
        amount.editor.setProperty("text", parts[3])
        fee = amount.value()
        amount.deleteLater()
        does = {marks[each] for each in wanted}
        flags = [name in does for name in _MARKS]
        return Level(int(parts[0]), parts[1], tones[parts[2].casefold()], fee, *flags)


def _told(level: Level) -> str:
    does = ", ".join(_(word) for name, word in _MARKS.items() if getattr(level, name)) or "–"
    return f"{level.days}; {level.name}; {label(level.text)}; {shown_money(level.fee)}; {does}"


class RatesField(LinesField):
    """A line for each half-year: its first day and the base rate in percent."""

    def value(self) -> tuple[BaseRate, ...]:
        return tuple(self._rate(n, each) for n, each in enumerate(self.lines(), start=1))

    def set_value(self, rates: tuple[BaseRate, ...]) -> None:
        self.set_lines([f"{_typed_day(each.from_on)}: {typed_number(each.percent)}" for each in rates])

    def _rate(self, number: int, typed: str) -> BaseRate:
        day, _sign, percent = typed.partition(":")
        amount = NumberField("", places=4)
        amount.editor.setProperty("text", percent.strip().rstrip("%").strip())
        try:
            return BaseRate(_day(day.strip()), amount.value())
        except ValueError as wrong:
            raise WrongEntry(_("Line {number}: day: percent").format(number=number)) from wrong
        finally:
            amount.deleteLater()


def _typed_day(day: date) -> str:
    """As fields of days show it."""
    return day.strftime(_DAYS[0] if current_language() == "de" else _DAYS[1])


def _day(typed: str) -> date:
    """Raises ValueError."""
    for form in _DAYS:
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(typed)


class DunningSection(Section[DunningSettings]):
    """Counts for the letters that are written from now on."""

    PLACES: ClassVar[Mapping[str, str]] = {"dunning_settings_wrong": "consumer", "base_rates_wrong": "base_rates"}

    def __init__(self) -> None:
        about = _("Who is reminded when, what it costs them, and what follows. Interest is that of the law.")
        super().__init__(_("Dunning"), about, "dunning")
        hint = _("Days overdue; name; tone; costs; what it does: {known}").format(
            known=", ".join(_(word) for word in _MARKS.values())
        )
        self.form.add(consumer=LadderField(_("Levels for consumers, one a line"), hint=hint))
        self.form.add(business=LadderField(_("Levels for businesses, one a line"), hint=hint))
        self.form.add(
            lump_sum=MoneyField(_("Lump sum for businesses"), hint=_("Once a claim, section 288 (5) BGB: 40.00")),
            pay_days=NumberField(_("Days to pay from a letter on"), least=Decimal(1), most=Decimal(90), places=0),
            last_days=NumberField(_("Days after the last letter"), least=Decimal(0), most=Decimal(90), places=0),
        )
        yes_no = [(False, _("no")), (True, _("yes"))]
        thirty = _("Consumers only where the invoice says so, section 286 (3) BGB.")
        self.form.add(
            by_calendar=ChoiceField(_("Contracts fix the day by the calendar"), yes_no),
            told=ChoiceField(_("Consumers are in default after 30 days"), yes_no, hint=thirty),
        )
        automatic = [(False, _("a person lets them go")), (True, _("every night by itself"))]
        self.form.add(
            is_automatic=ChoiceField(_("Letters"), automatic),
            sets_off=ChoiceField(_("A payment settles"), [(each, label(each)) for each in SetsOff]),
        )
        self.form.add(
            least=MoneyField(_("No letter below")),
            least_interest=MoneyField(_("No interest below")),
            grace_days=NumberField(_("Days of grace for a rate"), least=Decimal(0), most=Decimal(90), places=0),
        )
        self.form.add(
            two_person_above=MoneyField(
                _("Hand-over: two people above"), hint=_("Above it the owner alone writes claims off.")
            ),
            base_rates=RatesField(
                _("Base rate by half-year"),
                hint=_("First day: percent, as the Bundesbank publishes it. Add the next one."),
            ),
        )
        self.watch()

    def fill(self, value: DunningSettings) -> None:
        consumer, business = value.consumer, value.business
        known = {
            "consumer": consumer.levels,
            "business": business.levels,
            "lump_sum": business.lump_sum,
            "pay_days": Decimal(consumer.pay_days),
            "last_days": Decimal(consumer.last_days),
            "by_calendar": consumer.by_calendar,
            "told": consumer.after_30_days,
            "is_automatic": value.is_automatic,
            "sets_off": value.sets_off,
            "least": value.least,
            "least_interest": value.least_interest,
            "grace_days": Decimal(value.grace_days),
            "two_person_above": value.two_person_above,
            "base_rates": value.base_rates,
        }
        for name, one in known.items():
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> DunningSettings:
        shared = {
            "pay_days": int(values["pay_days"]),
            "last_days": int(values["last_days"]),
            "by_calendar": values["by_calendar"],
        }
        kept = DunningSettings() if self.kept is None else self.kept.value
        consumer: Procedure = replace(kept.consumer, levels=values["consumer"], after_30_days=values["told"], **shared)
        business: Procedure = replace(kept.business, levels=values["business"], lump_sum=values["lump_sum"], **shared)
        names = ("is_automatic", "sets_off", "least", "least_interest", "two_person_above", "base_rates")
        same = {name: values[name] for name in names}
        return DunningSettings(consumer, business, grace_days=int(values["grace_days"]), **same)
