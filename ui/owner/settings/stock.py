"""What the owner decides about stock: quarantine, counts, and what is looked for in vain."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from domain.places.settings import MOST_DAYS, StockSettings
from ui.language import _
from ui.owner.settings.section import Section
from ui.widgets.forms import ChoiceField, MoneyField, NumberField


class StockSection(Section[StockSettings]):
    """Counts from now on, for counts that run too."""

    PLACES: ClassVar[Mapping[str, str]] = {"stock_settings_wrong": "lost_after_days"}

    def __init__(self) -> None:
        about = _("Who lifts a quarantine, how things are counted, and when something is given up as lost.")
        super().__init__(_("Stock"), about, "stock")
        lifts = [(False, _("only the office and the owner")), (True, _("the warehouse and the counter too"))]
        hidden = [(True, _("hide what is expected")), (False, _("show what is expected"))]
        self.form.add(floor_lifts=ChoiceField(_("A quarantine is lifted by"), lifts))
        self.form.add(is_blind=ChoiceField(_("New counts"), hidden))
        self.form.add(
            two_person_above=MoneyField(
                _("Differences of a count: two people above"),
                hint=_("Whoever counted or decided does not agree to it."),
            )
        )
        self.form.add(
            lost_after_days=NumberField(
                _("Looked for in vain: lost after days"),
                least=Decimal(0),
                most=Decimal(MOST_DAYS),
                places=0,
                hint=_("0: never by itself."),
            ),
            unseen_days=NumberField(
                _("Not seen for days stands on the list"), least=Decimal(1), most=Decimal(MOST_DAYS), places=0
            ),
        )
        self.watch()

    def fill(self, value: StockSettings) -> None:
        known = {
            "floor_lifts": value.floor_lifts,
            "is_blind": value.is_blind,
            "two_person_above": value.two_person_above,
            "lost_after_days": Decimal(value.lost_after_days),
            "unseen_days": Decimal(value.unseen_days),
        }
        for name, one in known.items():
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> StockSettings:
        whole = {name: int(values[name]) for name in ("lost_after_days", "unseen_days")}
        return StockSettings(**{**values, **whole})
