"""What the training bank remembers: in a file of its own, never in the books of the house."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

_LOCKS: dict[str, threading.Lock] = {}
_LOCKING = threading.Lock()


@dataclass
class Charge:
    """One order as the bank has it. `status`: as an outcome. `minor` of it that is still here, `back_minor` gone."""

    key: str
    ref: str
    token: str
    minor: int
    currency: str
    purpose: str
    asked_on: str
    collect_on: str
    status: str
    reason: str = ""
    back_minor: int = 0


@dataclass
class Told:
    """An event: about a charge (`key`), a pay-back or a setup; `at` as ISO."""

    event_id: str
    at: str
    what: str
    key: str
    status: str
    reason: str = ""
    minor: int | None = None


@dataclass
class State:
    """`coming` becomes `told` when its time has come; the cursor of whoever listens counts `told`. `id` is in every
    name that this bank gives: another file is another bank."""

    id: str = field(default_factory=lambda: uuid4().hex[:8])
    charges: dict[str, Charge] = field(default_factory=dict)
    tried: dict[str, int] = field(default_factory=dict)
    paid_back: dict[str, dict[str, Any]] = field(default_factory=dict)
    setups: dict[str, dict[str, Any]] = field(default_factory=dict)
    coming: list[Told] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    unreachable: list[str] = field(default_factory=list)


class BankFile:
    """The state in one JSON file; `path` None: in memory, for as long as this lives."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._kept = State()
        name = str(path) if path is not None else f"memory {id(self)}"
        with _LOCKING:
            self._lock = _LOCKS.setdefault(name, threading.Lock())

    @contextmanager
    def opened(self) -> Iterator[State]:
        """The state; what is changed in it is kept when the block ends without an error."""
        with self._lock:
            state = self._read()
            yield state
            self._write(state)

    def seen(self) -> State:
        """A copy to look at; what is changed in it is not kept."""
        with self._lock:
            return deepcopy(self._read())

    def _read(self) -> State:
        if self._path is None or not self._path.exists():
            return self._kept
        stored = json.loads(self._path.read_text(encoding="utf-8"))
        return State(
            stored["id"],
            {key: Charge(**each) for key, each in stored["charges"].items()},
            stored["tried"],
            stored["paid_back"],
            stored["setups"],
            [Told(**each) for each in stored["coming"]],
            [Told(**each) for each in stored["told"]],
            stored["unreachable"],
        )

    def _write(self, state: State) -> None:
        self._kept = state
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(state)), encoding="utf-8")
        fresh.replace(self._path)
