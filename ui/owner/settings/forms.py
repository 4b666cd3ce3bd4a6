"""The areas of the settings as forms."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, ClassVar

from domain.contracts.payment import MOST_PAYMENT_DAYS, Payment, PaymentMethod
from domain.settings.billing import MOST_BACKLOG, MOST_REVIEW_DAYS, BillingSettings, Collective
from domain.settings.book import Kept
from domain.settings.business import BusinessSettings
from domain.settings.deliveries import MOST_LEAD_DAYS, DeliverySettings
from domain.settings.stores import StoreSettings
from domain.settings.workshop import WorkshopSettings
from ui.countries import country_name
from ui.labels import label
from ui.language import _, count
from ui.owner.fields import WholeField
from ui.owner.settings.section import Section
from ui.widgets.forms import ChoiceField, MoneyField, TextField

__all__ = [
    "BillingSection",
    "BusinessSection",
    "DeliverySection",
    "NewStoreSection",
    "StoreSection",
    "WorkshopSection",
]


class BusinessSection(Section[BusinessSettings]):
    """Who we are. Papers that are written keep what they say."""

    PLACES: ClassVar[Mapping[str, str]] = {
        "own_vat_id_wrong": "vat_id",
        "iban_wrong": "iban",
        "bic_wrong": "bic",
        "mail_address_wrong": "email",
        "colour_wrong": "accent",
    }

    def __init__(self) -> None:
        about = _("Stands on every paper and letter that is made from now on.")
        super().__init__(_("Business"), about, "business")
        self._logo = ""
        self.country = TextField(_("Country"), hint=_("Decides the taxes, so it stays as the house was founded."))
        self.country.editor.setEnabled(False)
        self.form.add(name=TextField(_("Name"), required=True, longest=200))
        self.form.add(
            street=TextField(_("Street and number"), required=True, longest=200),
            postcode=TextField(_("Postcode"), required=True, longest=20),
            city=TextField(_("City"), required=True, longest=200),
        )
        self.form.place(self.country)
        self.form.add(
            tax_number=TextField(_("Tax number"), longest=40, hint=_("E-invoices need it, or the VAT ID.")),
            vat_id=TextField(_("VAT ID"), longest=20, hint=_("E-invoices without VAT to other countries need it.")),
        )
        self.form.add(
            register=TextField(_("Register entry"), longest=200, hint=_("For example Amtsgericht Köln, HRB 12345")),
            represented_by=TextField(_("Represented by"), longest=400, hint=_("Several names with a comma between.")),
        )
        self.form.add(
            phone=TextField(_("Phone"), longest=60),
            email=TextField(_("Mail address"), longest=254),
            website=TextField(_("Website"), longest=200),
        )
        self.form.add(
            iban=TextField(_("IBAN"), longest=42, hint=_("Left empty, no invoice asks for a transfer.")),
            bic=TextField(_("BIC"), longest=14),
        )
        self.form.add(
            account_holder=TextField(_("Account holder"), longest=200, hint=_("Left empty: the name above.")),
            bank=TextField(_("Bank"), longest=200),
            accent=TextField(_("Colour on papers"), longest=7, hint=_("For example #3B5BDB")),
        )
        self.watch()

    def show_country(self, code: str) -> None:
        self.country.set_value(country_name(code))

    def fill(self, value: BusinessSettings) -> None:
        self._logo = value.logo
        for field in fields(value):
            if field.name not in self.form.fields:
                continue
            known = getattr(value, field.name)
            self.form[field.name].set_value(", ".join(known) if isinstance(known, tuple) else known)  # type: ignore[attr-defined]  # all of them are texts

    def read(self, values: dict[str, Any]) -> BusinessSettings:
        people = tuple(each.strip() for each in values["represented_by"].split(",") if each.strip())
        return BusinessSettings(**{**values, "represented_by": people}, logo=self._logo).tidied()


class BillingSection(Section[BillingSettings]):
    """How bills are written and paid."""

    PLACES: ClassVar[Mapping[str, str]] = {
        "payment_days_wrong": "days",
        "review_days_wrong": "review_days",
        "backlog_limit_wrong": "most_missing",
    }

    def __init__(self) -> None:
        about = _("Counts from the next document on. Terms of payment are agreed with each new contract.")
        super().__init__(_("Billing"), about, "billing")
        self.form.add(
            method=ChoiceField(_("How customers pay"), [(each, label(each)) for each in PaymentMethod]),
            days=WholeField(
                _("Days to pay"), least=0, most=MOST_PAYMENT_DAYS,
                hint=_("After the day of the invoice, moved to the next working day."),
            ),
        )  # fmt: skip
        self.form.add(
            collective=ChoiceField(
                _("Collective invoices"), [(each, label(each)) for each in Collective],
                hint=_("Postings with the same terms of payment share an invoice. A customer may have it otherwise."),
            ),
        )  # fmt: skip
        self.form.add(
            review_days=WholeField(
                _("Days for review"), least=0, most=MOST_REVIEW_DAYS,
                hint=_("So many nights a due bill waits in the billing centre. First invoices go out at once."),
            ),
            most_missing=WholeField(
                _("Missing periods without asking"), least=1, most=MOST_BACKLOG,
                hint=_("A contract that is further behind is left out until a person agrees."),
            ),
        )  # fmt: skip
        who = [(False, _("companies only")), (True, _("all customers"))]
        hint = _("A PDF with the same facts for machines inside (ZUGFeRD, EN 16931).")
        self.form.add(e_invoices_to_all=ChoiceField(_("E-invoices go to"), who, hint=hint))
        self.watch()

    def fill(self, value: BillingSettings) -> None:
        known = {
            "method": value.payment.method,
            "days": value.payment.days,
            "collective": value.collective,
            "review_days": value.review_days,
            "most_missing": value.most_missing,
            "e_invoices_to_all": value.e_invoices_to_all,
        }
        for name, one in known.items():
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> BillingSettings:
        payment = Payment(values["method"], values["days"])
        rest = {name: values[name] for name in ("collective", "review_days", "most_missing", "e_invoices_to_all")}
        return BillingSettings(payment, **rest)


class WorkshopSection(Section[WorkshopSettings]):
    def __init__(self) -> None:
        about = _("Refurbishments that are finished from now on are priced with it.")
        super().__init__(_("Workshop"), about, "workshop")
        self.form.add(hourly_rate=MoneyField(_("An hour costs us")))
        self.watch()

    def fill(self, value: WorkshopSettings) -> None:
        self.form["hourly_rate"].set_value(value.hourly_rate)  # type: ignore[attr-defined]  # an amount

    def read(self, values: dict[str, Any]) -> WorkshopSettings:
        return WorkshopSettings(values["hourly_rate"])


class DeliverySection(Section[DeliverySettings]):
    """What running contracts deliver by themselves."""

    PLACES: ClassVar[Mapping[str, str]] = {"lead_days_wrong": "lead_days"}

    def __init__(self) -> None:
        about = _("For what contracts deliver regularly. Parcels that are made already stay as they are.")
        super().__init__(_("Deliveries"), about, "deliveries")
        hint = _("So many days before its day a delivery stands on the packing list.")
        self.form.add(lead_days=WholeField(_("Days ahead"), least=0, most=MOST_LEAD_DAYS, hint=hint))
        self.watch()

    def fill(self, value: DeliverySettings) -> None:
        self.form["lead_days"].set_value(value.lead_days)  # type: ignore[attr-defined]  # a number

    def read(self, values: dict[str, Any]) -> DeliverySettings:
        return DeliverySettings(values["lead_days"])


class StoreSection(Section[StoreSettings]):
    """One store; its prefix shows what a number will look like while one types."""

    PLACES: ClassVar[Mapping[str, str]] = {
        "invoice_prefix_wrong": "prefix",
        "invoice_prefix_taken": "prefix",
        "store_name_missing": "store_name",
        "store_address_partial": "street",
        "asset_prefix_wrong": "asset_prefix",
    }

    def __init__(self, name: str, key: str, numbers: int, year: int) -> None:
        about = _("Papers that are written and codes that are stuck on stay as they are.")
        super().__init__(name, about, f"store_{key}")
        self._year = year
        drawn = count(
            "{count} number drawn with a prefix so far.", "{count} numbers drawn with a prefix so far.", numbers
        )
        self.form.add(store_name=TextField(_("Name"), required=True, longest=100))
        self.form.add(
            street=TextField(_("Street and number"), longest=100, hint=_("Left empty: the address of the business.")),
            postcode=TextField(_("Postcode"), longest=20),
            city=TextField(_("City"), longest=100),
        )
        none = _("Left empty, it shares the numbers of the house.")
        self.form.add(
            asset_prefix=TextField(_("Codes of things begin with"), required=True, longest=2),
            prefix=TextField(_("Prefix of invoice numbers"), longest=8, hint=drawn if numbers else none),
        )
        self.form["asset_prefix"].changed.connect(self._show_example)
        self.form["prefix"].changed.connect(self._show_example)
        self.example = TextField(_("It will look so"), hint=_("Code of a thing, invoice, credit note."))
        self.example.editor.setEnabled(False)
        self.form.place(self.example)
        self.watch()

    def fill(self, value: StoreSettings) -> None:
        known = {
            "store_name": value.name,
            "street": value.street,
            "postcode": value.postcode,
            "city": value.city,
            "asset_prefix": value.asset_prefix,
            "prefix": value.invoice_prefix,
        }
        for name, one in known.items():
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # all of them are texts
        self._show_example()

    def read(self, values: dict[str, Any]) -> StoreSettings:
        address = (values["street"], values["postcode"], values["city"])
        return StoreSettings(values["store_name"], values["prefix"], *address, values["asset_prefix"]).tidied()

    def _show_example(self) -> None:
        typed = str(self.form["prefix"].value()).upper()
        series = f"R-{typed}-{self._year}-000001, RK-{typed}-{self._year}-000001"
        code = f"{str(self.form['asset_prefix'].value()).upper()}-000214-…"
        self.example.set_value(f"{code}, {series if typed else _('the series of the house')}")


class NewStoreSection(StoreSection):
    """A store to be; it can be taken back at any time."""

    def __init__(self, year: int) -> None:
        super().__init__(_("New store"), "new", 0, year)
        self.reason.set_value("")
        self.save.setText(_("Add store"))
        self.discard.setText(_("Cancel"))

    def begin(self, like: StoreSettings) -> None:
        """Empty but for the beginning of codes, which stores may share."""
        self.show_kept(Kept(StoreSettings("", asset_prefix=like.asset_prefix), 0), None)
        self.last.setText("")

    def settle(self) -> None:
        super().settle()
        self.discard.setEnabled(True)
