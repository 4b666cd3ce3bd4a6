"""What a banking app reads from a square code to fill in a transfer. Source: EPC069-12, version 002."""

from domain.business import BankAccount
from domain.money import EUR, Money


def transfer_code(account: BankAccount | None, seller: str, amount: Money, reference: str) -> str:
    """ "" when it makes no sense: no account, nothing to pay, or another currency than the euro."""
    if account is None or amount.minor <= 0 or amount.currency != EUR:
        return ""
    holder = " ".join((account.holder or seller).split())[:70]
    iban = account.iban.replace(" ", "")
    lines = ("BCD", "002", "1", "SCT", account.bic, holder, iban, f"EUR{amount.decimal()}", "", "", reference[:140])
    return "\n".join(lines)
