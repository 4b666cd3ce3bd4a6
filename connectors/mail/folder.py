"""Letters into a folder, for a business without a mail server yet: each a file that any mail program opens."""

import os
from pathlib import Path
from typing import Final

from connectors.mail.message import Sender, as_message
from domain.messages.letter import Letter, LetterNotSent

_LONGEST_KEY: Final = 150


class FolderPost:
    """Writes `<key>.eml`, whole or not at all; the same letter twice is one file. The folder is for this user alone."""

    def __init__(self, folder: Path, sender: Sender) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """Raises LetterNotSent: the folder cannot be written. LetterRefused: the address is none."""
        message = as_message(letter, *self._sender())
        path = self._path(letter.key)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_bytes(message.as_bytes())
            os.replace(part, path)
        except OSError as error:
            raise LetterNotSent(why=str(error)) from error

    def knows(self, key: str) -> bool | None:
        return self._path(key).exists()

    def _path(self, key: str) -> Path:
        safe = "".join(each if each.isalnum() or each in "-_." else "_" for each in key)[:_LONGEST_KEY]
        return self._folder / f"{safe}.eml"
