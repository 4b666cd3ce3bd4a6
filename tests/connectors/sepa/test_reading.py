"""What banks write: every sample is read, what is hostile is refused, the same booking is the same in every message."""

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from connectors.psp.sepa.reader import SepaReader
from connectors.psp.sepa.reading import read_message
from domain.banking.model import BankFileHostile, BankFileKind, BankFileTooLarge, Nature, NoBankFile
from domain.money import Currency, Money

SAMPLES = Path(__file__).parent / "samples"
MOCK = SAMPLES / "mock-bank"
XSD = Path(__file__).parent / "xsd"


def read(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def camt(entries: str, kind: str = "Stmt", above: str = "BkToCstmrStmt", version: str = "053.001.08") -> bytes:
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{version}"><{above}><GrpHdr><MsgId>M1</MsgId></GrpHdr>'
        f"<{kind}><Id>S1</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>{entries}</{kind}></{above}>"
        "</Document>"
    ).encode()


def entry(amount: str = "79.00", text: str = "R-2026-000001", ref: str = "", sign: str = "CRDT", more: str = "") -> str:
    known = f"<AcctSvcrRef>{ref}</AcctSvcrRef>" if ref else ""
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>2026-02-03</Dt></BookgDt>{known}<NtryDtls><TxDtls>{more}<RmtInf><Ustrd>{text}</Ustrd></RmtInf>"
        "</TxDtls></NtryDtls></Ntry>"
    )


def test_a_return_says_its_reason_what_it_was_over_and_what_banks_kept() -> None:
    [back] = read_message(read("konfipay-failed_debit_with_charges_08.xml")).entries
    assert (back.nature, back.reason, back.end_to_end) == (Nature.RETURNED, "MD06", "MANDATE123-05.01.2022")
    assert (back.amount, back.original, back.fee) == (Money.of("15.50"), Money.of("10.00"), Money.of("5.50"))


def test_notice_and_statement_speak_of_the_same_booking() -> None:
    [notice] = read_message(read("mock-bank/04-camt.054.001.08-settled.xml")).entries
    [stated] = read_message(read("mock-bank/05-camt.053.001.08-settled.xml")).entries
    assert notice == stated
    assert (notice.nature, notice.end_to_end, notice.payer) == (Nature.COLLECTED, "R-101", "Anna Bar")
    assert (notice.amount, notice.booked_on) == (Money.of("49.90"), date(2026, 11, 24))


def test_an_answer_names_who_is_refused_and_why() -> None:
    part = read_message(read("mock-bank/01-pain.002.001.10-on-receipt-part.xml"))
    assert part.kind is BankFileKind.ANSWER
    assert [(one.end_to_end, one.nature, one.reason) for one in part.entries] == [
        ("R-101", Nature.TAKEN, ""),
        ("R-103", Nature.REFUSED, "AM04"),
        ("R-104", Nature.REFUSED, "AC04"),
        ("R-102", Nature.TAKEN, ""),
    ]
    [whole] = read_message(read("mock-bank/02-pain.002.001.10-same-file-twice-DUPL.xml")).entries
    assert (whole.end_to_end, whole.group, whole.reason) == ("", "", "DUPL")
    [back] = read_message(read("mock-bank/06-pacs.004.001.09-return-after-settlement-MD06.xml")).entries
    assert (back.nature, back.end_to_end, back.reason) == (Nature.RETURNED, "R-101", "MD06")


def test_every_sample_of_every_version_is_read() -> None:
    read_ones = 0
    for path in sorted(SAMPLES.rglob("*.xml")):
        if "pain.008" in path.name:
            with pytest.raises(NoBankFile):
                read_message(path.read_bytes())
        else:
            assert read_message(path.read_bytes()).entries
            read_ones += 1
    assert read_ones == 13


def test_balances_are_checked_against_the_entries() -> None:
    said = [read_message(path.read_bytes()).statements[0].adds_up for path in sorted(MOCK.glob("*camt.053*"))]
    assert said == [True, True]
    assert read_message(read("konfipay-failed_debit_with_charges_08.xml")).statements[0].adds_up is False


def test_two_equal_transfers_on_one_statement_are_two_and_on_the_next_one_the_same_again() -> None:
    first = read_message(camt(entry() + entry())).entries
    assert len({one.content for one in first}) == 2
    again = read_message(camt(entry() + entry(), "Rpt", "BkToCstmrAcctRpt", "052.001.02")).entries
    assert [one.content for one in again] == [one.content for one in first]
    assert first[0].ref == ""
    assert read_message(camt(entry(ref="B-1"))).entries[0].ref


def test_a_batch_with_parts_is_its_parts_and_without_them_one() -> None:
    part = '<TxDtls><Refs><EndToEndId>E{n}</EndToEndId></Refs><Amt Ccy="EUR">{a}</Amt></TxDtls>'
    inside = part.format(n=1, a="10.00") + part.format(n=2, a="20.00")
    batch = entry("30.00", ref="B-9").replace("<NtryDtls>", f"<NtryDtls>{inside}", 1)
    batch = batch.replace("<TxDtls><RmtInf><Ustrd>R-2026-000001</Ustrd></RmtInf></TxDtls>", "")
    found = read_message(camt(batch)).entries
    assert [(str(one.amount), one.end_to_end) for one in found] == [("10.00 EUR", "E1"), ("20.00 EUR", "E2")]
    assert len({one.ref for one in found}) == 2
    wrong_sum = batch.replace(">20.00<", ">19.00<")
    assert [str(one.amount) for one in read_message(camt(wrong_sum)).entries] == ["30.00 EUR"]


def test_what_is_only_announced_or_has_no_amount_is_left_out() -> None:
    pending = entry().replace("BOOK", "PDNG")
    odd = entry("12.345") + entry("1e400") + entry("NaN")
    found = read_message(camt(entry() + pending + odd))
    assert (len(found.entries), found.left_out) == (1, 4)


def test_german_codes_tell_debits_from_transfers() -> None:
    code = "<BkTxCd><Prtry><Cd>NDDT+{}+00931</Cd></Prtry></BkTxCd>"
    natures = [
        read_message(camt(entry(sign=sign, more=code.format(gvc)))).entries[0].nature
        for gvc, sign in (("171", "CRDT"), ("166", "CRDT"), ("109", "DBIT"), ("105", "DBIT"), ("159", "CRDT"))
    ]
    assert natures == [Nature.COLLECTED, Nature.TRANSFER, Nature.RETURNED, Nature.OUT, Nature.CAME_BACK]


def test_other_currencies_keep_their_own() -> None:
    found = read_message(camt(entry().replace('"EUR"', '"CHF"'))).entries[0]
    assert found.amount == Money(7900, Currency("CHF"))


LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>"
)


@pytest.mark.parametrize(
    "head",
    [
        LAUGHS,
        '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/evil.dtd">',
        "<!DOCTYPE x>",
    ],
)
def test_files_that_try_something_are_refused(head: str) -> None:
    hostile = head.encode() + camt(entry(text="&file;&lol9;" if "ENTITY" in head else "harmless"))
    with pytest.raises(BankFileHostile):
        read_message(hostile)


def test_what_is_no_bank_file_is_refused() -> None:
    for content in (b"", b"%PDF-1.7", b"<a/>", b"<Document><X><GrpHdr/></X></Document>", camt(entry())[:-40]):
        with pytest.raises((NoBankFile, BankFileHostile)):
            read_message(content)
    with pytest.raises((NoBankFile, BankFileHostile)):
        read_message(b"<Document>" + b"<a>" * 5000)


def test_a_file_of_a_hundred_megabytes_is_refused_unread() -> None:
    with pytest.raises(BankFileTooLarge):
        read_message(b" " * 100_000_000)


def test_an_archive_holds_several_and_its_sizes_are_not_believed() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2026/a.xml", camt(entry()))
        archive.writestr("b.XML", camt(entry("1.00")))
        archive.writestr("readme.txt", "no bank file")
    assert [one.name for one in SepaReader().read("x.zip", packed.getvalue())] == ["a.xml", "b.XML"]
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.xml", b" " * 70_000_000)
    with pytest.raises(BankFileTooLarge):
        SepaReader().read("bomb.zip", bomb.getvalue())
    with pytest.raises(NoBankFile):
        SepaReader().read("broken.zip", packed.getvalue()[:50])


def test_damaged_files_never_break_the_reader() -> None:
    chance = random.Random(7)  # the same damage every time
    for path in sorted(SAMPLES.rglob("*.xml")):
        whole = bytearray(path.read_bytes())
        for _ in range(15):
            harmed = bytearray(whole)
            for _ in range(3):
                harmed[chance.randrange(len(harmed))] = chance.randrange(256)
            try:
                read_message(bytes(harmed))
            except (NoBankFile, BankFileHostile):
                continue


def test_what_banks_write_need_not_be_valid_to_be_read() -> None:
    """So validity is demanded of what we write alone. The bank in our tests writes what the schemas allow."""
    for path in [*MOCK.glob("*camt.05*"), SAMPLES / "genkgo-camt054.v8.xml"]:
        version = "053.001.08" if "053" in path.name else "054.001.08"
        assert etree.XMLSchema(file=str(XSD / f"camt.{version}.xsd")).validate(etree.parse(str(path))), path.name
    odd = SAMPLES / "konfipay-failed_debit_with_charges_08.xml"
    assert not etree.XMLSchema(file=str(XSD / "camt.053.001.08.xsd")).validate(etree.parse(str(odd)))
    assert read_message(odd.read_bytes()).entries


@pytest.mark.parametrize("version", ["pain.002.001.03", "pain.002.001.12"])
def test_answers_of_other_versions_are_read_alike(version: str) -> None:
    plain = (MOCK / "01-pain.002.001.10-on-receipt-part.xml").read_bytes()
    other = plain.replace(b"pain.002.001.10", version.encode())
    other = other.replace(b"BICFI", b"BIC") if version.endswith("03") else other
    assert read_message(other).entries == read_message(plain).entries
    assert etree.XMLSchema(file=str(XSD / f"{version}.xsd")).validate(etree.fromstring(other))
