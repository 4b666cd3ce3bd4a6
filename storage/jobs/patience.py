"""How often a job is tried: what is away is waited for, what is wrong is tried a few times more and then told."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.jobs import Job

_LOG: Final = logging.getLogger(__name__)
WAITS_S: Final = (10, 60, 600, 3600)
"""Between the tries of what is wrong: it may be about what another job left half done, or mended by an update."""


@dataclass(frozen=True)
class Patience(BaseRetryStrategy):
    """`away`: errors that pass by themselves; of these so many tries, with pauses that double."""

    away: tuple[type[Exception], ...]
    most: int

    def wait_s(self, error: BaseException, attempts: int) -> int | None:
        """Seconds until the next try after so many; None: it is given up."""
        if isinstance(error, self.away):
            return None if attempts >= self.most else 2 ** (attempts + 1)
        return WAITS_S[attempts] if attempts < len(WAITS_S) else None

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """As the queue asks for it."""
        wait_s = self.wait_s(exception, job.attempts)
        return None if wait_s is None else RetryDecision(retry_in={"seconds": wait_s})


@contextmanager
def told(context: JobContext, patience: Patience, tell: Callable[[Exception], object]) -> Iterator[None]:
    """Calls `tell` when what is done inside failed for the last time. The error goes on to the queue."""
    try:
        yield
    except Exception as error:
        if patience.wait_s(error, context.job.attempts) is None:
            try:
                tell(error)
            except Exception:
                _LOG.exception("a job that failed could not be told")
        raise
