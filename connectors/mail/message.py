"""A letter as an Internet message (RFC 5322), safe against addresses and subjects that smuggle lines in."""

from collections.abc import Callable
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from domain.messages.letter import Letter, LetterRefused

_ANY_SERVER: Final = SMTP.clone(cte_type="7bit")

Sender = Callable[[], tuple[str, str]]
"""Name and mail address, asked with each letter: the owner may change them while the program runs."""


def message_id(key: str, sender_address: str) -> str:
    return f"<{key}@{sender_address.rpartition('@')[2]}>"


def key_of(found: str) -> str:
    """The letter's key in a Message-ID of ours."""
    return found.strip().strip("<>").rpartition("@")[0]


def as_message(letter: Letter, sender_name: str, sender_address: str) -> EmailMessage:
    """The same letter always has the same Message-ID, so that a doubled delivery can be told.

    Raises LetterRefused: what is to be its address is none.
    """
    message = EmailMessage(policy=_ANY_SERVER)
    try:
        message["From"] = Address(sender_name, addr_spec=sender_address)
        message["To"] = Address(addr_spec=letter.to)
    except (ValueError, IndexError, HeaderParseError) as error:
        raise LetterRefused(why=" ".join(str(error).split())[:200], is_address=True) from error
    message["Subject"] = " ".join(letter.subject.split())
    message["Message-ID"] = message_id(letter.key, sender_address)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    for attachment in letter.attachments:
        main_type, _, sub_type = attachment.media_type.partition("/")
        message.add_attachment(attachment.content, maintype=main_type, subtype=sub_type, filename=attachment.file_name)
    return message
