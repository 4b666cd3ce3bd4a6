"""What a ZVT terminal tells: how a payment ended, what its display shows, its receipts. Source: ZVT 13, chapter 3."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from domain.money import EUR, Money
from domain.till.terminal import CardAnswer, CardOutcome, OnDisplay, Shows
from hardware.terminals.zvt.apdu import Apdu
from hardware.terminals.zvt.fields import TLV, FieldBroken, Tag, fields_of, masked, number_of, tags_of, words

STATUS: Final = 0x040F
SHOWS: Final = 0x04FF
COMPLETED: Final = 0x060F
ABORTED: Final = 0x061E
PRINT_LINE: Final = 0x06D1
PRINT_BLOCK: Final = 0x06D3
POSITIVE: Final = 0x8000
_NEGATIVE: Final = 0x84
BUSY: Final = 0x849C

_AMOUNT, _TRACE, _TERMINAL, _RESULT, _RECEIPT = 0x04, 0x0B, 0x29, 0x27, 0x87
_TEXT, _CARD, _NUMBER = 0x3C, 0x8B, 0x22
_LINE, _RECEIPT_KIND = 0x07, 0x1F07
_BY_US: Final = frozenset({0x6C})
"""Ended by key, by us or for want of time."""
_CUSTOMER: Final = 2
_SHOWN: Final[Mapping[int, Shows]] = {
    0x00: Shows.AMOUNT,
    0x01: Shows.PIN,
    0x04: Shows.WAIT,
    0x0A: Shows.CARD,
    0x0B: Shows.TAKE_CARD,
    0x0C: Shows.NOT_READ,
    0x0D: Shows.ENDED,
    0x0E: Shows.WAIT,
    0x11: Shows.PIN_WRONG,
    0x17: Shows.WAIT,
    0x1C: Shows.DONE,
    0x41: Shows.CONNECTING,
    0x42: Shows.CONNECTING,
    0xD2: Shows.CONNECTING,
    0xD3: Shows.CONNECTING,
}
"""What a number says. One that is not here says nothing that we know."""


def is_refusal(control: int) -> bool:
    """Not taken: anything that begins with 84 but a plain yes."""
    return control >> 8 == _NEGATIVE


@dataclass(slots=True)
class Heard:
    """What came in one conversation. Receipts come as lines or as blocks."""

    status: dict[int, bytes] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    for_customer: list[str] = field(default_factory=list)
    for_us: list[str] = field(default_factory=list)
    ended_with: int | None = None

    def take(self, packet: Apdu) -> OnDisplay | None:
        """Keeps what it says; None: nothing for the display. What cannot be read is left out."""
        try:
            return self._take(packet)
        except FieldBroken:
            return None

    def _take(self, packet: Apdu) -> OnDisplay | None:
        if packet.control == STATUS:
            self.status.update(fields_of(packet.data))
        elif packet.control == SHOWS:
            return shown(packet.data)
        elif packet.control == PRINT_LINE:
            self.lines.append(words(packet.data[1:]))
        elif packet.control == PRINT_BLOCK:
            self._take_block(packet.data)
        elif packet.control == ABORTED:
            self.ended_with = packet.data[0] if packet.data else 0
        return None

    def _take_block(self, data: bytes) -> None:
        all_tags = [tag for top in tags_of(fields_of(data).get(TLV, b"")) for tag in top.all()]
        kind = next((tag.value for tag in all_tags if tag.number == _RECEIPT_KIND), b"")
        receipt = self.for_customer if kind == bytes((_CUSTOMER,)) else self.for_us
        receipt += text_lines(all_tags)

    def answer(self, outcome: CardOutcome) -> CardAnswer:
        """All of it as one answer. Raises FieldBroken."""
        known = self.status
        amount = Money(number_of(known[_AMOUNT]), EUR) if _AMOUNT in known else None
        code = known[_RESULT].hex().upper() if _RESULT in known else ""
        if not code and self.ended_with is not None:
            code = f"{self.ended_with:02X}"
        return CardAnswer(
            outcome,
            amount,
            known.get(_TERMINAL, b"").hex(),
            known.get(_RECEIPT, b"").hex(),
            known.get(_TRACE, b"").hex(),
            words(known.get(_CARD, b"")),
            masked(known.get(_NUMBER, b"")),
            code,
            words(known.get(_TEXT, b"")),
            tuple(self.for_customer or self.lines),
            tuple(self.for_us or self.lines),
        )

    @property
    def outcome(self) -> CardOutcome:
        """As the terminal said when it ended; an end without a result that can be read says nothing."""
        result = self.status.get(_RESULT, b"")
        if self.ended_with is None:
            if not result:
                return CardOutcome.UNKNOWN
            return CardOutcome.PAID if result == b"\0" else CardOutcome.DECLINED
        codes = {self.ended_with, *result}
        return CardOutcome.ABORTED if codes & _BY_US else CardOutcome.DECLINED


def shown(data: bytes) -> OnDisplay | None:
    """What a display shows; None: nothing that we know."""
    if not data:
        return None
    shows = _SHOWN.get(data[0], Shows.OTHER)
    rest = data[1:]
    if len(rest) > 1 and TLV in rest[:2]:
        try:
            container = fields_of(rest[rest.index(TLV) :]).get(TLV, b"")
            told = text_lines([tag for top in tags_of(container) for tag in top.all()])
        except FieldBroken:
            told = []
        if any(told):
            return OnDisplay(shows, " ".join(line for line in told if line))
    return None if shows is Shows.OTHER else OnDisplay(shows)


def text_lines(tags: Sequence[Tag]) -> list[str]:
    """The lines to be printed or shown, in order."""
    return [words(tag.value) for tag in tags if tag.number == _LINE]
