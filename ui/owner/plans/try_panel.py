"""Beside the form: what a customer would pay over two years, anew while one types."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.billing.model import ChargeKind, Reason
from domain.catalog.plan import PricePlan
from domain.catalog.try_plan import MONTHS, Trial, Tried
from domain.customers.model import CustomerKind
from domain.orders.foretold import TriedDocument
from ui.backoffice.parts import SmallTable
from ui.countries import country_choices
from ui.labels import label
from ui.language import _, shown_date
from ui.owner.fields import ChangingChoiceField, WholeField, quiet_values
from ui.theme import Tone
from ui.widgets.base import column, panel, styled, text
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, DateField, Field, Form, TextField
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Column


class TryPanel(Card):
    """`trial` says what to try, `show_tried` and `show_problem` what came of it."""

    changed = Signal()

    def __init__(self, start_on: date) -> None:
        super().__init__(_("Try it"), _("over {count} months").format(count=MONTHS))
        self.form = Form()
        self._fields: dict[str, Field[Any]] = {}
        self.kind = ChoiceField(_("Customer"), [(kind, label(kind)) for kind in CustomerKind])
        self.country = ChoiceField(_("Lives in"), country_choices())
        self.vat_id = TextField(_("VAT ID"), longest=20)
        self.start_on = DateField(_("First day"), start_on)
        self.quantity = WholeField(_("Pieces"))
        self.quantity.set_value(1)
        self.voucher = TextField(_("Voucher"), longest=40)
        self.paid_up = ChangingChoiceField(_("Pays"), [(None, _("each period"))])
        pairs: tuple[dict[str, Field[Any]], ...] = (
            {"try_kind": self.kind, "try_country": self.country},
            {"try_start": self.start_on, "try_quantity": self.quantity},
            {"try_vat_id": self.vat_id, "try_voucher": self.voucher},
            {"try_paid_up": self.paid_up},
        )
        for pair in pairs:
            self._fields.update(pair)
            self.form.add(**pair)
        self.facts = KeyValues()
        self.problem = text("", "small", wrap=True)
        self._note = panel("note", self.problem, margin=12)
        self.table = SmallTable(_columns(), _("Nothing is charged."), name=_("What the customer pays"), most=30)
        self.results = QWidget()
        self.results.setLayout(column(self.facts, self.table, gap=12))
        self.add(self.form, self._note, self.results)
        self._note.hide()
        self._ahead: tuple[int, ...] = ()
        for field in self._fields.values():
            field.changed.connect(self._on_changed)
        self.vat_id.setEnabled(False)

    def trial(self, plan: PricePlan, title: str) -> Trial | None:
        """None while a field here is wrong."""
        self._offer_ahead(tuple(each.periods for each in plan.offer.paid_up))
        values = quiet_values(self._fields)
        if values is None:
            return None
        is_company = values["try_kind"] is CustomerKind.COMPANY
        return Trial(
            plan,
            title,
            values["try_start"],
            values["try_kind"],
            values["try_country"],
            values["try_vat_id"] if is_company else "",
            values["try_quantity"],
            values["try_paid_up"],
            values["try_voucher"],
        )

    def show_tried(self, tried: Tried) -> None:
        self.results.show()
        self.table.set_rows(tried.documents)
        facts = [
            Fact(_("Paid in all"), tried.paid),
            Fact(_("Deposit, comes back"), tried.deposit) if tried.deposit else None,
            Fact(_("Documents"), len(tried.documents)),
            Fact(_("Ends on"), tried.last_day) if tried.last_day else None,
        ]
        self.facts.set_facts([fact for fact in facts if fact is not None])
        self._say("\n".join(label(each) for each in tried.warnings), Tone.WARN)

    def show_problem(self, sentence: str) -> None:
        """Instead of figures."""
        self.results.hide()
        self._say(sentence, Tone.WARN)

    def _say(self, sentence: str, tone: Tone) -> None:
        self.problem.setText(sentence)
        styled(self._note, tone=tone)
        self._note.setVisible(bool(sentence))

    def _on_changed(self) -> None:
        self.vat_id.setEnabled(self.kind.value() is CustomerKind.COMPANY)
        self.changed.emit()

    def _offer_ahead(self, periods: tuple[int, ...]) -> None:
        """The choice follows what the plan offers."""
        if periods == self._ahead:
            return
        self._ahead = periods
        words = [(None, _("each period")), *((n, _("{count} periods at once").format(count=n)) for n in periods)]
        self.paid_up.set_choices(words)


def _columns() -> list[Column[TriedDocument]]:
    return [
        Column("on", _("Day"), lambda row: row.on, width=122),
        Column("what", _("Until"), _what, fills=True),
        Column("vat", _("VAT"), lambda row: row.draft.vat_total, width=80, yields=1),
        Column("gross", _("To pay"), lambda row: row.signed, width=92),
    ]


def _what(row: TriedDocument) -> str:
    """The last day, or the reason where there is a special one."""
    words: list[str] = []
    for line in row.draft.lines:
        posting, last = line.posting, line.posting.period.last_day
        if posting.kind != ChargeKind.ONCE and last is not None:
            words.append(shown_date(last))
        if posting.reason is not Reason.RECURRING:
            words.append(label(posting.reason))
    return ", ".join(dict.fromkeys(words))
