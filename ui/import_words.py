"""Words of imports: refusals by their code, labels of enums, names of columns, and what the timelines say."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "import_cell_wrong": N_("“{value}” is not understood here. Correct the cell and load the file again."),
    "import_cell_missing": N_("This cell is empty and has to be filled in. Complete it and load the file again."),
    "import_row_twice": N_("“{key}” stands in row {first} already. Delete one of the two rows."),
    "import_reference_unknown": N_(
        "“{value}” is not known here. Load the file it comes from first, or correct the cell."
    ),
    "import_size_wrong": N_("{count} rows at once are too many; at most {most} go together. Load the file again."),
    "import_source_missing": N_(
        "Say which system the file comes from, in at most {most} characters: its rows are known again by that name."
    ),
    "import_too_many_rows": N_("The file has more than {most} rows. Cut it into several files and load one by one."),
    "import_plan_unclear": N_(
        "{title} has {count} price plans that fit “{value}”. Write the name of one plan into the cell."
    ),
    "import_cut_over_before_start": N_(
        "The contract starts on {start}, but is to be billed here from {next} on. Correct one of the two days."
    ),
    "import_cut_over_within_period": N_(
        "{next} lies within a period, and this plan knows no price for a part of one. Enter the first day of a period."
    ),
    "import_contract_over": N_(
        "The contract ended on {last_day}: there is nothing left to bill. Leave the row out, or correct the day."
    ),
    "import_mandate_is_taken": N_("Another mandate has the reference “{value}” already. Correct the reference."),
    "import_mandate_lapsed": N_(
        "The mandate was not used for {months} months and lapsed. Enter the day of the last debit, or get a new one."
    ),
    "import_number_is_ours": N_(
        "“{value}” looks like a number that this program gives. Put a word before it, for example “Old-”."
    ),
    "import_number_is_taken": N_("There is a document with the number “{value}” already. Correct the number."),
    "import_no_line_for_thing": N_(
        "Contract {contract} has no room for another {title}. Check contract and article, or raise its quantity."
    ),
    "import_bundle": N_(
        "{title} is a bundle, and its parts have prices of their own here. Leave the row out and take an order for it."
    ),
    "import_paper_elsewhere": N_(
        "{number} was written in another system: its paper lies there. Attach it to the contract if needed."
    ),
    "house_undecided": N_("Nothing was begun yet: choose the demo, or a business of your own."),
    "choice_not_kept": N_(
        "What you chose cannot be kept: the data folder cannot be written ({why}). Check its rights and the free space,"
        " then choose again."
    ),
    "unknown_person": N_("Nobody of this name works here. Load the page again."),
    "person_name_missing": N_("Enter a name of at most {most} characters."),
    "import_file_unreadable": N_("The file cannot be read: {flaw}. Save it as CSV or Excel and choose it again."),
}

LABELS: Final = {
    "imports.model.ImportKind": {
        "products": N_("Products and plans"), "customers": N_("Customers"), "contracts": N_("Running contracts"),
        "assets": N_("Things"), "balances": N_("Open items and credits"), "stock": N_("Stock of counted goods"),
    },
    "imports.model.Outcome": {
        "made": N_("new"), "same": N_("unchanged"), "changed": N_("follows the file"),
        "differs": N_("differs from the file"), "refused": N_("left out"),
    },
    "setup.model.SetupStep": {
        "business": N_("Who we are"), "stores": N_("Stores and places"),
        "products": N_("Products and plans"), "mail": N_("Mail"), "payments": N_("Collecting money"),
        "people": N_("People and seats"), "import": N_("Bring a business along"),
    },
    "setup.examples.Example": {
        "bike": N_("Bicycles"), "pram": N_("Prams"), "coffee": N_("Coffee machines"),
        "instrument": N_("Musical instruments"),
    },
    "imports.table.Flaw": {
        "empty": N_("there is nothing in it"), "too_large": N_("it is too large"),
        "not_text": N_("it is no table"), "control_characters": N_("it holds control characters"),
        "too_many_columns": N_("it has too many columns"), "cell_too_long": N_("a cell is far too long"),
        "heading_twice": N_("two columns have the same heading"), "no_workbook": N_("it is no Excel workbook"),
    },
}  # fmt: skip

UNSEEN: Final = (
    *("imports.table.Encoding", "imports.cells.Mark", "imports.columns.CellKind"),
    "setup.first_house.FirstHouse",
)

DONE: Final = {
    "ImportCustomers": N_("Came along from another system"),
    "ImportContracts": N_("Came along from another system"),
}

COLUMNS: Final = {
    "name": N_("Product"), "sku": N_("Article number"), "variant": N_("Variant"), "category": N_("Category"),
    "product_kind": N_("Kind"), "gtin": N_("GTIN"), "cost": N_("Purchase price"), "plan": N_("Price plan"),
    "price": N_("Price"), "months": N_("Months per payment"), "min_term": N_("Minimum term (months)"),
    "notice": N_("Notice (months)"), "deposit": N_("Deposit"), "prices_are": N_("Net or gross"),
    "key": N_("Number there"), "company": N_("Company"), "given_name": N_("Given name"),
    "family_name": N_("Family name"), "street": N_("Street and number"), "postcode": N_("Postcode"),
    "city": N_("City"), "country": N_("Country"), "email": N_("Mail address"), "phone": N_("Phone"),
    "language": N_("Language"), "vat_id": N_("VAT ID"), "method": N_("Payment method"), "days": N_("Days to pay"),
    "iban": N_("IBAN"), "holder": N_("Account holder"), "bic": N_("BIC"), "mandate": N_("Mandate reference"),
    "signed_on": N_("Mandate signed on"), "used_on": N_("Last debit"), "customer": N_("Customer number"),
    "quantity": N_("Quantity"), "start_on": N_("Start"), "next_on": N_("Billed here from"),
    "period_from": N_("Periods begin on"), "paused_from": N_("Paused from"), "paused_until": N_("Paused until"),
    "ends_on": N_("Ends on"), "noticed_on": N_("Notice received on"), "serial": N_("Serial number"),
    "place": N_("Place"), "condition": N_("Condition"), "grade": N_("Grade"), "bought_on": N_("Bought on"),
    "contract": N_("Contract number"), "out_since": N_("With the customer since"), "amount": N_("Open amount"),
    "document": N_("Invoice number"), "issued_on": N_("Invoice date"), "due_on": N_("Due on"),
    "pieces": N_("Pieces"),
}  # fmt: skip
"""By the keys of `domain/imports/columns.py`."""

ENTRIES: Final = {"brought": N_("came along from another system")}
