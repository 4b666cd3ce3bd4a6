"""The form for a new customer, on a page of its own and inside of a new order."""

from PySide6.QtWidgets import QWidget

from domain.customers.model import Address, CustomerKind, MailAddressWrong, NameMissing, PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.errors import AppError
from ui.countries import country_choices
from ui.labels import label
from ui.language import _
from ui.texts import refusal
from ui.widgets.base import column, guide_focus
from ui.widgets.forms import ChoiceField, Form, TextField

"""Where parcels go; the first is proposed."""


class CustomerForm(QWidget):
    """`command()` gives the order to register, or None when a field is wrong: it then says so itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form()
        self.form.add(
            kind=ChoiceField(_("Kind"), [(kind, label(kind)) for kind in CustomerKind]),
            language=ChoiceField(_("Language of letters"), [("de", _("German")), ("en", _("English"))]),
        )
        self.form.add(given_name=TextField(_("Given name")), family_name=TextField(_("Family name")))
        self.form.add(company=TextField(_("Company")), vat_id=TextField(_("VAT ID"), longest=20))
        self.form.add(street=TextField(_("Street and number")))
        self.form.add(
            postcode=TextField(_("Postcode"), longest=12),
            city=TextField(_("City")),
            country=ChoiceField(_("Country"), country_choices()),
        )
        self.form.add(email=TextField(_("E-mail"), longest=254), phone=TextField(_("Phone"), longest=40))
        self.setLayout(column(self.form))
        guide_focus(self, self.form["given_name"])
        self.form["kind"].changed.connect(self._on_kind)
        self._on_kind()

    def start(self, name: str = "") -> None:
        """With what was searched for as the name."""
        given, _space, family = name.strip().rpartition(" ")
        self._text("given_name").set_value(given)
        self._text("family_name").set_value(family)

    def clear(self) -> None:
        """Empty, for the next one."""
        for name in ("given_name", "family_name", "company", "vat_id", "street", "postcode", "city", "email", "phone"):
            self._text(name).set_value("")

    def command(self) -> RegisterCustomer | None:
        values = self.form.read()
        if values is None:
            return None
        address = None
        if values["street"] or values["postcode"] or values["city"]:
            address = Address(values["street"], values["postcode"], values["city"], values["country"])
            if not address.is_complete:
                self._show_gaps(address)
                return None
        is_company = values["kind"] is CustomerKind.COMPANY
        personal = PersonalData(
            values["given_name"],
            values["family_name"],
            values["company"] if is_company else "",
            values["email"],
            values["phone"],
            address,
        )
        return RegisterCustomer(personal, values["kind"], values["language"], values["vat_id"] if is_company else "")

    def show_refusal(self, error: AppError) -> bool:
        """Beside the field it is about; False: it is about none of them."""
        kind = self.form["kind"].value()
        field = {
            NameMissing.code: "company" if kind is CustomerKind.COMPANY else "family_name",
            MailAddressWrong.code: "email",
        }.get(error.code)
        if field is None:
            return False
        self.form[field].show_error(refusal(error))
        self.form[field].setFocus()
        return True

    def _text(self, name: str) -> TextField:
        field = self.form[name]
        if not isinstance(field, TextField):
            raise TypeError(f"{name} is no text")
        return field

    def _show_gaps(self, address: Address) -> None:
        parts = (("street", address.street), ("postcode", address.postcode), ("city", address.city))
        missing = [name for name, given in parts if not given.strip()]
        for name in missing:
            self.form[name].show_error(_("Please fill in."))
        self.form[missing[0]].setFocus()

    def _on_kind(self) -> None:
        is_company = self.form["kind"].value() is CustomerKind.COMPANY
        self.form["company"].setVisible(is_company)
        self.form["vat_id"].setVisible(is_company)
