"""Any file of a bank: which message it is, or an archive of several."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from connectors.psp.sepa.answers import read_returns, read_status
from connectors.psp.sepa.camt import read_camt
from connectors.psp.sepa.xml import local, parts
from domain.banking.model import LARGEST_BANK_FILE, BankFile, BankFileTooLarge, NoBankFile, ReadFile

_READERS: Final[Mapping[str, Callable[[bytes], BankFile]]] = {
    "BkToCstmrAcctRpt": read_camt,
    "BkToCstmrStmt": read_camt,
    "BkToCstmrDbtCdtNtfctn": read_camt,
    "CstmrPmtStsRpt": read_status,
    "PmtRtr": read_returns,
}
_MOST_MEMBERS: Final = 2000


def read_files(name: str, content: bytes) -> Sequence[ReadFile]:
    """One for each message. Raises NoBankFile with the name of the file, BankFileTooLarge, BankFileHostile."""
    members = _unpacked(name, content) if content.startswith(b"PK\x03\x04") else [(name, content)]
    if not members:
        raise NoBankFile(why=name)
    return [_named(each, inner) for each, inner in members]


def _named(name: str, content: bytes) -> ReadFile:
    try:
        return ReadFile(name, content, read_message(content))
    except NoBankFile as wrong:
        raise NoBankFile(why=name) from wrong


def read_message(content: bytes) -> BankFile:
    """Raises NoBankFile, BankFileTooLarge, BankFileHostile."""
    header = next(parts(content, "GrpHdr"), None)
    above = None if header is None else header.getparent()
    reader = None if above is None else _READERS.get(local(above))
    if reader is None:
        raise NoBankFile(why="" if above is None else local(above))
    return reader(content)


def _unpacked(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """What an archive says of its sizes is not believed: reading stops at the limit."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = [
                each for each in archive.infolist() if each.filename.lower().endswith((".xml", ".c52", ".c53", ".c54"))
            ]
            if len(members) > _MOST_MEMBERS:
                raise BankFileTooLarge(entries=_MOST_MEMBERS)
            found, total = [], 0
            for each in members:
                with archive.open(each) as member:
                    inner = member.read(LARGEST_BANK_FILE - total + 1)
                total += len(inner)
                if total > LARGEST_BANK_FILE:
                    raise BankFileTooLarge(megabytes=LARGEST_BANK_FILE // 1_000_000)
                found.append((each.filename.replace("\\", "/").rpartition("/")[2], inner))
            return found
    except (BadZipFile, RuntimeError, EOFError) as broken:  # RuntimeError: a password, or packed in a way of its own
        raise NoBankFile(why=name) from broken
