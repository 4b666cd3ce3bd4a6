"""Letters into a folder, for a business without a mail server yet: each a file that any mail program opens."""

import os
from pathlib import Path

from connectors.mail.message import Sender, as_message
from domain.messages.letter import Letter, LetterNotSent


class FolderPost:
    """Writes `<key>.eml`, whole or not at all; the same letter twice is one file. The folder is for this user alone."""

    def __init__(self, folder: Path, sender: Sender) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """Raises LetterNotSent: the folder cannot be written."""
        message = as_message(letter, *self._sender())
        path = self._folder / f"{letter.key}.eml"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_bytes(message.as_bytes())
            os.replace(part, path)
        except OSError as error:
            raise LetterNotSent(why=str(error)) from error
