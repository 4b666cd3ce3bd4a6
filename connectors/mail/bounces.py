"""What mail servers write back: reports that a letter was not delivered (RFC 3464), complaints (RFC 5965), and the
many that follow no standard. Read tolerantly: nothing in such a mail is believed beyond which letter it is about.
"""

import email
import re
from email.message import Message
from email.policy import default
from typing import Final

from connectors.mail.message import key_of
from domain.messages.bounces import Bounce, BounceKind

_LARGEST: Final = 5_000_000
_STATUS: Final = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
_CODE: Final = re.compile(r"\b([45]\d\d)[ -]")
_ADDRESS: Final = re.compile(r"[^\s<>;,()\"']+@[^\s<>;,()\"']+\.[^\s<>;,()\"']+")
_MESSAGE_ID: Final = re.compile(r"^message-id:\s*(<[^>\s]+>)", re.I | re.M)
_SENDERS: Final = ("mailer-daemon", "postmaster")
_FULL: Final = ("4.2.2", "5.2.2", "mailbox full", "quota exceeded", "over quota")
"""A box that is full is emptied some day: no reason to block the address."""


def read_bounce(content: bytes) -> Bounce:
    """Never raises: what cannot be read is of kind OTHER."""
    try:
        message = email.message_from_bytes(content[:_LARGEST], policy=default)
        return _read(message)
    except Exception:  # whatever comes in by mail; the email package raises many kinds
        return Bounce(BounceKind.OTHER, "", "", "")


def _read(message: Message) -> Bounce:
    key, to = _about(message)
    report = _part(message, "message/delivery-status")
    if _part(message, "message/feedback-report") is not None:
        return Bounce(BounceKind.COMPLAINT, key, _complained(message) or to, "complaint")
    if report is not None:
        return _delivery(report, key, to)
    if _is_automatic(message) or not _is_from_server(message):
        return Bounce(BounceKind.OTHER, key, "", "")
    words = _words(message)
    status = _STATUS.search(words) or _CODE.search(words)
    if status is None:
        return Bounce(BounceKind.OTHER, key, to, "")
    is_hard = status[1].startswith("5") and not any(each in words.lower() for each in _FULL)
    return Bounce(BounceKind.HARD if is_hard else BounceKind.SOFT, key, to, status[0].strip(" -"))


def _delivery(report: Message, key: str, to: str) -> Bounce:
    """The first address that the report says failed; of several, letters of ours never have more than one."""
    fields: dict[str, str] = {}
    for part in report.get_payload() if report.is_multipart() else [report]:
        if isinstance(part, Message):
            for name, value in part.items():
                fields.setdefault(name.lower(), str(value))
    if not report.is_multipart():
        for line in str(report.get_payload()).splitlines():
            name, _, value = line.partition(":")
            fields.setdefault(name.strip().lower(), value.strip())
    address = fields.get("final-recipient", fields.get("original-recipient", "")).rpartition(";")[2].strip() or to
    action, status = fields.get("action", "").lower(), fields.get("status", "").strip()
    why = f"{status} {_plain(fields.get('diagnostic-code', ''))}".strip()[:200]
    if action in ("delivered", "relayed", "expanded"):
        return Bounce(BounceKind.OTHER, key, address, why)
    is_hard = action == "failed" and not status.startswith("4") and not any(each in why.lower() for each in _FULL)
    return Bounce(BounceKind.HARD if is_hard else BounceKind.SOFT, key, address, why)


def _about(message: Message) -> tuple[str, str]:
    """Key and address of the letter that came back: of the enclosed message or its headers, else quoted in the text."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            original = part.get_payload(0)
            if isinstance(original, Message):
                return key_of(str(original.get("Message-ID", ""))), _address(str(original.get("To", "")))
        if kind == "text/rfc822-headers":
            original = email.message_from_string(str(part.get_payload()), policy=default)
            return key_of(str(original.get("Message-ID", ""))), _address(str(original.get("To", "")))
    reply = str(message.get("In-Reply-To", "") or message.get("References", "").split(" ")[-1])
    words = _words(message)
    quoted = _MESSAGE_ID.search(words)
    known = str(message.get("X-Failed-Recipients", ""))
    return key_of(quoted[1] if quoted is not None else reply), _address(known) or _address(words)


def _part(message: Message, kind: str) -> Message | None:
    return next((part for part in message.walk() if part.get_content_type() == kind), None)


def _complained(message: Message) -> str:
    report = _part(message, "message/feedback-report")
    return _address(str(report.get_payload())) if report is not None else ""


def _words(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            content = part.get_payload(decode=True)
            return content.decode("utf-8", "replace")[:50_000] if isinstance(content, bytes) else ""
    return ""


def _is_automatic(message: Message) -> bool:
    """Somebody is away; the letter arrived."""
    said = str(message.get("Auto-Submitted", "")).lower()
    return said.startswith("auto-replied") or "x-autoreply" in message or "x-autorespond" in message


def _is_from_server(message: Message) -> bool:
    return any(each in str(message.get("From", "")).lower() for each in _SENDERS) or message.get("Return-Path") == "<>"


def _address(words: str) -> str:
    found = _ADDRESS.search(words)
    return found[0].strip(".") if found is not None else ""


def _plain(words: str) -> str:
    return _ADDRESS.sub("…", " ".join(words.split()))
