"""What the owner decides about one till."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.ids import PersonId, StoreId
from domain.till.model import Till
from domain.till.pricing import PersonPercent, PriceRight
from domain.till.signing import Device
from domain.till.terms import TillTerms
from ui.labels import label
from ui.language import _
from ui.owner.fields import CheckField, WholeField
from ui.owner.people import PeopleLines
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import ChoiceField, Form, MoneyField, TextField

_LONGEST_TEXT = 400


class PercentsField(PeopleLines[PersonPercent]):
    """A line for each person: name; percent."""

    def made(self, person_id: PersonId, typed: str) -> PersonPercent:
        """Raises WrongEntry."""
        percent = WholeField("", least=0, most=100)
        percent.editor.setProperty("text", typed.removesuffix("%").strip())
        return PersonPercent(person_id, percent.value())

    def told(self, limit: PersonPercent) -> tuple[PersonId, str]:
        return limit.person_id, str(limit.percent)


class TillDialog(QDialog):
    """`till` None: a new one. `people` may get limits of their own. `given` gets store, code and terms."""

    def __init__(
        self,
        parent: QWidget,
        till: Till | None,
        stores: Sequence[tuple[StoreId, str]],
        people: Sequence[tuple[PersonId, str]],
        given: Callable[[StoreId, str, TillTerms], object],
    ) -> None:
        super().__init__(parent)
        self._till, self._given = till, given
        self.people = PercentsField(_("Other limits for people, one a line"), hint=_("For example: Anna; 20"))
        self.people.set_people(people)
        title = _("New till") if till is None else _("Till {till}").format(till=till.code)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(600))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_form(stores)
        self.warning = text("", "", Tone.WARN, wrap=True)
        self.save = button(_("Save"), self.give, kind="primary", sign="check")
        self.save.setDefault(True)
        buttons = row(None, button(_("Cancel"), self.reject), self.save)
        self.setLayout(column(text(title, "title", wrap=True), self.form, self.warning, buttons, gap=16, margin=24))
        self.fill(till)

    def _make_form(self, stores: Sequence[tuple[StoreId, str]]) -> None:
        self.form = Form()
        hint = _("Begins the numbers of its receipts and never changes: K1-000001")
        if self._till is None:
            self.form.add(
                store=ChoiceField(_("Store"), list(stores)),
                code=TextField(_("Code"), required=True, longest=8, hint=hint),
            )
        self.form.add(
            name=TextField(_("Name"), required=True, longest=60),
            login=TextField(
                _("Only for this login"), longest=60, hint=_("Empty: every counter of the store may work it")
            ),
        )
        devices: list[tuple[Device | None, str]] = [(None, _("no device")), *((each, label(each)) for each in Device)]
        self.cash = CheckField(_("Cash"), _("takes cash"))
        self.signing = ChoiceField(_("Signing device (TSE)"), devices)
        self.form.add(cash=self.cash, signing=self.signing)
        self.form.add(
            difference=MoneyField(_("Explain differences above"), hint=_("When the drawer is counted")),
            void=MoneyField(
                _("Second person above"), hint=_("Agrees before a receipt is taken back or a refund paid out")
            ),
        )
        self.form.add(
            percent=WholeField(
                _("Other prices: percent below the plan"),
                least=0,
                most=100,
                hint=_("0: every other price waits for the office"),
            ),
            people=self.people,
        )
        self.form.add(header=TextField(_("Above each receipt"), longest=_LONGEST_TEXT))
        self.form.add(footer=TextField(_("Below each receipt"), longest=_LONGEST_TEXT))
        self.cash.changed.connect(self._look)
        self.signing.changed.connect(self._look)

    def fill(self, till: Till | None) -> None:
        terms = TillTerms("") if till is None else TillTerms.of(till)
        known: dict[str, Any] = {
            "name": terms.name,
            "login": terms.login,
            "cash": terms.is_cash_on,
            "signing": terms.signing,
            "difference": terms.difference_limit,
            "void": terms.void_limit,
            "header": terms.header,
            "footer": terms.footer,
            "percent": terms.prices.percent,
            "people": terms.prices.people,
        }
        for name, value in known.items():
            self.form[name].set_value(value)  # type: ignore[attr-defined]  # every field of use has it
        self._look()

    def give(self) -> None:
        values = self.form.read()
        if values is None:
            return
        if values["cash"] and values["signing"] is None:
            self.signing.show_error(_("Who takes cash has to sign each receipt: choose a device."))
            return
        terms = TillTerms(
            values["name"],
            values["cash"],
            values["signing"],
            values["login"],
            values["difference"],
            values["void"],
            values["header"],
            values["footer"],
            PriceRight(values["percent"], values["people"]),
        )
        self.accept()
        store = self._till.store_id if self._till is not None else values["store"]
        self._given(store, values.get("code", ""), terms)

    def _look(self) -> None:
        """Plainly said, before it is switched on."""
        is_on = self.cash.value()
        self.warning.setText(
            _(
                "Real cash sales need a certified signing device (TSE), and the till has to be reported to the tax"
                " office within a month (section 146a AO, KassenSichV). The training device is not certified: it is for"
                " trying things out, and each receipt says so. The export DSFinV-K is not part of this program yet."
            )
        )
        self.warning.setVisible(is_on)
