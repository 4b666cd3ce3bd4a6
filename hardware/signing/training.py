"""A signing device for training: it counts and seals as a certified one does, in a file, and is certified by nobody.

Each line of the file is one signed step; the counters go on where the last line left them. The seal is an HMAC with a
key beside it: whoever has the folder can make seals, which is why it must never be used for real sales.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final

from domain.clock import Clock
from domain.till.signing import Signature, SigningUnavailable, Started

ALGORITHM: Final = "training-hmac-sha256"
_KEY_BYTES: Final = 32
_OWN_ONLY: Final = 0o600


class TrainingDevice:
    """`domain.till.signing.SigningDevice`, in a folder of its own. Calls of several threads follow each other."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder, self._clock = folder, clock
        self._lock = Lock()

    def start(self) -> Started:
        with self._lock:
            last = self._last()
            at = self._clock.now().replace(microsecond=0)
            transaction = last["transaction_max"] + 1
            self._sealed(
                {**_next(last), "step": "start", "transaction": transaction, "transaction_max": transaction}, at
            )
            return Started(transaction, at)

    def finish(self, started: Started, till: str, process: str) -> Signature:
        with self._lock:
            last = self._last()
            at = self._clock.now().replace(microsecond=0)
            row = {**_next(last), "step": "finish", "transaction": started.transaction, "till": till}
            done = self._sealed({**row, "started": started.at.isoformat(), "process": process}, at)
            public = base64.b64encode(hashlib.sha256(self._key()).digest()).decode()
            return Signature(
                started.transaction,
                done["counter"],
                started.at,
                at,
                self.serial,
                ALGORITHM,
                done["value"],
                public,
                process,
                is_training=True,
            )

    def log(self) -> Iterator[dict[str, object]]:
        """Every line, the oldest first."""
        try:
            words = self._log.read_text(encoding="utf-8") if self._log.exists() else ""
            return iter([json.loads(line) for line in words.splitlines()])
        except (OSError, ValueError) as broken:
            raise SigningUnavailable(why=str(broken)) from broken

    def is_whole(self) -> bool:
        """Whether no line was changed, taken out or put in between."""
        counters: list[int] = []
        for row in self.log():
            value = row.pop("value")
            if not hmac.compare_digest(str(value), self._value(row)):
                return False
            counters.append(int(str(row["counter"])))
        return counters == list(range(1, len(counters) + 1))

    @property
    def serial(self) -> str:
        return hashlib.sha256(b"serial" + self._key()).hexdigest()

    @property
    def _log(self) -> Path:
        return self._folder / "log.jsonl"

    def _last(self) -> dict[str, Any]:
        last: dict[str, Any] = {"counter": 0, "transaction_max": 0}
        for row in self.log():
            last = row
        return last

    def _sealed(self, row: dict[str, Any], at: datetime) -> dict[str, Any]:
        """Onto the disk before it is answered."""
        whole = {**row, "at": at.isoformat()}
        whole["value"] = self._value(whole)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._log.open("a", encoding="utf-8") as log:
                log.write(json.dumps(whole, ensure_ascii=False, sort_keys=True) + "\n")
                log.flush()
                os.fsync(log.fileno())
        except OSError as gone:
            raise SigningUnavailable(why=str(gone)) from gone
        return whole

    def _value(self, row: dict[str, Any]) -> str:
        words = json.dumps(row, ensure_ascii=False, sort_keys=True).encode()
        return base64.b64encode(hmac.new(self._key(), words, hashlib.sha256).digest()).decode()

    def _key(self) -> bytes:
        file = self._folder / "key"
        try:
            if not file.exists():
                self._folder.mkdir(parents=True, exist_ok=True)
                handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWN_ONLY)
                with os.fdopen(handle, "wb") as key:
                    key.write(secrets.token_bytes(_KEY_BYTES))
            return file.read_bytes()
        except OSError as gone:
            raise SigningUnavailable(why=str(gone)) from gone


def _next(last: dict[str, Any]) -> dict[str, Any]:
    return {"counter": last["counter"] + 1, "transaction_max": last["transaction_max"]}
