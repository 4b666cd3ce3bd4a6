"""pain.008.001.08: orders to collect, as a file for the bank. The same orders make the same bytes.

Source: ISO 20022 pain.008.001.08; EPC130-08; DFÜ agreement, annex 3. Whatever leaves here is valid against the schema.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from lxml import etree

from connectors.psp.sepa.letters import plain
from domain.banking.debit_files import CarriedOrder, Creditor
from domain.money import EUR, Money
from domain.payments.provider import AttemptId, DebitSequence, Scheme

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"
MOST_MINOR: Final = 99_999_999_999
"""999,999,999.99 EUR: more no single debit may ask for."""
_SCHEMES: Final = {Scheme.CORE: "CORE", Scheme.B2B: "B2B"}
_ID_LENGTH: Final = 35


class FileNotValid(Exception):
    """A bug of ours: what was written does not stand up to the schema, and does not leave the house."""


@dataclass(frozen=True, slots=True)
class Debit:
    """One order. `other_account`: under this mandate another account was debited before (SMNDA); `old_reference`: it
    had another reference before ("" : the same)."""

    attempt_id: AttemptId
    amount: Money
    iban: str
    holder: str
    mandate: str
    signed_on: date
    collect_on: date
    purpose: str
    bic: str = ""
    scheme: Scheme = Scheme.CORE
    sequence: DebitSequence = DebitSequence.RECURRING
    other_account: bool = False
    old_reference: str = ""

    @property
    def end_to_end(self) -> str:
        return self.attempt_id.hex


@dataclass(frozen=True, slots=True)
class Written:
    message_id: str
    content: bytes
    orders: tuple[CarriedOrder, ...]


_Group = tuple[date, Scheme, DebitSequence]


def written(debits: Sequence[Debit], creditor: Creditor, made_at: datetime) -> Written:
    """One file, a group for each day, scheme and sequence; both in an order of their own.

    Raises FileNotValid.
    """
    groups: dict[_Group, list[Debit]] = defaultdict(list)
    for each in sorted(debits, key=lambda one: one.attempt_id.int):
        groups[each.collect_on, each.scheme, each.sequence].append(each)
    message_id = _message_id(debits, creditor)
    root = etree.Element(f"{{{NAMESPACE}}}Document", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # the stubs know no default namespace
    body = _under(root, "CstmrDrctDbtInitn")
    _header(body, message_id, made_at, debits, creditor)
    carried: list[CarriedOrder] = []
    for n, key in enumerate(sorted(groups)):
        name = f"{message_id}-{n + 1}"
        _group(body, name, key, groups[key], creditor)
        carried += [_carried(each, name) for each in groups[key]]
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    check_valid(content)
    return Written(message_id, content, tuple(carried))


def check_valid(content: bytes) -> None:
    """Raises FileNotValid."""
    schema = _schema()
    if not schema.validate(etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))):
        raise FileNotValid(str(schema.error_log))


@cache
def _schema() -> etree.XMLSchema:
    folder = Path(__file__).resolve().parents[3] / "resources" / "sepa"
    return etree.XMLSchema(etree.parse(str(folder / "pain.008.001.08.xsd")))


def _message_id(debits: Sequence[Debit], creditor: Creditor) -> str:
    """Made of the orders alone: whoever is asked for the same ones again names the same file."""
    told = "|".join([creditor.scheme_id, *sorted(each.end_to_end for each in debits)])
    return f"UM{sha256(told.encode()).hexdigest()[:26]}".upper()


def _carried(debit: Debit, group: str) -> CarriedOrder:
    return CarriedOrder(
        debit.attempt_id, debit.end_to_end, group, debit.amount, debit.collect_on, debit.scheme, debit.sequence
    )


def _header(
    body: etree._Element, message_id: str, made_at: datetime, debits: Sequence[Debit], creditor: Creditor
) -> None:
    header = _under(body, "GrpHdr")
    _under(header, "MsgId", message_id)
    _under(header, "CreDtTm", made_at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    _sums(header, debits)
    _under(_under(header, "InitgPty"), "Nm", plain(creditor.name, 70))


def _sums(above: etree._Element, debits: Sequence[Debit]) -> None:
    _under(above, "NbOfTxs", str(len(debits)))
    _under(above, "CtrlSum", _decimal(sum(each.amount.minor for each in debits)))


def _group(body: etree._Element, name: str, key: _Group, debits: Sequence[Debit], creditor: Creditor) -> None:
    collect_on, scheme, sequence = key
    group = _under(body, "PmtInf")
    _under(group, "PmtInfId", name)
    _under(group, "PmtMtd", "DD")
    _under(group, "BtchBookg", "true")
    _sums(group, debits)
    kind = _under(group, "PmtTpInf")
    _under(_under(kind, "SvcLvl"), "Cd", "SEPA")
    _under(_under(kind, "LclInstrm"), "Cd", _SCHEMES[scheme])
    _under(kind, "SeqTp", sequence.value)
    _under(group, "ReqdColltnDt", collect_on.isoformat())
    _under(_under(group, "Cdtr"), "Nm", plain(creditor.name, 70))
    _under(_under(_under(group, "CdtrAcct"), "Id"), "IBAN", creditor.iban)
    _agent(group, "CdtrAgt", creditor.bic)
    _under(group, "ChrgBr", "SLEV")
    other = _under(_under(_under(_under(group, "CdtrSchmeId"), "Id"), "PrvtId"), "Othr")
    _under(other, "Id", creditor.scheme_id)
    _under(_under(other, "SchmeNm"), "Prtry", "SEPA")
    for each in debits:
        _debit(group, each)


def _debit(group: etree._Element, debit: Debit) -> None:
    one = _under(group, "DrctDbtTxInf")
    _under(_under(one, "PmtId"), "EndToEndId", debit.end_to_end)
    _under(one, "InstdAmt", _decimal(debit.amount.minor)).set("Ccy", EUR)
    mandate = _under(_under(one, "DrctDbtTx"), "MndtRltdInf")
    _under(mandate, "MndtId", plain(debit.mandate, _ID_LENGTH))
    _under(mandate, "DtOfSgntr", debit.signed_on.isoformat())
    if debit.other_account or debit.old_reference:
        _under(mandate, "AmdmntInd", "true")
        changed = _under(mandate, "AmdmntInfDtls")
        if debit.old_reference:
            _under(changed, "OrgnlMndtId", plain(debit.old_reference, _ID_LENGTH))
        if debit.other_account:
            _under(_under(_under(_under(changed, "OrgnlDbtrAcct"), "Id"), "Othr"), "Id", "SMNDA")
    _agent(one, "DbtrAgt", debit.bic)
    _under(_under(one, "Dbtr"), "Nm", plain(debit.holder, 70))
    _under(_under(_under(one, "DbtrAcct"), "Id"), "IBAN", debit.iban)
    if purpose := plain(debit.purpose, 140, ""):
        _under(_under(one, "RmtInf"), "Ustrd", purpose)


def _agent(above: etree._Element, name: str, bic: str) -> None:
    institution = _under(_under(above, name), "FinInstnId")
    if bic:
        _under(institution, "BICFI", bic)
    else:
        _under(_under(institution, "Othr"), "Id", "NOTPROVIDED")


def _under(above: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(above, f"{{{NAMESPACE}}}{name}")
    element.text = text
    return element


def _decimal(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"
