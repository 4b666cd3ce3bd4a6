"""Makes the sounds of `resources/sounds` (run it to change them: `python -m tests.ui.make_sounds`).

Our own, from sines; 44.1 kHz, 16 bit, mono. Accepted rises, refused is low and rough, a note lies between, a
duplicate is two dry ticks: they can be told apart with eyes shut and on a poor loudspeaker. The others are to choose.
"""

import io
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

RATE = 44_100
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds"
Samples = npt.NDArray[np.float64]


def tone(hertz: float, seconds: float, overtones: tuple[float, ...] = (1.0, 0.25, 0.08)) -> Samples:
    time = np.arange(round(RATE * seconds)) / RATE
    sound = sum(strength * np.sin(2 * np.pi * hertz * (n + 1) * time) for n, strength in enumerate(overtones)) / sum(
        overtones
    )
    attack, release = round(RATE * 0.004), round(RATE * min(0.06, seconds / 2))
    envelope = np.ones_like(time)
    envelope[:attack] = np.linspace(0, 1, attack)
    envelope[-release:] *= np.linspace(1, 0, release) ** 2
    return np.asarray(sound * envelope)


def rest(seconds: float) -> Samples:
    return np.zeros(round(RATE * seconds))


def sounds() -> dict[str, Samples]:
    rough = (1.0, 0.7, 0.6, 0.4, 0.3)
    return {
        "accepted": np.concatenate([tone(1046.5, 0.07), tone(1568.0, 0.14)]),
        "note": np.concatenate([tone(880.0, 0.10), rest(0.04), tone(880.0, 0.16)]),
        "refused": np.concatenate([tone(233.1, 0.16, rough), rest(0.05), tone(174.6, 0.30, rough)]),
        "duplicate": np.concatenate([tone(660.0, 0.045), rest(0.06), tone(660.0, 0.045)]),
        "bell": tone(1318.5, 0.40, (1.0, 0.1, 0.5, 0.05, 0.3)),
        "chime": np.concatenate([tone(783.99, 0.09), tone(987.77, 0.09), tone(1174.7, 0.18)]),
        "wood": tone(392.0, 0.11, (1.0, 0.05, 0.4)),
        "horn": tone(155.6, 0.45, rough),
    }


def wav(samples: Samples) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 0.6 * 32767).astype("<i2").tobytes())
    return out.getvalue()


if __name__ == "__main__":
    for name, samples in sounds().items():
        (FOLDER / f"{name}.wav").write_bytes(wav(samples))
