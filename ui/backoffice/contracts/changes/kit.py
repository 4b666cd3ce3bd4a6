"""What the forms of all changes share: what they stand on, and fields that come and go with what is chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel

from domain.billing.cells import Cell, cells
from domain.billing.periods import rhythm_on
from domain.billing.recurring import agreed_interval
from domain.contracts.changing import ContractChange
from domain.contracts.effective import Timing, When
from domain.contracts.model import Contract, ContractLine
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import Interval, Unit, add_months
from domain.views.office_rows import ContractPage
from ui.backoffice.words import shown_days, shown_interval, shown_rate
from ui.labels import label
from ui.language import _
from ui.theme import theme
from ui.widgets.base import row, text
from ui.widgets.forms import ChoiceField, DateField, Field, Form, MoneyField, WrongEntry

MONTHS_AHEAD: Final = 14
"""How far payments can be chosen one by one."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on the timeline a person pointed: a line, a day, both or nothing."""

    line_id: ContractLineId | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What a change stands on. `new_id` makes the id of what is born here."""

    page: ContractPage
    today: date
    new_id: Callable[[], UUID]
    spot: Spot = Spot()

    @property
    def contract(self) -> Contract:
        return self.page.contract

    @property
    def running(self) -> tuple[ContractLine, ...]:
        """The lines that are charged again and again and have not ended."""
        return tuple(line for line in self.contract.lines if line.is_recurring and not self._is_over(line))

    def line(self) -> ContractLine:
        """The one that a person pointed at, else the first running one. Raises StopIteration when none runs."""
        return next((line for line in self.running if line.id == self.spot.line_id), None) or next(iter(self.running))

    def rate(self, line: ContractLine) -> str:
        price, _quantity = line.at(self.today)
        return shown_rate(price, self.interval(line))

    def interval(self, line: ContractLine) -> Interval:
        if self.contract.start_on is None:
            return agreed_interval(self.contract, line)
        return rhythm_on(self.contract, line, max(self.today, self.contract.start_on)).interval

    def _is_over(self, line: ContractLine) -> bool:
        if self.contract.start_on is None:
            return False
        span = self.contract.span(line)
        return span is None or (span.end is not None and span.end <= self.today)


class ChangeForm(Form):
    """Fields of one change. Derive: add fields in `__init__`, make the command in `command`, hide in `settle`."""

    edited = Signal()

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.case = case

    def use(self, case: Case) -> None:
        """The contract was changed by someone else: what is typed stays, what it stands on is newer."""
        self.case = case

    def add(self, **fields: Field[Any]) -> "ChangeForm":
        super().add(**fields)
        for field in fields.values():
            field.changed.connect(self._on_changed)
        return self

    def explain(self, words: str) -> None:
        """A sentence between the fields."""
        said: QLabel = text(words, "muted", wrap=True)
        said.setMinimumWidth(1)
        self._layout.addLayout(row(said))

    def settle(self) -> None:
        """Shows and hides fields by what others say."""

    def reason_for(self, _command: Any) -> str:
        """Why this change needs a reason, as a sentence; "": it needs none of its own."""
        return ""

    def no_letter(self) -> str:
        """What is said where no letter is foretold; "": the usual."""
        return ""

    def command(self, values: dict[str, Any], reason: str) -> ContractChange:
        raise TypeError("the form of a change makes its command")

    def peek(self) -> dict[str, Any] | None:
        """The values, None while one is wrong or missing; says nothing about it."""
        values: dict[str, Any] = {}
        for name, field in self._fields.items():
            try:
                values[name] = None if field.isHidden() else field.value()
            except WrongEntry:
                return None
        return values

    def read(self) -> dict[str, Any] | None:
        """As `peek`; what is wrong says so, and the first of it has the cursor."""
        for field in reversed(list(self._fields.values())):
            if field.isHidden():
                continue
            try:
                field.value()
                field.show_error("")
            except WrongEntry as wrong:
                field.show_error(str(wrong))
                field.setFocus()
        return self.peek()

    def begin(self) -> None:
        """The cursor into the first field that is usually changed."""
        fields = [each for each in self._fields.values() if not isinstance(each, ChoiceField)]
        first = fields[0] if fields else next(iter(self._fields.values()), None)
        if first is not None:
            first.editor.setFocus()

    def _value(self, name: str) -> Any:
        try:
            return self._fields[name].value()
        except WrongEntry:
            return None

    def _on_changed(self) -> None:
        self.settle()
        self.edited.emit()


class FreeMoneyField(MoneyField):
    """An amount, or nothing: None."""

    def value(self) -> Money | None:  # type: ignore[override]  # nothing is a value here
        return super().value() if self._line.text().strip() else None


def line_field(case: Case, *, with_all: bool = False) -> ChoiceField:
    """Which line; `with_all`: None stands for all of them."""
    choices: list[tuple[Any, str]] = [(None, _("all lines"))] if with_all else []
    choices += [(line.id, f"{line.title_on(case.today)} · {case.rate(line)}") for line in case.running]
    field = ChoiceField(_("Line"), choices)
    pointed = case.spot.line_id
    if any(line.id == pointed for line in case.running):
        field.set_value(pointed)
    return field


def timing_fields(case: Case, *whens: When) -> dict[str, Field[Any]]:
    """`when` and `day`; the day is asked for where a date is chosen. See `timing_of`."""
    when = ChoiceField(_("Holds from"), [(each, label(each)) for each in whens])
    return {"when": when, "day": DateField(_("Day"), case.spot.day or case.today)}


def settle_timing(form: ChangeForm) -> None:
    form["day"].setVisible(form["when"].value() is When.ON_DATE)


def timing_of(values: dict[str, Any]) -> Timing:
    when: When = values["when"]
    return Timing(when, values["day"] if when is When.ON_DATE else None)


def asked_on(values: dict[str, Any], today: date) -> date | None:
    """A day in the past is the day it was asked for, too; None: today."""
    day = values["day"] if values["when"] is When.ON_DATE else None
    return day if day is not None and day < today else None


def narrowed(field: ChoiceField) -> ChoiceField:
    """Long names do not push the preview aside; the list that opens is as wide as they are."""
    box = field.editor
    if isinstance(box, QComboBox):
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(16)
        box.view().setMinimumWidth(theme().px(480))
    return field


def interval_choices(*, as_before: str = "") -> list[tuple[Interval | None, str]]:
    """Usual rhythms; `as_before`: the word for None, at the top."""
    usual = [
        Interval(Unit.DAY), Interval(Unit.WEEK), Interval(Unit.WEEK, 2), Interval(Unit.WEEK, 3), Interval(Unit.WEEK, 4),
        Interval(Unit.MONTH), Interval(Unit.MONTH, 2), Interval(Unit.MONTH, 3), Interval(Unit.MONTH, 6),
        Interval(Unit.YEAR), Interval(Unit.YEAR, 2),
    ]  # fmt: skip
    first: list[tuple[Interval | None, str]] = [(None, as_before)] if as_before else []
    return [*first, *((each, shown_interval(each)) for each in usual)]


def payments(case: Case) -> list[tuple[ContractLine, Cell]]:
    """Each period of each running line that is not billed yet, as far as one looks ahead, oldest first."""
    last = add_months(case.today, MONTHS_AHEAD)
    found: list[tuple[ContractLine, Cell]] = []
    for line in case.running:
        first = _first_open(case, line)
        for cell in cells(case.contract, line, first):
            if cell.covered.start > last:
                break
            if cell.covered.start >= first and cell.charged is not None and cell.covered.end is not None:
                found.append((line, cell))
    return sorted(found, key=lambda each: (each[1].covered.start, each[0].position))


def payment_field(case: Case) -> ChoiceField:
    """Which single payment: a line and one of its periods, as `(line id, first day)`."""
    found = payments(case)
    choices = [((line.id, cell.covered.start), _payment_words(line, cell)) for line, cell in found]
    field = ChoiceField(_("Payment"), choices)
    spot = case.spot
    wanted = [
        each for each, _words in choices if spot.day is not None and each[1] >= spot.day and each[0] == spot.line_id
    ] or [each for each, _words in choices if spot.day is not None and each[1] >= spot.day]
    if wanted:
        field.set_value(wanted[0])
    return field


def price_of(case: Case, line_id: ContractLineId, day: date | None = None) -> Money:
    price, _quantity = case.contract.line(line_id).at(day or case.today)
    return price


def _payment_words(line: ContractLine, cell: Cell) -> str:
    days = shown_days(cell.covered.first_day, cell.covered.last_day)
    return f"{days} · {line.title_on(cell.covered.start)}"


def _first_open(case: Case, line: ContractLine) -> date:
    """The first day of the line that the next documents charge; without one, today."""
    days = [
        posting.period.start
        for each in case.page.upcoming
        for posting in (one.posting for one in each.draft.lines)
        if posting.line.id == line.id and posting.kind == "period" and not posting.is_credit
    ]
    return min(days, default=case.today)
