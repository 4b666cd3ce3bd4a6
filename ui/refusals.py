"""The sentences of `ui/texts.py`: for each code what happened, why, and what to do next."""

from typing import Final

from ui.availability_words import REFUSALS as AVAILABILITY_REFUSALS
from ui.bank_words import REFUSALS as BANK_REFUSALS
from ui.book_words import REFUSALS as BOOK_REFUSALS
from ui.cancellation_words import REFUSALS as CANCELLATION_REFUSALS
from ui.check_words import REFUSALS as CHECK_REFUSALS
from ui.counter_words import REFUSALS as COUNTER_REFUSALS
from ui.device_words import REFUSALS as DEVICE_REFUSALS
from ui.dunning_words import REFUSALS as DUNNING_REFUSALS
from ui.import_words import REFUSALS as IMPORT_REFUSALS
from ui.kpi_words import REFUSALS as KPI_REFUSALS
from ui.language import N_
from ui.loss_words import REFUSALS as LOSS_REFUSALS
from ui.loyalty_words import REFUSALS as LOYALTY_REFUSALS
from ui.mail_words import REFUSALS as MAIL_REFUSALS
from ui.matter_words import REFUSALS as MATTER_REFUSALS
from ui.payment_words import REFUSALS as PAYMENT_REFUSALS
from ui.place_words import REFUSALS as PLACE_REFUSALS
from ui.portal.words import REFUSALS as PORTAL_REFUSALS
from ui.printing_words import REFUSALS as PRINTING_REFUSALS
from ui.quote_words import REFUSALS as QUOTE_REFUSALS
from ui.refund_words import REFUSALS as REFUND_REFUSALS
from ui.repair_words import REFUSALS as REPAIR_REFUSALS
from ui.return_words import REFUSALS as RETURN_REFUSALS
from ui.scan_words import REFUSALS as SCAN_REFUSALS
from ui.serving_words import REFUSALS as SERVING_REFUSALS
from ui.swap_words import REFUSALS as SWAP_REFUSALS
from ui.till_words import REFUSALS as TILL_REFUSALS

_GENERAL: Final = {
    "app_error": N_("This did not work. Nothing was changed; please try again."),
    "rule_violation": N_("This is not allowed here. Nothing was changed."),
    "invalid_input": N_("“{value}” cannot be read here. Please check the entry."),
    "not_found": N_("This does not exist, or your seat may not see it. Check the number and search again."),
    "conflict": N_("Someone else changed this a moment ago. You now see the newest state; please decide again."),
    "unavailable": N_("The connection is interrupted. Your work is kept; please try again in a moment."),
    "currency_mismatch": N_("Amounts in {left} and {right} cannot be put together. Enter both in one currency."),
    "not_for_this_seat": N_("The seat {seat} may not do this. Change the seat, or ask someone who has it."),
    "colour_wrong": N_("“{value}” is no colour. Write it as #RRGGBB, for example #3B5BDB."),
}

_CODES: Final = {
    "code_refused": N_("“{text}” is no code that Umlauf knows. Scan again, or type the number."),
    "code_empty": N_("The scan was empty. Scan again; if it stays empty, print the label anew."),
    "code_too_long": N_("This code has {length} characters; 128 is the most. It is not one of our labels."),
    "code_control_character": N_(
        "The code holds a control character ({codepoint}). Check the keyboard layout of the scanner."
    ),
    "code_foreign_alphabet": N_(
        "The code holds a character of another alphabet ({codepoint}). Check the keyboard layout of the scanner."
    ),
    "code_formula": N_("“{text}” begins like a spreadsheet formula and is not taken. Give the thing a label of ours."),
    "code_not_own": N_("“{text}” is not one of our numbers. They look like RB-000214-K."),
    "code_check_wrong": N_("“{text}” was misread or mistyped: its check character does not fit. Scan it again."),
    "gs1_malformed": N_("The GS1 code “{text}” is damaged. Scan the label of the thing itself instead."),
}

_ASSETS: Final = {
    "unknown_asset": N_("This thing is not known here. Check the label, or search by serial number."),
    "illegal_asset_transition": N_(
        "This does not fit: the thing is “{status}”. Look at its history and correct it there first."
    ),
    "undo_too_late": N_(
        "This can no longer be undone, because something else happened since. Book the opposite instead."
    ),
    "serial_taken": N_("The serial number {serial} belongs to another thing already. Check the type plate."),
    "serial_twice": N_("The serial number {serial} stands twice in this receipt. Take one of them out."),
    "not_tracked": N_(
        "{title} has no single things to book in: counted goods are booked in under “Supplies”, services never."
    ),
    "receipt_size_wrong": N_("{count} things at once do not work: between 1 and {most}. Split the receipt."),
    "label_position_wrong": N_(
        "The first free label lies outside the sheet. Count from the top left, beginning with 1."
    ),
    "no_labels": N_("There is nothing to print. Choose at least one thing."),
}

_ORDERS: Final = {
    "unknown_variant": N_("This product does not exist. Check the number, or search by name."),
    "no_price_plan": N_("{title} has no price plan, so it cannot be ordered. Give it one in the catalogue first."),
    "gtin_wrong": N_("“{value}” is no GTIN: a digit is missing or wrong. Scan the barcode of the package."),
    "product_number_taken": N_("Another product has this article number or GTIN already. Enter another one."),
    "product_name_missing": N_("A product needs a name and at least one variant. Please fill both in."),
    "place_name_missing": N_("The place needs a name, for example C-04-2."),
    "transit_days_negative": N_("{days} days in transit are not possible. Enter 0 or more."),
    "plan_currency_differs": N_(
        "The price {price} is not in the currency of the terms ({currency}). Use one currency."
    ),
    "unknown_order": N_("This order does not exist, or your seat may not see it. Check the number."),
    "illegal_order_transition": N_("The order is “{status}”; this is no longer possible."),
    "order_has_begun": N_(
        "{order} cannot be cancelled any more: something has left the house, or contract {contract} has begun. End the"
        " contract, or take the customer's withdrawal."
    ),
    "cancel_reason_too_long": N_("The reason has at most {longest} letters. Shorten it."),
    "order_empty": N_("The order has no line yet. Add at least one product."),
    "quantity_wrong": N_("The quantity {value} is not possible. Enter a whole number from 1 to 999."),
    "price_negative": N_("The price {value} is below zero. Zero is allowed; money goes back as a credit."),
    "plans_do_not_fit": N_("{title} has another currency or way of billing than the rest. Order it separately."),
    "plan_not_for_customer": N_("The price plan “{plan}” is not meant for this kind of customer. Choose another plan."),
    "paid_up_unknown": N_("“{plan}” does not offer to pay {periods} periods ahead. Choose what the plan offers."),
    "voucher_unknown": N_("No ordered price plan knows the voucher {voucher}. Check the letters, or leave it out."),
    "voucher_not_for_customer": N_("The voucher {voucher} is for new customers. This customer ordered before."),
    "plan_name_missing": N_("A price plan needs a name. Enter what customers read, for example Monthly."),
    "plan_overtaken": N_("Someone saved a newer version of “{plan}”. Open it again and enter your change there."),
    "plan_kind_stays": N_("“{plan}” cannot become another kind of plan. Make a new plan and retire this one."),
    "plan_change_wrong": N_("A plan leads to another plan once, now or with the next period. Check the table."),
    "unknown_plan": N_("This price plan does not exist. Open the product again."),
    "unknown_product": N_("This product does not exist. Open the list again."),
    "phases_wrong": N_("Phases count at least one period each, only the last may go on, and sales have none."),
    "deposit_wrong": N_("A deposit is above zero and belongs to rentals. Correct the amount, or leave it empty."),
    "not_a_bundle": N_("“{line}” is one thing, not a bundle. End the line instead."),
    "part_not_out": N_("The customer has no such part of “{line}” on that day. Check the part and the day."),
    "part_not_back": N_("No such part of “{line}” is noted as back. Look at the parts on the contract's page."),
    "bundle_contents_wrong": N_("{title}: name each part of the bundle once, with 1 to 99 pieces."),
    "bundle_in_bundle": N_(
        "{title} is a bundle or part of one. A bundle is made of single things; name those instead."
    ),
    "bundle_of_goods": N_("{title} cannot be a bundle: only goods can. Make it a product of the kind goods."),
    "bundle_table_wrong": N_(
        "The bundle's table is not complete: each part needs its share or its single price, once."
    ),
    "bundle_table_incomplete": N_(
        "The bundle's table in the price plan does not name exactly the parts of the bundle. Fill it in in the plan."
    ),
    "bundle_shares_wrong": N_("The shares of the bundle's parts are {total} % together. They have to be 100 %."),
    "paid_up_wrong": N_("Paid ahead are at least 2 periods, each number once, and only without phases."),
    "renewal_not_for_consumers": N_(
        "“{plan}” renews itself for a fixed term, which consumers' contracts may not. Choose open-ended, or confirm"
        " plain rental."
    ),
    "term_too_long_for_consumers": N_(
        "The minimum term of “{plan}” is above 24 months, too long for consumers. Shorten it, or offer it to companies."
    ),
    "notice_too_long_for_consumers": N_(
        "The notice of “{plan}” is above one month, too long for consumers. Shorten it, or offer it to companies."
    ),
    "customer_without_address": N_("{customer} has no full postal address. Add street, postcode and town first."),
    "customer_name_missing": N_("The name is missing. Enter a family name or a company."),
    "mail_server_unreadable": N_("UMLAUF_SMTP names no mail server: “{value}”. Write it as smtp://user@host:587."),
    "vat_id_wrong": N_("“{value}” has not the form of a VAT ID. Check it with the customer, country code first."),
    "vat_id_not_checked": N_("Say on which day {vat_id} was checked with the tax authorities; a day to come is none."),
    "language_unknown": N_("Letters are written in German or English, not in “{value}”. Choose one of the two."),
    "contract_not_started": N_(
        "Contract {contract} has not started yet: its goods’ leaving is still being booked. It is tried again."
    ),
    "mail_address_wrong": N_("“{value}” is no mail address. Check it with the customer."),
    "unknown_customer": N_("This customer does not exist, or your seat may not see them. Check the number."),
}

_SHIPPING: Final = {
    "unknown_shipment": N_("This shipment does not exist in this store. Check the number on the delivery note."),
    "illegal_shipment_transition": N_("The shipment is “{status}”; this is no longer possible."),
    "wrong_product": N_("{asset} is the wrong product: wanted is {wanted}. Put it back and fetch the right one."),
    "already_picked": N_("{asset} is in this shipment already. Nothing was counted twice."),
    "nothing_open": N_("{title} is complete in this shipment. Put {asset} back."),
    "asset_not_in_stock": N_("{asset} is “{status}” and cannot go out. Fetch another one."),
    "asset_not_ready": N_("{asset} is not checked yet and cannot go out. Take it to the workshop, fetch another one."),
    "shipment_lines_open": N_("{open} still missing in {shipment}. Scan them first."),
    "not_picked": N_("{asset} does not lie in {shipment}, so it cannot be taken out."),
}

_RETURNS: Final = {
    "not_out": N_("{asset} is “{status}”, not with a customer, so it cannot come back. Look at its history."),
    "already_taken_back": N_("{asset} came back already and waits for inspection. Nothing was changed."),
    "unknown_return": N_("There is no return of this number here. Check it, or scan the thing itself."),
    "nothing_out": N_("The customer holds nothing of the contract {contract}, so nothing can come back."),
    "return_is_announced": N_("{asset} is expected back already. Call that return off first, or wait for the thing."),
    "return_not_known": N_("Contract {contract} has no such return any more. Look at the contract again."),
    "return_cannot_stay": N_(
        "The return {number} cannot be called off: something came, or it belongs to the end. Keep the contract instead."
    ),
    "arrival_day_wrong": N_("{day} cannot be: a parcel arrives after it was sent, and not in the future."),
    "start_day_missing": N_("This plan starts on a day that the customer chooses. Enter the first day."),
    "start_day_in_the_past": N_("{day} has passed. Choose today or a later day for the start."),
    "start_day_not_offered": N_("These plans do not start on a chosen day. Leave the start day empty."),
    "return_date_in_the_past": N_("{day} has passed. Choose today or a later day."),
    "checklist_open": N_(
        "{open} points of the checklist are still open or show a defect. Finish them, or choose “Cannot be repaired …”."
    ),
    "reason_missing": N_("The reason is missing. Say in a few words why the thing is retired."),
    "minutes_wrong": N_("{value} minutes are not possible. Enter a whole number from 0 to 10,000."),
    "unknown_task": N_("This task does not exist, or your seat may not see it. Load the list again."),
    "not_counted_goods": N_(
        "{product} is not counted: things get a label each when they are received, services lie on no shelf."
    ),
    "pieces_wrong": N_("{value} pieces cannot be booked. Enter a number from {least} to {most}."),
    "unknown_place": N_("This place does not belong to your store. Choose another one."),
    "count_needs_reason": N_(
        "The books have {before}, you counted {counted}. Write down why, for whoever looks for the difference later."
    ),
    "task_needs_decision": N_(
        "Ticking this off would leave the customer of {subject} without what was paid for. Send it late or give the"
        " money back; the task then goes by itself."
    ),
    "nothing_to_try_again": N_("The task about {subject} is done by people: there is nothing to try again."),
    "task_cleared_before": N_("The task about {subject} is off the list already. Nothing was changed."),
    "not_queued_for_refurbishment": N_("{asset} is “{status}”; the workshop has nothing to do on it."),
}

_BILLING: Final = {
    "tax_rate_unknown": N_("There is no VAT rate for {country} on {day}. Add it to the VAT table, then bill again."),
    "tax_table_broken": N_("The VAT table cannot be read ({reason}). Nothing was billed; put back the shipped table."),
    "run_day_in_the_future": N_("{day} lies in the future. Bills are written up to today."),
    "billing_backlog": N_(
        "{periods} periods since {since} were never billed. The run holds the contract back until somebody has looked."
    ),
    "contract_not_billable": N_(
        "The sums of this contract could not be computed ({why}). Check its prices and days, then try again."
    ),
    "unknown_run": N_("This billing run does not exist, or your seat may not see it."),
    "run_has_ended": N_("The billing run was over before it could be ended. Look at what it has billed."),
    "number_not_missing": N_("{number} is not missing: it has a document, is void, or was never drawn."),
    "void_reason_missing": N_("Write down why {number} has no document. A tax auditor will ask."),
    "amount_not_positive": N_("Enter an amount of more than zero."),
    "paid_in_the_future": N_("{day} has not come yet. Enter the day on which the money really moved."),
    "not_an_invoice": N_("{number} is a credit note: the customer owes nothing by it. Choose the invoice."),
    "more_than_open": N_(
        "{amount} is more than {number} asks for: {open} is open. Check the amount, or keep the rest as balance."
    ),
    "more_than_balance": N_("There is only {balance} to the customer’s credit. Pay out no more than that."),
    "no_payment": N_("Only a payment can be taken back, and only once. Look at the entries of the invoice."),
    "rest_was_paid_out": N_(
        "{amount} of this payment has been paid out to the customer since. Did the pay-out fail, take it back first;"
        " else charge the amount in the contract as a one-off charge."
    ),
    "went_back_before": N_("{day} lies before the pay-out of {paid_on}. Enter the day on which the money came back."),
    "nothing_to_use": N_("There is nothing to use: {balance} to the customer’s credit, {open} to be paid in it."),
    "open_changed_meanwhile": N_("Something was booked meanwhile: {open} is left. Look again, then decide again."),
    "unknown_document": N_("This document does not exist, or your seat may not see it. Check the number."),
    "unknown_entry": N_("This entry does not exist, or your seat may not see it. Open the invoice again."),
    "unknown_invoice": N_("This invoice does not exist, or your seat may not see it. Check the number."),
    "unknown_contract": N_("This contract does not exist, or your seat may not see it. Check the number."),
    "illegal_contract_transition": N_("The contract is “{status}”; this is not possible now."),
    "negative_price": N_("The price {price} is below zero. Zero is allowed; money goes back as a credit."),
    "quantity_not_positive": N_("The quantity {quantity} is not possible. To stop a line, end it."),
    "price_currency_differs": N_("{line} has a price in another currency than the contract ({currency})."),
    "contract_line_not_found": N_("The contract {contract} has no such line. Load it again."),
    "contract_line_twice": N_("The contract {contract} has this line already."),
    "end_before_start": N_("The last day {last_day} lies before the start {start}. Choose a later day."),
    "line_is_charged_once": N_("{line} is charged once and cannot be changed later. End it and add a new line."),
    "day_of_month_missing": N_("Billing on a day of the month needs that day, from 1 to 31."),
    "alignment_does_not_fit": N_("An interval of days or weeks cannot be aligned to a day of the month."),
    "proration_does_not_fit": N_("Months of 30 days do not go with an interval of days or weeks."),
    "preview_refused": N_(
        "The contract in the file cannot be previewed. Nothing was changed; correct the file, then try again."
    ),
}

_MACHINE: Final = {
    "not_founded": N_("This database holds no business yet. Start Umlauf once as its owner, then start again."),
    "paper_folder_unusable": N_(
        "The folder for papers {folder} cannot be used ({why}). The paper is safe; make room there and print it again."
    ),
    "database_address_wrong": N_(
        "UMLAUF_DATABASE is not the address of a database. Write it like postgresql://login@server/database."
    ),
    "database_unreachable": N_("The database does not answer. Your work is kept; please try again in a moment."),
    "database_not_migrated": N_(
        "The database is older than this program. Run “main.py migrate” once, then start again."
    ),
    "database_too_new": N_("The database belongs to a newer version of Umlauf. Update this program before you go on."),
    "data_folder_unusable": N_(
        "The data folder {folder} cannot be used ({reason}). Check whose it is and what it allows."
    ),
    "embedded_credentials_lost": N_(
        "The passwords of the database are gone ({file}). Put the file back from the backup."
    ),
    "embedded_server_failed": N_("The database did not start. The reason stands at the end of {log}."),
    "embedded_server_slow": N_(
        "The database is not ready after {seconds} seconds but still works on it. Wait, then start again."
    ),
    "server_binaries_missing": N_("The database program is missing. Run “python3 main.py setup” again."),
    "no_server_account": N_(
        "There is no account for the database ({tried}). Create the user “umlauf”, then start again."
    ),
    "someone_was_faster": N_("Another station was faster. Look again and decide again."),
    "took_too_long": N_(
        "This took too long and was stopped; nothing was changed. Narrow it down, or try again in a quieter moment."
    ),
    "still_referred": N_("This is used elsewhere, or something it needs is missing. Nothing was changed."),
    "command_id_reused": N_(
        "This station sent an old number with new content. Stop working here and call the back office."
    ),
    "journal_unusable": N_(
        "Nothing can be written down ({why}), so nothing was booked. Free the disk or call for help."
    ),
    "journal_in_use": N_("Umlauf is open at this station already. Go on in that window, or close it first."),
    "letter_not_sent": N_("The letter did not go out ({why}). It stays in the outbox and is tried again by itself."),
    "camera_unavailable": N_(
        "The camera does not deliver pictures. Check its cable, and whether another program holds it."
    ),
    "picture_unreadable": N_("This file is no readable picture. Take another one, as PNG or JPEG."),
    "journal_gap": N_("Earlier scans of this station are sent first. Please wait a moment."),
}

_CHANGES: Final = {
    "pause_needs_end": N_("The pause would end before it begins ({from_on} to {resume_on}). Choose a later day."),
    "pauses_overlap": N_("The contract rests already on some of these days. End that pause first, or choose others."),
    "no_such_delivery": N_(
        "No delivery of this line is due on {day}. Look at the list of deliveries: its days may have moved."
    ),
    "delivery_on_its_way": N_(
        "The delivery for {day} is packed or gone ({shipment}). Change the one after it, or have this one unpacked."
    ),
    "not_paused": N_("There is no pause that ends later than {day}. Look at the pauses in the timeline."),
    "discount_not_understood": N_(
        "A discount is a percentage from above 0 to 100, or an amount; its duration counts from 1."
    ),
    "discount_twice": N_("The contract has the discount {title} already. Each voucher counts once."),
    "nothing_given_back": N_("Nothing would be given back. Enter an amount above zero, for days that cost something."),
    "nothing_charged_then": N_("Nothing was charged from {first_day} to {last_day}. Choose a period of the timeline."),
    "more_than_charged": N_("{amount} is more than the {charged} that these days cost. Enter less."),
    "change_needs_when": N_("With another interval nothing says whether it is dearer. Say when the change begins."),
    "change_before_its_day": N_(
        "The change would begin on {day}, before {asked_on}. Enter it as a backdated change with a reason."
    ),
    "price_does_not_follow": N_("The price of {line} does not follow from the new interval. Please enter it."),
    "withdrawal_for_consumers": N_("Only consumers may withdraw. End the contract by notice instead."),
    "withdrawal_too_late": N_("The last day to withdraw was {until}. End the contract by notice instead."),
    "outage_known": N_("Contract {contract}: this is reported already. End the earlier report first."),
    "no_outage": N_("Contract {contract}: nothing was reported about this thing, or it began later."),
    "campaign_not_understood": N_(
        "A change of price needs a title, a percentage, running contracts, and a last day to object before its own day."
    ),
    "unknown_campaign": N_("This change of price does not exist, or the contract is not part of it."),
    "price_notice_too_short": N_(
        "A dearer price can hold from {earliest} at the earliest, and customers may object until {object_until} at"
        " least. Choose later days."
    ),
    "campaign_withdrawn": N_("This change of price was withdrawn: nothing changes for anybody any more."),
    "campaign_too_late_to_withdraw": N_(
        "The new prices hold since {day}: they cannot be withdrawn. Announce a lower price instead."
    ),
    "plan_change_not_allowed": N_(
        "The table of allowed changes does not lead to “{plan}”. Choose an allowed plan, or say why (as agreed with the"
        " customer)."
    ),
    "agreed_price_needs_reason": N_(
        "Another price than the plan's, or a plan of one's own, needs name, price and a reason. Say what was agreed."
    ),
    "plan_tax_differs": N_(
        "“{title}” is taxed otherwise than this line. End the line and add the other plan as a new one."
    ),
    "bundle_keeps_its_parts": N_(
        "“{line}” is a bundle of its parts. End this line and add the other thing as a new one."
    ),
    "bundle_comes_as_line": N_(
        "“{title}” is a bundle, and its parts go out one by one. End this line and add the bundle as a new one."
    ),
    "price_changed_before": N_("The new price of contract {contract} holds already. Change its price instead."),
    "end_reason_missing": N_("Say why, in a few words: an end at once and a waived fee are asked about later."),
    "notice_from_the_future": N_("{day} is still to come. Enter the day on which the notice arrived."),
    "early_end_not_agreed": N_(
        "The terms know no end before {term_end} against a fee. Choose notice in time, or a good reason."
    ),
    "early_end_not_understood": N_(
        "The fee for an early end is a percentage up to 100, an amount, or amounts by rising months."
    ),
    "renewal_not_understood": N_("A renewal changes prices by more than -100 percent; a bonus lasts a period or more."),
    "end_has_come": N_("Contract {contract} has ended. What goes on from here is a new contract."),
    "not_rented": N_("{line} is not rented, so it cannot come back or be bought."),
    "not_a_deposit": N_("“{line}” is no deposit."),
    "deposit_is_settled": N_("“{line}” was given back already."),
    "deposit_still_needed": N_("{contract} goes on: end it first, then give the deposit back."),
    "contract_changed_meanwhile": N_("Someone else changed {contract} meanwhile. Look at it again, then decide."),
    "backdating_needs_reason": N_("The change begins on {day}, in the past. Write down why; it stays in the history."),
    "contract_is_over": N_("{contract} is over, so it changes no more. Charges and refunds are still possible."),
    "nothing_to_change_yet": N_("{contract} has not started yet. Change the order, or wait until the goods are there."),
    "nothing_recurring": N_("{contract} has no line that is charged again and again, so there is no rhythm to change."),
    "unknown_note": N_("This note or file is not there, or your seat may not see it. Open the contract again."),
    "note_is_gone": N_("This note or file was taken away before. Open the contract again."),
    "note_empty": N_("The note has no words yet. Please write something."),
    "note_too_long": N_("The note is too long: at most {longest} characters. Attach a longer text as a file."),
    "note_unreadable": N_("There are signs in the note that nobody sees. Please type it anew."),
    "file_too_large": N_("The file is too large: at most {megabytes} MB. Make it smaller, or divide it."),
    "file_kind_refused": N_(
        "Only PDF, JPEG and PNG files are kept, and the name has to end as the content is. Save the file as "
        "one of them."
    ),
    "file_name_refused": N_("The file's name cannot be kept. Give it a plain name of at most {longest} characters."),
    "file_empty": N_("The file is empty. Look whether it was saved or scanned to its end, and choose it again."),
    "file_damaged": N_("The file arrived damaged. Nothing was kept; please attach it again."),
    "file_not_readable": N_("The file cannot be read or written: {why}. Choose another file or another place."),
    "charge_message_too_long": N_("The sentence for the invoice is too long. Write at most {longest} characters."),
    "title_missing": N_("The line needs a name that the customer understands. Please fill it in."),
    "no_such_period": N_("No period begins on {day}. Choose a payment of the timeline."),
    "nothing_to_undo": N_("The last thing that happened to {contract} was no change that can be taken back."),
    "change_is_billed": N_("An invoice was written since. Change it the other way; the next run evens it out."),
}

_SETTINGS: Final = {
    "payment_terms_same": N_("This is how it is paid already. Choose another way or another number of days."),
    "payment_days_wrong": N_("{value} days to pay are not possible. Enter 0 (at once) to {most}."),
    "review_days_wrong": N_("{value} days for review are not possible. Enter 0 (no review) to {most}."),
    "lead_days_wrong": N_("{value} days ahead are not possible. Enter 0 (on the day) to {most}."),
    "backlog_limit_wrong": N_("{value} periods are not possible. Enter 1 to {most}."),
    "business_name_missing": N_("Name, street, postcode and city stand on every invoice. Please fill all four in."),
    "iban_wrong": N_("“{value}” is no IBAN: a digit is missing or wrong. Copy it from the bank’s letter."),
    "bic_wrong": N_("“{value}” is no BIC. It has 8 or 11 letters and digits, for example BYLADEM1001."),
    "own_vat_id_wrong": N_(
        "“{value}” has not the form of a VAT ID. It begins with the country, for example DE123456788."
    ),
    "settings_same": N_("Nothing differs from what is kept, so there is nothing to save."),
    "store_address_partial": N_("An address needs street, postcode and city. Fill in all three, or none."),
    "asset_prefix_wrong": N_(
        "“{value}” does not work. Two capital letters; BO, CC, CT, CU, OR, PL, RF, RT and SH are taken."
    ),
    "store_name_missing": N_("The store needs a name. Please fill it in."),
    "invoice_prefix_wrong": N_("“{value}” does not work. Enter up to 8 letters and digits, a letter first."),
    "invoice_prefix_taken": N_("Another store has or had the prefix {prefix}. Choose one of its own."),
    "unknown_store": N_("This store does not exist. Load the settings again."),
    "hourly_rate_negative": N_("{value} an hour is not possible. Enter 0 or more."),
    "settings_changed_meanwhile": N_("Someone else changed these settings. You see the newest; please decide again."),
    "hold_day_wrong": N_("{value} is not possible. Bills are held until a day after today, for a year at most."),
    "hold_reason_missing": N_("Write down why the bills are held back. Whoever finds them missing will ask."),
    "billing_not_held": N_("The bills of {contract} are not held back any more. Nothing was changed."),
}

_BUYOUTS: Final = {
    "buyout_rules_wrong": N_(
        "The rules of purchase do not fit together: months in order, percentages from 0 to 100, amounts in the plan's"
        " currency, and a retail price or residual value. Check the entries."
    ),
    "buyout_cost_unknown": N_(
        "The formula begins with what the thing cost us, and nobody entered that. Enter the cost at the thing, or name"
        " a price of your own."
    ),
    "no_buyout_factor": N_(
        "The table says nothing for {months} months and “{condition}”. Complete it, or name a price of your own."
    ),
    "no_buyout_rules": N_("{line}: its price plan has no rules of purchase. Name a price of your own."),
    "buyout_too_early": N_("It can be bought after {months} months, from {on} on. Wait, or name a price of your own."),
    "nothing_rented": N_("The thing is not with the customer under this contract. Look at what is out."),
    "nothing_offered": N_("No thing was chosen. Choose at least one to offer."),
    "offer_days_wrong": N_("An offer is valid from today to a year ahead at most. Choose another last day."),
    "quote_changed_meanwhile": N_(
        "You saw {seen}; by what is paid now it is {price}. Look at the new price and decide again."
    ),
    "illegal_offer_transition": N_("The offer is “{status}”: this is not possible any more. Make a new one."),
    "unknown_offer": N_("There is no such offer, or your seat may not see it."),
    "offer_expired": N_("The offer {number} was valid until {until}. Make a new one at today's price."),
    "buyout_pending": N_("One of these things is being bought by {number} already. Take that back first."),
    "take_back_reason_missing": N_(
        "Say why the purchase is taken back: the customer asks for it, and so do the books."
    ),
}

REFUSALS: Final[dict[str, str]] = {
    **_GENERAL, **_CODES, **_ASSETS, **_ORDERS, **_SHIPPING, **_RETURNS, **_BILLING, **_CHANGES, **_MACHINE,
    **_SETTINGS, **_BUYOUTS, **RETURN_REFUSALS, **SWAP_REFUSALS, **CANCELLATION_REFUSALS, **REPAIR_REFUSALS,
    **QUOTE_REFUSALS, **REFUND_REFUSALS, **LOSS_REFUSALS, **LOYALTY_REFUSALS, **AVAILABILITY_REFUSALS,
    **CHECK_REFUSALS, **SERVING_REFUSALS, **COUNTER_REFUSALS,
    **BOOK_REFUSALS, **KPI_REFUSALS, **PLACE_REFUSALS,
    **MAIL_REFUSALS, **IMPORT_REFUSALS, **SCAN_REFUSALS,
    **MATTER_REFUSALS, **PRINTING_REFUSALS,
    **PORTAL_REFUSALS, **DUNNING_REFUSALS, **DEVICE_REFUSALS,
    **PAYMENT_REFUSALS, **BANK_REFUSALS, **TILL_REFUSALS,
}  # fmt: skip
"""Code of the error → English sentence with the error's facts in braces."""
