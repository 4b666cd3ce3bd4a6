"""A card terminal that speaks ZVT over TCP: registered, asked, listened to, and every packet thanked for.

Source: ZVT 13, chapter 3; the terminal waits for our acknowledgement after each packet of its own.
"""

from threading import Lock
from typing import Final

from domain.money import Money
from domain.till.terminal import (
    CardAnswer,
    CardOutcome,
    TerminalRefused,
    TerminalUnreachable,
    Told,
    check_amount,
)
from hardware.terminals.zvt.apdu import Apdu, Line, LineBroken
from hardware.terminals.zvt.fields import FieldBroken, bcd
from hardware.terminals.zvt.messages import ABORTED, COMPLETED, POSITIVE, Heard, is_refusal

PORT: Final = 20007
_FACTORY: Final = "000000"
"""What terminals come with."""
_REGISTER, _PAY, _REPEAT, _TAKE_BACK, _CLOSE, _ABORT = 0x0600, 0x0601, 0x0620, 0x0630, 0x0650, 0x06B0
_THANKS: Final = Apdu(POSITIVE)
_EURO: Final = bytes.fromhex("0978")
_CONFIGURED: Final = 0x8E
"""We print payments and administration, hear what the display shows, and get receipts as text."""
_TEXT_BLOCKS: Final = bytes.fromhex("060626040A0206D3")
_AMOUNT, _CURRENCY, _RECEIPT = 0x04, 0x49, 0x87
_REACH_S: Final = 5.0
_ANSWER_S: Final = 10.0
_ENDS: Final = frozenset({COMPLETED, ABORTED})


class ZvtTerminal:
    """`domain.till.terminal.CardTerminal`. `password`: six digits. `patience_s`: for a customer to find their card."""

    def __init__(self, host: str, port: int = PORT, password: str = _FACTORY, patience_s: float = 120) -> None:
        self._host, self._port, self._patience = host, port, patience_s
        self._password = bcd(int(password), 3)
        self._line: Line | None = None
        self._lock = Lock()

    def pay(self, amount: Money, told: Told) -> CardAnswer:
        check_amount(amount)
        asked = bytes((_AMOUNT,)) + bcd(amount.minor, 6) + bytes((_CURRENCY,)) + _EURO
        return self._of_money(Apdu(_PAY, asked), amount, told)

    def take_back(self, receipt: str, amount: Money, told: Told) -> CardAnswer:
        check_amount(amount)
        named = bytes((_RECEIPT,)) + bcd(int(receipt), 2) + bytes((_AMOUNT,)) + bcd(amount.minor, 6)
        return self._of_money(Apdu(_TAKE_BACK, self._password + named), amount, told)

    def last(self) -> CardAnswer | None:
        heard = self._plain(Apdu(_REPEAT, self._password))
        if heard.ended_with is not None or not heard.status:
            return None
        return _answer(heard, heard.outcome)

    def close_day(self) -> CardAnswer:
        heard = self._plain(Apdu(_CLOSE, self._password))
        return _answer(heard, heard.outcome)

    def abort(self) -> None:
        with self._lock:
            line = self._line
        if line is None:
            return
        try:
            line.send(Apdu(_ABORT))
        except LineBroken as gone:
            raise TerminalUnreachable(why=str(gone)) from gone

    def _of_money(self, question: Apdu, amount: Money, told: Told) -> CardAnswer:
        """From the moment the question is on the wire, silence says nothing about the money."""
        line = self._registered()
        heard = Heard()
        try:
            self._ask(line, question)
            _listen(line, heard, self._patience, told)
        except LineBroken:
            return CardAnswer(CardOutcome.UNKNOWN, amount, text=" ".join(heard.lines[:1]))
        finally:
            self._hang_up(line)
        return _answer(heard, heard.outcome)

    def _plain(self, question: Apdu) -> Heard:
        line = self._registered()
        heard = Heard()
        try:
            self._ask(line, question)
            _listen(line, heard, self._patience, lambda _shown: None)
        except LineBroken as gone:
            raise TerminalUnreachable(why=str(gone)) from gone
        finally:
            self._hang_up(line)
        return heard

    def _registered(self) -> Line:
        try:
            line = Line(self._host, self._port, _REACH_S)
        except OSError as gone:
            raise TerminalUnreachable(why=str(gone)) from gone
        try:
            asked = self._password + bytes((_CONFIGURED,)) + _EURO + _TEXT_BLOCKS
            self._ask(line, Apdu(_REGISTER, asked))
            _listen(line, Heard(), _ANSWER_S, lambda _shown: None)
        except LineBroken as gone:
            line.close()
            raise TerminalUnreachable(why=str(gone)) from gone
        except TerminalRefused:
            line.close()
            raise
        with self._lock:
            self._line = line
        return line

    def _ask(self, line: Line, question: Apdu) -> None:
        """Raises LineBroken, TerminalRefused."""
        line.send(question)
        answer = line.receive(_ANSWER_S)
        if is_refusal(answer.control):
            raise TerminalRefused(why=f"{answer.control:04X}")
        if answer.control != POSITIVE:
            raise LineBroken(f"{answer.control:04X} instead of a yes")

    def _hang_up(self, line: Line) -> None:
        with self._lock:
            self._line = None
        line.close()


def _listen(line: Line, heard: Heard, patience_s: float, told: Told) -> None:
    """Until the terminal says that it is done. A yes or no to an abort of ours is no news. Raises LineBroken."""
    while True:
        packet = line.receive(patience_s)
        if packet.control == POSITIVE or is_refusal(packet.control):
            continue
        shown = heard.take(packet)
        if shown is not None:
            told(shown)
        line.send(_THANKS)
        if packet.control in _ENDS:
            return


def _answer(heard: Heard, outcome: CardOutcome) -> CardAnswer:
    """What ended well but cannot be read is unknown, not paid."""
    try:
        return heard.answer(outcome)
    except FieldBroken:
        return CardAnswer(CardOutcome.UNKNOWN)
