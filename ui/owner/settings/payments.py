"""Who collects money for this house, when it is announced and fetched, and what follows a failure."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QLineEdit

from domain.contracts.payment import PaymentMethod
from domain.errors import AppError
from domain.payments.keys import KeyName, PaymentKeys
from domain.payments.methods import COLLECTED
from domain.payments.provider import ProviderName
from domain.settings.payments import MOST_DAYS, MOST_RETRIES, Collector, Informs, PaymentSettings
from ui.labels import label
from ui.language import _
from ui.owner.fields import WholeField
from ui.owner.settings.section import Section
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, Field, TextField, WrongEntry

_KINDS: Final = tuple(sorted(COLLECTED, key=lambda each: list(PaymentMethod).index(each)))
_ABLE: Final[Mapping[PaymentMethod, tuple[ProviderName, ...]]] = {
    PaymentMethod.DIRECT_DEBIT: tuple(ProviderName),
    PaymentMethod.CARD: tuple(each for each in ProviderName if each is not ProviderName.SEPA_FILES),
    PaymentMethod.WALLET: tuple(each for each in ProviderName if each is not ProviderName.SEPA_FILES),
}


class DaysField(Field[tuple[int, ...]]):
    """Some numbers of days, separated by commas."""

    def __init__(self, label_: str, *, hint: str = "") -> None:
        self._line = QLineEdit()
        super().__init__(label_, self._line, hint)
        self._line.setMaxLength(60)
        self._line.textChanged.connect(self.changed)

    def value(self) -> tuple[int, ...]:
        parts = [part.strip() for part in self._line.text().replace(";", ",").split(",") if part.strip()]
        if not all(part.isdigit() and 1 <= int(part) <= MOST_DAYS for part in parts) or len(parts) > MOST_RETRIES:
            words = _("Up to {most} numbers of days from 1 to {days}, for example: 8, 8")
            raise WrongEntry(words.format(most=MOST_RETRIES, days=MOST_DAYS))
        return tuple(int(part) for part in parts)

    def set_value(self, days: tuple[int, ...]) -> None:
        self._line.setText(", ".join(str(each) for each in days))


class PaymentSection(Section[PaymentSettings]):
    """Counts for what is planned from now on."""

    PLACES: ClassVar[Mapping[str, str]] = {"creditor_id_wrong": "creditor_id"}

    def __init__(self) -> None:
        about = _("Who collects what customers have agreed to, and what happens when it does not work.")
        super().__init__(_("Payments"), about, "payments")
        for kind in _KINDS:
            who = [(None, _("nobody: it is not collected")), *((each, label(each)) for each in _ABLE[kind])]
            words = _("{method} is collected by").format(method=label(kind)[:1].upper() + label(kind)[1:])
            self.form.add(**{kind.value: ChoiceField(words, who)})
        hint = _("Given by the Bundesbank; on every mandate and in every announcement.")
        self.form.add(creditor_id=TextField(_("Creditor identifier"), longest=35, hint=hint))
        self.form.add(
            prenotice_days=WholeField(_("Days a direct debit is announced before"), least=0, most=MOST_DAYS),
            lead_days=WholeField(_("Bank days before, at which the bank wants it"), least=0, most=MOST_DAYS),
        )
        self.form.add(
            retry_days=DaysField(_("Next attempts after days"), hint=_("From each failure: 8, 8 is three attempts."))
        )
        self.form.add(
            technical_tries=WholeField(_("Technical failures: attempts"), least=0, most=MOST_DAYS),
            lookback_days=WholeField(_("Invoices are picked up for days"), least=0, most=MOST_DAYS),
        )
        self.form.add(
            confirm_days=WholeField(_("Days a customer has to confirm"), least=0, most=MOST_DAYS),
            link_days=WholeField(_("Days a link to a new method counts"), least=0, most=MOST_DAYS),
        )
        steps = [(True, _("once more, the day before")), (False, _("nothing more"))]
        self.form.add(before_dunning=ChoiceField(_("Used up, and a level of dunning follows"), steps))
        self.form.add(informs=ChoiceField(_("Customers hear of failures"), [(each, label(each)) for each in Informs]))
        cycles = _("0: never. A failed invoice is one whose attempts are all used up.")
        self.form.add(
            failed_cycles=WholeField(
                _("Failed invoices until things are asked back"), least=0, most=MOST_DAYS, hint=cycles
            )
        )
        fee = [(False, _("stays ours")), (True, _("is charged to the customer"))]
        self.form.add(charges_return_fee=ChoiceField(_("What a bank takes for a returned debit"), fee))
        self.watch()

    def fill(self, value: PaymentSettings) -> None:
        for kind in _KINDS:
            self.form[kind.value].set_value(value.provider(kind))  # type: ignore[attr-defined]  # a choice has it
        for name in _PLAIN:
            self.form[name].set_value(getattr(value, name))  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> PaymentSettings:
        chosen = tuple(Collector(kind, values[kind.value]) for kind in _KINDS if values[kind.value] is not None)
        plain = {name: values[name] for name in _PLAIN}
        plain["creditor_id"] = "".join(plain["creditor_id"].split()).upper()
        return PaymentSettings(chosen, **plain)


_PLAIN: Final = (
    *("creditor_id", "prenotice_days", "lead_days", "retry_days", "technical_tries", "lookback_days", "confirm_days"),
    *("informs", "failed_cycles", "charges_return_fee", "link_days", "before_dunning"),
)


class KeysCard(Card):
    """The keys of providers: kept in a file of this computer that only its owner may read, never in the database."""

    def __init__(
        self, keys: PaymentKeys | None, toast: Callable[[str], None], refuse: Callable[[Exception], None]
    ) -> None:
        super().__init__(_("Keys of providers"))
        self._keys, self._toast, self._refuse = keys, toast, refuse
        about = _(
            "They lie in a file of this computer that only its owner may read, never in the database, and are shown"
            " with their last four characters alone. The background work here uses them after its next start."
        )
        self.fields: dict[KeyName, TextField] = {}
        self.add(text(about, "muted", wrap=True))
        for name in KeyName:
            field = self.fields[name] = TextField(label(name), longest=300)
            field.editor.setObjectName(f"key_{name.value}")
            if isinstance(field.editor, QLineEdit) and name is not KeyName.ADYEN_ACCOUNT:
                field.editor.setEchoMode(QLineEdit.EchoMode.Password)
            self.add(field)
        self.save = button(_("Keep the keys"), self._on_save, sign="key-plus")
        self.add(row(self.save, None))
        self.setVisible(keys is not None)
        self.show_kept()

    def show_kept(self) -> None:
        """What is kept stands in the empty fields."""
        shown = {} if self._keys is None else self._keys.shown()
        for name, field in self.fields.items():
            known = shown.get(name, "")
            if known and self._keys is not None and self._keys.is_test(name):
                known = _("{key}  TEST: no money moves").format(key=known)
            if isinstance(field.editor, QLineEdit):
                field.editor.setPlaceholderText(known or _("no key"))

    def _on_save(self) -> None:
        """Only what was typed; what stays empty stays as it is."""
        keys = self._keys
        if keys is None:
            return
        try:
            for name, field in self.fields.items():
                typed = field.value().strip()
                if typed:
                    keys.keep(name, typed)
                    field.set_value("")
        except AppError as error:
            self._refuse(error)
            return
        self.show_kept()
        self._toast(_("The keys are kept."))
