"""How meters say a number. Each reader takes bytes as they come and gives values; nonsense gives none.

Sources: Mettler-Toledo, SICS level 0 (commands S, SI, answers "S S", "S D", "S +", "S -"); Toledo continuous output,
standard mode (STX, three status bytes, six digits of weight, six of tare, CR, maybe a checksum).
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final, Protocol

from domain.devices.model import Meter, MeterProtocol
from domain.devices.readings import Measured, MeterOutOfRange
from hardware.lines.framing import LineFraming

LONGEST_LINE: Final = 200
_LONGEST_SEARCHED: Final = 80
"""A person's pattern may try many ways through a long line."""
USUAL_PATTERN: Final = r"(?P<value>[-+]?\s*\d+(?:[.,]\d+)?)\s*(?P<unit>[A-Za-z%°]+)?"
_SICS: Final = re.compile(r"S ([SD]) +([-+]?) *(\d+(?:\.\d+)?) *([A-Za-z%]*)")
_FRAME: Final = re.compile(rb"\x02([ -\x7f])([ -\x7f])([ -\x7f])([ \d]{6})([ \d]{6})\r", re.DOTALL)
_LONGEST_FRAME: Final = 18
_POINTS: Final = (2, 1, 0, -1, -2, -3, -4, -5)
"""Status byte A, bits 0 to 2: by which power of ten the six digits count."""
_NET_NEGATIVE, _OVER, _MOVING, _KILOGRAM = 0x02, 0x04, 0x08, 0x10
_OTHER_UNITS: Final = {1: "g", 2: "t", 3: "oz"}


class MeterReader(Protocol):
    @property
    def question(self) -> bytes:
        """What to send for a next value; b"": it sends by itself."""
        ...

    def take(self, data: bytes) -> list[Measured | MeterOutOfRange]:
        """`data` empty: a moment's silence."""
        ...

    def drop(self) -> None:
        """The line broke: what was half there is no value."""
        ...


def reader_of(meter: Meter) -> MeterReader:
    if meter.protocol is MeterProtocol.SICS:
        return SicsReader(meter.name)
    if meter.protocol is MeterProtocol.CONTINUOUS:
        return ContinuousReader(meter.name)
    return LinesReader(meter.pattern or USUAL_PATTERN, meter.unit)


class SicsReader:
    """Asks for the value of this moment (SI); what it may not weigh is told, what it cannot answer is left out."""

    question = b"SI\r\n"

    def __init__(self, name: str) -> None:
        self._name, self._lines = name, LineFraming(ends=True)

    def take(self, data: bytes) -> list[Measured | MeterOutOfRange]:
        return [value for line in _lines(self._lines, data) for value in self._values(line.strip())]

    def drop(self) -> None:
        self._lines.drop()

    def _values(self, line: str) -> Iterator[Measured | MeterOutOfRange]:
        if line in {"S +", "S -"}:
            yield MeterOutOfRange(name=self._name)
        elif found := _SICS.fullmatch(line):
            stable, sign, digits, unit = found.groups()
            yield Measured(Decimal(sign + digits), unit, stable == "S")


class ContinuousReader:
    """Frames of 17 or 18 bytes that never stop."""

    question = b""

    def __init__(self, name: str) -> None:
        self._name, self._held = name, b""

    def take(self, data: bytes) -> list[Measured | MeterOutOfRange]:
        held = self._held + data
        found, end = [], 0
        for frame in _FRAME.finditer(held):
            found.append(self._value(frame))
            end = frame.end()
        self._held = held[end:][-_LONGEST_FRAME:]
        return found

    def drop(self) -> None:
        self._held = b""

    def _value(self, frame: re.Match[bytes]) -> Measured | MeterOutOfRange:
        point, flags, more = (group[0] for group in frame.groups()[:3])
        if flags & _OVER:
            return MeterOutOfRange(name=self._name)
        amount = Decimal(frame[4].replace(b" ", b"").decode() or "0").scaleb(_POINTS[point & 0x07])
        unit = _OTHER_UNITS.get(more & 0x07) or ("kg" if flags & _KILOGRAM else "lb")
        return Measured(-amount if flags & _NET_NEGATIVE else amount, unit, not flags & _MOVING)


class LinesReader:
    """Any device that writes a number a line. `pattern` has a group "value", and maybe "unit" and "moving"."""

    question = b""

    def __init__(self, pattern: str, unit: str = "") -> None:
        self._pattern, self._unit, self._lines = re.compile(pattern), unit, LineFraming(ends=True)

    def take(self, data: bytes) -> list[Measured | MeterOutOfRange]:
        return [value for line in _lines(self._lines, data) if (value := self._value(line)) is not None]

    def drop(self) -> None:
        self._lines.drop()

    def _value(self, line: str) -> Measured | None:
        found = self._pattern.search(line[:_LONGEST_SEARCHED])
        named = found.groupdict() if found else {}
        written = named.get("value") or (found[0] if found else "")
        try:
            value = Decimal("".join(written.split()).replace(",", "."))
        except InvalidOperation:
            return None
        if not value.is_finite():
            return None
        return Measured(value, named.get("unit") or self._unit, not named.get("moving"))


def _lines(framing: LineFraming, data: bytes) -> list[str]:
    return [line for line in framing.take(data) if len(line) <= LONGEST_LINE]
