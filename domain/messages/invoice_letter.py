"""What a letter with an invoice needs to know, and who writes it."""

from typing import Protocol

from domain.billing.final_statement import FinalStatementSheet
from domain.billing.invoice_sheet import InvoiceSheet
from domain.messages.contract_letter import ContractLetter
from domain.messages.letter import Letter
from domain.messages.templates import OwnWords


class LetterWriter(Protocol):
    """Words a letter in the customer's language, with the owner's words where there are some."""

    def invoice(self, sheet: InvoiceSheet, to: str, pdf: bytes, own: OwnWords) -> Letter: ...

    def final_statement(self, sheet: FinalStatementSheet, to: str, pdf: bytes, own: OwnWords) -> Letter: ...

    def contract(self, letter: ContractLetter, to: str, own: OwnWords) -> Letter: ...
