"""The commands about bank files, with their handlers."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.banking.book_transfer import BookTransfer, book_transfer
from domain.banking.hear_bank import HearBank, hear_bank
from domain.banking.keep_bank_file import KeepBankFile, keep_bank_file
from domain.banking.keep_debit_file import KeepDebitFile, keep_debit_file
from domain.banking.mark_transfer import MarkTransfer, mark_transfer
from domain.banking.note_file_step import NoteFileStep, note_file_step
from domain.banking.take_back_transfer import TakeBackTransfer, take_back_transfer

BANK_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    BookTransfer: book_transfer,
    HearBank: hear_bank,
    KeepBankFile: keep_bank_file,
    KeepDebitFile: keep_debit_file,
    MarkTransfer: mark_transfer,
    NoteFileStep: note_file_step,
    TakeBackTransfer: take_back_transfer,
}
