"""Words of bank files and transfers: refusals by their code, labels of enums."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "reader_missing": N_("This program was started without the part that reads files of banks. Start it anew."),
    "no_bank_file": N_(
        "“{why}” is no file of a bank that can be read here. Choose a camt.052, camt.053, camt.054, pain.002 or"
        " pacs.004 file (XML), or a ZIP of them; a PDF or MT940 statement cannot be read."
    ),
    "bank_file_too_large": N_(
        "This file is larger than a bank's file ever is (64 MB, 100,000 entries). Ask the bank for shorter spans and"
        " read those."
    ),
    "bank_file_hostile": N_(
        "This file tries to open other files or to fill the memory; no bank writes that. Nothing was read. Fetch the"
        " file from the bank again and ask where this one came from."
    ),
    "unknown_bank_entry": N_("There is no such transfer, or your seat may not see it. Look at the list of transfers."),
    "file_step_refused": N_("The file is “{status}”: “{step}” is not possible any more. Look at it again."),
    "unknown_debit_file": N_("There is no such file of direct debits. Look at the list of files."),
    "order_in_another_file": N_(
        "A direct debit of this file is in another file already. Nothing was kept: both at the bank would debit the"
        " payer twice. Use the file that is there."
    ),
    "no_transfer_in": N_(
        "This is “{nature}”, not a transfer from somebody: it tells of itself, or money left the account. Nothing is"
        " booked of it here."
    ),
    "transfer_set_aside": N_(
        "Somebody said that this is no customer's money, or sent it back. Take it up again before you book it."
    ),
    "transfer_changed_meanwhile": N_("Of this transfer {left} are left to be booked. Look at it again and decide."),
    "parts_do_not_add_up": N_(
        "The transfer has {left} left, and {asked} are given out. Give all of it to invoices or to the balance."
    ),
    "mark_refused": N_("The transfer is “{mark}”: take it up again before you decide otherwise."),
    "mark_reason_missing": N_("Say what it was, or how it went back: whoever looks at the account later will ask."),
}

LABELS: Final = {
    "banking.model.BankFileKind": {
        "report": N_("Report of the day (camt.052)"),
        "statement": N_("Statement (camt.053)"),
        "notice": N_("Notice (camt.054)"),
        "answer": N_("Answer to a file of ours (pain.002)"),
        "returns": N_("Returned direct debits (pacs.004)"),
    },
    "banking.model.Nature": {
        "transfer": N_("Transfer in"),
        "collected": N_("Direct debit"),
        "returned": N_("Returned direct debit"),
        "came_back": N_("Our transfer came back"),
        "batch": N_("Batch without details"),
        "out": N_("Money out"),
        "taken": N_("Direct debit accepted"),
        "refused": N_("Direct debit rejected"),
    },
    "banking.model.Mark": {
        "open": N_("To be booked"),
        "set_aside": N_("No customer's money"),
        "sent_back": N_("Sent back"),
    },
    "views.banking.Which": {
        "waiting": N_("To be booked"),
        "booked": N_("Booked"),
        "set_aside": N_("Set aside or sent back"),
        "others": N_("Direct debits and money out"),
        "all": N_("All"),
    },
    "banking.debit_files.FileStatus": {
        "made": N_("To hand over"),
        "handed_over": N_("At the bank"),
        "accepted": N_("Accepted"),
        "part": N_("Accepted in part"),
        "rejected": N_("Rejected"),
    },
    "banking.debit_files.FileStep": {
        "save": N_("Saved"),
        "hand_over": N_("Handed over to the bank"),
        "accept": N_("The bank accepts"),
        "part": N_("The bank accepts in part"),
        "reject": N_("The bank rejects"),
    },
    "banking.suggest.Why": {
        "invoice": N_("invoice number"),
        "near_invoice": N_("almost the invoice number"),
        "paid_already": N_("invoice is paid already"),
        "contract": N_("contract number"),
        "customer": N_("customer number"),
        "account": N_("known account"),
        "name": N_("name"),
        "amount": N_("amount"),
        "several": N_("sum of several invoices"),
        "all_open": N_("all that is open"),
    },
    "banking.suggest.Sureness": {"3": N_("Certain"), "2": N_("Likely"), "1": N_("Possible")},
}
