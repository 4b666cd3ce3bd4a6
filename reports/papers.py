"""Every paper the business hands out: sheet and language in, PDF out. The same sheet gives the same bytes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from domain.assets.label_sheet import Label
from domain.assets.passport_sheet import PassportSheet
from domain.billing.e_invoice import lacking
from domain.billing.final_statement import FinalStatementSheet
from domain.billing.invoice_sheet import InvoiceSheet
from domain.business import Business
from domain.buyout.offer_sheet import OfferSheet
from domain.cancellations.receipt_sheet import ReceiptSheet
from domain.clock import legal_day
from domain.counter.agreement_sheet import AgreementSheet
from domain.devices.keyboard import CARD
from domain.dunning.paper import DebtSheet
from domain.inspections.sheet import InspectionSheet
from domain.labels.medium import SHEET_40
from domain.labels.template import LabelTemplate, Subject, shipped_template
from domain.losses.claims_sheet import ClaimsSheet
from domain.messages.contract_letter import ContractLetter, Told
from domain.messages.letter import Letter
from domain.messages.postal_sheet import PostalSheet
from domain.messages.templates import TemplateName
from domain.messages.wording import Wording
from domain.payments.mandate_sheet import MandateSheet
from domain.quotes.sheet import QuoteSheet
from domain.shipping.delivery_sheet import DeliverySheet
from domain.till.printed import DayPaper, ReceiptPaper
from domain.till.slip import Slip
from domain.views.around import CustomerSheet
from domain.views.kpi_sheet import KpiSheet
from domain.views.lifecycle_sheet import LifeSheet
from reports.documents.agreement import agreement_text
from reports.documents.asset_passport import passport_text
from reports.documents.buyout_offer import offer_text
from reports.documents.claims_list import claims_text
from reports.documents.customer_sheet import customer_text
from reports.documents.debt import debt_text
from reports.documents.declaration_receipt import receipt_text
from reports.documents.delivery_note import delivery_text
from reports.documents.final_statement import statement_text
from reports.documents.inspection import inspection_text
from reports.documents.invoice import invoice_text
from reports.documents.key_figures import key_figures_text
from reports.documents.lifecycle import history_text
from reports.documents.mailed_letter import postal_text
from reports.documents.mandate import mandate_text
from reports.documents.quote import quote_text
from reports.documents.till import day_slip, receipt_slip
from reports.einvoice.cii import cii_xml
from reports.einvoice.mapping import e_invoice
from reports.layouts import fonts
from reports.layouts.archival import Archived
from reports.layouts.asset_passport import passport_pdf
from reports.layouts.claims_list import claims_pdf
from reports.layouts.debt import debt_pdf
from reports.layouts.declaration_receipt import receipt_pdf
from reports.layouts.delivery_note import delivery_pdf
from reports.layouts.final_statement import statement_pdf
from reports.layouts.invoice import invoice_pdf
from reports.layouts.key_figures import key_figures_pdf
from reports.layouts.labels import labels_pdf
from reports.layouts.lifecycle import history_pdf
from reports.layouts.mailed_letter import postal_pdf
from reports.layouts.pen import Imprint
from reports.layouts.setup_card import setup_card_pdf
from reports.layouts.till_slip import slip_pdf
from reports.letters import Letters
from reports.texts import Texts, load_texts

RESOURCES: Final = Path(__file__).resolve().parent.parent / "resources"


class Papers:
    """Sets papers in the type family of `resources/fonts` with the texts of `resources/locale`.

    Languages are "de" and "en"; any other is printed in English. No method touches anything but those two folders, so
    one instance may serve several threads.
    """

    def __init__(self, business: Business | Callable[[], Business], resources: Path = RESOURCES) -> None:
        """`business` is asked for with each paper where it may change while the program runs."""
        self._known = business
        self._locale, self._mail = resources / "locale", resources / "mail"
        self._colours = resources / "colour" / "sRGB.icc"
        fonts.register(resources / "fonts")

    def invoice(self, sheet: InvoiceSheet, language: str | None = None) -> bytes:
        """An invoice or credit note for the archive, in the customer's language unless another is asked for.

        It carries its facts as an e-invoice where the sheet asks for that and nothing is lacking.
        """
        business, texts = self._business, self._texts(language or sheet.language)
        has_facts = sheet.is_e_invoice and not lacking(sheet, business)
        facts = cii_xml(e_invoice(sheet, business, texts)) if has_facts else None
        text = invoice_text(replace(sheet, is_e_invoice=has_facts), business, texts)
        return invoice_pdf(text, Archived(self._colours, facts))

    def contract_letter(self, letter: ContractLetter) -> Letter:
        """As it is sent, in the customer's language; to nobody yet."""
        return Letters(self._business.name, self._mail).contract(letter, "")

    def final_statement(self, sheet: FinalStatementSheet, language: str | None = None) -> bytes:
        """What became of a deposit, in the customer's language unless another is asked for."""
        return statement_pdf(statement_text(sheet, self._business, self._texts(language or sheet.language)))

    def claims_list(self, sheet: ClaimsSheet, language: str | None = None) -> bytes:
        """What was open of a customer who died or is insolvent, in their language unless another is asked for."""
        return claims_pdf(claims_text(sheet, self._business, self._texts(language or sheet.language)))

    def debt_letter(self, sheet: DebtSheet, language: str | None = None) -> bytes:
        """A reminder, an instalment plan or a hand-over, in the reader's language unless another is asked for."""
        return debt_pdf(debt_text(sheet, self._business, self._texts(language or sheet.language)))

    def buyout_offer(self, sheet: OfferSheet, language: str | None = None) -> bytes:
        """An offer to keep what is rented, in the customer's language unless another is asked for."""
        return statement_pdf(offer_text(sheet, self._business, self._texts(language or sheet.language)))

    def customer_sheet(self, sheet: CustomerSheet, language: str) -> bytes:
        """All that matters of a customer, for the house."""
        return statement_pdf(customer_text(sheet, self._business, self._texts(language)))

    def quote(self, sheet: QuoteSheet, language: str | None = None) -> bytes:
        """What something would cost, until when, and what belongs to the contract; in the reader's language."""
        return statement_pdf(quote_text(sheet, self._business, self._texts(language or sheet.language)))

    def agreement(self, sheet: AgreementSheet, language: str | None = None) -> bytes:
        """What was agreed and signed at the counter, in the customer's language unless another is asked for."""
        return statement_pdf(agreement_text(sheet, self._business, self._texts(language or sheet.language)))

    def declaration_receipt(self, sheet: ReceiptSheet, language: str | None = None) -> bytes:
        """That a declaration arrived, when, and with what words; in the sender's language."""
        return receipt_pdf(receipt_text(sheet, self._business, self._texts(language or sheet.language)))

    def mandate(self, sheet: MandateSheet, language: str | None = None) -> bytes:
        """A direct debit mandate to sign or to keep, in the payer's language unless another is asked for."""
        return receipt_pdf(mandate_text(sheet, self._business, self._texts(language or sheet.language)))

    def mailed_letter(self, sheet: PostalSheet) -> bytes:
        """A mail on paper, for the post."""
        return postal_pdf(postal_text(sheet, self._business, self._texts(sheet.language)))

    def shipped_wording(self, name: TemplateName, language: str) -> Wording:
        """The house's own words for a letter."""
        return Letters(self._business.name, self._mail).shipped(name, language)

    def tried_letter(
        self, name: TemplateName, language: str, wording: Wording, told: Told, who: tuple[str, str]
    ) -> Letter:
        """A letter as it would be with these words; `who`: the name and the number in it. Raises WordingWrong."""
        return Letters(self._business.name, self._mail).tried(name, language, wording, told, who)

    def delivery_note(self, sheet: DeliverySheet, language: str | None = None) -> bytes:
        """The paper in the parcel, in the customer's language unless another is asked for."""
        return delivery_pdf(delivery_text(sheet, self._business, self._texts(language or sheet.language)))

    def asset_passport(self, sheet: PassportSheet, language: str) -> bytes:
        """The life of one asset; parts the sheet leaves out (None) are not printed."""
        return passport_pdf(passport_text(sheet, self._business, self._texts(language)))

    def life_history(self, sheet: LifeSheet, language: str) -> bytes:
        """Everything about one thing, as the screen tells it."""
        return history_pdf(history_text(sheet, self._business, self._texts(language)))

    def inspection(self, sheet: InspectionSheet, language: str) -> bytes:
        """What was asked of one asset, and what was answered."""
        return passport_pdf(inspection_text(sheet, self._business, self._texts(language)))

    def key_figures(self, sheet: KpiSheet, language: str) -> bytes:
        """What the owner's screen says of a month and those before it."""
        return key_figures_pdf(key_figures_text(sheet, self._business, self._texts(language)))

    def till_slip(self, paper: ReceiptPaper, language: str) -> Slip:
        """A receipt, for the receipt printer."""
        return receipt_slip(paper, self._business, self._texts(language))

    def till_receipt(self, paper: ReceiptPaper, language: str) -> bytes:
        """The same as a page, as wide as a printer's paper."""
        return self._slip_page(self.till_slip(paper, language), paper.receipt.number, paper.receipt.at, language)

    def day_slip(self, paper: DayPaper, language: str) -> Slip:
        """A day report, for the receipt printer."""
        return day_slip(paper, self._business, self._texts(language))

    def day_report(self, paper: DayPaper, language: str) -> bytes:
        """The same as a page."""
        title = f"{paper.heading.till_code} Z{paper.report.z:04}"
        return self._slip_page(self.day_slip(paper, language), title, paper.report.at, language)

    def _slip_page(self, slip: Slip, title: str, at: datetime, language: str) -> bytes:
        imprint = Imprint(title, self._business.name, title, self._texts(language).language, legal_day(at))
        return slip_pdf(slip, imprint)

    def labels(self, template: LabelTemplate, labels: Sequence[Label], first_position: int = 1) -> bytes:
        """As the template says; positions of a sheet count from 1, along the rows, used ones are skipped.

        Raises NoLabels, LabelPositionWrong, BarsTooWide, SquareTooLarge, WordsTooMany.
        """
        business = self._business
        return labels_pdf(template, labels, business.name, first_position, business.logo)

    def setup_card(self, language: str) -> bytes:
        """The card that finds scanners which type with another keyboard."""
        return setup_card_pdf(CARD, self._texts(language), self._business.name)

    def logo(self) -> bytes | None:
        """The house's picture on labels."""
        return self._business.logo

    def labels_roll(self, labels: Sequence[Label]) -> bytes:
        """A page of 50 × 25 mm each, for label printers of 203 dpi (8 dots/mm) and finer. Raises NoLabels."""
        return self.labels(shipped_template(Subject.THING), labels)

    def labels_sheet(self, labels: Sequence[Label], first_position: int = 1) -> bytes:
        """A4 sheets of 4 × 10 labels of 48.5 × 25.4 mm. Raises NoLabels, LabelPositionWrong."""
        return self.labels(shipped_template(Subject.THING, SHEET_40), labels, first_position)

    @property
    def _business(self) -> Business:
        return self._known if isinstance(self._known, Business) else self._known()

    def _texts(self, language: str) -> Texts:
        return load_texts(self._locale, language)
