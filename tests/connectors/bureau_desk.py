"""A credit bureau on this machine that answers as it is told: with a colour, late, broken, or not at all."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from connectors.bureau.http import HttpBureau
from connectors.bureau.mapping import read_mapping
from connectors.psp.http import Patience, Secret, Wire

SECRET = "belongs-to-us-alone"
MAPPING = {
    "address": "http://127.0.0.1",
    "path": "/check?ref={reference}",
    "headers": {"X-Key": "{secret}"},
    "body": {
        "person": {"name": "{given_name} {family_name}", "street": "{street}", "zip": "{postcode}"},
        "amount": "{value}",
        "products": ["risk"],
    },
    "answer": {
        "colour": "result.light",
        "colours": {"G": "green", "Y": "yellow", "R": "red"},
        "score": "result.score",
        "codes": "result.reasons[].code",
    },
    "seconds": 1,
}


@dataclass
class Bureau:
    """`answers` by family name: a status with a body, or None to hang. `asked` are the bodies that came."""

    answers: dict[str, tuple[int, bytes] | None] = field(default_factory=dict)
    asked: list[dict[str, object]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    address: str = ""
    hangs: threading.Event = field(default_factory=threading.Event)

    def says(self, name: str, light: str, score: int = 500, *codes: str) -> None:
        told = {"result": {"light": light, "score": score, "reasons": [{"code": each} for each in codes]}}
        self.answers[name] = (200, json.dumps(told).encode())

    def desk(self, address: str = "", **changes: object) -> HttpBureau:
        mapping = read_mapping(json.dumps({**MAPPING, **changes}))
        return HttpBureau(mapping, Wire(address or self.address, Patience(1, 1, 1)), Secret(SECRET))


@contextmanager
def bureau() -> Iterator[Bureau]:
    here = Bureau()

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            here.keys.append(self.headers.get("X-Key", ""))
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            here.asked.append(body)
            name = str(body["person"]["name"]).split()[-1]
            answer = here.answers.get(name, (404, b"{}"))
            if answer is None:
                here.hangs.wait(10)
                return
            self.send_response(answer[0])
            self.send_header("Content-Length", str(len(answer[1])))
            self.end_headers()
            self.wfile.write(answer[1])

        def log_message(self, *_told: object) -> None:
            """Nothing is said in passing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    here.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield here
    finally:
        here.hangs.set()
        server.shutdown()
        thread.join()
        server.server_close()
