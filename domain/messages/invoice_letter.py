"""What a letter with an invoice needs to know, and who writes it."""

from typing import Protocol

from domain.billing.final_statement import FinalStatementSheet
from domain.billing.invoice_sheet import InvoiceSheet
from domain.messages.contract_letter import ContractLetter
from domain.messages.letter import Letter


class LetterWriter(Protocol):
    """Words a letter in the customer's language."""

    def invoice(self, sheet: InvoiceSheet, to: str, pdf: bytes) -> Letter: ...

    def final_statement(self, sheet: FinalStatementSheet, to: str, pdf: bytes) -> Letter: ...

    def contract(self, letter: ContractLetter, to: str) -> Letter: ...
