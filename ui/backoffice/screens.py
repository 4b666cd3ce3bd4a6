"""The screens of the back office, as the window lists them. Each imports its page when it is first opened."""

from collections.abc import Callable
from functools import partial

from ui.desk import Desk
from ui.language import N_
from ui.shell.groups import CASES, GOODS, MONEY
from ui.shell.page import Page
from ui.shell.port import Screen, Shell

SEAT = "backoffice"


def _listed(key: str, title: str, icon: str, factory: Callable[[Shell], Page], group: str = "") -> Screen:
    return Screen(key, title, icon, SEAT, factory, group=group)


def _part(of: str, key: str, title: str, icon: str, factory: Callable[[Shell], Page]) -> Screen:
    return Screen(key, title, icon, SEAT, factory, listed=False, part_of=of)


def screens(desk: Desk) -> tuple[Screen, ...]:
    """In the order of the bar; pages of single things are reached from lists, search and scans."""
    return (
        Screen("inbox", N_("To clear"), "inbox-outline", SEAT, partial(_inbox, desk), count=partial(_stuck, desk)),
        _listed("orders", N_("Orders"), "cart-outline", partial(_orders, desk)),
        _listed("quotes", N_("Quotes"), "file-sign", partial(_quotes, desk)),
        _listed("contracts", N_("Contracts"), "file-document-outline", partial(_contracts, desk)),
        _listed("customers", N_("Customers"), "account-outline", partial(_customers, desk)),
        _listed("letters", N_("Letters"), "email-multiple-outline", partial(_letters, desk)),
        _listed("returns", N_("Returns"), "keyboard-return", partial(_returns, desk), CASES),
        _listed("declarations", N_("Cancellations"), "email-remove-outline", partial(_declarations, desk), CASES),
        _listed("checks", N_("Checks"), "shield-account-outline", partial(_checks, desk), CASES),
        _listed("losses", N_("Losses and thefts"), "help-circle-outline", partial(_losses, desk), CASES),
        _listed("buyouts", N_("Purchases"), "cash-check", partial(_buyouts, desk), CASES),
        _listed("friends", N_("Friends"), "account-multiple-plus-outline", partial(_friends, desk), CASES),
        _listed("availability", N_("Availability"), "calendar-blank-outline", partial(_availability, desk), GOODS),
        _listed("supply_needs", N_("Supplies"), "bottle-tonic-outline", partial(_supply_needs, desk), GOODS),
        _listed("billing", N_("Billing"), "calendar-sync-outline", partial(_billing, desk), MONEY),
        _listed("invoices", N_("Invoices"), "receipt-text-outline", partial(_invoices, desk), MONEY),
        _listed("till_receipts", N_("Receipts of tills"), "receipt-text-outline", partial(_till_receipts, desk), MONEY),
        _listed("day_reports", N_("Day reports"), "calendar-check", partial(_day_reports, desk), MONEY),
        _listed("payments", N_("Payments"), "bank-transfer-in", partial(_payments, desk), MONEY),
        _listed("bank", N_("Bank"), "bank-outline", partial(_bank, desk), MONEY),
        _listed("refunds", N_("Refunds"), "cash-refund", partial(_refunds, desk), MONEY),
        _listed("bookkeeping", N_("Bookkeeping"), "book-open-page-variant-outline", partial(_bookkeeping, desk), MONEY),
        _listed("dunning", N_("Dunning"), "email-alert-outline", partial(_dunning, desk), MONEY),
        _listed("announced_prices", N_("Price changes"), "bullhorn-outline", partial(_announced_prices, desk), MONEY),
        _listed("office_imports", N_("Import"), "database-import-outline", partial(_imports, desk), MONEY),
        *_reached(desk),
    )


def _reached(desk: Desk) -> tuple[Screen, ...]:
    """Pages of single things, and lists beside a list."""
    return (
        _part("letters", "letter", N_("Letter"), "email-outline", partial(_letter, desk)),
        _part("letters", "letter_events", N_("Events and texts"), "email-edit-outline", partial(_letter_events, desk)),
        _part("letters", "letter_words", N_("Words of a letter"), "email-edit-outline", partial(_letter_words, desk)),
        _part("letters", "blocked_addresses", N_("Blocked addresses"), "email-off-outline", partial(_blocked, desk)),
        _part("letters", "mailbox", N_("Mailbox"), "mailbox-outline", partial(_mailbox, desk)),
        _part("letters", "mailbox_letter", N_("Letter in the box"), "email-outline", partial(_mailbox_letter, desk)),
        _part("letters", "mail_server", N_("Mail server"), "server-network", partial(_mail_server, desk)),
        _part("availability", "kind", N_("Availability"), "calendar-blank-outline", partial(_kind, desk)),
        _part("orders", "new_order", N_("New order"), "cart-plus", partial(_new_order, desk)),
        _part("quotes", "quote", N_("Quote"), "file-sign", partial(_quote, desk)),
        _part("orders", "order", N_("Order"), "cart-outline", partial(_order, desk)),
        _part("contracts", "contract", N_("Contract"), "file-document-outline", partial(_contract, desk)),
        _part("returns", "one_return", N_("Return"), "keyboard-return", partial(_one_return, desk)),
        _part("returns", "overdue", N_("Who still holds what"), "clock-alert-outline", partial(_overdue, desk)),
        _part("declarations", "new_declaration", N_("New declaration"), "email-plus", partial(_new_declaration, desk)),
        _part("declarations", "declaration", N_("Declaration"), "email-outline", partial(_declaration, desk)),
        _part("declarations", "cancel_reasons", N_("Why contracts end"), "chart-bar", partial(_cancel_reasons, desk)),
        _part("friends", "loyalty_figures", N_("What loyalty brings"), "chart-bar", partial(_loyalty_figures, desk)),
        _part("checks", "check", N_("Check"), "shield-account-outline", partial(_check, desk)),
        _part("checks", "blocklist", N_("Blocklist"), "account-cancel-outline", partial(_blocklist, desk)),
        _part("losses", "loss", N_("Loss"), "help-circle-outline", partial(_loss, desk)),
        _part("losses", "write_offs", N_("Write-offs"), "book-remove-outline", partial(_write_offs, desk)),
        _part("contracts", "transfer", N_("Change of party"), "account-switch-outline", partial(_transfer, desk)),
        _part("customers", "new_customer", N_("New customer"), "account-plus", partial(_new_customer, desk)),
        _part("customers", "change_customer", N_("Change customer"), "pencil-outline", partial(_change_customer, desk)),
        _part("customers", "customer", N_("Customer"), "account-outline", partial(_customer, desk)),
        _part("invoices", "invoice", N_("Invoice"), "receipt-text-outline", partial(_invoice, desk)),
        _part("buyouts", "sell_thing", N_("Offer to sell"), "cash-check", partial(_sell, desk)),
        _part("payments", "training_bank", N_("Training bank"), "school-outline", partial(_training_bank, desk)),
        _part("bank", "bank_transfer", N_("Transfer"), "bank-transfer-in", partial(_bank_transfer, desk)),
        _part("bank", "debit_file", N_("Direct debit file"), "file-send-outline", partial(_debit_file, desk)),
        _part("dunning", "dunning_run", N_("Write reminders"), "email-alert", partial(_dunning_run, desk)),
        _part("dunning", "debtors", N_("Who owes and holds what"), "package-variant", partial(_debtors, desk)),
        _part("dunning", "collections", N_("Collection cases"), "gavel", partial(_collections, desk)),
        _part("dunning", "collection_case", N_("Collection case"), "gavel", partial(_collection, desk)),
        _part("till_receipts", "till_receipt", N_("Receipt"), "receipt-text-outline", partial(_till_receipt, desk)),
        _part("refunds", "refund", N_("Refund"), "cash-refund", partial(_one_refund, desk)),
        _part("announced_prices", "announced_price", N_("Price change"), "bullhorn-outline", partial(_one_price, desk)),
    )


def _till_receipts(desk: Desk, shell: Shell) -> Page:
    from ui.pos.receipts.list import receipts_page

    return receipts_page(desk, shell, "till_receipt")


def _day_reports(desk: Desk, shell: Shell) -> Page:
    from ui.pos.drawer.reports import day_reports_page

    return day_reports_page(desk, shell)


def _till_receipt(desk: Desk, shell: Shell) -> Page:
    from ui.pos.receipts.view import ReceiptScreen

    return ReceiptScreen(desk, shell, is_till=False)


def _stuck(desk: Desk) -> int:
    return desk.office.matters.count()


def _inbox(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.inbox.view import inbox_page

    return inbox_page(desk, shell)


def _orders(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.orders.view import orders_page

    return orders_page(desk, shell)


def _quotes(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.quotes.list import quotes_page

    return quotes_page(desk, shell)


def _quote(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.quotes.view import OneQuote

    return OneQuote(desk, shell)


def _contracts(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.contracts.view import contracts_page

    return contracts_page(desk, shell)


def _customers(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.customers.view import customers_page

    return customers_page(desk, shell)


def _availability(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.availability.list import kinds_page

    return kinds_page(desk, shell)


def _kind(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.availability.view import OneKind

    return OneKind(desk, shell)


def _returns(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.returns.list import returns_page

    return returns_page(desk, shell)


def _one_return(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.returns.view import OneReturn

    return OneReturn(desk, shell)


def _overdue(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.returns.list import OverduePage

    return OverduePage(desk, shell)


def _declarations(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.cancellations.list import declarations_page

    return declarations_page(desk, shell)


def _new_declaration(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.cancellations.intake import NewDeclaration

    return NewDeclaration(desk, shell)


def _declaration(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.cancellations.view import OneDeclaration

    return OneDeclaration(desk, shell)


def _cancel_reasons(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.cancellations.reasons import reasons_page

    return reasons_page(desk, shell)


def _dunning(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.dunning.list import dunning_page

    return dunning_page(desk, shell)


def _dunning_run(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.dunning.run import DunningRunPage

    return DunningRunPage(desk, shell)


def _debtors(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.dunning.holders import DebtorsPage

    return DebtorsPage(desk, shell)


def _collections(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.collection.list import collections_page

    return collections_page(desk, shell)


def _collection(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.collection.view import OneCollection

    return OneCollection(desk, shell)


def _billing(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.billing.view import BillingPage

    return BillingPage(desk, shell)


def _invoices(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.invoices.view import InvoicesPage

    return InvoicesPage(desk, shell)


def _friends(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.loyalty.friends import FriendsPage

    return FriendsPage(desk, shell)


def _loyalty_figures(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.loyalty.figures import FiguresPage

    return FiguresPage(desk, shell)


def _supply_needs(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.supplies.view import SupplyNeedsPage

    return SupplyNeedsPage(desk, shell)


def _new_order(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.orders.new_order import NewOrder

    return NewOrder(desk, shell)


def _order(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.orders.view import OneOrder

    return OneOrder(desk, shell)


def _contract(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.contracts.view import OneContract

    return OneContract(desk, shell)


def _imports(desk: Desk, shell: Shell) -> Page:
    from domain.imports.model import ImportKind
    from ui.owner.imports.view import ImportPage

    return ImportPage(desk, shell, (ImportKind.CUSTOMERS, ImportKind.CONTRACTS, ImportKind.BALANCES))


def _new_customer(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.customers.view import NewCustomer

    return NewCustomer(desk, shell)


def _change_customer(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.customers.changes import ChangeCustomerPage

    return ChangeCustomerPage(desk, shell)


def _customer(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.customers.view import OneCustomer

    return OneCustomer(desk, shell)


def _invoice(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.invoices.view import OneInvoice

    return OneInvoice(desk, shell)


def _sell(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.buyout.sell import SellPage

    return SellPage(desk, shell)


def _training_bank(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.payments.training import TrainingStatement

    return TrainingStatement(desk, shell)


def _payments(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.payments.list import payments_page

    return payments_page(desk, shell)


def _refunds(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.refunds.list import refunds_page

    return refunds_page(desk, shell)


def _one_refund(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.refunds.view import OneRefund

    return OneRefund(desk, shell)


def _buyouts(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.buyout.list import offers_page

    return offers_page(desk, shell, is_owner=False)


def _announced_prices(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.campaigns.overview import CampaignsPage

    return CampaignsPage(desk, shell, can_announce=False, opens="announced_price")


def _one_price(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.campaigns.one import OneCampaign

    return OneCampaign(desk, shell, is_owner=False)


def _checks(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.checks.list import checks_page

    return checks_page(desk, shell)


def _check(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.checks.view import OneCheck

    return OneCheck(desk, shell)


def _blocklist(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.checks.blocklist import BlocklistPage

    return BlocklistPage(desk, shell)


def _losses(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.losses.list import losses_page

    return losses_page(desk, shell)


def _loss(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.losses.view import OneLoss

    return OneLoss(desk, shell)


def _write_offs(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.losses.write_offs import write_offs_page

    return write_offs_page(desk, shell)


def _transfer(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.transfers.view import OneTransfer

    return OneTransfer(desk, shell)


def _bookkeeping(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.bookkeeping.view import BookkeepingPage

    return BookkeepingPage(desk, shell)


def _letters(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.letters.list import letters_page

    return letters_page(desk, shell)


def _letter(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.letters.view import OneLetter

    return OneLetter(desk, shell)


def _letter_events(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.letters.events import events_page

    return events_page(desk, shell)


def _letter_words(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.letters.editor import WordsEditor

    return WordsEditor(desk, shell)


def _blocked(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.letters.blocked import blocked_page

    return blocked_page(desk, shell)


def _mailbox(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.letters.mailbox import mailbox_page

    return mailbox_page(desk, shell)


def _mailbox_letter(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.letters.mailbox import MailboxLetter

    return MailboxLetter(desk, shell)


def _mail_server(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.letters.server import MailServerPage

    return MailServerPage(desk, shell)


def _bank(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.bank.view import BankPage

    return BankPage(desk, shell)


def _bank_transfer(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.bank.transfer import OneTransfer

    return OneTransfer(desk, shell)


def _debit_file(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.bank.debit_file import OneDebitFile

    return OneDebitFile(desk, shell)
