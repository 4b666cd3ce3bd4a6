"""pain.002 and pacs.004 of any version: what became of orders that we sent. Source: ISO 20022; EPC130-08."""

from datetime import date
from hashlib import sha256
from typing import Final

from connectors.psp.sepa.xml import Element, amount, day, every, instant, local, one, parts, said
from domain.banking.model import BankEntry, BankFile, BankFileKind, Nature, NoBankFile
from domain.money import Money

_REFUSED: Final = frozenset({"RJCT"})
_TAKEN: Final = frozenset({"ACCP", "ACTC", "ACSP", "ACSC", "ACWC", "ACCC", "RCVD", "PDNG", "ACFC"})
_NONE: Final = date(1, 1, 1)
_NO_MONEY: Final = Money(0)


def read_status(content: bytes) -> BankFile:
    """pain.002. What is said of a whole message or group stands in one entry without `end_to_end`, unless its orders
    are named one by one.

    Raises NoBankFile, BankFileTooLarge, BankFileHostile.
    """
    report = _body(content, "CstmrPmtStsRpt")
    about = said(report, "OrgnlGrpInfAndSts/OrgnlMsgId", most=80)
    made = instant(report, "GrpHdr/CreDtTm")
    on = made.date() if made else day(report, "GrpHdr/CreDtTm") or _NONE
    entries: list[BankEntry] = []
    for group in every(report, "OrgnlPmtInfAndSts"):
        name = said(group, "OrgnlPmtInfId", most=80)
        singles = [_status(each, "TxSts", name, about, on) for each in every(group, "TxInfAndSts")]
        entries += [each for each in singles or [_status(group, "PmtInfSts", name, about, on)] if each is not None]
    header = one(report, "OrgnlGrpInfAndSts")
    if header is not None and not entries:
        whole = _status(header, "GrpSts", "", about, on)
        entries += [whole] if whole is not None else []
    return BankFile(BankFileKind.ANSWER, said(report, "GrpHdr/MsgId", most=80), made, tuple(entries), about=about)


def _status(element: Element, name: str, group: str, about: str, on: date) -> BankEntry | None:
    status = said(element, name)
    if status not in _REFUSED | _TAKEN:
        return None
    end_to_end = said(element, "OrgnlEndToEndId", most=80)
    reason = said(element, "StsRsnInf/Rsn/Cd", "StsRsnInf/Rsn/Prtry", most=35)
    told = sha256(f"status|{about}|{group}|{end_to_end}|{status}|{reason}".encode()).hexdigest()
    return BankEntry(
        Nature.REFUSED if status in _REFUSED else Nature.TAKEN,
        account="",
        amount=amount(one(element, "OrgnlTxRef/Amt/InstdAmt")) or _NO_MONEY,
        booked_on=on,
        content=told,
        end_to_end=end_to_end,
        group=group,
        reason=reason,
        reason_text=said(element, "StsRsnInf/AddtlInf", most=200),
    )


def read_returns(content: bytes) -> BankFile:
    """pacs.004. Raises NoBankFile, BankFileTooLarge, BankFileHostile."""
    body = _body(content, "PmtRtr")
    common = day(body, "GrpHdr/IntrBkSttlmDt")
    entries = [found for each in every(body, "TxInf") if (found := _returned(each, common)) is not None]
    about = said(body, "OrgnlGrpInf/OrgnlMsgId", "TxInf/OrgnlGrpInf/OrgnlMsgId", most=80)
    made = instant(body, "GrpHdr/CreDtTm")
    return BankFile(BankFileKind.RETURNS, said(body, "GrpHdr/MsgId", most=80), made, tuple(entries), about=about)


def _returned(element: Element, common: date | None) -> BankEntry | None:
    back = amount(one(element, "RtrdIntrBkSttlmAmt"))
    end_to_end = said(element, "OrgnlEndToEndId", most=80)
    if back is None or not end_to_end:
        return None
    original = amount(one(element, "OrgnlIntrBkSttlmAmt"))
    return BankEntry(
        Nature.RETURNED,
        said(element, "OrgnlTxRef/CdtrAcct/Id/IBAN", most=40),
        back,
        day(element, "IntrBkSttlmDt") or common or _NONE,
        content=sha256(f"pacs|{end_to_end}|{said(element, 'RtrId')}".encode()).hexdigest(),
        payer=said(element, "OrgnlTxRef/Dbtr/Pty/Nm", "OrgnlTxRef/Dbtr/Nm", most=140),
        iban=said(element, "OrgnlTxRef/DbtrAcct/Id/IBAN", most=40),
        end_to_end=end_to_end,
        reason=said(element, "RtrRsnInf/Rsn/Cd", "RtrRsnInf/Rsn/Prtry", most=35),
        reason_text=said(element, "RtrRsnInf/AddtlInf", most=200),
        original=original,
        fee=amount(one(element, "ChrgsInf/Amt")),
    )


def _body(content: bytes, name: str) -> Element:
    root = next(parts(content, "Document"), None)
    body = None if root is None else next((each for each in root if local(each) == name), None)
    if body is None:
        raise NoBankFile(why=name)
    return body
