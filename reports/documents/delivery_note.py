"""A delivery note as display texts."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.business import Business
from domain.orders.model import Treatment
from domain.shipping.delivery_sheet import DeliverySheet, DeliverySheetLine
from reports import formats
from reports.documents.letterhead import Letterhead, address_lines, letterhead
from reports.formats import printable
from reports.texts import N_, Texts

TREATMENTS: Final = {
    Treatment.RENTAL: N_("rented, remains our property"),
    Treatment.SALE: N_("bought"),
    Treatment.SERVICE: N_("service"),
}


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """`code` and `serial` are "" when the thing has none."""

    position: str
    quantity: str
    title: str
    treatment: str
    code: str
    serial: str
    accessories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeliveryText:
    """`code` is what the bars and the QR say and what stands under them."""

    head: Letterhead
    language: str
    made_on: date
    recipient: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    code: str
    title: str
    subtitle: str
    columns: tuple[str, str, str, str, str]
    rows: tuple[DeliveryRow, ...]
    count: str
    request: str
    received: str
    signature: str


def delivery_text(sheet: DeliverySheet, business: Business, texts: Texts) -> DeliveryText:
    """The sheet as it will be read, in the language of `texts`."""
    made_on = formats.day(sheet.prepared_on, texts.locale)
    facts = (
        (texts("Shipment"), sheet.number),
        (texts("Date"), made_on),
        (texts("Order"), sheet.order_number),
        (texts("Contract"), sheet.contract_number),
        (texts("Customer no."), sheet.customer_number),
        (texts("Tracking"), sheet.tracking),
    )
    pieces = sum(line.quantity for line in sheet.lines if line.treatment is not Treatment.SERVICE)
    return DeliveryText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.prepared_on,
        recipient=address_lines(sheet.recipient, business.address.country),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        code=sheet.number,
        title=texts("Delivery note {number}", number=printable(sheet.number)),
        subtitle=texts("Order {number}", number=printable(sheet.order_number)),
        columns=(texts("No."), texts("Qty"), texts("Description"), texts("Code and serial number"), texts("In parcel")),
        rows=tuple(_row(line, texts) for line in sheet.lines),
        count=texts.count("{number} piece in this delivery", "{number} pieces in this delivery", pieces),
        request=texts("Please check the delivery and tell us within three days if anything is missing."),
        received=texts("Received complete and undamaged"),
        signature=texts("Place, date, signature"),
    )


def _row(line: DeliverySheetLine, texts: Texts) -> DeliveryRow:
    return DeliveryRow(
        position=str(line.position),
        quantity=formats.number(line.quantity, texts.locale),
        title=printable(line.title),
        treatment=texts(TREATMENTS[line.treatment]),
        code=printable(line.asset_code or ""),
        serial=printable(line.serial or ""),
        accessories=tuple(map(printable, line.accessories)),
    )
