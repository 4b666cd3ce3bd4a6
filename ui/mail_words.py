"""Words of letters: what a refusal means, and the names of events, states, recipients and faults."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "letter_refused": N_(
        "The mail server refused the letter for good ({why}). Look at the address and at the page “Letters”."
    ),
    "letter_unknown": N_(
        "The connection to the mail server broke off while it took the letter: nobody knows whether it arrived."
        " Decide on the page “Letters”."
    ),
    "unknown_mail": N_("There is no such letter, or your seat may not see it. Look at the list of letters again."),
    "mail_cannot": N_("The letter is “{state}”: this is not possible now. Look at the list of letters again."),
    "no_mail_address": N_("Nobody knows an e-mail address for this letter. Enter one, or print the letter."),
    "address_blocked": N_(
        "{value} is blocked: letters came back, or somebody asked for no more. Release it first, or use another one."
    ),
    "address_known_blocked": N_("This address is blocked already. Look at the list of blocked addresses."),
    "unknown_mail_block": N_("This address is not blocked any more. Look at the list again."),
    "letters_changed_meanwhile": N_("Someone else changed this letter meanwhile. Look at it again and decide again."),
    "letters_same": N_("Nothing was changed, so there is nothing to save."),
    "letter_by_law": N_(
        "The law wants this letter written at once, to the customer: it is neither switched off nor delayed."
    ),
    "mail_delay_wrong": N_(
        "A letter may wait for up to 14 days, and one about what comes is written 1 to 60 days ahead. Correct the days."
    ),
    "nobody_to_write_to": N_("Choose who gets the letter; for another address, enter it."),
    "wording_wrong": N_("The text cannot be used. {part}, line {line}: {fault} ({what}). Correct it and save again."),
    "mail_server_wrong": N_(
        "This is no mail server: {what}. Enter its name, a port from 1 to 65535, and a login name."
    ),
    "mailbox_unreadable": N_(
        "“{value}” is no mailbox. Write UMLAUF_IMAP as imaps://user@host/Box, and its password into"
        " UMLAUF_IMAP_PASSWORD."
    ),
    "mail_server_by_environment": N_(
        "The mail server is set by the one who runs this machine (UMLAUF_SMTP), so it cannot be changed here."
    ),
    "mailbox_wrong": N_(
        "This is no mailbox: {what}. Enter the server's name, a port from 1 to 65535, a login name, and the name of the"
        " box in plain letters."
    ),
    "mailbox_by_environment": N_(
        "The mailbox is set by the one who runs this machine (UMLAUF_IMAP), so it cannot be changed here."
    ),
    "mailbox_not_opened": N_(
        "The mailbox does not open ({why}). Check server, encryption, login and the name of the box, then test again."
    ),
    "mail_server_not_kept": N_("The settings of the mail server could not be written ({why}). Check the data folder."),
}

LABELS: Final = {
    "messages.events.MailEvent": {
        "login_code": N_("Code to sign in"),
        "order_confirmed": N_("Order confirmed"),
        "quote": N_("Quote"),
        "order_fulfilled": N_("Order sent"),
        "order_cancelled": N_("Order cancelled"),
        "contract_started": N_("Contract started"),
        "invoice": N_("Invoice or credit note"),
        "payment_done": N_("Payment arrived"),
        "payment_failed": N_("Payment failed"),
        "charged_once": N_("One-off charge"),
        "refund": N_("Refund"),
        "cancellation": N_("Cancellation received"),
        "reminder_of_end": N_("Reminder before the end"),
        "return_pending": N_("Return: how and until when"),
        "swap": N_("Swap"),
        "contract_ended": N_("Contract ended"),
        "buyout_confirmed": N_("Purchase confirmed"),
        "buyout_paid": N_("Purchase paid"),
        "referral": N_("Friends"),
        "method_link": N_("Link to pay or to change the way of paying"),
        "upcoming_invoice": N_("Upcoming invoice"),
        "cancellation_effective": N_("Cancellation takes effect"),
        "return_asked": N_("Return asked for or approved"),
        "return_due": N_("Return due or overdue"),
        "deposit": N_("Deposit settled"),
        "withdrawal": N_("Withdrawal received"),
        "renewal": N_("Term renewed"),
        "price_change": N_("Price change"),
        "pre_notification": N_("Direct debit announced"),
        "return_debit": N_("Direct debit returned"),
        "dunning": N_("Payment reminder"),
        "collection": N_("Handed to collection"),
        "pause": N_("Pause starts or ends"),
        "damage": N_("Damage found"),
        "missing_part": N_("Something is missing"),
        "method_expires": N_("Card or mandate expires"),
        "ready_for_pick_up": N_("Ready for pick-up"),
        "data_request": N_("Own data: ready or erased"),
        "ended_by_us": N_("Ended by us"),
        "buyout_offer": N_("Offer of purchase"),
        "order_day": N_("Day of delivery"),
        "reservation": N_("Reservation"),
        "waiting_list": N_("Waiting list"),
        "loyalty": N_("Loyalty"),
        "tier": N_("Tier"),
        "parcel_back": N_("Parcel came back"),
        "problem": N_("Problem reported"),
        "loan": N_("Loan"),
        "maintenance": N_("Maintenance due"),
        "loss": N_("Loss or theft"),
        "death": N_("Death"),
        "transfer": N_("Change of party"),
        "check": N_("Check before shipping"),
        "instalments": N_("Paying in instalments"),
        "quote_reminder": N_("Reminder of a quote"),
        "till_receipt": N_("Receipt of the till"),
    },
    "messages.events.Recipient": {
        "customer": N_("Customer"),
        "billing": N_("Address for bills"),
        "other": N_("Another address"),
    },
    "messages.delivery.MailState": {
        "ready": N_("waits to be sent"),
        "sending": N_("is being sent"),
        "sent": N_("sent"),
        "unknown": N_("perhaps sent"),
        "failed": N_("not sent"),
        "suppressed": N_("address blocked"),
        "bounced": N_("has come back"),
        "to_print": N_("to be printed"),
        "printed": N_("printed"),
        "dropped": N_("left out"),
    },
    "messages.delivery.MailStep": {
        "claim": N_("Being sent"),
        "accept": N_("Taken by the mail server"),
        "later": N_("Not taken, tried again later"),
        "refuse": N_("Refused for good"),
        "lose": N_("Connection lost, nobody knows"),
        "suppress": N_("Held back: address blocked"),
        "bounce": N_("Came back"),
        "note": N_("Delayed on its way"),
        "again": N_("Send again"),
        "arrived": N_("The letter arrived"),
        "drop": N_("Leave it out"),
        "print": N_("Print it"),
        "printed": N_("Printed and posted"),
    },
    "messages.templates.PaperLetter": {
        "invoice": N_("Invoice"),
        "invoice_settled": N_("Invoice, settled with the balance"),
        "invoice_part_settled": N_("Invoice, partly settled with the balance"),
        "credit_note": N_("Credit note"),
        "final_statement": N_("Deposit given back"),
        "final_statement_owed": N_("Deposit used up"),
    },
    "messages.post_office.Security": {
        "starttls": N_("STARTTLS (usual, port 587)"),
        "tls": N_("TLS (port 465)"),
        "none": N_("None (a relay on this machine)"),
    },
    "messages.bounces.BounceKind": {
        "hard": N_("came back for good"),
        "soft": N_("delayed"),
        "complaint": N_("reported as unwanted"),
        "other": N_("something else"),
    },
    "messages.book.BlockReason": {
        "hard_bounce": N_("letters come back"),
        "complaint": N_("reported as unwanted"),
        "by_hand": N_("by hand"),
    },
    "messages.wording.FaultKind": {
        "unknown": N_("there is no such variable"),
        "unreadable": N_("this cannot be read"),
        "open": N_("an “if” without its end, or an end without its “if”"),
        "empty": N_("nothing is written here"),
        "too_long": N_("too long"),
        "lacks": N_("the law wants this variable said"),
        "html": N_("this is not sent in a letter"),
    },
}
