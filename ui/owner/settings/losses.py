"""Losses: when rent stops, what a thing is still worth, which services insure, and who writes off alone."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from PySide6.QtWidgets import QPlainTextEdit

from domain.ids import ProductId
from domain.losses.settings import Cover, LossSettings, OnDeath, ResidualRow, StopsOn
from domain.money import EUR, Money
from ui.labels import label
from ui.language import _, shown_money
from ui.owner.settings.section import Section
from ui.widgets.forms import ChoiceField, Field, MoneyField, NumberField, WrongEntry

_PARTS = 4


class LinesField(Field[Any]):
    """Several lines of text that mean something together."""

    def __init__(self, label_: str, *, hint: str = "") -> None:
        self._text = QPlainTextEdit()
        super().__init__(label_, self._text, hint)
        self._text.setMinimumHeight(148)
        self._text.setTabChangesFocus(True)
        self._text.textChanged.connect(self.changed)

    def lines(self) -> list[str]:
        return [each for each in self._text.toPlainText().splitlines() if each.strip()]

    def set_lines(self, lines: Sequence[str]) -> None:
        self._text.setPlainText("\n".join(lines))


class TableField(LinesField):
    """A line for each step: from which month in use, and four percentages for the grades A to D."""

    def value(self) -> tuple[ResidualRow, ...]:
        return tuple(self._row(n, each) for n, each in enumerate(self.lines(), start=1))

    def set_value(self, rows: tuple[ResidualRow, ...]) -> None:
        self.set_lines([f"{each.from_month}: {' / '.join(str(one) for one in each.percents)}" for each in rows])

    def _row(self, number: int, typed: str) -> ResidualRow:
        month, _sign, rest = typed.partition(":")
        parts = [part.strip().rstrip("%").strip() for part in rest.split("/")]
        if not month.strip().isdigit() or len(parts) != _PARTS or not all(part.isdigit() for part in parts):
            raise WrongEntry(_("Line {number}: month: A / B / C / D").format(number=number))
        a, b, c, d = (int(part) for part in parts)
        return ResidualRow(int(month.strip()), (a, b, c, d))


class CoversField(LinesField):
    """A line for each service that insures: its name; lost, stolen or both; deductible."""

    def __init__(self, label_: str, *, hint: str = "") -> None:
        super().__init__(label_, hint=hint)
        self._amount = MoneyField("")
        self._services: dict[str, ProductId] = {}
        self._names: dict[ProductId, str] = {}

    def set_services(self, services: Sequence[tuple[ProductId, str]]) -> None:
        self._services = {name.casefold(): product_id for product_id, name in services}
        self._names = dict(services)

    def value(self) -> tuple[Cover, ...]:
        return tuple(self._cover(n, each) for n, each in enumerate(self.lines(), start=1))

    def set_value(self, covers: tuple[Cover, ...]) -> None:
        words = {(True, False): _("lost"), (False, True): _("stolen"), (True, True): _("both")}
        self.set_lines(
            [
                f"{self._names.get(each.product_id, '?')}; {words.get((each.lost, each.stolen), _('both'))};"
                f" {shown_money(each.deductible)}"
                for each in covers
            ]
        )

    def _cover(self, number: int, typed: str) -> Cover:
        parts = [part.strip() for part in typed.split(";")]
        if len(parts) != 3:
            raise WrongEntry(_("Line {number}: service; lost, stolen or both; deductible").format(number=number))
        name, what, amount = parts
        if name.casefold() not in self._services:
            words = _("Line {number}: no service is called {name}")
            raise WrongEntry(words.format(number=number, name=name))
        kinds = {_("lost").casefold(): (True, False), _("stolen").casefold(): (False, True)}
        both = _("both").casefold()
        if what.casefold() not in {*kinds, both}:
            raise WrongEntry(_("Line {number}: service; lost, stolen or both; deductible").format(number=number))
        lost, stolen = kinds.get(what.casefold(), (True, True))
        self._amount.editor.setProperty("text", amount)
        return Cover(self._services[name.casefold()], lost, stolen, Money(self._amount.value().minor, EUR))


class LossSection(Section[LossSettings]):
    """Counts for what is reported and decided from now on."""

    PLACES: ClassVar[Mapping[str, str]] = {"loss_settings_wrong": "rows"}

    def __init__(self) -> None:
        about = _("What lost and stolen things cost, and who may let how much leave the books.")
        super().__init__(_("Losses"), about, "losses")
        self.covers = CoversField(
            _("Services that insure, one a line"), hint=_("For example: Theft protection; stolen; 50.00")
        )
        self.form.add(
            stops=ChoiceField(_("Rent stops"), [(each, label(each)) for each in StopsOn]),
            rows=TableField(
                _("Worth in percent of the purchase price"),
                hint=_("From month: grade A / B / C / D. What nobody graded counts as B, damaged as D."),
            ),
        )
        self.form.add(
            objection_days=NumberField(_("Days to object"), least=Decimal(0), most=Decimal(90), places=0),
            give_back_days=NumberField(
                _("Found within days, the money goes back"), least=Decimal(0), most=Decimal(3650), places=0
            ),
        )
        police = [(True, _("only with the reference of the police")), (False, _("also without"))]
        self.form.add(needs_police=ChoiceField(_("An insurance pays for theft"), police), covers=self.covers)
        self.form.add(
            on_death=ChoiceField(_("When a customer died"), [(each, label(each)) for each in OnDeath]),
            two_person_above=MoneyField(
                _("Write-offs: two people above"), hint=_("Whoever proposed more than this does not approve it.")
            ),
        )
        self.watch()

    def fill(self, value: LossSettings) -> None:
        known = {
            "stops": value.stops,
            "rows": value.rows,
            "objection_days": Decimal(value.objection_days),
            "give_back_days": Decimal(value.give_back_days),
            "needs_police": value.needs_police,
            "covers": value.covers,
            "on_death": value.on_death,
            "two_person_above": value.two_person_above,
        }
        for name, one in known.items():
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> LossSettings:
        whole = {name: int(values[name]) for name in ("objection_days", "give_back_days")}
        return LossSettings(**{**values, **whole})
