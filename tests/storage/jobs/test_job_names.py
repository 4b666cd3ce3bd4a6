"""What the database queues by name is a job that the worker has."""

import re
from pathlib import Path

from storage.jobs.queue import make_queue

SQL = Path(__file__).parents[3] / "storage" / "migrations" / "sql"


def test_every_job_that_the_database_queues_is_there() -> None:
    queue = make_queue("", lambda: None)  # type: ignore[arg-type,return-value]  # nobody works here
    texts = "".join(path.read_text(encoding="utf-8") for path in SQL.glob("*.sql"))
    named = set(re.findall(r"'umlauf:(\w+)'", texts)) | set(re.findall(r"queue_portal\('(\w+)'", texts))
    assert {"follow_command", "take_notice", "carry_out_wish", "send_code"} <= named
    assert {f"umlauf:{name}" for name in named} <= set(queue.tasks)
