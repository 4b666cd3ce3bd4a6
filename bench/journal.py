"""One act written into the station's journal while the server is away, against one SQLite commit with fsync."""

import sqlite3
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.house.figure import chosen, report, side_by_side
from storage.journal.journal import Entry, Journal

BUDGET = 1.5
WARM_UP = 20


def main() -> None:
    count = chosen(tiny=20, small=1_000, full=3_000)
    with tempfile.TemporaryDirectory(prefix="umlauf-bench-") as folder:
        journal = Journal(Path(folder) / "journal.sqlite")
        bare = sqlite3.connect(Path(folder) / "bare.sqlite", isolation_level=None)
        bare.execute("pragma journal_mode=wal")
        bare.execute("pragma synchronous=full")
        bare.execute("create table act(id text primary key, payload text not null)")
        actor, now = uuid4(), datetime.now(UTC)
        payload = {"shipment_id": str(uuid4()), "asset_id": str(uuid4())}

        def append(_: int) -> None:
            journal.append(Entry(0, uuid4(), "PickAsset", payload, {}, actor, now, now))

        def insert(_: int) -> None:
            bare.execute("insert into act values (?, ?)", (str(uuid4()), '{"shipment": "", "asset": ""}'))

        side_by_side(WARM_UP, append, insert)
        ours, floor = side_by_side(count, append, insert)
        journal.close()
        bare.close()
    report("journal", count, ours, floor, BUDGET)


if __name__ == "__main__":
    main()
