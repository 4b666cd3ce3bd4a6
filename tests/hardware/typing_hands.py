"""Keys as hands and scanners press them: text with the time of each key, from a seed."""

import random


def typed(words: str, chance: random.Random, start_ms: int = 0, usual_ms: int = 95) -> list[tuple[str, int]]:
    """A fast typist: uneven, with rolls of two or three keys that are as fast as a slow scanner."""
    at, keys = start_ms, []
    for sign in words:
        keys.append((sign, at))
        is_rolled = chance.random() < 0.3
        at += round(chance.uniform(18, 45) if is_rolled else chance.lognormvariate(0, 0.35) * usual_ms)
    return keys


def scanned(code: str, gap_ms: int, start_ms: int = 0) -> list[tuple[str, int]]:
    """A scanner: even, with Enter behind it."""
    return [(sign, start_ms + number * gap_ms) for number, sign in enumerate(code + "\n")]
