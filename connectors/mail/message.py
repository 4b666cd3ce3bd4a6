"""A letter as an Internet message (RFC 5322), safe against addresses and subjects that smuggle lines in."""

from collections.abc import Callable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from domain.messages.letter import Letter

Sender = Callable[[], tuple[str, str]]
"""Name and mail address, asked with each letter: the owner may change them while the program runs."""


def as_message(letter: Letter, sender_name: str, sender_address: str) -> EmailMessage:
    """The same letter always has the same Message-ID, so that a doubled delivery can be told."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(sender_name, addr_spec=sender_address)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = " ".join(letter.subject.split())
    message["Message-ID"] = f"<{letter.key}@{sender_address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    for attachment in letter.attachments:
        main_type, _, sub_type = attachment.media_type.partition("/")
        message.add_attachment(attachment.content, maintype=main_type, subtype=sub_type, filename=attachment.file_name)
    return message
