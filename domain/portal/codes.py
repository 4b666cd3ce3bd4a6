"""The secrets of the sign-in: a code of six digits, a link, the digest that is kept of them."""

import hashlib
from datetime import timedelta
from typing import Final
from uuid import UUID

from domain.ids import Entropy

VALID_FOR: Final = timedelta(minutes=10)
DIGITS: Final = 6
_EVEN: Final = 2**32 - 2**32 % 10**DIGITS


def new_code(entropy: Entropy) -> str:
    """Six digits, each code as likely as any other."""
    while (drawn := int.from_bytes(entropy(4))) >= _EVEN:
        pass
    return f"{drawn % 10**DIGITS:0{DIGITS}}"


def new_secret(entropy: Entropy) -> str:
    """256 bits as text that stands in a link or a cookie."""
    return entropy(32).hex()


def secret_digest(request_id: UUID, secret: str) -> bytes:
    """What is kept of a code or a link: slow to guess, and of use for this one request alone."""
    plain = "".join(secret.split()).encode()[:200]
    return hashlib.scrypt(plain, salt=request_id.bytes, n=2**12, r=8, p=1, dklen=32)


def token_digest(token: str) -> bytes:
    """What is kept of the secret of a session, which cannot be guessed."""
    return hashlib.sha256(token.encode()).digest()


def origin_digest(address: str) -> bytes:
    """What is kept of the network address of whoever asks: enough to count, not to find."""
    return hashlib.sha256(b"origin " + address.encode()).digest()
