"""The customers' pages on the network: `main.py portal`."""

import argparse
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol
from uuid import uuid4

import uvicorn

from domain.papers import Papers
from domain.payments.notices import NoticeBox, Seal
from domain.views.portal import CustomerDoor
from ui.portal.app import make_app
from ui.portal.guard import LOCAL
from ui.portal.hooks import hook_routes

HOST: Final = "127.0.0.1"
PORT: Final = 8400
ABOUT: Final = """The customers' pages. On another host than this computer they work over TLS alone: put a proxy with a
certificate in front of them (docs/operations.md) and name its address with --behind."""


class OpenDoor(CustomerDoor, NoticeBox, Protocol):
    """Customers go in by it, and what providers post."""


def serve(
    arguments: Sequence[str],
    door: OpenDoor,
    papers: Papers,
    resources: Path,
    *,
    told: Callable[[str], None],
    seals: Mapping[str, Seal],
) -> int:
    """Until it is asked to stop (SIGTERM, SIGINT). `told` says where the pages are; by `seals` payment providers prove
    that what they post is theirs."""
    chosen = _parser().parse_args(list(arguments))
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    config = uvicorn.Config(
        make_app(door, papers, resources, hook_routes(seals, door, door, uuid4)),
        host=chosen.host,
        port=chosen.port,
        proxy_headers=bool(chosen.behind),
        forwarded_allow_ips=chosen.behind or None,
        server_header=False,
        date_header=True,
        access_log=False,
        log_level="warning",
        limit_concurrency=200,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=32 * 1024,
    )
    shown = chosen.host if chosen.host not in ("0.0.0.0", "::") else "localhost"  # noqa: S104 - compared, not bound
    told(f"portal: http://{shown}:{chosen.port}/ for customers; Ctrl+C ends it")
    if chosen.host not in LOCAL and not chosen.behind:
        told("portal: without a proxy that speaks TLS (--behind) browsers will not keep anybody signed in")
    uvicorn.Server(config).run()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("main.py portal", description=ABOUT)
    parser.add_argument("--host", default=HOST, help=f"address to listen on ({HOST})")
    parser.add_argument("--port", type=int, default=PORT, help=f"port to listen on ({PORT})")
    parser.add_argument("--behind", default="", metavar="ADDRESS", help="address of the proxy whose word counts")
    return parser
