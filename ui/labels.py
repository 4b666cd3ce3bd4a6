"""Words for the domain's codes, shown in tables, badges, facts and timelines."""

from enum import Enum
from typing import Final

from ui import (
    availability_words,
    bank_words,
    book_words,
    cancellation_words,
    check_words,
    counter_words,
    device_words,
    dunning_words,
    import_words,
    kpi_words,
    loss_words,
    loyalty_words,
    mail_words,
    matter_words,
    payment_words,
    place_words,
    printing_words,
    quote_words,
    refund_words,
    repair_words,
    return_words,
    scan_words,
    serving_words,
    swap_words,
    till_words,
)
from ui.language import N_, _
from ui.portal.words import LABELS as PORTAL_LABELS
from ui.portal.words import LETTERS as PORTAL_LETTERS

_ASSETS: Final = {
    "assets.status.Status": {
        "new": N_("new"), "ordered": N_("ordered"), "in_stock": N_("in stock"), "reserved": N_("reserved"),
        "packed": N_("packed"), "rented": N_("rented"), "due_back": N_("due back"), "received": N_("came back"),
        "to_repair": N_("to the workshop"), "in_repair": N_("in the workshop"), "sold": N_("sold"),
        "lost": N_("lost"), "stolen": N_("stolen"), "retired": N_("retired"),
        "sent_to_supplier": N_("at the supplier"),
    },
    "assets.status.Readiness": {
        "ready": N_("ready"), "not_ready": N_("not ready"), "quarantined": N_("in quarantine"),
    },
    "assets.status.Condition": {
        "unused": N_("unused"), "used": N_("used"), "damaged_repairable": N_("damaged, can be repaired"),
        "damaged_beyond_repair": N_("damaged beyond repair"),
    },
    "assets.status.Grade": {"A": "A", "B": "B", "C": "C", "D": "D"},
    "assets.status.Kind": {
        "ordered": N_("Ordered"), "received": N_("Booked in"), "labelled": N_("Label printed"), "moved": N_("Moved"),
        "reserved": N_("Reserved"), "released": N_("Released"), "packed": N_("Packed"), "unpacked": N_("Unpacked"),
        "shipped": N_("Dispatched"), "handed_over": N_("Handed over"), "return_announced": N_("Return announced"),
        "return_withdrawn": N_("Return withdrawn"), "taken_back": N_("Taken back"),
        "inspection_passed": N_("Inspection passed"), "sent_to_repair": N_("Sent to the workshop"),
        "repair_started": N_("Workshop began"), "repair_passed": N_("Workshop done"), "retired": N_("Retired"),
        "sent_to_supplier": N_("Sent to the supplier"), "sold": N_("Sold"), "lost": N_("Reported lost"),
        "stolen": N_("Reported stolen"), "found": N_("Found"), "recovered": N_("Found at the customer's"),
        "passed_on": N_("Passed on to another contract"), "written_off": N_("Written off"),
        "counted": N_("Seen at a count"), "quarantined": N_("Put in quarantine"), "lifted": N_("Quarantine lifted"),
        "noted": N_("Noted, does not fit the status"),
        "undone": N_("Undone"),
    },
    "assets.codes.CodeKind": {
        "asset": N_("Asset"), "place": N_("Place"), "order": N_("Order"), "shipment": N_("Shipment"),
        "return": N_("Return"), "contract": N_("Contract"), "customer": N_("Customer"), "command": N_("Command card"),
        "buyout": N_("Purchase offer"), "repair": N_("Repair"), "refund": N_("Refund"),
        "declaration": N_("Declaration"), "loss": N_("Loss"), "write_off": N_("Write-off"),
        "customer_case": N_("Case of a customer"), "transfer": N_("Transfer"),
        "reminder": N_("Reminder"), "instalments": N_("Instalment plan"), "collection": N_("Collection case"),
        "quote": N_("Quote"), "count": N_("Stock count"),
    },
    "assets.resolve.Meaning": {
        "command": N_("Command card"), "asset": N_("Asset"), "place": N_("Place"), "product": N_("Product"),
        "order": N_("Order"), "shipment": N_("Shipment"), "return": N_("Return"), "contract": N_("Contract"),
        "customer": N_("Customer"), "buyout": N_("Purchase offer"), "repair": N_("Repair"), "refund": N_("Refund"),
        "declaration": N_("Declaration"), "loss": N_("Loss"), "write_off": N_("Write-off"),
        "customer_case": N_("Case of a customer"), "transfer": N_("Transfer"),
        "reminder": N_("Reminder"), "instalments": N_("Instalment plan"), "collection": N_("Collection case"),
        "quote": N_("Quote"), "count": N_("Stock count"),
        "unknown": N_("Unknown"),
    },
    "assets.resolve.Card": {
        "confirm": N_("Confirm"), "undo": N_("Undo"), "print": N_("Print"), "next": N_("Next"),
    },
}  # fmt: skip

_ORDERS: Final = {
    "catalog.model.ProductKind": {
        "goods": N_("Goods"), "consumable": N_("Consumable"), "service": N_("Service"),
    },
    "catalog.offer.Audience": {
        "all": N_("everyone"), "consumers": N_("private customers"), "companies": N_("companies"),
    },
    "catalog.plan_rules.PlanWarning": {
        "buyout_at_signing": N_("A buyout price that is promised at signing may make this consumer credit."),
        "free_of_charge": N_("Nothing is charged under this plan."),
    },
    "catalog.plan_changes.Direction": {"up": N_("up"), "down": N_("down"), "same": N_("neither up nor down")},
    "orders.model.OrderStatus": {
        "draft": N_("draft"), "open": N_("open"), "fulfilled": N_("fulfilled"), "cancelled": N_("cancelled"),
        "expired": N_("expired"),
    },
    "orders.model.OrderAction": {
        "confirm": N_("Confirm"), "fulfil": N_("Fulfil"), "cancel": N_("Cancel order"), "expire": N_("Let expire"),
    },
    "orders.model.Treatment": {"rental": N_("Rental"), "sale": N_("Sale"), "service": N_("Service")},
    "customers.model.CustomerKind": {"consumer": N_("Private"), "company": N_("Company")},
    "shipping.model.ShipmentStatus": {
        "open": N_("to pack"), "packed": N_("packed"), "dispatched": N_("dispatched"), "cancelled": N_("cancelled"),
    },
    "shipping.model.ShipmentAction": {
        "pack": N_("Pack"), "unpack": N_("Unpack"), "dispatch": N_("Dispatch"), "cancel": N_("Cancel shipment"),
    },
    "returns.model.ReturnStatus": {
        "announced": N_("announced"), "partly_received": N_("partly here"), "received": N_("all here"),
    },
    "returns.model.Purpose": {
        "end": N_("End of the rental"), "repair": N_("Repair, comes back"), "replacement": N_("Replacement"),
        "resend": N_("Undelivered, sent again"), "loan": N_("Loan, comes back"),
    },
    "returns.replace_asset.ReplaceReason": {
        "defect": N_("Does not work"), "damaged": N_("Damaged"), "wrong_thing": N_("The wrong thing was sent"),
        "does_not_fit": N_("Does not fit"), "worn": N_("Worn out"), "lost": N_("Lost"), "stolen": N_("Stolen"),
        "other": N_("Other reason"),
    },
    "shipping.model.ShipmentCause": {
        "order": N_("Order"), "again": N_("Sent again"), "supply": N_("Regular delivery"),
        "loan": N_("Loan during a repair"),
    },
    "refurbishment.model.RefurbishmentStatus": {
        "queued": N_("waiting"), "in_work": N_("in work"), "passed": N_("passed"), "failed": N_("failed"),
    },
    "tasks.model.TaskKind": {
        "damaged_return": N_("Came back damaged"), "maintenance_due": N_("Maintenance is due"),
        "retired_thing": N_("Retired, still on the floor"),
        "number_gap": N_("A number without a document"), "refund_due": N_("Withdrawal: pay back"),
        "long_outage": N_("Something is missing for long"),
        "billing_held": N_("Bills are held back"), "line_to_end": N_("Back, but the rent goes on"),
        "deposit_to_settle": N_("Deposit to be settled"),
        "delivery_missed": N_("Delivery never sent"),
        "supply_short": N_("More picked than counted"),
        "thing_sought": N_("Not found at a count"), "count_question": N_("A count found something odd"),
        "job_failed": N_("Work in the background failed"),
        **return_words.TASKS,
        **swap_words.TASKS,
        **serving_words.TASKS,
        **counter_words.TASKS,
        **availability_words.TASKS,
        **check_words.TASKS,
        **refund_words.TASKS,
        **payment_words.TASKS,
        **loss_words.TASKS,
        **loyalty_words.TASKS,
        **cancellation_words.TASKS,
        "erasure_asked": N_("A customer asks for erasure"),
        **dunning_words.TASKS,
        "buyout_stuck": N_("Paid, but the thing is not there"),
    },
    "supplies.model.MovementKind": {
        "received": N_("Received"), "picked": N_("Picked"), "put_back": N_("Put back"), "used": N_("Built in"),
        "sold": N_("Sold"), "brought_back": N_("Brought back"), "counted": N_("Counted"),
        "moved": N_("Carried to another shelf"),
    },
    "application.Seat": {
        "warehouse": N_("Warehouse"), "pos": N_("Point of sale"), "backoffice": N_("Back office"),
        "owner": N_("Owner"), "worker": N_("Background work"), "portal": N_("Customer portal"),
        "auditor": N_("Auditor"),
    },
}  # fmt: skip

_CONTRACTS: Final = {
    "contracts.status.Status": {
        "draft": N_("draft"), "active": N_("active"), "paused": N_("paused"),
        "cancellation_requested": N_("cancellation requested"), "pending_return": N_("waiting for return"),
        "pending_replacement": N_("waiting for replacement"), "pending_buyout": N_("waiting for buyout"),
        "ended": N_("ended"), "bought_out": N_("bought out"), "withdrawn": N_("withdrawn"),
        "terminated": N_("terminated"),
    },
    "contracts.status.Action": {
        "activate": N_("Activate"), "discard": N_("Discard"), "renew": N_("Renew"),
        "request_cancellation": N_("Request cancellation"), "keep": N_("Keep"), "require_return": N_("Ask for return"),
        "reactivate": N_("Reactivate"), "require_replacement": N_("Ask for replacement"),
        "start_buyout": N_("Start buyout"), "complete_buyout": N_("Complete buyout"), "end": N_("End"),
        "pause": N_("Pause"), "resume": N_("Resume"), "withdraw": N_("Withdraw"), "terminate": N_("Terminate"),
    },
    "contracts.model.LineKind": {
        "rental": N_("Rental"), "service": N_("Service"), "consumable": N_("Consumable"), "digital": N_("Digital"),
        "sale": N_("Sale"), "fee": N_("Fee"), "deposit": N_("Deposit"), "charge": N_("One-off charge"),
        "buyout": N_("Buyout"),
    },
    "contracts.effective.When": {
        "default": N_("dearer now, cheaper next period"), "now": N_("now"), "next_period": N_("with the next period"),
        "on_date": N_("on a date"),
    },
    "contracts.parts.PauseReason": {
        "wish": N_("at the customer's wish"), "repair": N_("in repair with us"), "late_delivery": N_("delivered late"),
    },
    "deliveries.schedule.DeliveryState": {
        "planned": N_("planned"), "skipped": N_("skipped"), "to_pack": N_("to pack"), "packed": N_("packed"),
        "sent": N_("sent"), "missed": N_("never sent"),
    },
    "contracts.parts.EndKind": {
        "ordinary": N_("notice in time"), "extraordinary": N_("for a good reason of the customer"),
        "early": N_("early, against a fee"), "termination": N_("ended by us"),
    },
    "messages.contract_letter.LetterKind": {
        **PORTAL_LETTERS,
        "order_confirmed": N_("Order confirmed"), "order_sent": N_("Order sent"),
        "order_cancelled": N_("Order cancelled"), "ready_for_pick_up": N_("Ready to be picked up"),
        "counter_agreement": N_("Agreement of the counter"), "till_receipt": N_("Receipt of the till"),
        "contract_started": N_("Contract started"), "charged_once": N_("One-off charge"),
        "upcoming_invoice": N_("Upcoming invoice"),
        "cancellation_received": N_("Notice received"), "cancellation_received_at": N_("Notice received"),
        "reminder_of_goods": N_("Reminder before the end"), "ended_by_us": N_("Notice by us"),
        "reminder_before_end": N_("Reminder before the end"),
        "reminder_with_offer": N_("Reminder with an offer"), "price_stays": N_("The price stays"),
        "contract_ended": N_("Contract ended"),
        "withdrawal_received": N_("Withdrawal received"), "renewed": N_("Goes on until notice"),
        "renewed_for_term": N_("Goes on for a term"), "price_change": N_("Change of price"),
        "pause_started": N_("Pause begins"), "pause_ended": N_("Pause is over"),
        "buyout_offer": N_("Purchase offer"), "buyout_offer_on_credit": N_("Purchase offer"),
        "buyout_accepted": N_("Purchase accepted"),
        "buyout_settled": N_("Bought"), "buyout_part_settled": N_("Bought in part"),
        "buyout_expired": N_("Purchase offer expired"), "buyout_withdrawn": N_("Purchase offer withdrawn"),
        "buyout_taken_back": N_("Purchase taken back"),
        **return_words.LETTERS,
        **availability_words.LETTERS,
        **cancellation_words.LETTERS,
        **check_words.LETTERS,
        **refund_words.LETTERS,
        **payment_words.LETTERS,
        **quote_words.LETTERS,
        **dunning_words.LETTERS,
        **loss_words.LETTERS,
        **repair_words.LETTERS,
        **loyalty_words.LETTERS,
        **swap_words.LETTERS,
    },
    "buyout.offer.OfferStatus": {
        "offered": N_("offered"), "accepted": N_("accepted, not paid yet"), "settled": N_("bought"),
        "expired": N_("expired"), "withdrawn": N_("withdrawn"), "taken_back": N_("taken back"),
    },
    "buyout.offer.OfferAction": {
        "accept": N_("Accept"), "withdraw": N_("Withdraw"), "expire": N_("Expire"), "settle": N_("Settle"),
        "take_back": N_("Take back"),
    },
    "buyout.formula.FormulaKind": {
        "retail_less_paid": N_("Retail price less what was paid"),
        "residual": N_("Open rent plus a residual value"), "cost_less_rent": N_("Our cost less a part of the rent"),
        "table": N_("Table by month and condition"), "custom": N_("A price of one's own"),
    },
    "buyout.formula.Step": {
        "retail": N_("Retail price"), "cost": N_("What it cost us"), "open_rent": N_("Rent to the end of the term"),
        "residual": N_("Residual value"), "paid": N_("Rent paid"), "factor": N_("By month and condition"),
        "goodwill": N_("Goodwill"), "at_least": N_("At least"), "at_most": N_("At most"),
        "promised": N_("Promised at signing"), "part": N_("Part of the bundle"),
    },
    "contracts.price_campaign.Consent": {
        "chosen": N_("letter is being written"), "announced": N_("told to the customer"), "objected": N_("objected"),
        "applied": N_("new price holds"), "left_out": N_("left out"), "withdrawn": N_("price stays"),
    },
    "contracts.price_campaign.LeftOut": {
        "not_running": N_("does not run"), "ends_before": N_("ends before"), "in_term": N_("in its minimum term"),
        "in_campaign": N_("in another campaign"), "no_change": N_("price stays the same"),
        "changed_meanwhile": N_("price changed meanwhile"),
    },
    "contracts.price_campaign.Oddity": {
        "big_jump": N_("big jump"), "ends_soon": N_("ends soon"), "later_price": N_("a later price is planned"),
        "discount": N_("a discount runs"), "after_phases": N_("after the agreed phases"),
        "after_term": N_("after the minimum term"), "none": "",
    },
    "contracts.price_campaign.InTerm": {
        "after_term": N_("when the term is over"), "leave_out": N_("leave out"), "although": N_("at once"),
    },
    "contracts.price_campaign.Rounding": {
        "cent": N_("to the cent"), "ten_cents": N_("to 10 cents"), "fifty_cents": N_("to 50 cents"),
        "full": N_("to full amounts"),
    },
    "views.campaigns.LetterState": {
        "none": "", "waiting": N_("on its way"), "sent": N_("sent"), "no_address": N_("no e-mail address"),
        "printed": N_("printed"), "not_delivered": N_("not delivered"),
    },
    "contracts.beginning.StartFact": {
        "ordered": N_("ordered"), "carries_nothing": N_("nothing to send"), "sent": N_("sent"),
        "handed_over": N_("handed over"), "day_come": N_("the day came"),
    },
    "contracts.bundle.BundleRule": {
        "shares": N_("each part takes its share away"), "single_prices": N_("what is left costs its single prices"),
        "unchanged": N_("the price stays until the last part is back"),
    },
    "contracts.agreed.FeeRule": {
        "remaining": N_("all that is left to pay"), "percent": N_("a part of what is left to pay"),
        "fixed": N_("a fixed amount"), "scale": N_("by the month of the end"),
    },
    "contracts.parts.DurationKind": {
        "once": N_("once"), "periods": N_("for some periods"), "months": N_("for some months"),
        "forever": N_("as long as the contract runs"),
    },
    "contracts.parts.GiveBackReason": {"goodwill": N_("Goodwill"), "refund": N_("Refund")},
    "contracts.compared.What": {
        "price": N_("price"), "quantity": N_("quantity"), "title": N_("plan"), "phases": N_("price phases"),
        "interval": N_("billed"), "billing_day": N_("billing day"), "line_added": N_("line added"),
        "line_ended": N_("line ended"), "line_gone": N_("line taken out"), "charged": N_("charged once"),
        "deposit_back": N_("deposit given back"), "paused": N_("paused"), "pause_gone": N_("pause taken away"),
        "discount": N_("discount"), "discount_gone": N_("discount taken away"), "given_back": N_("money given back"),
        "payment_moved": N_("payment of"), "start": N_("start"), "last_day": N_("last day"),
        "notice": N_("notice received"), "status": N_("status"), "outage": N_("days without a thing"),
        "outage_over": N_("the thing is back"), "renewed": N_("renewed"),
        "part_back": N_("part is back"), "part_there": N_("part is there again"),
        "payment_terms": N_("terms of payment"), "kept": N_("kept after the end"),
    },
    "contracts.notes.MediaType": {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"},
    "contracts.about.ChargeCause": {
        "damage": N_("Damage"), "repair": N_("Repair outside the warranty"), "cleaning": N_("Cleaning"),
        "missing_part": N_("Missing part"), "late": N_("Returned late"), "loss": N_("Lost or stolen"),
        "dunning_fee": N_("Reminder costs"), "return_fee": N_("Bank costs of a returned debit"),
        "default_interest": N_("Default interest"),
        "default_lump_sum": N_("Lump sum for late payment"), "other": N_("Something else"),
        "postage_of_goods": N_("Postage"), "postage_of_hire": N_("Postage"),
    },
    "contracts.terms.AlignKind": {
        "anniversary": N_("from the start day"), "day_of_month": N_("on a day of the month"),
        "calendar": N_("by the calendar"),
    },
    "contracts.terms.Billing": {"in_advance": N_("in advance"), "in_arrears": N_("in arrears")},
    "contracts.terms.Proration": {
        "daily": N_("by days"), "fixed_30": N_("months of 30 days"), "none": N_("whole periods, a part costs all"),
        "skip": N_("whole periods, a part is free"),
    },
    "contracts.terms.PricesAre": {"net": N_("net"), "gross": N_("gross")},
    "contracts.terms.Renewal": {
        "open_ended": N_("open-ended"), "fixed": N_("for a fixed term"), "none": N_("no renewal"),
    },
    "contracts.terms.StopRule": {
        "at_request": N_("billing stops at the request"), "at_receipt": N_("billing stops at receipt"),
        "by_hand": N_("billing stops by hand only"),
    },
    "contracts.terms.StartRule": {
        "at_order": N_("starts with the order"), "on_date": N_("starts on a day the customer names"),
        "at_dispatch": N_("starts at dispatch"), "at_hand_over": N_("starts at hand-over"),
        "at_arrival": N_("starts at arrival"),
    },
    "contracts.terms.LawType": {
        "rental": N_("rental law"), "service": N_("service law"), "mixed": N_("mixed contract"),
    },
    "period.Unit": {"day": N_("day"), "week": N_("week"), "month": N_("month"), "year": N_("year")},
}  # fmt: skip

_BILLING: Final = {
    "billing.run.RunState": {
        "waiting": N_("asked for"), "running": N_("under way"), "done": N_("finished"), "cancelled": N_("ended early"),
        "failed": N_("broken off"),
    },
    "billing.register.NumberState": {
        "issued": N_("issued"), "void": N_("void"), "missing": N_("missing"),
    },
    "billing.settlement.EntryKind": {
        "payment": N_("payment"), "credit": N_("credit note set off"), "deposit": N_("deposit set off"),
        "kept": N_("kept as balance"), "used": N_("balance used"), "pay_out": N_("paid out"),
        "reversal": N_("taken back"), **loyalty_words.ENTRIES, **dunning_words.ENTRIES,
        **import_words.ENTRIES,
    },
    "billing.settlement.PaidBy": {
        "transfer": N_("bank transfer"), "cash": N_("cash"), **payment_words.PAID_BY,
    },
    "billing.settlement.DocumentState": {
        "open": N_("open"), "part_paid": N_("part paid"), "overdue": N_("overdue"), "paid": N_("paid"),
        "set_off": N_("set off"), "in_balance": N_("in the balance"), "paid_out": N_("paid out"),
        **dunning_words.STATES,
    },
    "billing.preview_run.Oddity": {
        "left_out": N_("cannot be billed"), "backlog": N_("far behind"), "credit": N_("gives money back"),
        "first": N_("first bill"), "big_change": N_("differs much"), "usual": N_("as usual"),
    },
    "billing.invoice.InvoiceKind": {"invoice": N_("Invoice"), "credit_note": N_("Credit note")},
    "billing.invoice_sheet.DocumentKind": {"invoice": N_("Invoice"), "credit_note": N_("Credit note")},
    "billing.invoice_sheet.Payment": {
        "transfer": N_("bank transfer"), "direct_debit": N_("direct debit"), "card": N_("card"), "paid": N_("paid"),
        "debit_agreed": N_("direct debit"), "card_agreed": N_("card"), "cash": N_("cash"),
        "wallet": N_("online wallet"),
    },
    "billing.invoice_sheet.Note": {
        "catch_up": N_("covers earlier periods"), "deposit_returned": N_("deposit returned"),
        "deposit_taken": N_("deposit asked for"),
        "first_invoice": N_("first invoice"), "last_invoice": N_("last invoice"),
    },
    "billing.model.ChargeKind": {
        "period": N_("for a period"), "once": N_("once"), "use_after_end": N_("after the end"),
    },
    "billing.model.Reason": {
        "recurring": N_("recurring"), "part_period": N_("part of a period"), "change_credit": N_("credit by a change"),
        "change_charge": N_("charge by a change"), "end_credit": N_("credit by the end"), "one_off": N_("one-off"),
        "sale": N_("Sale"), "fee": N_("Fee"), "deposit": N_("Deposit"), "buyout": N_("Buyout"),
        "pause_credit": N_("credit for a pause"), "goodwill": N_("Goodwill"), "refund": N_("Refund"),
        "discount": N_("Discount"), "use_after_end": N_("kept after the end"),
    },
    "billing.model.TaxCategory": {
        "S": N_("standard rated"), "Z": N_("zero rated"), "E": N_("exempt"), "AE": N_("reverse charge"),
        "K": N_("intra-community supply"), "G": N_("export"), "O": N_("outside the scope of VAT"),
    },
    "billing.model.TaxReason": {
        "seller_country": N_("taxed at our seat"), "customer_country": N_("taxed at the customer"),
        "destination_country": N_("taxed at the destination"), "reverse_charge": N_("reverse charge"),
        "intra_community_supply": N_("intra-community supply"), "export": N_("export"),
        "outside_eu": N_("outside the EU"), "exempt": N_("exempt"), "zero_rated": N_("zero rated"),
        "deposit": N_("Deposit"), "late_payment": N_("damages for late payment"),
    },
}  # fmt: skip

_SETTINGS: Final = {
    "contracts.payment.PaymentMethod": {
        "transfer": N_("Bank transfer"), "direct_debit": N_("SEPA direct debit"), "card": N_("Card"),
        "cash": N_("Cash"), "wallet": N_("Online wallet"),
    },
    "settings.billing.Collective": {
        "customer": N_("One invoice a customer"), "order": N_("One invoice an order"),
        "contract": N_("One invoice a contract"),
    },
    "settings.book.Area": {
        "availability": N_("Promises"), "portal": N_("Customers' pages"),
        "quotes": N_("Quotes"), "scanning": N_("Scanning"), "depreciation": N_("Depreciation"),
        "business": N_("Business"), "billing": N_("Billing"), "workshop": N_("Workshop"), "store": N_("Store"),
        "deliveries": N_("Deliveries"), "returns": N_("Returns"), "cancellations": N_("Cancellations"),
        "refunds": N_("Limits of refunds"), "losses": N_("Losses"),
        "accounts": N_("Bookkeeping"), "stock": N_("Stock"), "postage": N_("Postage"),
        "checks": N_("Checks before shipping"), "dunning": N_("Dunning"),
        "payments": N_("Payments"),
    },
}  # fmt: skip

_VIEWS: Final = {
    "views.lifecycle.LifeKind": {
        "goods": N_("Goods out and back"), "contract": N_("Changes"), "returns": N_("Returns and swaps"),
        "workshop": N_("Workshop"), "documents": N_("Documents"), "money": N_("Money"), "letters": N_("Letters"),
        "tasks": N_("Tasks"), "notes": N_("Notes"), "customer": N_("Customer"),
    },
    "views.search.HitKind": {
        "asset": N_("Assets"), "customer": N_("Customers"), "order": N_("Orders"), "shipment": N_("Shipments"),
        "contract": N_("Contracts"), "invoice": N_("Invoices"), "return": N_("Returns"), "refund": N_("Refunds"),
        "repair": N_("Repairs"), "declaration": N_("Declarations"), "loss": N_("Losses"),
        "transfer": N_("Contracts handed on"), "quote": N_("Quotes"), "receipt": N_("Receipts"),
    },
}  # fmt: skip

LABELS: Final[dict[str, dict[str, str]]] = {
    **_ASSETS, **_ORDERS, **_CONTRACTS, **_BILLING, **_SETTINGS, **_VIEWS, **return_words.LABELS,
    **cancellation_words.LABELS, **repair_words.LABELS,
    **check_words.LABELS,
    **refund_words.LABELS, **quote_words.LABELS,
    **loss_words.LABELS,
    **dunning_words.LABELS,
    **book_words.LABELS,
    **matter_words.LABELS, **import_words.LABELS, **scan_words.LABELS,
    **mail_words.LABELS, **printing_words.LABELS,
    **PORTAL_LABELS, **device_words.LABELS, **place_words.LABELS,
    **payment_words.LABELS, **bank_words.LABELS, **serving_words.LABELS, **counter_words.LABELS,
    **swap_words.LABELS, **loyalty_words.LABELS, **availability_words.LABELS, **kpi_words.LABELS, **till_words.LABELS,
}  # fmt: skip
"""Module below `domain` and name of the enum → its value → English text."""

UNSEEN: Final = frozenset({
    "messages.tell_news.News",
    "devices.keyboard.Accents",
    "application.CommandKind", "billing.tax.Supply", "billing.tax.Buyer", "views.lifecycle.LifeOf",
    "views.lifecycle.LifePlace", "views.lifecycle.Teller", *book_words.UNSEEN, *till_words.UNSEEN,
    *import_words.UNSEEN, *printing_words.UNSEEN,
})  # fmt: skip
"""Enums that stay inside the program and need no words."""


def label(code: Enum) -> str:
    """The word for a code in the language of the screen.

    A code without a word is shown as it is, its underscores as spaces; a test finds it before a person does.
    """
    found = LABELS.get(enum_key(type(code)), {}).get(str(code.value))
    return _(found) if found else str(code.value).replace("_", " ")


def enum_key(kind: type[Enum]) -> str:
    """How LABELS names an enum: "assets.status.Status"."""
    return f"{kind.__module__.removeprefix('domain.')}.{kind.__name__}"
