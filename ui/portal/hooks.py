"""The door for what providers post: read raw, checked, kept, and only then thanked for.

Nothing is looked up and nothing decided here: whoever posts waits for a few milliseconds, and what is not on the disk
is posted again by the provider.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from domain.clock import Clock
from domain.errors import AppError, InvalidInput
from domain.payments.notices import MOST_BYTES, Notice, NoticeBox, Seal

PATIENCE_S: Final = 15
"""For all of a body; providers post a few thousand bytes at once."""

_TAKEN: Final = 200
_WRONG, _UNKNOWN, _SLOW, _TOO_LONG, _CLOSED = 400, 404, 408, 413, 503


class _TooLong(Exception):
    """More than a notice ever is."""


def hook_routes(seals: Mapping[str, Seal], box: NoticeBox, clock: Clock, new_id: Callable[[], UUID]) -> list[Route]:
    """`/hooks/<provider>` for each provider or service that has a seal; any other address is none."""

    one_at_a_time = asyncio.Semaphore(1)

    async def take(request: Request) -> Response:
        seal = seals.get(request.path_params["provider"])
        if seal is None:
            return _said(_UNKNOWN)
        try:
            async with asyncio.timeout(PATIENCE_S):
                body = await _body(request)
        except TimeoutError:
            return _said(_SLOW)
        except ClientDisconnect:
            return _said(_WRONG)
        except _TooLong:
            return _said(_TOO_LONG)
        async with one_at_a_time:
            return await run_in_threadpool(_kept, seal, dict(request.headers), body)

    def _kept(seal: Seal, headers: Mapping[str, str], body: bytes) -> Response:
        now = clock.now()
        try:
            seen = seal.look(headers, body, now)
        except InvalidInput:
            return _said(_WRONG)
        if seen.event_id:
            proof = {name: value for name, value in headers.items() if name in seal.kept}
            try:
                box.keep(Notice(new_id(), seal.name, seen, now, proof, body))
            except AppError:
                return _said(_CLOSED)
        return PlainTextResponse(seal.thanks, _TAKEN)

    return [Route("/hooks/{provider}", take, methods=["POST"])]


async def _body(request: Request) -> bytes:
    """Raw, and no byte more than a notice may have."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > MOST_BYTES:
        raise _TooLong
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise _TooLong
        parts.append(part)
    return b"".join(parts)


def _said(status: int) -> Response:
    """No word about why: whoever posts rightly knows, whoever does not need not."""
    return PlainTextResponse("", status)
