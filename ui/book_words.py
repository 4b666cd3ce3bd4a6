"""Texts of bookkeeping: refusals by their code and labels of enums."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "accounts_wrong": N_(
        "These accounts cannot be: adviser 1000 to 9999999 with a client from 1 on, accounts of at most {length}"
        " digits, each rate once. Correct what is marked."
    ),
    "unknown_export": N_("There is no such file, or your seat may not see it. Look at the list of files."),
    "month_not_begun": N_("This month has not begun: there is nothing in it. Choose an earlier one."),
    "accountant_unknown": N_(
        "The file says for which adviser and client it is, and nobody has entered that yet. The owner does so in the"
        " settings, under “Bookkeeping”."
    ),
    "accounts_missing": N_(
        "{count} documents or entries have no account, and a file without them would not add up. The owner names the"
        " accounts in the settings, under “Bookkeeping”."
    ),
    "nothing_to_export": N_("Everything of this month is in a file already. Open that one again below."),
    "books_changed_meanwhile": N_("Something was billed, paid or exported meanwhile. Look at the sums again."),
    "audit_span_wrong": N_("The last year is before the first one. Choose them the other way round."),
    "logo_wrong": N_(
        "This picture cannot be kept: a logo is at most {most} kB large and {widest} points wide and high."
    ),
}

LABELS: Final = {
    "bookkeeping.accounts.Chart": {"03": "SKR03", "04": "SKR04"},
    "bookkeeping.accounts.Slot": {
        "bank": N_("Bank"),
        "cash": N_("Cash desk"),
        "transit": N_("Money on its way"),
        "deposits": N_("Deposits received"),
        "balance": N_("Balances of customers"),
        "rewards": N_("Rewards given"),
        "reverse_charge": N_("Reverse charge"),
        "intra_community": N_("Intra-Community supplies"),
        "export": N_("Exports"),
        "outside": N_("Services taxed abroad"),
        "oss": N_("Taxed in the country of destination (OSS)"),
        "other_country": N_("Taxed where the customer lives"),
        "exempt": N_("Exempt from VAT"),
        "zero": N_("At the zero rate"),
        "vouchers": N_("Vouchers that were sold"),
        "till_expenses": N_("What was bought with cash"),
        "till_differences": N_("Differences of drawers"),
        "private": N_("Private, of the owner"),
        "late_payment": N_("Interest and costs of late payment"),
        "losses": N_("Losses of claims without VAT"),
    },
    "billing.e_invoice.Lack": {
        "seller_tax_number": N_("tax number or VAT ID"),
        "seller_vat_id": N_("VAT ID"),
        "seller_register": N_("register entry or tax number"),
        "buyer_address": N_("the customer's address"),
        "buyer_vat_id": N_("the customer's VAT ID"),
    },
}
UNSEEN: Final = frozenset(
    {"bookkeeping.bookings.Side", "bookkeeping.bookings.LackKind", "bookkeeping.audit.ColumnKind"}
)
