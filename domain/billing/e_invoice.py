"""Who gets an e-invoice, and what it would lack. Source: section 14 (1) and (2) UStG; EN 16931-1."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from domain.billing.invoice_sheet import InvoiceSheet
from domain.billing.model import TaxCategory
from domain.business import Business


class Lack(StrEnum):
    """What an e-invoice must say and we do not know. All but the BUYER's stand in the owner's settings."""

    SELLER_TAX_NUMBER = "seller_tax_number"
    SELLER_VAT_ID = "seller_vat_id"
    SELLER_REGISTER = "seller_register"
    BUYER_ADDRESS = "buyer_address"
    BUYER_VAT_ID = "buyer_vat_id"


_BOTH_IDS: Final = (Lack.SELLER_VAT_ID, Lack.BUYER_VAT_ID)
NEEDED: Final[Mapping[TaxCategory, tuple[Lack, ...]]] = {
    TaxCategory.STANDARD: (Lack.SELLER_TAX_NUMBER,),
    TaxCategory.ZERO: (Lack.SELLER_TAX_NUMBER,),
    TaxCategory.EXEMPT: (Lack.SELLER_TAX_NUMBER,),
    TaxCategory.REVERSE_CHARGE: _BOTH_IDS,
    TaxCategory.INTRA_COMMUNITY: _BOTH_IDS,
    TaxCategory.EXPORT: (Lack.SELLER_VAT_ID,),
    TaxCategory.OUTSIDE: (Lack.SELLER_REGISTER,),
}
"""Source: EN 16931-1, rules BR-S-02, BR-Z-02, BR-E-02, BR-AE-02, BR-IC-02, BR-G-02, BR-CO-26."""


def gets_e_invoice(*, is_company: bool, also_consumers: bool) -> bool:
    """Companies always; consumers where the owner wants it. Source: RULES.md 3.5."""
    return is_company or also_consumers


def lacking(sheet: InvoiceSheet, business: Business) -> tuple[Lack, ...]:
    """Empty: the e-invoice can be written. Any identification of the seller does for SELLER_REGISTER."""
    known = {
        Lack.SELLER_TAX_NUMBER: business.vat_id or business.tax_number,
        Lack.SELLER_VAT_ID: business.vat_id,
        Lack.SELLER_REGISTER: business.register or business.tax_number or business.vat_id,
        Lack.BUYER_VAT_ID: sheet.customer_vat_id,
        Lack.BUYER_ADDRESS: (sheet.recipient.company or sheet.recipient.name) and sheet.recipient.address.country,
    }
    needed = [Lack.BUYER_ADDRESS, *(lack for group in sheet.vat_groups for lack in NEEDED[group.category])]
    return tuple(lack for lack in dict.fromkeys(needed) if not known[lack])
