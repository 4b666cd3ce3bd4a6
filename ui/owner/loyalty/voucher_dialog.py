"""New vouchers: one word that everybody may know, or many codes that nobody can guess."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.clock import today
from domain.loyalty.codes import LONGEST, check_chosen
from domain.loyalty.make_vouchers import MakeVouchers, VouchersMade
from domain.loyalty.vouchers import MOST_CODES, MOST_USES, VoucherRule
from domain.views.loyalty import Family
from ui.desk import Desk
from ui.language import _
from ui.owner.fields import CheckField, OptionalWholeField, WholeField
from ui.owner.loyalty.dialogs import CheckedDialog, OffFields
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.forms import ChoiceField, DateField, TextField


class VouchersDialog(CheckedDialog):
    def __init__(self, families: Sequence[Family], desk: Desk, shell: Shell, parent: QWidget) -> None:
        super().__init__(
            desk,
            shell,
            parent,
            title=_("New vouchers"),
            detail=_("Each is a discount of the contract it is used for, also of one that runs."),
            deed=_("Make vouchers"),
        )
        self.setMinimumWidth(theme().px(640))
        plans = [(None, _("every plan")), *((each.family, each.title) for each in families)]
        self.form.add(
            title=TextField(_("Name on the invoice"), required=True, longest=100),
            plan=ChoiceField(_("Counts for"), plans),
        )
        self.form.add(
            chosen=TextField(
                _("Code"), longest=LONGEST, hint=_("For example SUMMER26. Left empty: codes nobody guesses.")
            ),
            count=WholeField(_("How many codes"), most=MOST_CODES),
        )
        self.off = OffFields(
            self.form,
            kinds=[("percent", _("a percentage")), ("amount", _("an amount")), ("free", _("free periods"))],
        )
        self.form.add(
            max_uses=OptionalWholeField(_("Uses of a code"), most=MOST_USES, hint=_("Left empty: without limit.")),
            min_term=OptionalWholeField(_("Minimum term in months"), most=120, hint=_("Left empty: any.")),
        )
        day = today(desk.clock)
        self.form.add(
            valid=ChoiceField(_("Valid"), [(False, _("without end")), (True, _("on these days"))]),
            first=DateField(_("Valid from"), day),
            last=DateField(_("Valid until"), day + timedelta(days=365)),
        )
        self.form.add(
            once=CheckField(_("Each customer"), _("once only")), new=CheckField(_("Who"), _("new customers only"))
        )
        self.form["count"].set_value(1)  # type: ignore[attr-defined]  # a WholeField
        self.form["max_uses"].set_value(1)  # type: ignore[attr-defined]  # a WholeField
        self.form["once"].set_value(True)  # type: ignore[attr-defined]  # a CheckField
        self.form["chosen"].changed.connect(self._settle)
        self.form["valid"].changed.connect(self._settle)
        self.done_with = self._told
        self._settle()
        self.form["title"].setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        """Raises VoucherNotUnderstood, CodeNotUsable."""
        percent, amount, duration = OffFields.read(values)
        chosen = values["chosen"].strip()
        rule = VoucherRule(
            percent,
            amount,
            duration,
            values["first"] if values["valid"] else None,
            values["last"] if values["valid"] else None,
            values["max_uses"],
            values["once"],
            values["new"],
            (),
            () if values["plan"] is None else (values["plan"],),
            values["min_term"],
        )
        return MakeVouchers(
            values["title"], rule, 1 if chosen else values["count"], check_chosen(chosen) if chosen else ""
        )

    def _settle(self) -> None:
        self.form["count"].setEnabled(not self.form["chosen"].value().strip())
        for name in ("first", "last"):
            self.form[name].setVisible(self.form["valid"].value())

    def _told(self, event: Event) -> None:
        made = cast(VouchersMade, event)
        if made.count == 1:
            self._shell.toast(_("The code {code} can be used now.").format(code=made.first))
            return
        self._shell.toast(_("{count} codes can be used now.").format(count=made.count))
        self._shell.open("voucher_batch", str(made.batch_id))
