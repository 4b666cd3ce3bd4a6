"""Words of the counter: what card terminals show and how payments by card end."""

from collections.abc import Mapping
from typing import Final

from ui.language import N_

LABELS: Final = {
    "till.terminal.CardOutcome": {
        "paid": N_("paid by card"),
        "declined": N_("card declined"),
        "aborted": N_("card payment ended"),
        "unknown": N_("card payment unknown"),
    },
    "till.model.ReceiptKind": {
        "sale": N_("sale"),
        "payment": N_("payment"),
        "refund": N_("money back"),
    },
    "till.model.ReceiptLineKind": {
        "goods": N_("goods"),
        "consumable": N_("consumables"),
        "rental": N_("rental"),
        "service": N_("service"),
        "digital": N_("digital"),
        "fee": N_("fee"),
        "deposit": N_("deposit"),
        "voucher": N_("voucher"),
        "payment": N_("towards an invoice"),
    },
    "till.model.Way": {
        "cash": N_("cash"),
        "card": N_("card"),
        "mandate": N_("direct debit, later"),
        "link": N_("payment link, later"),
        "transfer": N_("bank transfer, later"),
        "voucher": N_("voucher"),
    },
    "till.drawer.DrawerKind": {
        "opened": N_("drawer opened"),
        "cash_in": N_("put in"),
        "cash_out": N_("taken out"),
        "taken": N_("taken for a receipt"),
        "given_back": N_("given back"),
        "counted": N_("drawer counted"),
        "difference": N_("difference"),
        "closed": N_("drawer closed"),
    },
    "till.drawer.CashWhy": {
        "change": N_("change, from or to the safe"),
        "bank": N_("from or to the bank"),
        "expense": N_("something was bought"),
        "private": N_("private, by the owner"),
        "unexplained": N_("nobody knows"),
    },
    "views.till.ReceiptFilter": {
        "all": N_("All receipts"),
        "sales": N_("Sales"),
        "payments": N_("Payments"),
        "back": N_("Money back"),
        "cash": N_("Paid in cash"),
        "card": N_("Paid by card"),
    },
    "till.devices.TerminalKind": {
        "none": N_("no card terminal"),
        "training": N_("training terminal, moves no money"),
        "zvt": N_("card terminal (ZVT)"),
    },
    "till.devices.PrinterKind": {
        "none": N_("no receipt printer: receipts as PDF"),
        "network": N_("receipt printer in the network"),
        "device": N_("receipt printer at this computer"),
    },
    "till.signing.Device": {
        "training": N_("training device, not certified"),
    },
    "till.terminal.Shows": {
        "amount": N_("Confirm the amount on the terminal"),
        "card": N_("Insert or hold the card"),
        "pin": N_("Enter the PIN"),
        "pin_wrong": N_("Wrong PIN"),
        "not_read": N_("The card cannot be read"),
        "wait": N_("Please wait"),
        "connecting": N_("The terminal is connecting"),
        "take_card": N_("Take the card"),
        "ended": N_("Ended"),
        "done": N_("Paid"),
        "other": N_("The terminal is busy with the customer"),
    },
}
REFUSALS: Final[Mapping[str, str]] = {
    "terminal_unreachable": N_(
        "The card terminal does not answer; nothing was charged."
        " Check its cable and power, or take the money otherwise."
    ),
    "terminal_refused": N_(
        "The card terminal does not take this now ({why}); nothing was charged. Wait until it is free, then try again."
    ),
    "printer_unreachable": N_(
        "The receipt printer takes nothing ({why}). Check paper, cable and power; the receipt can be printed again."
    ),
    "card_not_taken_back": N_(
        "{amount} could not go back onto the card: it is of another day, or the terminal said no. Give it back in cash."
    ),
    "device_setup_wrong": N_(
        "Address, port (1 to 65535) or password (six digits) of the device is missing or cannot be. Check the entries."
    ),
    "device_file_unusable": N_(
        "What this workplace knows of its devices cannot be kept ({why}). Check the disk, then try again."
    ),
    "unknown_till": N_("There is no such till. Look at the list of tills again."),
    "unknown_receipt": N_("There is no such receipt. Look at the list of receipts again."),
    "unknown_report": N_("There is no such day report. Look at the list of day reports again."),
    "till_closed": N_("Till {till} was taken out of use. Use another one, or ask the owner to add one."),
    "not_your_till": N_(
        "Till {till} belongs to another store or workplace. Choose your own till; the owner says which one that is."
    ),
    "receipt_address_missing": N_(
        "For receipt {receipt} no mail address is known. Enter the one that the customer says, or print the receipt."
    ),
    "too_many_receipt_mails": N_(
        "This receipt was sent often enough, or this workplace has sent very many within an hour. Print it instead."
    ),
    "link_digest_wrong": N_("The link could not be made. Close this, and ask for a new one."),
    "pages_without_address": N_(
        "The address of your customers' pages is not set, so no link leads there. The owner enters it in the settings,"
        " under “Customers' pages”; meanwhile take the money in another way."
    ),
    "receipt_empty": N_("Nothing stands on this receipt. Add what is sold or paid."),
    "receipt_line_wrong": N_(
        "“{title}” cannot stand on a receipt like that: it needs a name, a quantity, and its rate of VAT."
    ),
    "sums_differ": N_("{owed} are to be paid, and {paid} were named. Make both the same."),
    "payment_wrong": N_("{amount} cannot be paid like that. Check the amount and what was handed over."),
    "cash_is_off": N_(
        "Till {till} takes no cash. Take the money by card or another way; the owner can switch cash on."
    ),
    "drawer_not_open": N_("The drawer of till {till} is not open. Count what is in and open it first."),
    "drawer_open_already": N_("The drawer of till {till} is open already. Close the day first."),
    "drawer_below_zero": N_(
        "{amount} are to go out, and {drawer} are in the drawer. Put money in first, or take less out."
    ),
    "drawer_reason_missing": N_("{amount} without a receipt need a reason. Say why, in a line."),
    "drawer_not_counted": N_("The drawer of till {till} has to be counted before the day ends. Count it, then close."),
    "illegal_drawer_step": N_("The drawer is “{status}”: this is not possible now. Look at it again."),
    "count_wrong": N_("These are no pieces of money. Enter how many of each note and coin are there."),
    "card_answer_missing": N_("The terminal has not answered for {amount}. Take the card payment again."),
    "customer_needed": N_(
        "Above {most}, and for all that runs on, a customer has to be named. Find or register the customer first."
    ),
    "receipt_number_wrong": N_(
        "Receipt {given} of till {till} cannot be written: the next one is {next}. Call the office before going on."
    ),
    "signing_unavailable": N_(
        "The signing device does not answer ({why}). You may go on selling: receipts say that it was away."
    ),
    "till_name_missing": N_("The till needs a name. Enter one."),
    "till_code_wrong": N_("“{value}” is no code for a till: 1 to 8 capital letters and digits, a letter first."),
    "till_code_taken": N_("There is a till {till} already. Choose another code."),
    "signing_needed": N_(
        "Who takes cash has to sign each receipt with a certified device. Choose a signing device, or leave cash off."
    ),
    "price_right_wrong": N_(
        "Limits for other prices are 0 to 100 percent, each person has one, and {most} people are the most."
    ),
    "till_limit_negative": N_("A limit cannot be below nothing. Enter 0 or more."),
    "till_text_too_long": N_("What stands on each receipt may have {most} characters. Make it shorter."),
    "till_changed_meanwhile": N_("Somebody changed till {till} meanwhile. Look at it again and decide anew."),
    "nothing_to_report": N_("Nothing happened at till {till} since the last day report. There is nothing to close."),
    "receipt_taken_back": N_("Receipt {receipt} was taken back already, or takes one back itself."),
    "receipt_of_customer": N_(
        "Receipt {receipt} belongs to a customer's account. Give the money back there, as a refund."
    ),
    "second_person_needed": N_(
        "Above {limit} somebody else agrees first, at another workplace. Ask the office to agree, then try again."
    ),
    "receipt_reason_missing": N_("Say why the receipt is taken back, in a line."),
    "amount_not_for_terminal": N_("{amount} cannot be paid by card. Check the amount."),
}
UNSEEN: Final = frozenset({"till.slip.Side", "till.drawer.SessionStatus", "checks.identity.IdentityService"})
