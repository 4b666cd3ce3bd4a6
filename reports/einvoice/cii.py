"""An e-invoice in the syntax of UN/CEFACT (Cross Industry Invoice D16B), profile EN 16931.

The order of elements is that of the schema. Source: EN 16931-3-3; Factur-X 1.0, profile EN 16931.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

from reports.einvoice.model import Allowance, Days, EInvoice, Line, Party, PaymentBlock, TaxMark, VatBreakdown

PROFILE: Final = "urn:cen.eu:en16931:2017"
_RSM: Final = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_RAM: Final = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
_UDT: Final = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
_QDT: Final = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"
_SPACES: Final = {"rsm": _RSM, "ram": _RAM, "udt": _UDT, "qdt": _QDT}
_PIECE: Final = "C62"
"""BT-130: "one". Source: UN/ECE recommendation 20."""
_Element = etree._Element


def cii_xml(invoice: EInvoice) -> bytes:
    """UTF-8 with declaration."""
    root = etree.Element(f"{{{_RSM}}}CrossIndustryInvoice", nsmap=_SPACES)
    context = etree.SubElement(root, f"{{{_RSM}}}ExchangedDocumentContext")
    _text(_part(context, "GuidelineSpecifiedDocumentContextParameter"), "ID", PROFILE)
    document = etree.SubElement(root, f"{{{_RSM}}}ExchangedDocument")
    _text(document, "ID", invoice.number)
    _text(document, "TypeCode", invoice.kind.value)
    _day(document, "IssueDateTime", invoice.issued_on)
    for note in invoice.notes:
        _text(_part(document, "IncludedNote"), "Content", note)
    deal = etree.SubElement(root, f"{{{_RSM}}}SupplyChainTradeTransaction")
    for line in invoice.lines:
        _line(deal, line)
    _agreement(deal, invoice)
    _delivery(deal, invoice)
    _settlement(deal, invoice)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _line(deal: _Element, line: Line) -> None:
    item = _part(deal, "IncludedSupplyChainTradeLineItem")
    _text(_part(item, "AssociatedDocumentLineDocument"), "LineID", line.position)
    product = _part(item, "SpecifiedTradeProduct")
    _text(product, "Name", line.title)
    _given(product, "Description", line.description)
    price = _part(_part(item, "SpecifiedLineTradeAgreement"), "NetPriceProductTradePrice")
    _text(price, "ChargeAmount", _plain(line.price))
    _text(_part(item, "SpecifiedLineTradeDelivery"), "BilledQuantity", _plain(line.quantity), unitCode=_PIECE)
    settlement = _part(item, "SpecifiedLineTradeSettlement")
    _tax(_part(settlement, "ApplicableTradeTax"), line.tax)
    _days(settlement, line.days)
    for allowance in line.allowances:
        _allowance(settlement, allowance, with_tax=False)
    _text(_part(settlement, "SpecifiedTradeSettlementLineMonetarySummation"), "LineTotalAmount", str(line.net))


def _agreement(deal: _Element, invoice: EInvoice) -> None:
    agreement = _part(deal, "ApplicableHeaderTradeAgreement")
    _given(agreement, "BuyerReference", invoice.buyer_reference)
    _party(agreement, "SellerTradeParty", invoice.seller)
    _party(agreement, "BuyerTradeParty", invoice.buyer)
    if invoice.order:
        _text(_part(agreement, "SellerOrderReferencedDocument"), "IssuerAssignedID", invoice.order)
    if invoice.contract:
        _text(_part(agreement, "ContractReferencedDocument"), "IssuerAssignedID", invoice.contract)


def _delivery(deal: _Element, invoice: EInvoice) -> None:
    delivery = _part(deal, "ApplicableHeaderTradeDelivery")
    if invoice.delivered_to is not None:
        place = _part(delivery, "ShipToTradeParty")
        _text(place, "Name", invoice.delivered_to.name)
        _address(place, invoice.delivered_to)
    _day(_part(delivery, "ActualDeliverySupplyChainEvent"), "OccurrenceDateTime", invoice.delivered_on)


def _settlement(deal: _Element, invoice: EInvoice) -> None:
    settlement = _part(deal, "ApplicableHeaderTradeSettlement")
    payment = invoice.payment
    _given(settlement, "CreditorReferenceID", payment.creditor_id if payment else "")
    _given(settlement, "PaymentReference", invoice.number if payment else "")
    _text(settlement, "InvoiceCurrencyCode", invoice.currency)
    if payment is not None:
        _means(settlement, payment)
    for group in invoice.breakdown:
        _breakdown(settlement, group)
    _days(settlement, invoice.days)
    for allowance in invoice.allowances:
        _allowance(settlement, allowance, with_tax=True)
    _terms(settlement, invoice)
    _sums(settlement, invoice)
    if invoice.corrects:
        _text(_part(settlement, "InvoiceReferencedDocument"), "IssuerAssignedID", invoice.corrects)


def _means(settlement: _Element, payment: PaymentBlock) -> None:
    means = _part(settlement, "SpecifiedTradeSettlementPaymentMeans")
    _text(means, "TypeCode", payment.means.value)
    _given(means, "Information", payment.words)
    if payment.card_digits:
        _text(_part(means, "ApplicableTradeSettlementFinancialCard"), "ID", payment.card_digits)
    if payment.payer_iban:
        _text(_part(means, "PayerPartyDebtorFinancialAccount"), "IBANID", payment.payer_iban)
    if payment.iban:
        account = _part(means, "PayeePartyCreditorFinancialAccount")
        _text(account, "IBANID", payment.iban)
        _given(account, "AccountName", payment.holder)
    if payment.bic:
        _text(_part(means, "PayeeSpecifiedCreditorFinancialInstitution"), "BICID", payment.bic)


def _breakdown(settlement: _Element, group: VatBreakdown) -> None:
    tax = _part(settlement, "ApplicableTradeTax")
    _text(tax, "CalculatedAmount", str(group.vat))
    _text(tax, "TypeCode", "VAT")
    _given(tax, "ExemptionReason", group.reason)
    _text(tax, "BasisAmount", str(group.net))
    _text(tax, "CategoryCode", group.tax.category.value)
    _given(tax, "ExemptionReasonCode", group.reason_code)
    _rate(tax, group.tax)


def _terms(settlement: _Element, invoice: EInvoice) -> None:
    mandate = invoice.payment.mandate if invoice.payment else ""
    if not (invoice.terms or invoice.due_on or mandate):
        return
    terms = _part(settlement, "SpecifiedTradePaymentTerms")
    _given(terms, "Description", invoice.terms)
    if invoice.due_on is not None:
        _day(terms, "DueDateDateTime", invoice.due_on)
    _given(terms, "DirectDebitMandateID", mandate)


def _sums(settlement: _Element, invoice: EInvoice) -> None:
    totals = invoice.totals
    sums = _part(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    _text(sums, "LineTotalAmount", str(totals.lines))
    if totals.allowances:
        _text(sums, "AllowanceTotalAmount", str(totals.allowances))
    _text(sums, "TaxBasisTotalAmount", str(totals.net))
    _text(sums, "TaxTotalAmount", str(totals.vat), currencyID=invoice.currency)
    _text(sums, "GrandTotalAmount", str(totals.gross))
    if totals.prepaid:
        _text(sums, "TotalPrepaidAmount", str(totals.prepaid))
    _text(sums, "DuePayableAmount", str(totals.due))


def _party(parent: _Element, name: str, party: Party) -> None:
    element = _part(parent, name)
    _given(element, "ID", party.identifier)
    _text(element, "Name", party.name)
    if party.registration:
        _text(_part(element, "SpecifiedLegalOrganization"), "ID", party.registration)
    if party.contact:
        contact = _part(element, "DefinedTradeContact")
        _text(contact, "PersonName", party.contact)
        if party.phone:
            _text(_part(contact, "TelephoneUniversalCommunication"), "CompleteNumber", party.phone)
        if party.email:
            _text(_part(contact, "EmailURIUniversalCommunication"), "URIID", party.email)
    _address(element, party)
    if party.email:
        _text(_part(element, "URIUniversalCommunication"), "URIID", party.email, schemeID="EM")
    if party.vat_id:
        _text(_part(element, "SpecifiedTaxRegistration"), "ID", party.vat_id, schemeID="VA")
    if party.tax_number:
        _text(_part(element, "SpecifiedTaxRegistration"), "ID", party.tax_number, schemeID="FC")


def _address(parent: _Element, party: Party) -> None:
    address = _part(parent, "PostalTradeAddress")
    _given(address, "PostcodeCode", party.postcode)
    _given(address, "LineOne", party.street)
    _given(address, "CityName", party.city)
    _text(address, "CountryID", party.country)


def _allowance(parent: _Element, allowance: Allowance, *, with_tax: bool) -> None:
    element = _part(parent, "SpecifiedTradeAllowanceCharge")
    etree.SubElement(_part(element, "ChargeIndicator"), f"{{{_UDT}}}Indicator").text = "false"
    _text(element, "ActualAmount", str(allowance.amount))
    _text(element, "Reason", allowance.reason)
    if with_tax:
        _tax(_part(element, "CategoryTradeTax"), allowance.tax)


def _tax(element: _Element, tax: TaxMark) -> None:
    _text(element, "TypeCode", "VAT")
    _text(element, "CategoryCode", tax.category.value)
    _rate(element, tax)


def _rate(element: _Element, tax: TaxMark) -> None:
    if tax.rate is not None:
        _text(element, "RateApplicablePercent", _plain(tax.rate))


def _days(parent: _Element, days: Days | None) -> None:
    if days is not None:
        period = _part(parent, "BillingSpecifiedPeriod")
        _day(period, "StartDateTime", days.first)
        _day(period, "EndDateTime", days.last)


def _day(parent: _Element, name: str, day: date) -> None:
    element = etree.SubElement(_part(parent, name), f"{{{_UDT}}}DateTimeString", format="102")
    element.text = f"{day:%Y%m%d}"


def _part(parent: _Element, name: str) -> _Element:
    return etree.SubElement(parent, f"{{{_RAM}}}{name}")


def _text(parent: _Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_RAM}}}{name}", attributes).text = text


def _given(parent: _Element, name: str, text: str) -> None:
    """Left out where there is nothing: an empty element is refused."""
    if text:
        _text(parent, name, text)


def _plain(number: Decimal) -> str:
    """Without exponent and needless zeros."""
    return f"{number.normalize():f}"
