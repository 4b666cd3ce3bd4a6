"""Invoices as their readers see them."""

import itertools
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from domain.billing.invoice_sheet import InvoiceSheet, LineReference, Payment
from domain.billing.model import Reason, Tax, TaxCategory, TaxReason
from domain.business import Business, ColourWrong, Recipient
from domain.contracts.about import ChargeCause
from domain.contracts.terms import PricesAre
from domain.customers.model import Address
from domain.money import Money
from reports.papers import Papers
from tests.reports.reading import PAPERS, flat, pages_of, printed, text_of, with_zbar, with_zxing
from tests.reports.samples import (
    BUSINESS,
    credit_note,
    invoice,
    line,
    logo,
    long_invoice,
    reverse_charge_invoice,
    short_invoice,
    swiss_invoice,
)


def read(sheet: InvoiceSheet, language: str | None = None) -> str:
    return flat(text_of(PAPERS.invoice(sheet, language)))


def test_a_german_invoice_says_all_that_the_law_asks_for():
    text = read(short_invoice())
    for part in (
        "Rechnung R-2026-004411",
        "Rechnungsnummer",
        "Datum 01.11.2026",
        "Fällig am 15.11.2026",
        "Radwerk Berlin GmbH",
        "Jürgen Müller-Lüdenscheidt",
        "Schönhauser Allee 7",
        "Steuernummer 37/456/12345",
        "USt-IdNr. DE123456789",
        "Leistungszeitraum 01.11.2026 – 30.11.2026",
        "USt 19 % auf 111,47",
        "Umsatzsteuerfrei: 6,90",
        "Nettobetrag 118,37 €",
        "Rechnungsbetrag 139,55 €",
        "Bitte überweisen Sie 139,55 € bis zum 15.11.2026 unter Angabe von R-2026-004411.",
        "steuerfrei nach § 4 UStG",
        "Seite 1 von 1",
        "Amtsgericht Charlottenburg, HRB 123456 B",
        "DE02 1203 0000 0000 2020 51",
    ):
        assert part in text


def test_the_same_invoice_in_english_has_no_german_word_of_ours():
    text = read(short_invoice(), "en")
    assert "Invoice R-2026-004411" in text
    assert "Due on 15 Nov 2026" in text
    assert "Invoice total €139.55" in text
    assert "Please transfer €139.55 by 15 Nov 2026" in text
    assert "Page 1 of 1" in text
    for german in ("Rechnung", "Seite", "Menge", "USt ", "Betrag", "überweisen"):
        assert german not in text


def test_an_unknown_language_is_printed_in_english():
    assert PAPERS.invoice(short_invoice(), "fr") == PAPERS.invoice(short_invoice(), "en")


def test_a_part_period_is_explained_under_its_line():
    assert "Kindersitz Maxi 19.11.2026 – 30.11.2026 · 12 von 31 Tagen KS-000071-4" in read(short_invoice())
    assert "19 Nov 2026 – 30 Nov 2026 · 12 of 31 days" in read(short_invoice(), "en")


def test_a_whole_period_is_not_explained():
    assert "30 von 30" not in read(short_invoice())


def test_a_credit_note_names_what_it_corrects():
    text = read(credit_note())
    assert "Rechnungskorrektur R-2026-004412" in text
    assert "Korrektur der Rechnung R-2026-004411" in text
    assert "korrigiert R-2026-004411, Position 1" in text
    assert "Erstattung wegen Vertragsende" in text
    assert "Wir erstatten 50,97 € oder verrechnen" in text
    assert "Gutschrift" not in text


def test_reverse_charge_is_said_and_both_vat_ids_are_there():
    text = read(reverse_charge_invoice())
    assert "Reverse charge: the recipient of the service is liable for the VAT." in text
    assert "ATU12345678" in text
    assert "DE123456789" in text
    assert "ÖSTERREICH" in text
    assert "We will collect €1,249.00 from your account by SEPA direct debit on 15 Nov 2026." in text
    german = read(reverse_charge_invoice(), "de")
    assert "Steuerschuldnerschaft des Leistungsempfängers" in german


def test_other_currencies_follow_cldr():
    text = read(swiss_invoice())
    assert "Net in CHF" in text
    assert "CHF 1,334,567.89" in text
    assert "VAT 8.1% on 1,234,567.89" in text
    assert "London E1 6RF" in text
    assert "1.334.567,89 CHF" in read(swiss_invoice(), "de")


def test_sixty_lines_run_over_pages_with_head_carry_and_numbers():
    pages = pages_of(PAPERS.invoice(long_invoice()))
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert f"Seite {number} von {len(pages)}" in page
        assert "R-2026-004411" in page
        assert "Bezeichnung" in page
        assert "USt-IdNr. DE123456789" in page
    for before, after in itertools.pairwise(pages):
        carried = re.findall(r"Übertrag\s+([−\d.,]+)", before)[-1]
        assert re.findall(r"Übertrag\s+([−\d.,]+)", after)[0] == carried
    text = flat(" ".join(pages))
    for number in range(1, 61):
        assert re.search(rf"(?<![\d.,]){number} (E-Bike|Lastenrad|Probemonat|Fachbuch)", text), number


def test_the_carried_sum_is_the_sum_of_the_lines_before_it():
    first = pages_of(PAPERS.invoice(long_invoice()))[0]
    carried = Decimal(re.findall(r"Übertrag\s+([−\d.,]+)", first)[-1].replace(".", "").replace(",", "."))
    printed_lines = len(re.findall(r"E-Bike|Lastenrad|Probemonat|Fachbuch", first))
    assert carried == sum(one.net.decimal() for one in long_invoice().lines[:printed_lines])


def test_lines_are_grouped_and_summed_by_contract():
    text = read(long_invoice())
    for contract in ("CT-000311-7", "CT-000312-B", "CT-000400-M"):
        assert f"Vertrag {contract}" in text
        assert f"Summe Vertrag {contract}" in text
    assert "CT-000311-7 und 3 weitere" in text
    assert "Summe Vertrag" not in read(short_invoice())


def test_endless_names_are_printed_whole():
    text = text_of(PAPERS.invoice(long_invoice())).replace("\n", "").replace(" ", "")
    assert "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsanhängerkupplung" in text


def test_minus_and_fractions_are_set_properly():
    text = read(long_invoice())
    assert "−23,45" in text
    assert " 2,5 " in text
    assert "-23,45" not in text


def test_a_free_month_is_an_ordinary_invoice():
    text = read(invoice([line(1, "Probemonat", "0.00")]))
    assert "Rechnungsbetrag 0,00 €" in text
    assert "Es ist nichts zu zahlen." in text
    assert "QR-Code" not in text


@pytest.mark.parametrize("decode", [with_zbar, with_zxing])
def test_a_banking_app_reads_amount_account_and_purpose(decode):
    found = dict(decode(printed(PAPERS.invoice(short_invoice()), 0, 300)))
    assert found["QR"].split("\n") == [
        *("BCD", "002", "1", "SCT", "BYLADEM1001", "Radwerk Berlin GmbH", "DE02120300000000202051", "EUR139.55"),
        *("", "", "R-2026-004411"),
    ]


@pytest.mark.parametrize("payment", [Payment.DIRECT_DEBIT, Payment.CARD, Payment.PAID])
def test_no_pay_code_where_nobody_should_transfer(payment):
    assert "QR-Code" not in read(replace(short_invoice(), payment=payment))


def test_credit_lines_on_an_invoice_name_line_and_invoice():
    text = read(long_invoice())
    assert "22.10.2026 – 31.10.2026 · 10 von 31 Tagen Erstattung wegen Vertragsende" in text
    assert "korrigiert R-2026-000012, Position 2" in text


def test_the_pdf_says_what_it_is():
    reader = PdfReader(BytesIO(PAPERS.invoice(short_invoice())))
    assert reader.metadata is not None
    assert reader.metadata.title == "Rechnung R-2026-004411"
    assert reader.metadata.author == "Radwerk Berlin GmbH"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 11, 1)
    assert reader.trailer["/Root"]["/Lang"] == "de"
    assert PdfReader(BytesIO(PAPERS.invoice(short_invoice(), "en"))).trailer["/Root"]["/Lang"] == "en"


def test_the_same_sheet_gives_the_same_bytes():
    assert PAPERS.invoice(long_invoice()) == Papers(BUSINESS).invoice(long_invoice())


def test_every_face_is_embedded():
    reader = PdfReader(BytesIO(PAPERS.invoice(short_invoice())))
    for font in reader.pages[0]["/Resources"][
        "/Fonts" if "/Fonts" in reader.pages[0]["/Resources"] else "/Font"
    ].values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"].get_object()


def test_the_address_lies_in_the_window_of_the_envelope():
    long = Recipient(
        "Dr. Zoë Anneliese Šimečková von und zu Lüdenscheidt-Ehrenfeld auf der Hohen Warte " * 3,
        "Genossenschaft für nachbarschaftliche Lastenradbeförderung und Verwandtes eG " * 3,
        Address("Straße des Gedenkens an die Eröffnung der Ringbahn 12345, Hinterhof, Aufgang C", "1060", "Wien", "AT"),
    )
    pdf = PAPERS.invoice(replace(short_invoice(), recipient=long))
    text = text_of(pdf)
    assert "1060 Wien" in text
    assert "ÖSTERREICH" in text
    page = printed(pdf, 0, 100)
    below_window = page.crop(
        (int(20 / 25.4 * 100), int(90.5 / 25.4 * 100), int(105 / 25.4 * 100), int(98 / 25.4 * 100))
    )
    assert below_window.getextrema() == (255, 255)


@pytest.mark.parametrize("name", ["\x00\x1b[31m\nBcc: a@b", "\u202eevil", "李小龍 مرحبا 🚲", "a\u0308", "", "=1+1"])
def test_hostile_and_foreign_names_never_stop_an_invoice(name):
    sheet = replace(short_invoice(), recipient=Recipient(name, name, Address(name, "", "", "??")))
    sheet = replace(sheet, lines=(replace(sheet.lines[0], title=name, detail=name),))
    assert "139,55" in read(sheet)


def test_a_customer_without_address_still_gets_a_readable_invoice():
    assert "Nur Name" in read(replace(short_invoice(), recipient=Recipient("Nur Name", "", Address("", "", ""))))


def test_a_bare_business_prints_too():
    bare = Papers(Business("Ich AG", Address("Weg 1", "12345", "Dorf")))
    text = flat(text_of(bare.invoice(short_invoice())))
    assert "Ich AG" in text
    assert "QR-Code" not in text


def test_the_logo_stands_in_for_the_name_and_a_pale_accent_is_not_used_for_text():
    plain = PdfReader(BytesIO(Papers(replace(BUSINESS, logo=logo(), accent="#FFE000")).invoice(short_invoice())))
    assert len(plain.pages[0].images) == 1
    content = plain.pages[0].get_contents().get_data().decode("latin-1")
    assert "1 .878431 0 rg" not in content
    assert "1 .878431 0 RG" in content


def test_an_accent_that_is_no_colour_is_refused():
    with pytest.raises(ColourWrong):
        replace(BUSINESS, accent="blue")


def test_one_off_lines_say_what_they_are():
    text = read(invoice([line(1, "Bremsgriff", "35.00", reason=Reason.ONE_OFF, period=None)]))
    assert "einmalige Berechnung" in text
    assert "Leistungszeitraum" not in text


def test_amounts_beyond_a_million_stay_in_their_column():
    sheet = invoice([line(1, "Flotte", "123456789.99")])
    assert "Rechnungsbetrag 146.913.580,09 €" in read(replace(sheet, gross=Money.of("146913580.09")))


def test_discounts_and_money_given_back_are_explained_under_the_line():
    """A gross price of 79.00 with 7.90 off; 12 of 31 days of 20.00; days that stay charged count none."""
    first, last = date(2026, 12, 1), date(2026, 12, 31)
    part = (date(2026, 12, 20), last)
    ref = LineReference("R-2026-000041", 1)
    lines = (
        replace(
            line(1, "E-Bike", "59.75", gross="71.10", price="79.00", period=(first, last), days=(31, 31)),
            discount=Money.of("7.90"),
        ),
        line(2, "Schloss", "6.51", gross="7.74", price="20.00", period=part, days=(12, 31), reason=Reason.PART_PERIOD),
        line(3, "Helm", "-4.20", gross="-5.00", days=(0, 30), reason=Reason.GOODWILL, corrects=ref),
        line(4, "Korb", "-2.52", gross="-3.00", days=(9, 30), reason=Reason.PAUSE_CREDIT, corrects=ref),
        line(5, "Anhänger", "-8.40", gross="-10.00", days=(0, 30), reason=Reason.REFUND, corrects=ref),
    )
    german = read(invoice(lines, prices_are=PricesAre.GROSS), "de")
    for words in (
        "abzüglich Rabatt 7,90",
        "12 von 31 Tagen",
        "Erstattung aus Kulanz",
        "Erstattung, weil der Vertrag ruhte",
        "korrigiert R-2026-000041, Position 1",
    ):
        assert words in german, german
    assert "0 von 30" not in german
    assert "less discount 7.90" in read(invoice(lines, prices_are=PricesAre.GROSS), "en")


@pytest.mark.parametrize(
    ("reason", "country", "words"),
    [
        (TaxReason.CUSTOMER_COUNTRY, "AT", "Satz des Landes des Kunden berechnet: Österreich"),
        (TaxReason.DESTINATION_COUNTRY, "NL", "Bestimmungslandes Niederlande berechnet und über den One-Stop-Shop"),
        (TaxReason.OUTSIDE_EU, "CH", "Leistungsort liegt im Ausland (Schweiz)"),
    ],
)
def test_a_tax_of_abroad_names_the_country(reason: TaxReason, country: str, words: str) -> None:
    tax = Tax(TaxCategory.STANDARD, Decimal(20), country, reason)
    assert words in read(invoice((line(1, "E-Bike", "65.83", tax=tax),)), "de")


def test_a_charge_says_what_happened_and_to_which_thing():
    damage = replace(
        line(1, "Display ersetzt", "29.41", gross="35.00", reason=Reason.ONE_OFF, period=None, detail="RB-000214-K"),
        cause=ChargeCause.DAMAGE,
        message="Glas gesprungen bei der Rückgabe\u202e, Foto liegt bei",
    )
    text = read(invoice([damage]))
    assert "Schaden" in text
    assert "einmalig" not in text
    assert "Glas gesprungen bei der Rückgabe" in text
    assert "RB-000214-K" in text
    other = replace(damage, cause=ChargeCause.OTHER, message="")
    assert "damage" not in read(invoice([other]), "en")
    assert "one-off charge" in read(invoice([other]), "en")


def test_a_long_address_stays_in_the_window_and_keeps_its_words() -> None:
    """Six lines of the usual size end above 90 mm; smaller type comes before shortened lines."""
    endless = Recipient(
        "Prof. Dr. Maximiliane-Charlotte von und zu Hohenlohe-Schillingsfürst-Langenburg",
        "Gesellschaft für nachhaltige Lastenfahrradmobilität und Quartierslogistik Berlin-Brandenburg mbH & Co. KG",
        Address("Straße des Siebzehnten Juni 135, Hinterhaus, 4. Obergeschoss links", "10623", "Berlin-Charlottenburg"),
    )
    text = flat(text_of(PAPERS.invoice(replace(short_invoice(), recipient=endless))))
    for part in ("mbH & Co. KG", "Schillingsfürst-Langenburg", "4. Obergeschoss links", "10623 Berlin-Charlottenburg"):
        assert part in text


def test_several_rates_stand_in_a_table_and_one_alone_does_not() -> None:
    assert "USt Netto USt-Betrag Brutto 19 % 111,47 21,18 132,65 steuerfrei 6,90 0,00 6,90" in read(short_invoice())
    assert "USt-Betrag" not in read(credit_note())


def test_an_e_invoice_says_that_it_is_one_and_shows_the_customers_sign() -> None:
    text = read(replace(short_invoice(), is_e_invoice=True, buyer_reference="Kst. 4711"))
    assert "Enthält eine E-Rechnung (ZUGFeRD, EN 16931)" in text
    assert "Ihr Zeichen Kst. 4711" in text
    assert "E-Rechnung" not in read(short_invoice())
