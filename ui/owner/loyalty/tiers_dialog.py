"""The owner's form of tiers: what is counted, and up to four names with what reaches them and what each gives."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.loyalty.book import KeptTiers
from domain.loyalty.change_tiers import ChangeTiers
from domain.loyalty.tiers import MOST_FREE, Tier, TierMeasure, TierProgramme
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.owner.fields import CheckField, OptionalMoneyField, OptionalWholeField
from ui.owner.loyalty.dialogs import CheckedDialog
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.forms import ChoiceField, Field, TextField

ROWS: Final = 4


class TiersDialog(CheckedDialog):
    """A row without a name is left out."""

    def __init__(self, kept: KeptTiers, desk: Desk, shell: Shell, parent: QWidget) -> None:
        super().__init__(
            desk,
            shell,
            parent,
            title=_("Tiers"),
            detail=_("Whoever has reached a tier keeps what it gave then. It counts from the next billing period on."),
            deed=_("Save"),
        )
        self._kept = kept
        self.setMinimumWidth(theme().px(820))
        self.form.add(
            is_open=CheckField(_("Tiers"), _("Customers reach them")),
            measure=ChoiceField(_("What counts"), [(each, label(each)) for each in TierMeasure]),
        )
        for n in range(ROWS):
            fields: dict[str, Field[Any]] = {
                f"name_{n}": TextField(_("Name"), longest=40),
                f"months_{n}": OptionalWholeField(_("From paid months"), most=240),
                f"turnover_{n}": OptionalMoneyField(_("From an amount billed")),
                f"percent_{n}": OptionalWholeField(_("Percent less"), most=100),
                f"free_{n}": OptionalWholeField(_("Months free"), most=MOST_FREE),
            }
            self.form.add(**fields)
        self.form.add(reason=TextField(_("Reason"), longest=300))
        self._fill(kept.value)
        self.form["measure"].changed.connect(self.settle)
        self.done_with = lambda _event: shell.toast(_("Saved. Who reaches a tier gets it in the morning."))
        self.settle()
        self.form["is_open"].setFocus()

    def settle(self) -> None:
        by_months = self.form["measure"].value() is TierMeasure.MONTHS
        for n in range(ROWS):
            self.form[f"months_{n}"].setVisible(by_months)
            self.form[f"turnover_{n}"].setVisible(not by_months)

    def command(self, values: Mapping[str, Any]) -> Command:
        """Raises TiersNotUnderstood."""
        by_months = values["measure"] is TierMeasure.MONTHS
        tiers = tuple(_tier(values, n, by_months=by_months) for n in range(ROWS) if _is_used(values, n))
        return ChangeTiers(
            self._kept.version, TierProgramme(values["is_open"], values["measure"], tiers), values["reason"]
        )

    def _fill(self, known: TierProgramme) -> None:
        self._set("is_open", known.is_open)
        self._set("measure", known.measure)
        for n, tier in enumerate(known.tiers[:ROWS]):
            self._set(f"name_{n}", tier.name)
            self._set(f"months_{n}", tier.months)
            self._set(f"turnover_{n}", tier.turnover)
            self._set(f"percent_{n}", tier.percent or None)
            self._set(f"free_{n}", tier.free_months or None)

    def _set(self, name: str, value: Any) -> None:
        field: Any = self.form[name]
        field.set_value(value)


def _is_used(values: Mapping[str, Any], n: int) -> bool:
    return bool(values[f"name_{n}"] or values[f"percent_{n}"] or values[f"free_{n}"])


def _tier(values: Mapping[str, Any], n: int, *, by_months: bool) -> Tier:
    """Raises TiersNotUnderstood."""
    return Tier(
        " ".join(values[f"name_{n}"].split()),
        values[f"percent_{n}"] or 0,
        values[f"free_{n}"] or 0,
        values[f"months_{n}"] if by_months else None,
        None if by_months else values[f"turnover_{n}"],
    )
