"""The forms of a quote: making one of what stands on the order form, accepting on the customer's word, closing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from PySide6.QtWidgets import QCheckBox, QWidget

from domain.application import Command, Event
from domain.customers.model import Address, Customer, CustomerKind, PersonalData
from domain.orders.place_order import OrderedItem
from domain.quotes.accept_quote import AcceptedBy, AcceptQuote, QuoteAccepted
from domain.quotes.decline_quote import DeclineQuote, DeclineReason
from domain.quotes.make_quote import MakeQuote, QuoteMade
from domain.quotes.model import LONGEST_REASON, LONGEST_WORDS, QuoteId
from domain.views.quotes import QuotePage
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.orders.draft import OrderDraft
from ui.countries import country_choices
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.forms import ChoiceField, DateField, Field, TextField


@dataclass(frozen=True, slots=True)
class Usual:
    """What a quote begins with. `replaces`: its former version, None: it is the first."""

    today: date
    valid_until: date
    keeps_goods: bool = False
    replaces: QuotePage | None = None


class QuoteDialog(DeedDialog):
    """Whom it is for where no customer is chosen, until when it stands, and what stands on it beside."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, draft: OrderDraft, usual: Usual) -> None:
        replaces = usual.replaces
        title = _("As a quote")
        if replaces is not None:
            title = _("New version of {number}").format(number=replaces.quote.number)
        about = _("Prices and plans stay as they are now until the last day. The customer gets a letter with a link.")
        super().__init__(desk, shell, parent, title=title, detail=about, deed=_("Make the quote"))
        self._draft, self._replaces = draft, replaces
        person = None if replaces is None else replaces.quote.person
        if draft.customer is None:
            self.form.add(
                kind=ChoiceField(_("Kind"), [(kind, label(kind)) for kind in CustomerKind]),
                language=ChoiceField(_("Language of letters"), [("de", _("German")), ("en", _("English"))]),
            )
            self.form.add(given_name=TextField(_("Given name")), family_name=TextField(_("Family name")))
            self.form.add(
                email=TextField(_("E-mail"), required=True, longest=254), company=TextField(_("Company")),
            )  # fmt: skip
            if person is not None:
                known = person.personal
                for name in ("given_name", "family_name", "email", "company"):
                    cast(TextField, self.form[name]).set_value(getattr(known, name))
        self.form.add(valid_until=DateField(_("Valid until"), usual.valid_until, earliest=usual.today))
        words = TextField(_("Words on the quote"), lines=3, longest=LONGEST_WORDS)
        if replaces is not None:
            words.set_value(replaces.quote.words)
        self.form.add(words=words)
        self.keeps = QCheckBox(_("Keep the goods for them until then"))
        self.keeps.setObjectName("keeps")
        self.keeps.setChecked(usual.keeps_goods)
        self.keeps.setToolTip(_("They are reserved. Whoever is no customer yet is taken in as one for it."))
        self.later = QCheckBox(_("As a draft: nothing is sent yet"))
        self.later.setObjectName("later")
        self.below.addWidget(self.keeps)
        self.below.addWidget(self.later)
        first = "given_name" if draft.customer is None else "words"
        self.form[first].setFocus()
        self.make = self._command
        self.done_with = self._on_made

    def _command(self, values: Mapping[str, Any]) -> Command:
        draft = self._draft
        person = None
        if draft.customer is None:
            person = PersonalData(values["given_name"], values["family_name"], values["company"], values["email"])
        return MakeQuote(
            items_of(draft),
            None if draft.customer is None else draft.customer.id,
            person,
            values.get("kind", CustomerKind.CONSUMER),
            values.get("language", "de"),
            voucher=draft.voucher.strip(),
            start_on=draft.start_on if draft.asks_start else None,
            valid_until=values["valid_until"],
            note=draft.note,
            words=values["words"],
            keeps_goods=self.keeps.isChecked(),
            sends=not self.later.isChecked(),
            replaces=None if self._replaces is None else self._replaces.quote.id,
        )

    def _on_made(self, event: Event) -> None:
        made = cast(QuoteMade, event)
        self._shell.toast(_("The quote {number} is made.").format(number=made.number))
        self._shell.open("quote", str(made.quote_id))


def items_of(draft: OrderDraft) -> tuple[OrderedItem, ...]:
    return tuple(each.item for each in draft.lines)


def accept_dialog(desk: Desk, shell: Shell, parent: QWidget, thing: QuotePage) -> DeedDialog:
    """On the customer's word; what is still missing about them is asked for."""
    about = _("The order is placed at once, at what was quoted. The customer gets its confirmation.")
    made = DeedDialog(desk, shell, parent, title=_("Accept for the customer"), detail=about, deed=_("Place the order"))
    known = None if thing.customer is None else thing.customer.personal
    person = thing.quote.person
    name = (known or (person.personal if person else PersonalData("", ""))).name
    how = [(each, label(each)) for each in AcceptedBy if each is not AcceptedBy.PAGES]
    said = TextField(_("Who said so"), required=True, longest=120)
    said.set_value(name)
    fields: dict[str, Field[Any]] = {"by": ChoiceField(_("How"), how), "name": said}
    made.form.add(**fields)
    needs = needs_address(thing.customer, person.personal if person else None)
    if needs:
        made.form.add(street=TextField(_("Street and number"), required=True))
        made.form.add(
            postcode=TextField(_("Postcode"), required=True, longest=12), city=TextField(_("City"), required=True)
        )
        made.form.add(country=ChoiceField(_("Country"), country_choices()))
    told = QCheckBox(_("They know the terms, and consumers their right of withdrawal: the PDF has both."))
    told.setObjectName("told")
    made.below.addWidget(told)

    def command(values: Mapping[str, Any]) -> Command:
        address = None
        if needs:
            address = Address(values["street"], values["postcode"], values["city"], values["country"])
        personal = None if address is None else PersonalData("", "", address=address)
        knows = told.isChecked()
        return AcceptQuote(QuoteId(thing.quote.id), values["name"], knows, knows, personal, values["by"])

    def done(event: Event) -> None:
        accepted = cast(QuoteAccepted, event)
        shell.toast(_("Order {number} is placed.").format(number=accepted.placed.order_number))

    made.make, made.done_with = command, done
    return made


def needs_address(customer: Customer | None, person: PersonalData | None) -> bool:
    personal = person if customer is None else customer.personal
    address = None if personal is None else personal.address
    return address is None or not address.is_complete


def decline_dialog(desk: Desk, shell: Shell, parent: QWidget, thing: QuotePage) -> DeedDialog:
    about = _("What was kept for it is free again, and the customer gets a short letter.")
    made = DeedDialog(desk, shell, parent, title=_("Close the quote"), detail=about, deed=_("Close it"))
    made.form.add(reason=ChoiceField(_("Why"), [(each, label(each)) for each in DeclineReason]))
    made.form.add(words=TextField(_("What was said"), lines=3, longest=LONGEST_REASON))
    made.make = lambda values: DeclineQuote(thing.quote.id, values["reason"], values["words"])
    made.done_with = lambda _event: shell.toast(_("The quote is closed."))
    return made
