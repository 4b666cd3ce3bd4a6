"""A customer who died or is insolvent: the card on their page, who is written to instead, what was open that day."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.clock import today
from domain.customers.model import Address
from domain.errors import AppError
from domain.ids import CustomerId
from domain.losses.cases import LONGEST_REFERENCE, CaseId, CaseKind, Contact, CustomerCase
from domain.losses.change_case_contact import ChangeCaseContact
from domain.losses.claims_sheet import ClaimsSheet, OpenClaim
from domain.losses.lift_case import LiftCase
from domain.losses.open_case import OpenCase
from domain.losses.settings import OnDeath
from domain.views.losses import CasePage
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.countries import shown_address
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.files import ask_save_csv, write_csv
from ui.widgets.forms import ChoiceField, DateField, TextField
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Align, Column
from ui.widgets.table.columns import csv_text

_PLACE = ("street", "postcode", "city", "country")


class CaseCard(Card):
    """It asks for what it shows itself, each time the customer is shown."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Death or insolvency"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._customer: CustomerId | None = None
        self._page: CasePage | None = None
        self.dialog: DeedDialog | None = None
        self.says, self.facts = text("", wrap=True), KeyValues()
        self.open_case = button(_("Died or insolvent …"), self._on_open, sign="account-alert-outline")
        self.contact = button(_("Other recipient …"), self._on_contact, sign="email-edit-outline")
        self.claims = button(_("Open claims …"), self._on_claims, sign="file-delimited-outline")
        self.claims.setToolTip(_("What was open on that day, as a CSV file for the administrator or the heirs"))
        self.paper = button(_("Open claims as PDF"), self._on_paper, sign="file-pdf-box")
        self.paper.setToolTip(_("What was open on that day, and the things still there, as a letter to the recipient"))
        self.lift = button(_("Lift …"), self._on_lift, sign="lock-open-outline")
        self.add(self.says, self.facts)
        for each in (self.open_case, self.contact, self.claims, self.paper, self.lift):
            self.add(row(each, None))

    def show_customer(self, customer_id: CustomerId) -> None:
        self._customer = customer_id
        self._asker.ask(lambda: self._desk.office.losses.case_of(customer_id), self._show)

    def _show(self, page: CasePage) -> None:
        self._page, case = page, page.case
        self.open_case.setVisible(case is None)
        for each in (self.contact, self.claims, self.paper, self.lift, self.facts):
            each.setVisible(case is not None)
        words = _("Nothing of the kind is known.")
        if case is not None:
            words = _("Blocked: no orders, no swaps, no reminders. Letters go to the recipient below alone.")
            self.facts.set_facts(_facts(case, page.running))
        self.says.setText(words)
        self.says.setProperty("role", "" if case is not None else "muted")

    def _on_open(self) -> None:
        if self._customer is not None:
            self.dialog = OpenCaseDialog(self._desk, self._shell, self, self._customer)
            self.dialog.open()

    def _on_contact(self) -> None:
        if self._page is not None and self._page.case is not None:
            self.dialog = ContactDialog(self._desk, self._shell, self, self._page.case)
            self.dialog.open()

    def _on_lift(self) -> None:
        if self._page is None or self._page.case is None:
            return
        case_id = self._page.case.id
        about = _("Letters go to the customer again, and orders are possible.")
        made = DeedDialog(self._desk, self._shell, self, title=_("Lift the case"), detail=about, deed=_("Lift"))
        made.form.add(reason=TextField(_("Reason"), required=True, longest=300))
        made.make = lambda values: LiftCase(case_id, values["reason"])
        self.dialog = made
        made.open()

    def _on_claims(self) -> None:
        if self._page is None or self._page.case is None or self._customer is None:
            return
        customer, day = self._customer, self._page.case.since_on

        def save(found: tuple[OpenClaim, ...]) -> None:
            if not found:
                self._shell.toast(_("Nothing was open on {day}.").format(day=shown_date(day)))
                return
            path = ask_save_csv(self, _("Open claims {day}").format(day=day.isoformat()))
            if path is not None:
                write_csv(path, csv_text(claim_columns(), found))

        self._asker.ask(lambda: self._desk.office.losses.open_claims(customer, day), save)

    def _on_paper(self) -> None:
        if self._page is None or self._page.case is None or self._customer is None:
            return
        customer, day = self._customer, today(self._desk.clock)

        def kept() -> tuple[ClaimsSheet, Path | None]:
            sheet = self._desk.office.losses.claims_sheet(customer, day)
            if not sheet.claims and not sheet.things:
                return sheet, None
            return sheet, self._desk.folder.keep(f"{sheet.number}-claims.pdf", self._desk.papers.claims_list(sheet))

        def show(made: tuple[ClaimsSheet, Path | None]) -> None:
            sheet, path = made
            if path is None:
                self._shell.toast(_("Nothing was open on {day}.").format(day=shown_date(sheet.since_on)))
            else:
                self._desk.folder.show(path)

        self._asker.ask(kept, show)


class ContactDialog(DeedDialog):
    """Another recipient; the one that is known stands there already."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, case: CustomerCase) -> None:
        about = _("Letters and papers go there from now on, and nowhere else.")
        super().__init__(desk, shell, parent, title=_("Recipient of letters"), detail=about, deed=_("Save"))
        self._case = case
        _add_contact(self, case.contact)

    def command(self, values: Mapping[str, Any]) -> Command | None:
        contact = _contact(self, values)
        return None if contact is None else ChangeCaseContact(self._case.id, contact)


class OpenCaseDialog(DeedDialog):
    """What happened, since when, who is written to; after a death, what becomes of the contracts."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, customer_id: CustomerId) -> None:
        about = _("From now on letters go to the recipient alone, nobody is reminded, and nothing new begins.")
        super().__init__(desk, shell, parent, title=_("Death or insolvency"), detail=about, deed=_("Open the case"))
        self._customer, self._id = customer_id, CaseId(uuid4())
        kind = ChoiceField(_("What happened"), [(each, label(each)) for each in CaseKind])
        self.form.add(kind=kind, since=DateField(_("Day of the death, or of the opening"), today(desk.clock)))
        self.form.add(reference=TextField(_("Reference of the court"), longest=LONGEST_REFERENCE))
        ends = ChoiceField(_("Contracts"), [(each, label(each)) for each in OnDeath])
        self.form.add(ends=ends)
        _add_contact(self, None)
        kind.changed.connect(lambda: ends.setVisible(kind.value() is CaseKind.DEATH))
        Asker(shell, self).ask(desk.office.losses.on_death, ends.set_value)

    def command(self, values: Mapping[str, Any]) -> Command | None:
        contact = _contact(self, values)
        if contact is None:
            return None
        ends = values["kind"] is CaseKind.DEATH and values["ends"] is OnDeath.END
        given = (self._id, self._customer, values["kind"], values["since"], values["reference"])
        return OpenCase(*given, ends=ends, contact=contact)


def _add_contact(dialog: DeedDialog, known: Contact | None) -> None:
    fields = {
        "name": TextField(_("Letters go to"), required=True, hint=_("Heirs, estate, or the administrator")),
        "email": TextField(_("E-mail")),
        "street": TextField(_("Street and number")),
        "postcode": TextField(_("Postcode"), longest=12),
        "city": TextField(_("City")),
        "country": TextField(_("Country"), longest=2),
    }
    for names in (("name",), ("email",), ("street",), ("postcode", "city", "country")):
        dialog.form.add(**{name: fields[name] for name in names})
    fields["country"].set_value("DE")
    if known is None:
        return
    fields["name"].set_value(known.name)
    fields["email"].set_value(known.email)
    if known.address is not None:
        for name in _PLACE:
            fields[name].set_value(getattr(known.address, name))


def _contact(dialog: DeedDialog, values: Mapping[str, Any]) -> Contact | None:
    """None: it was said what is missing."""
    street, postcode, city, country = (values[name].strip() for name in _PLACE)
    address = Address(street, postcode, city, country.upper()) if street or postcode or city else None
    try:
        return Contact(values["name"].strip(), values["email"].strip(), address)
    except AppError as error:
        dialog.show_problem(error)
        return None


def _facts(case: CustomerCase, running: int) -> list[Fact]:
    contact = case.contact
    facts = [
        Fact(_("What happened"), label(case.kind), Tone.BAD),
        Fact(_("Since"), shown_date(case.since_on)),
        Fact(_("Case"), case.number),
        Fact(_("Court"), case.reference or "–"),
        Fact(_("Running contracts"), str(running)),
    ]
    if contact is not None:
        facts.append(Fact(_("Letters go to"), contact.name))
        facts += [Fact(_("E-mail"), contact.email)] if contact.email else []
        facts += [Fact(_("Address"), shown_address(contact.address))] if contact.address else []
    return facts


def claim_columns() -> list[Column[OpenClaim]]:
    right = Align.RIGHT
    return [
        Column("number", _("Invoice"), lambda one: one.number),
        Column("issued_on", _("Issued on"), lambda one: one.issued_on),
        Column("due_on", _("Due on"), lambda one: one.due_on),
        Column("contracts", _("Contracts"), lambda one: one.contracts),
        Column("gross", _("Amount"), lambda one: one.gross, align=right),
        Column("open", _("Open on the day"), lambda one: one.open, align=right),
    ]
