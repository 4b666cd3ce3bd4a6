"""A new customer in thirty seconds: as few fields as what lies in the basket needs, and a look for doubles."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget

from domain.checks.plausible import oddities
from domain.customers.model import Address, CustomerKind, MailAddressWrong, NameMissing, PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.errors import AppError
from domain.views.till_page import FoundCustomer
from ui.countries import country_choices
from ui.labels import label
from ui.language import _, current_language
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, panel, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import ChoiceField, Form, TextField, WrongEntry

WAIT_MS: Final = 400
Alike = Callable[[PersonalData, Callable[[Sequence[FoundCustomer]], None]], None]

Register = Callable[[RegisterCustomer, Callable[[], object], Callable[[Exception], None]], None]


class NewcomerDialog(QDialog):
    """`needs_address`: something is sent or billed. `alike` looks who may be the same person, while one types;
    `known` gets whoever of them it is. `register` gives the command and calls back where it is refused."""

    def __init__(
        self,
        parent: QWidget,
        alike: Alike,
        known: Callable[[FoundCustomer], None],
        register: Register,
        *,
        needs_address: bool,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._alike, self._known, self._register = alike, known, register
        self._needs_address, self._told = needs_address, ""
        self.setWindowTitle(_("New customer"))
        self.setMinimumWidth(theme().px(640))
        self.setProperty("touch", "true")
        kinds = [(kind, label(kind)) for kind in CustomerKind]
        given, _space, family = (name.title() if name.islower() else name).strip().rpartition(" ")
        self.form = Form()
        self.form.add(
            kind=ChoiceField(_("Kind"), kinds),
            language=ChoiceField(_("Language of letters"), [("de", _("German")), ("en", _("English"))]),
        )
        self.form.add(company=TextField(_("Company"), longest=120), vat_id=TextField(_("VAT ID"), longest=20))
        self.form.add(given_name=TextField(_("Given name")), family_name=TextField(_("Family name")))
        self.form.add(email=TextField(_("E-mail"), longest=254), phone=TextField(_("Phone"), longest=40))
        self.form.add(street=TextField(_("Street and number")))
        self.form.add(
            postcode=TextField(_("Postcode"), longest=12),
            city=TextField(_("City")),
            country=ChoiceField(_("Country"), country_choices()),
        )
        self._text("given_name").set_value(given)
        self._text("family_name").set_value(family)
        self.form["language"].set_value(current_language())  # type: ignore[attr-defined]  # a choice can be set
        self._hits = column(gap=4)
        self.doubles = panel("note", text(_("Perhaps one of these?"), "strong", Tone.WARN), self._hits, tone=Tone.WARN)
        self.doubles.hide()
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.problem.hide()
        self.save = button(_("Take in"), self.give, kind="primary", sign="account-check-outline", touch=True)
        self.save.setDefault(True)
        self._build()

    def give(self) -> None:
        """An odd address is asked about once, and taken as it is the second time."""
        command = self.command()
        if command is None:
            return
        odd = odd_words(command.personal.address)
        if odd and odd != self._told:
            self._told = odd
            self._say(odd)
            return
        self.save.setEnabled(False)
        self._register(command, self.accept, self.refuse)

    def refuse(self, error: Exception) -> None:
        """All that was typed stays."""
        self.save.setEnabled(True)
        words = _("That went wrong. Try it again.")
        if isinstance(error, AppError):
            place = {NameMissing.code: "family_name", MailAddressWrong.code: "email"}.get(error.code)
            if place is not None:
                self.form[place].show_error(refusal(error))
                self.form[place].setFocus()
                return
            words = refusal(error)
        self._say(words)

    def command(self) -> RegisterCustomer | None:
        """None: a field is wrong, and says so."""
        values = self.form.read()
        if values is None:
            return None
        address = Address(values["street"], values["postcode"], values["city"], values["country"])
        is_given = bool(address.street or address.postcode or address.city)
        if (is_given or self._needs_address) and not address.is_complete:
            parts = (("street", address.street), ("postcode", address.postcode), ("city", address.city))
            missing = [name for name, given in parts if not given.strip()]
            for name in missing:
                self.form[name].show_error(_("Please fill in."))
            self.form[missing[0]].setFocus()
            return None
        is_company = values["kind"] is CustomerKind.COMPANY
        personal = PersonalData(
            values["given_name"],
            values["family_name"],
            values["company"] if is_company else "",
            values["email"],
            values["phone"],
            address if is_given else None,
        )
        return RegisterCustomer(personal, values["kind"], values["language"], values["vat_id"] if is_company else "")

    def _build(self) -> None:
        why = _("For rent and invoices the full address is needed.") if self._needs_address else ""
        hint = text(why, "muted", wrap=True)
        buttons = row(button(_("Cancel"), self.reject, touch=True), None, self.save)
        title = text(_("New customer"), "title")
        self.setLayout(column(title, hint, self.form, self.doubles, self.problem, buttons, gap=16, margin=24))
        hint.setVisible(bool(why))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._look)
        for name in ("given_name", "family_name", "email", "phone", "postcode"):
            self.form[name].changed.connect(self._timer.start)
        self.form["kind"].changed.connect(self._on_kind)
        self._on_kind()
        self.form["given_name"].setFocus()

    def _on_kind(self) -> None:
        is_company = self.form["kind"].value() is CustomerKind.COMPANY
        self.form["company"].setVisible(is_company)
        self.form["vat_id"].setVisible(is_company)

    def _look(self) -> None:
        try:
            read = {name: str(self.form[name].value()) for name in ("given_name", "family_name", "email", "phone")}
            postcode = str(self.form["postcode"].value())
        except WrongEntry:
            return
        where = Address("", postcode, "") if postcode else None
        person = PersonalData(read["given_name"], read["family_name"], "", read["email"], read["phone"], where)
        self._alike(person, self.show_alike)

    def show_alike(self, found: Sequence[FoundCustomer]) -> None:
        clear(self._hits)
        for each in found:
            words = f"{each.name} · {each.number} · {each.detail}"
            self._hits.addWidget(button(words, partial(self._take, each), kind="plain", sign="account-outline"))
        self.doubles.setVisible(bool(found))

    def _take(self, found: FoundCustomer) -> None:
        self.accept()
        self._known(found)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _text(self, name: str) -> TextField:
        field = self.form[name]
        if not isinstance(field, TextField):
            raise TypeError(f"{name} is no text")
        return field


def odd_words(address: Address | None) -> str:
    """What looks wrong about an address that was given, and what to do; "" for nothing."""
    points = [] if address is None else list(oddities(address))
    if not points:
        return ""
    words = _("Please look at the address again: {what}. Press once more to take it as it is.")
    return words.format(what=", ".join(label(each) for each in points))
