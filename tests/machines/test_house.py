"""All processes of the house at random, over months, on a real Postgres: after every step nothing is out of joint.

Short in the suite; `make machine MINUTES=15` walks for as long as it is told (docs/recipes.md).
"""

import os
import time
from collections.abc import Iterator

from storage.embedded import EmbeddedServer
from tests.machines.house.walk import Tally, walk

_MINUTES = int(os.environ.get("MACHINE_MINUTES", "0"))
_SEED = int(os.environ.get("MACHINE_SEED", "1"))
_STEPS = int(os.environ.get("MACHINE_STEPS", "150"))
_WALKS = 2


def _seeds() -> Iterator[int]:
    """The same few in the suite, which has to say the same every day; one after the other where there is time."""
    until, seed = time.monotonic() + 60 * _MINUTES, _SEED
    while seed < _SEED + _WALKS or time.monotonic() < until:
        yield seed
        seed += 1


def test_whatever_happens_the_house_stays_in_joint(server: EmbeddedServer, template: str) -> None:
    tally = Tally()
    for seed in _seeds():
        tally.add(walk(server, seed, _STEPS))
    assert tally.walks >= _WALKS
    print(tally)
