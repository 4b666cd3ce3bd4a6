"""A pause in words: why, and of which lines when others go on."""

from domain.contracts.model import Contract
from domain.contracts.parts import Pause
from ui.labels import label


def pause_words(contract: Contract, pause: Pause) -> str:
    titles = ", ".join(line.title for line in contract.lines if line.id in pause.line_ids)
    return f"{label(pause.reason)} ({titles})" if titles else label(pause.reason)
