"""What changes for a customer while contracts run: a move, the VAT status, name and contact; a button for each."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.clock import today
from domain.contracts.changing import BackdatingNeedsReason
from domain.customers.change_address import ChangeAddress
from domain.customers.change_customer import ChangeCustomer
from domain.customers.change_vat_status import ChangeVatStatus, VatIdNotChecked
from domain.customers.changing import CustomerChanged
from domain.customers.model import Address, CustomerKind, MailAddressWrong, NameMissing, PersonalData
from domain.customers.vat_ids import VatIdWrong
from domain.errors import AppError
from domain.views.office_rows import CustomerPage
from ui.backoffice.asking import give
from ui.backoffice.parts import Sides
from ui.backoffice.things import ThingPage
from ui.countries import country_choices
from ui.desk import Desk
from ui.labels import label
from ui.language import N_, _
from ui.shell.port import Shell
from ui.texts import refusal
from ui.widgets.base import column, row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, DateField, Form, TextField

_BESIDE = {
    BackdatingNeedsReason.code: "reason",
    VatIdWrong.code: "vat_id",
    VatIdNotChecked.code: "checked_on",
    MailAddressWrong.code: "email",
    NameMissing.code: "family_name",
}
"""The field that a refusal is about."""
_WHY = N_("Needed when the day is over, for those who read the books later.")


class ChangeCustomerPage(ThingPage[CustomerPage]):
    """Opened for one customer; what is typed stays until it is saved or another customer is opened."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        super().__init__(shell, _("Change customer"), desk.office.customer, _topics)

    def build(self) -> QWidget:
        day = today(self._desk.clock)
        self.moving = _move_form(day)
        self.status = _status_form(day)
        self.who = _who_form()
        self.status["kind"].changed.connect(self._on_kind)
        main, side = QWidget(), QWidget()
        main.setLayout(
            column(
                self._card(_("Move"), self.moving, _("Save move"), self._address),
                self._card(_("VAT status"), self.status, _("Save VAT status"), self._vat_status),
                None,
                gap=24,
            )
        )
        side.setLayout(
            column(self._card(_("Name and contact"), self.who, _("Save name and contact"), self._person), None)
        )
        return Sides(main, side)

    def fill(self, thing: CustomerPage) -> None:
        customer, personal = thing.customer, thing.customer.personal
        self.set_heading(_("Change {name}").format(name=personal.name), customer.number, ())
        address = personal.address
        if address is not None:
            _set(self.moving, street=address.street, postcode=address.postcode, city=address.city)
            _set(self.moving, country=address.country)
        _set(self.status, kind=customer.kind, vat_id=customer.vat_id)
        _set(
            self.who,
            given_name=personal.given_name,
            family_name=personal.family_name,
            company=personal.company,
            email=personal.email,
            phone=personal.phone,
            language=customer.language,
        )
        self._on_kind()

    def _card(
        self, title: str, form: Form, words: str, command: Callable[[CustomerPage, Form], Command | None]
    ) -> Card:
        def save() -> None:
            thing = self.presenter.thing
            found = command(thing, form) if thing is not None else None
            if found is not None:
                give(self.shell, self._desk, found, self._on_saved, partial(self._on_refused, form), owner=self)

        return Card(title).add(form, row(button(words, save, kind="primary", sign="check"), None))

    def _address(self, thing: CustomerPage, form: Form) -> ChangeAddress | None:
        values = form.read()
        if values is None:
            return None
        address = Address(values["street"], values["postcode"], values["city"], values["country"])
        return ChangeAddress(thing.customer.id, address, values["from_on"], values["reason"])

    def _vat_status(self, thing: CustomerPage, form: Form) -> ChangeVatStatus | None:
        values = form.read()
        if values is None:
            return None
        is_company = values["kind"] is CustomerKind.COMPANY
        return ChangeVatStatus(
            thing.customer.id,
            values["kind"],
            values["vat_id"] if is_company else "",
            values["checked_on"] if is_company and values["vat_id"] else None,
            values["check_reference"] if is_company else "",
            values["from_on"],
            values["reason"],
        )

    def _person(self, thing: CustomerPage, form: Form) -> ChangeCustomer | None:
        values = form.read()
        if values is None:
            return None
        language = values.pop("language")
        return ChangeCustomer(thing.customer.id, PersonalData(**values), language)

    def _on_saved(self, event: Event) -> None:
        changed = cast(CustomerChanged, event)
        if changed.contracts:
            words = _("Saved. Contracts that the next billing run looks at anew: {count}.")
            self.shell.toast(words.format(count=changed.contracts))
        else:
            self.shell.toast(_("Saved."))
        if self.presenter.thing is not None:
            self.shell.open("customer", self.presenter.thing.customer.number)

    def _on_refused(self, form: Form, error: Exception) -> None:
        field = _BESIDE.get(error.code) if isinstance(error, AppError) else None
        if field is None or not isinstance(error, AppError):
            self.shell.show_refusal(error)
            return
        form[field].show_error(refusal(error))
        form[field].setFocus()

    def _on_kind(self) -> None:
        is_company = self.status["kind"].value() is CustomerKind.COMPANY
        for name in ("vat_id", "checked_on", "check_reference"):
            self.status[name].setVisible(is_company)


def _move_form(day: date) -> Form:
    form = Form()
    form.add(street=TextField(_("Street and number"), required=True))
    form.add(
        postcode=TextField(_("Postcode"), required=True, longest=12),
        city=TextField(_("City"), required=True),
        country=ChoiceField(_("Country"), country_choices()),
    )
    hint = _("What is taxed at their home follows from the period that ends after this day.")
    form.add(from_on=DateField(_("Lives there from"), day, hint=hint))
    return form.add(reason=TextField(_("Reason"), hint=_(_WHY)))


def _status_form(day: date) -> Form:
    form = Form()
    form.add(
        kind=ChoiceField(_("Kind"), [(kind, label(kind)) for kind in CustomerKind]),
        vat_id=TextField(_("VAT ID"), longest=20),
    )
    form.add(
        checked_on=DateField(_("VAT ID checked on"), day),
        check_reference=TextField(_("Reference of the check"), longest=60),
    )
    form.add(from_on=DateField(_("Holds from"), day))
    return form.add(reason=TextField(_("Reason"), hint=_(_WHY)))


def _who_form() -> Form:
    form = Form()
    form.add(given_name=TextField(_("Given name")), family_name=TextField(_("Family name")))
    form.add(company=TextField(_("Company")))
    form.add(email=TextField(_("E-mail"), longest=254))
    form.add(phone=TextField(_("Phone"), longest=40))
    return form.add(language=ChoiceField(_("Language of letters"), [("de", _("German")), ("en", _("English"))]))


def _set(form: Form, **values: object) -> None:
    for name, value in values.items():
        form[name].set_value(value)  # type: ignore[attr-defined]  # every field here can be set


def _topics(_thing: CustomerPage) -> frozenset[str]:
    """None: a reload would take away what is being typed."""
    return frozenset()
