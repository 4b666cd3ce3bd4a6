"""Where mails that come back are found: a folder of files (an mbox program or a rule drops them there), which may be a
Maildir. What was read is moved into `read` beside it.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from connectors.mail.bounces import read_bounce
from domain.messages.bounces import Bounce

_MOST: Final = 500
_LARGEST: Final = 20_000_000


class ReturnedFolder:
    """`folder` need not be there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def waiting(self) -> Iterator[tuple[str, Bounce]]:
        for path in self._files()[:_MOST]:
            with suppress(OSError):
                if path.stat().st_size <= _LARGEST:
                    yield str(path.relative_to(self._folder)), read_bounce(path.read_bytes())

    def done(self, name: str) -> None:
        path = self._folder / name
        with suppress(OSError):
            (self._folder / "read").mkdir(mode=0o700, exist_ok=True)
            path.replace(self._folder / "read" / path.name)

    def _files(self) -> list[Path]:
        found: list[Path] = []
        with suppress(OSError):
            for place in (self._folder, self._folder / "new", self._folder / "cur"):
                if place.is_dir():
                    found += [each for each in sorted(place.iterdir()) if each.is_file() and each.name[:1] != "."]
        return found
