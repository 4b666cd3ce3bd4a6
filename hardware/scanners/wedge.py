"""Keyboard-wedge scanners: key presses with their times become scans or stay typing. Source: RULES.md, section 6."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from domain.assets.codes import CodeRefused, FreeText, classify
from domain.devices.keyboard import CARD
from domain.devices.model import Wedge

PAUSE_MS: Final = 250
"""A longer silence ends what was being entered; it was typing."""

MOST_CHARACTERS: Final = 4096
UNNAMED: Final = Wedge("wedge")
"""Any scanner that types, while none is set up here."""

_LEAST_CHARACTERS: Final = 3
_FIRST_LIMIT_MS: Final = 50
_LIMITS_MS: Final = (30, 60)
_HOLDS_MS: Final = (35, 80)
_INHUMAN_MS: Final = 15
"""Nobody types several keys in a row as fast as this."""
_LEAST_SLOW: Final = 6
"""At a pace that a person could reach for a moment, fewer characters prove nothing."""
_JITTER_MS: Final = 16
"""A device is even; a hand at the same speed is not."""
_BEHIND_PREFIX_MS: Final = 120
"""The slowest pace behind a prefix, unless the set-up card has shown that the scanner is slower."""
_TAUGHT_MS: Final = 200
_TAUGHT_CHARACTERS: Final = min(len(line) for line in CARD) - 4
_ENDS: Final = frozenset("\r\n\t")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A device entered this text: prefix, suffix and the closing key are gone, its keyboard is corrected."""

    text: str
    device: str = UNNAMED.name


@dataclass(frozen=True, slots=True)
class Typed:
    """A person entered this text, closed with Enter or Tab."""

    text: str


class WedgeFramer:
    """Tells scans from typing by speed, and one scanner from another by its prefix. One for each keyboard stream;
    knows no window and no clock.

    The speed asked for follows the scanners seen: three times the mean gap of past scans, within 30 and 60 ms a
    character, so that a slow radio scanner is taken and a fast typist is not. Only what proves itself teaches the
    pace: a prefix, a check character that fits, or a speed that no hand has. Behind a prefix 120 ms are enough, or
    what the set-up card has shown; people type such signs as well, so it has to be as even as any scanner.
    """

    def __init__(self, devices: Sequence[Wedge] = ()) -> None:
        self.device = UNNAMED.name
        """Which scanner the text came from that `feed` gave last."""
        self._devices: tuple[Wedge, ...] = (UNNAMED,)
        self._usual_ms: dict[str, int] = {}
        self._pressed: list[str] = []
        self._times: list[int] = []
        self._heard: Callable[[str, int], object] | None = None
        self._is_taught = False
        self.configure(devices)

    def configure(self, devices: Sequence[Wedge]) -> None:
        """These are the scanners here; what was learned of those that stay is kept."""
        known = tuple(devices)
        self._devices = known if any(not each.prefix for each in known) else (*known, UNNAMED)
        self._usual_ms = {
            each.name: pace for each in self._devices if (pace := self._usual_ms.get(each.name) or each.pace_ms)
        }

    def teach(self, heard: Callable[[str, int], object] | None) -> None:
        """Until called with None: whatever comes like a line of the set-up card, however slowly, goes there as it was
        written, with the mean gap between its keys in milliseconds; it is no scan."""
        self._heard = heard
        self.reset()

    @property
    def is_scanning(self) -> bool:
        """Whether what has come in so far looks like a scan: a form may then hold back its own handling of keys."""
        return len(self._pressed) >= _LEAST_CHARACTERS and self._is_fast(self._of("".join(self._pressed)))

    @property
    def hold_ms(self) -> int:
        """How long to wait for a next key before what was pressed counts as typing."""
        if self._heard is not None:
            return _TAUGHT_MS
        if self._pressed and self._may_begin("".join(self._pressed)):
            return PAUSE_MS
        slowest = max((self.pace_ms(each.name) for each in self._devices if not each.prefix), default=0)
        return min(max(2 * slowest, _HOLDS_MS[0]), _HOLDS_MS[1])

    def pace_ms(self, device: str) -> int:
        """The usual gap between two keys of a scanner; 0: not known yet."""
        return self._usual_ms.get(device, 0)

    def press(self, text: str, at_ms: int) -> Scanned | Typed | None:
        """Takes the text of one key press (empty for a mere modifier) at a monotonic time in milliseconds.

        Returns:
            What Enter or Tab has just closed; None while nothing is closed or nothing was entered.
        """
        closed: Scanned | Typed | None = None
        self._is_taught = False
        for character in text:
            closed = self._take(character, at_ms) or closed
        return closed

    def feed(self, text: str, at_ms: int) -> str | None:
        """Like `press` for callers that care about scans alone: the text of one, else None. `device` says whose.

        "": what came was a line of the card, and is neither scan nor typing.
        """
        closed = self.press(text, at_ms)
        if closed is None and self._is_taught:
            return ""
        if not isinstance(closed, Scanned):
            return None
        self.device = closed.device
        return closed.text

    def reset(self) -> None:
        """Forgets what has come in, for instance when the window loses the keyboard."""
        self._pressed.clear()
        self._times.clear()

    def _take(self, character: str, at_ms: int) -> Scanned | Typed | None:
        if self._pressed and at_ms - self._times[-1] > PAUSE_MS:
            self.reset()
        if character in _ENDS:
            return self._close(at_ms)
        if len(self._pressed) < MOST_CHARACTERS:
            self._pressed.append(character)
            self._times.append(at_ms)
        else:
            self._times[-1] = at_ms
        return None

    def _close(self, at_ms: int) -> Scanned | Typed | None:
        text = "".join(self._pressed)
        if not text:
            return None
        if self._heard is not None and len(text) >= _TAUGHT_CHARACTERS:
            self._is_taught = True
            heard, gap = self._heard, self._mean_ms()
            self.reset()
            heard(text, gap)
            return None
        device = self._of(text)
        corrected = device.layout.corrected(text)
        code = corrected.removeprefix(device.prefix).removesuffix(device.suffix)
        is_scan = self._is_by_speed(device, text, code, at_ms)
        if is_scan:
            self._learn(device, code)
        self.reset()
        return Scanned(code, device.name) if is_scan and code else Typed(text)

    def _of(self, text: str) -> Wedge:
        """The scanner whose prefix the text begins with, else the one without."""
        with_prefix = (each for each in self._devices if each.prefix and self._begins(each, text))
        return next(with_prefix, None) or next(each for each in self._devices if not each.prefix)

    def _begins(self, device: Wedge, text: str) -> bool:
        return device.layout.corrected(text).startswith(device.prefix)

    def _may_begin(self, text: str) -> bool:
        """It is the beginning of a prefix, or behind one."""
        return any(
            each.prefix
            and (self._begins(each, text) or each.prefix.startswith(each.layout.corrected(text[: len(each.prefix)])))
            for each in self._devices
        )

    def _is_by_speed(self, device: Wedge, text: str, code: str, at_ms: int) -> bool:
        is_held_key = len(set(text)) == 1
        if len(text) < _LEAST_CHARACTERS or is_held_key or not self._is_fast(device):
            return False
        if self._mean_ms() <= _INHUMAN_MS or _is_proven(code):
            return True
        gaps = [*self._gaps(), at_ms - self._times[-1]]
        is_even = max(gaps) - min(gaps) <= (max(_JITTER_MS, self._mean_ms() // 4) if device.prefix else _JITTER_MS)
        return is_even and len(text) >= _LEAST_SLOW

    def _is_fast(self, device: Wedge) -> bool:
        return self._mean_ms() <= self._limit_ms(device)

    def _mean_ms(self) -> int:
        return -(-(self._times[-1] - self._times[0]) // max(1, len(self._times) - 1)) if self._times else 0

    def _gaps(self) -> list[int]:
        return [later - earlier for earlier, later in zip(self._times, self._times[1:], strict=False)]

    def _limit_ms(self, device: Wedge) -> int:
        if device.prefix:
            return max(_BEHIND_PREFIX_MS, device.pace_ms * 5 // 4 if device.pace_ms > _BEHIND_PREFIX_MS else 0)
        usual = self._usual_ms.get(device.name)
        return _FIRST_LIMIT_MS if usual is None else min(max(3 * usual, _LIMITS_MS[0]), _LIMITS_MS[1])

    def _learn(self, device: Wedge, code: str) -> None:
        if len(code) < _LEAST_CHARACTERS:
            return
        gap = self._mean_ms()
        if device.prefix and gap > _BEHIND_PREFIX_MS:
            return  # what the card has shown stays; nobody teaches a slower pace by use
        if not (device.prefix or gap <= _INHUMAN_MS or _is_proven(code)):
            return
        usual = self._usual_ms.get(device.name)
        self._usual_ms[device.name] = max(1, gap if usual is None else (3 * usual + gap) // 4)


def _is_proven(code: str) -> bool:
    """A check character of it fits, so nobody typed it by chance."""
    try:
        return not isinstance(classify(code), FreeText)
    except CodeRefused:
        return False
