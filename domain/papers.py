"""Papers as screens and the worker ask for them: facts in, PDF bytes out."""

from collections.abc import Sequence
from typing import Protocol

from domain.assets.label_sheet import Label
from domain.assets.passport_sheet import PassportSheet
from domain.billing.final_statement import FinalStatementSheet
from domain.billing.invoice_sheet import InvoiceSheet
from domain.buyout.offer_sheet import OfferSheet
from domain.cancellations.receipt_sheet import ReceiptSheet
from domain.counter.agreement_sheet import AgreementSheet
from domain.dunning.paper import DebtSheet
from domain.inspections.sheet import InspectionSheet
from domain.labels.template import LabelTemplate
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


class Papers(Protocol):
    """Draws papers. `language` is "de" or "en"; None: the customer's, as the sheet says."""

    def invoice(self, sheet: InvoiceSheet, language: str | None = None) -> bytes: ...

    def final_statement(self, sheet: FinalStatementSheet, language: str | None = None) -> bytes: ...

    def claims_list(self, sheet: ClaimsSheet, language: str | None = None) -> bytes: ...

    def debt_letter(self, sheet: DebtSheet, language: str | None = None) -> bytes: ...

    def buyout_offer(self, sheet: OfferSheet, language: str | None = None) -> bytes: ...

    def customer_sheet(self, sheet: CustomerSheet, language: str) -> bytes:
        """In the language of the screen."""
        ...

    def quote(self, sheet: QuoteSheet, language: str | None = None) -> bytes: ...

    def agreement(self, sheet: AgreementSheet, language: str | None = None) -> bytes: ...

    def declaration_receipt(self, sheet: ReceiptSheet, language: str | None = None) -> bytes: ...

    def mandate(self, sheet: MandateSheet, language: str | None = None) -> bytes: ...

    def contract_letter(self, letter: ContractLetter) -> Letter:
        """As it is sent, in the customer's language; to nobody yet."""
        ...

    def mailed_letter(self, sheet: PostalSheet) -> bytes:
        """A mail on paper, for the post."""
        ...

    def shipped_wording(self, name: TemplateName, language: str) -> Wording:
        """The house's own words for a letter."""
        ...

    def tried_letter(
        self, name: TemplateName, language: str, wording: Wording, told: Told, who: tuple[str, str]
    ) -> Letter:
        """A letter as it would be with these words; `who`: the name and the number in it. Raises WordingWrong."""
        ...

    def delivery_note(self, sheet: DeliverySheet, language: str | None = None) -> bytes: ...

    def asset_passport(self, sheet: PassportSheet, language: str) -> bytes: ...

    def life_history(self, sheet: LifeSheet, language: str) -> bytes:
        """What a history shows, in the language that it is shown in."""
        ...

    def inspection(self, sheet: InspectionSheet, language: str) -> bytes: ...

    def key_figures(self, sheet: KpiSheet, language: str) -> bytes:
        """What the owner's screen shows, in the language that it is shown in."""
        ...

    def till_slip(self, paper: ReceiptPaper, language: str) -> Slip:
        """A receipt, for the receipt printer."""
        ...

    def till_receipt(self, paper: ReceiptPaper, language: str) -> bytes:
        """The same as a page."""
        ...

    def day_slip(self, paper: DayPaper, language: str) -> Slip: ...

    def day_report(self, paper: DayPaper, language: str) -> bytes: ...

    def labels(self, template: LabelTemplate, labels: Sequence[Label], first_position: int = 1) -> bytes:
        """Pages as the template says; `first_position` on a sheet."""
        ...

    def setup_card(self, language: str) -> bytes:
        """The card that finds scanners which type with another keyboard."""
        ...

    def labels_roll(self, labels: Sequence[Label]) -> bytes: ...

    def labels_sheet(self, labels: Sequence[Label], first_position: int = 1) -> bytes: ...
