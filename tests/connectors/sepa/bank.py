"""A bank in this process, with a clock that only moves when it is told to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import requests
from mockbank.server import Config, make_server

OUR_IBAN = "NL41MOCK0000000001"
OUR_BIC = "MOCKNL2AXXX"
EMPTY_IBAN = "NL14MOCK0000000002"
CLOSED_IBAN = "NL84MOCK0000000003"


class Bank:
    """What a program of a bank would do for us: hand files over, fetch what lies in the mailbox."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._asked = requests.Session()

    def close(self) -> None:
        self._asked.close()

    def hand_over(self, content: bytes) -> dict[str, Any]:
        answer = self._asked.post(f"{self._url}/payments", data=content, timeout=10)
        found: dict[str, Any] = answer.json()
        return found

    def mail(self, kind: str = "") -> list[bytes]:
        """What is new of this kind ("camt.053"), the oldest first."""
        rows = self._asked.get(f"{self._url}/_mock/mailbox", params={"type": kind} if kind else {}, timeout=10).json()
        return [row["body"].encode() for row in rows]

    def advance_to(self, day: date) -> None:
        self._send("POST", f"/_mock/advance?to={day.isoformat()}")

    def advance(self, days: int) -> None:
        self._send("POST", f"/_mock/advance?days={days}")

    def refuse(self, end_to_end: str, reason: str) -> None:
        self._send("POST", f"/_mock/collections/{end_to_end}/refuse", {"reason": reason})

    def credit(self, **what: Any) -> dict[str, Any]:
        return self._send("POST", "/_mock/credits", {"account": "ACME", **what})

    def account(self, name: str, **what: Any) -> None:
        self._send("PATCH", f"/_mock/accounts/{name}", what)

    def report(self, name: str = "ACME") -> bytes:
        """The day so far (camt.052)."""
        self._asked.post(f"{self._url}/_mock/accounts/{name}/report", timeout=10)
        [content] = self.mail("camt.052")
        return content

    def accounts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._asked.get(f"{self._url}/_mock/accounts", timeout=10).json()
        return found

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        data = None if body is None else json.dumps(body)
        answer = self._asked.request(method, self._url + path, data=data, timeout=10)
        assert answer.status_code < 300, answer.text
        found: dict[str, Any] = answer.json()
        return found


@contextmanager
def open_bank(clock: str) -> Iterator[Bank]:
    """A bank whose time begins at `clock` ("2026-02-02T09:00")."""
    server = make_server(Config(port=0, quiet=True, clock=clock))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    bank = Bank(f"http://127.0.0.1:{server.server_address[1]}")
    try:
        yield bank
    finally:
        bank.close()
        server.shutdown()
        thread.join(5)
        server.server_close()
