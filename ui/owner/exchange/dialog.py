"""One exchange group: its things with what each uses of the allowance, and its rules."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from domain.application import Command
from domain.ids import VariantId
from domain.period import Interval, Unit
from domain.swaps.groups import MOST, Allowance, ExchangeGroup, Member, Residual, SwapRules
from domain.swaps.save_group import SaveGroup
from domain.views.swaps import Exchangeable
from ui.desk import Desk
from ui.language import _
from ui.owner.fields import LengthField, OptionalWholeField, WholeField
from ui.owner.loyalty.dialogs import CheckedDialog
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.forms import Field, NumberField, TextField, WrongEntry

USUAL: Final = Allowance(1, Interval(Unit.MONTH, 12))


class MembersField(Field[tuple[Member, ...]]):
    """Things to tick, with the credits that a swap to each uses. What is in another group says so and stays out."""

    def __init__(self, group: ExchangeGroup | None, things: Sequence[Exchangeable]) -> None:
        self._table = QTableWidget(len(things), 2)
        super().__init__(_("Things"), self._table)
        self._ids = [each.variant_id for each in things]
        self._table.setHorizontalHeaderLabels([_("Thing"), _("Credits")])
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.setMinimumHeight(theme().px(176))
        known: Mapping[VariantId, Member] = {} if group is None else {each.variant_id: each for each in group.members}
        for place, each in enumerate(things):
            member = known.get(each.variant_id)
            elsewhere = "" if member is not None else each.group
            title = QTableWidgetItem(f"{each.title} ({elsewhere})" if elsewhere else each.title)
            flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            title.setFlags(flags if elsewhere else flags | Qt.ItemFlag.ItemIsEnabled)
            title.setCheckState(Qt.CheckState.Unchecked if member is None else Qt.CheckState.Checked)
            self._table.setItem(place, 0, title)
            self._table.setItem(place, 1, QTableWidgetItem("1" if member is None else str(member.credits)))

        self._table.itemChanged.connect(lambda _item: self.changed.emit())

    def value(self) -> tuple[Member, ...]:
        """Raises WrongEntry."""
        found: list[Member] = []
        for place, variant_id in enumerate(self._ids):
            title, credit = self._table.item(place, 0), self._table.item(place, 1)
            if title is None or title.checkState() is not Qt.CheckState.Checked:
                continue
            words = "" if credit is None else credit.text().strip()
            if not (words.isascii() and words.isdigit()) or int(words) > MOST:
                raise WrongEntry(_("Credits are whole numbers from 0 on."))
            found.append(Member(variant_id, int(words)))
        if len(found) < 2:
            raise WrongEntry(_("Tick at least two things."))
        return tuple(found)


class GroupDialog(CheckedDialog):
    """`group` None: a new one."""

    def __init__(
        self, group: ExchangeGroup | None, things: Sequence[Exchangeable], desk: Desk, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(
            desk,
            shell,
            parent,
            title=_("New exchange group") if group is None else group.name,
            detail=_("Counts for swaps from now on; what is agreed stays as it was agreed."),
            deed=_("Save"),
        )
        self._group = group
        rules = SwapRules() if group is None else group.rules
        self.setMinimumWidth(theme().px(640))
        self.form.add(name=TextField(_("Name"), required=True, longest=80))
        self.form.add(members=MembersField(group, things))
        empty = _("Left empty: any number.")
        self.form.add(
            most=OptionalWholeField(_("Swaps for a contract"), least=0, most=MOST, hint=empty),
            percent=NumberField(_("Percent off the new price"), least=Decimal(0), most=Decimal("99.99")),
        )
        self.form.add(
            credits=OptionalWholeField(_("Credits each period"), most=MOST, hint=_("Left empty: no allowance.")),
            every=LengthField(_("Period of the allowance")),
            carried=WholeField(_("Credits carried over"), least=0, most=MOST),
        )
        self.form.add(
            return_days=WholeField(_("Days for the old one’s return"), most=365),
            chase_after=WholeField(_("Days until a person is told"), least=0, most=365),
        )
        self.form.add(
            months=WholeField(_("Months until the least value"), most=MOST),
            least_percent=WholeField(_("Least value in percent"), least=0, most=100),
        )
        for name, value in _values(group, rules).items():
            self.form[name].set_value(value)  # type: ignore[attr-defined]  # every field of use has it
        self.done_with = lambda _event: shell.toast(_("Saved."))

    def command(self, values: Mapping[str, Any]) -> Command:
        allowance = None
        if values["credits"] is not None:
            allowance = Allowance(values["credits"], values["every"], values["carried"])
        residual = Residual(values["months"], values["least_percent"])
        days = (values["return_days"], values["chase_after"])
        rules = SwapRules(values["most"], allowance, values["percent"], *days, residual)
        group = self._group
        group_id, version = (None, 0) if group is None else (group.id, group.version)
        return SaveGroup(group_id, version, values["name"], values["members"], rules)


def _values(group: ExchangeGroup | None, rules: SwapRules) -> Mapping[str, Any]:
    allowance, usual = rules.allowance, USUAL
    return {
        "name": "" if group is None else group.name,
        "most": rules.most,
        "percent": rules.percent,
        "credits": None if allowance is None else allowance.credits,
        "every": (allowance or usual).every,
        "carried": (allowance or usual).carried,
        "return_days": rules.return_days,
        "chase_after": rules.chase_after,
        "months": rules.residual.months,
        "least_percent": rules.residual.least_percent,
    }
