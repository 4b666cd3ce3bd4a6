"""The keys of payment providers: a file in the data folder that only its owner may read. None of it is in the
database; an environment variable counts before the file.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from connectors.psp.http import Secret
from domain.payments.keys import KeyName, KeysNotKept

FILE_NAME: Final = "payment-keys.json"


class KeyFile:
    """`folder` is the data folder of the worker. Read anew each time: what the owner changes counts at once."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._path, self._environment = folder / FILE_NAME, environment

    def secret(self, name: KeyName) -> Secret:
        """Empty where there is none."""
        return Secret(self._environment.get(f"UMLAUF_{name.upper()}", "") or self._known().get(name, ""))

    def shown(self) -> Mapping[KeyName, str]:
        """The last four characters of those that are kept."""
        found = {name: self.secret(name).told for name in KeyName}
        return {name: f"•••• {key[-4:]}" for name, key in found.items() if key}

    def is_test(self, name: KeyName) -> bool:
        """Stripe's and Mollie's keys say it themselves; Adyen's do not."""
        key = self.secret(name).told
        return "_test_" in key or key.startswith("test_")

    def keep(self, name: KeyName, key: str) -> None:
        """Whole or not at all; "" forgets it. Raises KeysNotKept."""
        known = {**self._known(), name.value: key.strip()}
        text = json.dumps({each: value for each, value in known.items() if value})
        part = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                part.unlink()
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(part, self._path)
        except OSError as error:
            raise KeysNotKept(why=str(error)[:200]) from error

    def _known(self) -> dict[str, str]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(name): str(key) for name, key in stored.items()}
        except (OSError, ValueError, AttributeError):
            return {}
