"""How things of a product lose their value: over how many months, and down to what."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.ids import ProductId
from domain.kpis.change_depreciation import ChangeDepreciation
from domain.kpis.depreciation import MOST_MONTHS, Depreciation, DepreciationSettings
from domain.settings.book import Kept
from ui.desk import Desk
from ui.language import _
from ui.owner.fields import OptionalWholeField
from ui.owner.loyalty.dialogs import CheckedDialog
from ui.shell.port import Shell
from ui.widgets.forms import ChoiceField, NumberField, TextField

_ONE: Final = "one"
_ALL: Final = "all"
_HUNDRED: Final = Decimal(100)


class DepreciationDialog(CheckedDialog):
    """For one product, or for all that have no rule of their own."""

    def __init__(
        self,
        kept: Kept[DepreciationSettings],
        product: tuple[ProductId, str],
        *,
        desk: Desk,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        about = _("Evenly by months, the month of purchase counts. For these figures only; the books stay as they are.")
        super().__init__(desk, shell, parent, title=_("Depreciation"), detail=about, deed=_("Save"))
        self._kept, (self._product_id, title) = kept, product
        everything = _("All products without a rule of their own")
        self.scope = ChoiceField(_("For"), [(_ONE, title), (_ALL, everything)])
        hint = _("Left empty: as all other products, or not at all.")
        self.months = OptionalWholeField(_("Months"), most=MOST_MONTHS, hint=hint)
        self.rest = NumberField(_("Rest in percent of the price"), least=Decimal(0), most=_HUNDRED)
        self.form.add(scope=self.scope)
        self.form.add(months=self.months, rest=self.rest)
        self.form.add(reason=TextField(_("Reason"), longest=300))
        self.scope.changed.connect(self._show)
        self._show()
        self.done_with = lambda _event: shell.toast(_("Saved."))

    def command(self, values: Mapping[str, Any]) -> Command:
        months, settings = values["months"], self._kept.value
        rule = None if months is None else Depreciation(months, values["rest"])
        if values["scope"] == _ONE:
            changed = settings.with_rule(self._product_id, rule)
        else:
            changed = DepreciationSettings(rule, settings.products)
        return ChangeDepreciation(self._kept.version, changed, values["reason"])

    def _show(self) -> None:
        """The rule as it is."""
        settings = self._kept.value
        own = next((each.rule for each in settings.products if each.product_id == self._product_id), None)
        rule = own if self.scope.value() == _ONE else settings.usual
        self.months.set_value(None if rule is None else rule.months)
        self.rest.set_value(Decimal(0) if rule is None else rule.residual)
