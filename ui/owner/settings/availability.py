"""Promises: days between two rentals, expected repairs, how long offers stand, and who may promise too much."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QPlainTextEdit

from domain.settings.availability import (
    LEAST_WEEKS,
    MOST_DAYS,
    MOST_WEEKS,
    AvailabilitySettings,
    Overbooking,
    RepairTime,
)
from ui.categories import category_name, category_of
from ui.labels import label
from ui.language import _
from ui.owner.fields import WholeField
from ui.owner.settings.section import Section
from ui.theme import theme
from ui.widgets.forms import ChoiceField, Field, WrongEntry


class RepairTimesField(Field[tuple[RepairTime, ...]]):
    """A line for each category: name; days."""

    def __init__(self, label_: str, *, hint: str = "") -> None:
        self._text = QPlainTextEdit()
        super().__init__(label_, self._text, hint)
        self._text.setFixedHeight(theme().px(112))
        self._text.setTabChangesFocus(True)
        self._text.textChanged.connect(self.changed)

    def value(self) -> tuple[RepairTime, ...]:
        lines = [each for each in self._text.toPlainText().splitlines() if each.strip()]
        found = [_time(n, each) for n, each in enumerate(lines, start=1)]
        for n, each in enumerate(found, start=1):
            if any(each.category == before.category for before in found[: n - 1]):
                raise WrongEntry(_("Line {number}: this category stands above already").format(number=n))
        return tuple(found)

    def set_value(self, times: tuple[RepairTime, ...]) -> None:
        self._text.setPlainText("\n".join(f"{category_name(each.category)}; {each.days}" for each in times))


class AvailabilitySection(Section[AvailabilitySettings]):
    """What the house goes by when it names a day."""

    PLACES: ClassVar[Mapping[str, str]] = {"availability_days_wrong": "padding_days"}

    def __init__(self) -> None:
        about = _(
            "Counts for what is promised from now on. Promises that exist are looked at again at once: whose order"
            " comes later is told."
        )
        super().__init__(_("Availability"), about, "availability")
        self.form.add(
            padding_days=WholeField(
                _("Days between two rentals"), least=0, most=MOST_DAYS,
                hint=_("To look at it, clean it and send it on."),
            ),
            repair_days=WholeField(
                _("Usual days in repair"), least=0, most=MOST_DAYS, hint=_("Where its category has no line below.")
            ),
        )  # fmt: skip
        hint = _("One a line: category; days. For example: bike; 5")
        self.form.add(repair_times=RepairTimesField(_("Repairs by category"), hint=hint))
        self.form.add(
            late_days=WholeField(
                _("What is late is expected after"), least=1, most=MOST_DAYS,
                hint=_("Days. As long as it does not come, so many are added again."),
            ),
            offer_days=WholeField(
                _("An offer of the waiting list stands"), least=1, most=MOST_DAYS,
                hint=_("Days. Then the next in turn gets it."),
            ),
        )  # fmt: skip
        self.form.add(
            hold_days=WholeField(
                _("A reservation is held"), least=1, most=MOST_DAYS,
                hint=_("Days after its first day, where nobody says otherwise."),
            ),
            weeks=WholeField(_("Weeks to look ahead"), least=LEAST_WEEKS, most=MOST_WEEKS),
        )  # fmt: skip
        self.form.add(
            overbooking=ChoiceField(
                _("More than is free is promised by"), [(each, label(each)) for each in Overbooking],
                hint=_("Always with a reason; a task reminds of it."),
            ),
            backorders=ChoiceField(
                _("Orders without a day in sight"),
                [(True, _("are taken; the day is told later")), (False, _("are refused"))],
            ),
        )  # fmt: skip
        self.watch()

    def fill(self, value: AvailabilitySettings) -> None:
        for name, field in self.form.fields.items():
            field.set_value(getattr(value, name))  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> AvailabilitySettings:
        return AvailabilitySettings(**values)


def _time(number: int, typed: str) -> RepairTime:
    name, _sign, days = (part.strip() for part in typed.partition(";"))
    if not name or not (days.isascii() and days.isdigit() and int(days) <= MOST_DAYS):
        raise WrongEntry(_("Line {number}: category; days from 0 to {most}").format(number=number, most=MOST_DAYS))
    return RepairTime(category_of(name), int(days))
