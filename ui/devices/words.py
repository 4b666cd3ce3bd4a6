"""How a device is told of: its sign, the tone of its state, what is set, and what it read last."""

from collections.abc import Mapping
from typing import Final

from domain.devices.keyboard import Comparison
from domain.devices.model import (
    Camera,
    Device,
    DeviceKind,
    DeviceState,
    Health,
    Meter,
    MeterProtocol,
    SerialScanner,
    Wedge,
    kind_of,
)
from domain.devices.readings import Measured
from ui.labels import label
from ui.language import N_, _, current_language
from ui.sounds import Sound, Tune
from ui.texts import refusal
from ui.theme import Tone

SIGNS: Final = {
    DeviceKind.WEDGE: "barcode-scan",
    DeviceKind.SERIAL: "serial-port",
    DeviceKind.CAMERA: "camera-outline",
    DeviceKind.METER: "scale",
}
TONES: Final = {
    Health.OFF: Tone.NEUTRAL,
    Health.CONNECTING: Tone.ACCENT,
    Health.WAITING: Tone.NEUTRAL,
    Health.READY: Tone.OK,
    Health.LOST: Tone.BAD,
}
OUTCOMES: Final[Mapping[Sound, str]] = {
    Sound.ACCEPTED: N_("Accepted"),
    Sound.NOTE: N_("Accepted with a note"),
    Sound.REFUSED: N_("Refused"),
    Sound.DUPLICATE: N_("Scanned already"),
}
TUNES: Final[Mapping[Tune, str]] = {
    Tune.ACCEPTED: N_("two rising tones"),
    Tune.NOTE: N_("two equal tones"),
    Tune.REFUSED: N_("two low tones"),
    Tune.DUPLICATE: N_("two short ticks"),
    Tune.BELL: N_("bell"),
    Tune.CHIME: N_("chime"),
    Tune.WOOD: N_("wood"),
    Tune.HORN: N_("horn"),
}


def state_words(state: DeviceState) -> str:
    if state.health is Health.WAITING and state.last:
        return _("ready")
    return label(state.health)


def set_words(device: Device, pace_ms: int = 0) -> str:
    """What is set, in one line."""
    words = [label(kind_of(device))]
    if isinstance(device, Wedge | SerialScanner):
        words += [_("prefix {sent}").format(sent=device.prefix)] if device.prefix else []
        words += [_("suffix {sent}").format(sent=device.suffix)] if device.suffix else []
    if isinstance(device, SerialScanner | Meter):
        words += [device.port, _("{speed} bits a second").format(speed=device.speed)]
    if isinstance(device, Wedge):
        words += [_("its keyboard is corrected")] if device.layout.pairs else []
        words += [_("{gap} ms between keys").format(gap=pace_ms)] if pace_ms else []
    if isinstance(device, Camera):
        words += [device.source if not device.source.isdecimal() else _("number {n}").format(n=device.source)]
        words += [f"{device.width} × {device.height}"]
    if isinstance(device, Meter):
        words += [label(device.protocol) if device.protocol is not MeterProtocol.LINES else _("a number a line")]
    return " · ".join(words)


def reading_words(state: DeviceState) -> str:
    """What it read last; "" when nothing."""
    if state.measured is not None:
        return measured_words(state.measured)
    return state.last


def measured_words(value: Measured) -> str:
    figure = f"{value.value:f}".replace(".", "," if current_language() == "de" else ".")
    words = f"{figure} {value.unit}".strip()
    return words if value.is_stable else _("{value}, moving").format(value=words)


def is_troubled(state: DeviceState) -> bool:
    """Its last trouble is not over."""
    if state.error is None:
        return False
    return state.health in (Health.LOST, Health.CONNECTING) or (state.health is Health.WAITING and not state.last)


def trouble_words(state: DeviceState) -> str:
    """The last trouble; what is over says so."""
    if state.error is None:
        return ""
    if is_troubled(state):
        return refusal(state.error)
    return _("Over again: {trouble}").format(trouble=refusal(state.error))


def comparison_words(found: Comparison) -> str:
    """What the set-up card told."""
    if found.is_fine:
        return _("This scanner writes what this computer reads. Nothing had to be corrected.")
    if found.scanner is not None and found.computer is not None:
        words = _("Keyboard of the scanner: {scanner}; of the computer: {computer}.")
        said = words.format(scanner=label(found.scanner), computer=label(found.computer))
    else:
        said = _("The scanner is set to another keyboard than the computer.")
    said = f"{said} {_('From now on that is corrected.')}"
    if found.lost:
        said += " " + _("Only {signs} cannot be told apart; our own codes have none of them.").format(
            signs=" ".join(found.lost)
        )
    return said
