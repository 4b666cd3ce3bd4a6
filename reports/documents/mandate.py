"""A direct debit mandate as display texts: who lets whom debit which account, under which reference."""

from typing import Final

from domain.business import Business
from domain.payments.mandate_sheet import MandateSheet
from domain.payments.provider import Scheme
from reports import formats
from reports.documents.declaration_receipt import ReceiptText
from reports.documents.letterhead import letterhead
from reports.formats import printable
from reports.texts import N_, Texts

_WORDS: Final = {
    Scheme.CORE: N_(
        "I authorise {business} to debit my account by direct debit, and instruct my bank to honour the direct debits"
        " that {business} draws on it. Within eight weeks of the debit I can have the amount paid back; the terms"
        " agreed with my bank apply."
    ),
    Scheme.B2B: N_(
        "We authorise {business} to debit our account by B2B direct debit, and instruct our bank to honour these direct"
        " debits. After the debit we cannot have the amount paid back. We register this mandate with our bank before"
        " the first debit."
    ),
}


def mandate_text(sheet: MandateSheet, business: Business, texts: Texts) -> ReceiptText:
    """In the language of `texts`; with the layout of a receipt."""
    facts = (
        (texts("Mandate reference"), sheet.reference),
        (texts("Creditor identifier"), sheet.creditor_id),
        (texts("Kind of payment"), texts("recurring")),
        (texts("Account holder"), sheet.holder),
        (texts("Account"), sheet.account),
        (texts("Signed on"), formats.day(sheet.signed_on, texts.locale)),
    )
    title = (
        texts("SEPA direct debit mandate") if sheet.scheme is Scheme.CORE else texts("SEPA B2B direct debit mandate")
    )
    return ReceiptText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.signed_on,
        recipient=tuple(printable(each) for each in (sheet.holder, *sheet.address) if each),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        title=title,
        subtitle=texts("Reference {reference}", reference=sheet.reference),
        content=texts("What the payer agreed to"),
        said=(texts(_WORDS[sheet.scheme], business=business.name),),
        sentences=(
            texts("We tell amount and day of each debit before. A mandate lapses when it is not used for 36 months."),
            texts("Place, date: ______________________________   Signature: ______________________________"),
        ),
    )
