"""What the keeper tells the programs: how far the server is, and where it listens."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path


class Phase(StrEnum):
    """How far the server is. The codes are also what `progress` callbacks get."""

    PREPARING = "preparing"
    """The keeper is about to work, or waits for an earlier server to end."""
    INITIALISING = "initialising"
    STARTING = "starting"
    RECOVERING = "recovering"
    """The last stop was not clean; Postgres replays its log. May take minutes."""
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Status:
    phase: Phase
    host: str = ""
    """Folder of the unix socket, or 127.0.0.1 on Windows."""
    port: int = 0
    detail: str = ""
    """End of the server's log when it failed."""

    def write(self, path: Path) -> None:
        """Whole file at once: a reader sees the old or the new status, never half of one."""
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self)), encoding="utf-8")
        draft.replace(path)


def read_status(path: Path) -> Status:
    """The last status written; `preparing` when there is none yet."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Status(Phase.PREPARING)
    return Status(Phase(raw["phase"]), raw["host"], raw["port"], raw["detail"])
