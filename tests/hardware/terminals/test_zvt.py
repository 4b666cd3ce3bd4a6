"""ZVT: the packets of real terminals as others wrote them down, and whole payments with a terminal that misbehaves."""

import json
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.till.terminal import (
    AmountNotForTerminal,
    CardAnswer,
    CardOutcome,
    OnDisplay,
    Shows,
    TerminalRefused,
    TerminalUnreachable,
)
from hardware.terminals.zvt.apdu import Apdu, unpacked
from hardware.terminals.zvt.fields import FieldBroken, bcd, fields_of, masked, number_of, tags_of, told_length
from hardware.terminals.zvt.messages import Heard, shown
from hardware.terminals.zvt.terminal import ZvtTerminal
from tests.hardware.terminals.fake_zvt import FakeTerminal, running

VECTORS = {
    each["test"].partition(".")[2]: each
    for each in json.loads((Path(__file__).parents[1] / "specs/zvt/vectors.json").read_text(encoding="utf-8"))
}
PRICE = Money.of("20.40")


def packets(name: str) -> list[Apdu]:
    stream, found = b"".join(bytes.fromhex(each) for each in VECTORS[name]["bytes_hex"]), []
    while (next_one := unpacked(stream)) is not None:
        packet, stream = next_one
        found.append(packet)
    return found


def heard(name: str) -> Heard:
    found = Heard()
    for packet in packets(name):
        found.take(packet)
    return found


def pay(fake: FakeTerminal, shown_to: list[OnDisplay] | None = None) -> CardAnswer:
    told = [] if shown_to is None else shown_to
    return ZvtTerminal("127.0.0.1", fake.port, patience_s=2).pay(PRICE, told.append)


def test_a_payment_of_a_real_terminal_is_read():
    answer = heard("Parse_PaymentGood1_Successful").answer(CardOutcome.PAID)
    assert (answer.amount, answer.terminal, answer.receipt, answer.trace) == (PRICE, "28004869", "0470", "000470")
    assert (answer.card, answer.number, answer.code) == ("Debit Mastercard", "************4771", "00")
    assert answer.text == "GEN.NR.:611804"
    back = heard("Parse_ReversalGood1_Successful")
    assert (back.answer(CardOutcome.PAID).amount, back.answer(CardOutcome.PAID).trace) == (Money.of("1.00"), "000607")


@pytest.mark.parametrize(
    ("name", "code", "text"),
    [
        ("Parse_AbortByKey_Successful", "6C", "Abbruch durch Kunde"),
        ("Parse_SystemError_Successful", "FF", "Betrag falsch"),
    ],
)
def test_why_a_real_terminal_did_not_pay(name, code, text):
    answer = heard(name).answer(CardOutcome.DECLINED)
    assert (answer.code, answer.text, answer.terminal) == (code, text, "28004869")


@pytest.mark.parametrize("name", ["Parse_TlvInfos1_Successful", "Parse_TlvInfos2_Successful"])
def test_tags_within_tags_are_found(name):
    [packet] = packets(name)
    tags = {tag.number: tag.value for top in tags_of(fields_of(packet.data)[0x06]) for tag in top.all()}
    assert tags[0x43].hex().upper() == VECTORS[name]["expect"]["ApplicationId"]


def test_receipts_come_as_lines_and_as_blocks():
    lines = heard("ProcessData_LineReceived1_Successful").lines
    assert len(lines) == sum(each.control == 0x06D1 for each in packets("ProcessData_LineReceived1_Successful")) > 40
    assert lines[:2] == ["** KASSENSCHNITT **", "TEST Portalum"]
    block = heard("Parse_CardholderReceipt_Successful")
    assert block.for_us == []
    assert [line for line in block.for_customer if "hobex" in line] == ["  Leihstellung von hobex"]
    assert "   Herr Test1" not in block.for_us
    office = heard("Parse_AdministrationReceipt_Successful")
    assert office.for_customer == []
    assert "TID:AH000006" in office.for_us


@pytest.mark.parametrize(
    "name", ["ProcessData_FragmentedDataPackets1_Successful", "ProcessData_FullDataPacket_Successful"]
)
def test_a_packet_in_pieces_is_one_packet(name):
    assert len(packets(name)) >= 1
    pieces = [bytes.fromhex(each) for each in VECTORS[name]["bytes_hex"]]
    assert len(pieces) == 1 or unpacked(pieces[0]) is None


def test_lengths_and_digits():
    assert [
        told_length(bytes.fromhex(each), digits) for each, digits in (("f0f1f9", 3), ("f1f8f9", 3), ("f1f8", 2))
    ] == [
        19,
        189,
        18,
    ]
    assert unpacked(bytes.fromhex("040f")) is None
    assert unpacked(bytes.fromhex("040fff01006c")) == (Apdu(0x040F, b"\x6c"), b"")
    assert unpacked(bytes.fromhex("040f016c040f")) == (Apdu(0x040F, b"\x6c"), bytes.fromhex("040f"))
    assert (bcd(2020, 6).hex(), bcd(978, 2).hex(), number_of(bytes.fromhex("0978"))) == ("000000002020", "0978", 978)
    assert masked(bytes.fromhex("eeeeeeeeeeee4771f0")[:8]) == "************4771"
    with pytest.raises(ValueError, match="too many digits"):
        bcd(1_000_000, 3)


def test_what_a_display_shows():
    assert shown(bytes.fromhex(VECTORS["GetMessage_InsertCard_Successful"]["bytes_hex"][0])) == OnDisplay(Shows.CARD)
    said = shown(bytes.fromhex(VECTORS["GetMessage_TlvData_Failure"]["bytes_hex"][0]))
    assert said == OnDisplay(Shows.OTHER, "EUR 1.23 Bitte warten")
    assert shown(b"") is None
    assert shown(b"\xfe") is None


@given(st.binary(max_size=300))
def test_nothing_that_a_terminal_sends_breaks_us(data):
    known = Heard()
    for control in (0x040F, 0x04FF, 0x06D1, 0x06D3, 0x061E):
        known.take(Apdu(control, data))
    with suppress(FieldBroken):
        known.answer(known.outcome)
    found = unpacked(data)
    assert found is None or len(found[1]) < len(data)


@given(st.integers(0, 0xFFFF), st.binary(max_size=600), st.binary(max_size=20))
def test_what_is_packed_is_unpacked(control, data, rest):
    assert unpacked(Apdu(control, data).packed() + rest) == (Apdu(control, data), rest)


def test_a_payment_from_the_first_word_to_the_receipt():
    with running(FakeTerminal(in_pieces=True)) as fake:
        told: list[OnDisplay] = []
        answer = pay(fake, told)
    assert (answer.outcome, answer.amount, answer.receipt) == (CardOutcome.PAID, PRICE, "0471")
    assert (answer.card, answer.number) == ("GIROCAR", "************4771")
    assert answer.for_customer == ("KASSENBELEG", "EUR 20.40")
    assert told == [OnDisplay(Shows.CARD), OnDisplay(Shows.OTHER, "EUR 1.23 Bitte warten")]
    assert fake.asked == [0x0600, 0x0601]
    assert fake.thanked == 1 + 6
    assert fake.paid == [(471, 2040)]


@pytest.mark.parametrize(("code", "outcome"), [(0x05, CardOutcome.DECLINED), (0x6C, CardOutcome.ABORTED)])
def test_what_is_not_paid_says_why(code, outcome):
    with running(FakeTerminal(declines_with=code)) as fake:
        answer = pay(fake)
    assert (answer.outcome, answer.code, fake.paid) == (outcome, f"{code:02X}", [])


@pytest.mark.parametrize("after", range(7))
def test_a_line_that_breaks_says_nothing_about_the_money(after):
    with running(FakeTerminal(hangs_up_after=after)) as fake:
        terminal = ZvtTerminal("127.0.0.1", fake.port, patience_s=2)
        answer = terminal.pay(PRICE, lambda _shown: None)
        assert (answer.outcome, answer.amount) == (CardOutcome.UNKNOWN, PRICE)
        found = terminal.last()
    assert found is not None
    assert (found.outcome, found.amount, found.receipt) == (CardOutcome.PAID, PRICE, "0471")


def test_what_was_never_paid_is_not_the_last_payment():
    with running(FakeTerminal(declines_with=0x05, hangs_up_after=2)) as fake:
        terminal = ZvtTerminal("127.0.0.1", fake.port, patience_s=2)
        assert terminal.pay(PRICE, lambda _shown: None).outcome is CardOutcome.UNKNOWN
        assert terminal.last() is None


def test_an_end_that_cannot_be_read_is_unknown():
    with running(FakeTerminal(garbles=True)) as fake:
        assert pay(fake).outcome is CardOutcome.UNKNOWN


def test_we_may_end_it():
    with running(FakeTerminal(waits=True)) as fake:
        terminal = ZvtTerminal("127.0.0.1", fake.port, patience_s=5)
        answers: list[CardAnswer] = []
        paying = Thread(target=lambda: answers.append(terminal.pay(PRICE, lambda _shown: None)))
        paying.start()
        sleep(0.3)
        terminal.abort()
        paying.join(5)
    assert [each.outcome for each in answers] == [CardOutcome.ABORTED]
    terminal.abort()  # nothing goes on any more


def test_money_goes_back_once():
    with running(FakeTerminal()) as fake:
        terminal = ZvtTerminal("127.0.0.1", fake.port, patience_s=2)
        receipt = terminal.pay(PRICE, lambda _shown: None).receipt
        assert terminal.take_back(receipt, PRICE, lambda _shown: None).outcome is CardOutcome.PAID
        assert terminal.take_back(receipt, PRICE, lambda _shown: None).outcome is CardOutcome.DECLINED
        assert terminal.close_day().for_us == ("KASSENSCHNITT",)


def test_nobody_there_and_busy_are_not_unknown():
    with running(FakeTerminal(is_busy=True)) as fake:
        with pytest.raises(TerminalRefused):
            pay(fake)
        port = fake.port
    with pytest.raises(TerminalUnreachable):
        ZvtTerminal("127.0.0.1", port).pay(PRICE, lambda _shown: None)
    with pytest.raises(AmountNotForTerminal):
        ZvtTerminal("127.0.0.1", port).pay(Money.of("0.00"), lambda _shown: None)
