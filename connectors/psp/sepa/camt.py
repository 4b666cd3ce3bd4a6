"""camt.052, camt.053 and camt.054 of any version: what was booked on our account. Source: ISO 20022.

Banks write them each in their own way and often against their own schema, so everything is read where it stands and
nothing is demanded but an amount and a direction.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Final

from connectors.psp.sepa.xml import Element, amount, day, every, instant, local, one, parts, said
from domain.banking.model import (
    MOST_ENTRIES,
    BankEntry,
    BankFile,
    BankFileKind,
    BankFileTooLarge,
    BankStatement,
    Nature,
    NoBankFile,
)
from domain.money import Money

_KINDS: Final = {"Rpt": BankFileKind.REPORT, "Stmt": BankFileKind.STATEMENT, "Ntfctn": BankFileKind.NOTICE}
_NO_REF: Final = frozenset({"", "NONREF", "NOTPROVIDED", "NOT PROVIDED"})
_DEBITS_IN: Final = frozenset({"171", "174", "192", "196"})
_DEBITS_BACK: Final = frozenset({"108", "109", "193", "195", "197"})
_TRANSFERS_BACK: Final = frozenset({"159", "160", "161", "181", "184"})
"""German codes of business transactions (GVC). Source: DFÜ agreement, annex 3."""
_OPENING: Final = ("OPBD", "PRCD")
_NONE: Final = date(1, 1, 1)


@dataclass(slots=True)
class _Page:
    """One statement while its entries come by."""

    account: str
    currency: str
    net: int = 0
    is_whole: bool = True
    seen: Counter[str] = field(default_factory=Counter)


def read_camt(content: bytes) -> BankFile:
    """Raises NoBankFile, BankFileTooLarge, BankFileHostile."""
    entries: list[BankEntry] = []
    pages: dict[Element, _Page] = {}
    left_out, root = 0, None
    for element in parts(content, "Ntry"):
        if local(element) != "Ntry":
            root = element
            continue
        above = element.getparent()
        if above is None or local(above) not in _KINDS:
            continue
        page = pages.setdefault(above, _Page(_account(above), said(above, "Acct/Ccy")))
        found = _entries(element, page)
        left_out += not found
        entries.extend(found)
        if len(entries) > MOST_ENTRIES:
            raise BankFileTooLarge(entries=MOST_ENTRIES)
    if root is None:
        raise NoBankFile
    return _file(root, entries, pages, left_out)


def _file(root: Element, entries: list[BankEntry], pages: dict[Element, _Page], left_out: int) -> BankFile:
    bodies = [each for message in root for each in message if local(each) in _KINDS]
    if not bodies:
        raise NoBankFile(why=local(root[0]) if len(root) else local(root))
    kind = _KINDS[local(bodies[0])]
    header = one(root[0], "GrpHdr")
    statements = tuple(_statement(each, pages.get(each)) for each in bodies)
    return BankFile(
        kind,
        "" if header is None else said(header, "MsgId", most=80),
        None if header is None else instant(header, "CreDtTm"),
        tuple(entries),
        statements,
        left_out=left_out,
    )


def _account(above: Element) -> str:
    return said(above, "Acct/Id/IBAN", "Acct/Id/Othr/Id", most=40).replace(" ", "").upper()


def _statement(above: Element, page: _Page | None) -> BankStatement:
    balances = {said(each, "Tp/CdOrPrtry/Cd"): each for each in every(above, "Bal")}
    opening = next((_balance(balances[code]) for code in _OPENING if code in balances), None)
    closing = _balance(balances["CLBD"]) if "CLBD" in balances else None
    days = [found for each in balances.values() if (found := day(each, "Dt/Dt", "Dt/DtTm")) is not None]
    first = day(above, "FrToDt/FrDtTm", "FrToDt/FrDt") or min(days, default=None)
    last = day(above, "FrToDt/ToDtTm", "FrToDt/ToDt") or max(days, default=None)
    moved = page.net if page else 0
    adds_up = None
    if opening is not None and closing is not None and opening.currency == closing.currency:
        adds_up = (page is None or page.is_whole) and opening.minor + moved == closing.minor
    number = said(above, "ElctrncSeqNb", "LglSeqNb", most=20)
    return BankStatement(_account(above), said(above, "Id", most=80), number, first, last, opening, closing, adds_up)


def _balance(element: Element) -> Money | None:
    found = amount(one(element, "Amt"))
    if found is None:
        return None
    return -found if said(element, "CdtDbtInd") == "DBIT" else found


def _entries(element: Element, page: _Page) -> list[BankEntry]:
    """Those of one booking: one, or one for each part of a batch. Empty: it is only announced, or has no amount."""
    whole = amount(one(element, "Amt"))
    if said(element, "Sts/Cd", "Sts") not in ("BOOK", "") or whole is None:
        return []
    is_in = said(element, "CdtDbtInd") == "CRDT"
    page.net += whole.minor if is_in else -whole.minor
    page.is_whole &= not page.currency or whole.currency == page.currency
    details = [each for around in every(element, "NtryDtls") for each in every(around, "TxDtls")]
    amounts = [_of_detail(each) for each in details]
    is_split = len(details) > 1 and sum(each.minor for each in amounts if each is not None) == whole.minor
    if not is_split:
        return [_entry(element, details[0] if len(details) == 1 else None, whole, page, 0)]
    numbered = zip(details, amounts, strict=True)
    return [_entry(element, each, part, page, n) for n, (each, part) in enumerate(numbered) if part]


def _of_detail(element: Element) -> Money | None:
    return amount(one(element, "Amt")) or amount(one(element, "AmtDtls/TxAmt/Amt"))


def _entry(element: Element, detail: Element | None, moved: Money, page: _Page, n: int) -> BankEntry:
    about = element if detail is None else detail
    is_in = said(element, "CdtDbtInd") == "CRDT"
    party, account = ("Dbtr", "DbtrAcct") if is_in or _is_debit(element, detail) else ("Cdtr", "CdtrAcct")
    booked_on = day(element, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm") or _NONE
    made = BankEntry(
        Nature.TRANSFER,
        page.account,
        moved,
        booked_on,
        content="",
        payer=said(about, f"RltdPties/{party}/Pty/Nm", f"RltdPties/{party}/Nm", most=140),
        iban=said(about, f"RltdPties/{account}/Id/IBAN", most=40).replace(" ", "").upper(),
        text=_text(element, detail),
        end_to_end=_ref(said(about, "Refs/EndToEndId", most=80)),
        group=_ref(said(about, "Refs/PmtInfId") or said(element, "NtryDtls/Btch/PmtInfId")),
        reason=said(about, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", most=35),
        reason_text=said(about, "RtrInf/AddtlInf", most=200),
        original=amount(one(about, "AmtDtls/InstdAmt/Amt")),
        fee=_fee(about) or _fee(element),
    )
    made = replace(made, nature=_nature(element, detail, made, is_in=is_in))
    return replace(
        made, ref=_key(_bank_ref(element, detail, n), made, page, is_in), content=_content(made, page, is_in)
    )


def _ref(text: str) -> str:
    return "" if text.upper() in _NO_REF else text


def _text(element: Element, detail: Element | None) -> str:
    words: list[str] = []
    if detail is not None:
        words += [" ".join((each.text or "").split()) for each in every(detail, "RmtInf/Ustrd")]
        words += [said(each, "CdtrRefInf/Ref") for each in every(detail, "RmtInf/Strd")]
        words += [said(each, "AddtlRmtInf") for each in every(detail, "RmtInf/Strd")]
        words.append(said(detail, "AddtlTxInf"))
    found = " ".join(word for word in words if word)
    return (found or said(element, "AddtlNtryInf"))[:1000]


def _fee(element: Element) -> Money | None:
    """What banks kept of it, together. Before version 4 a charge stands without a record around it."""
    charges = every(element, "Chrgs/Rcrd") or every(element, "Chrgs")
    found = [each for one_charge in charges if (each := amount(one(one_charge, "Amt"))) is not None]
    if not found or len({each.currency for each in found}) != 1:
        return amount(one(element, "Chrgs/TtlChrgsAndTaxAmt"))
    return Money(sum(each.minor for each in found), found[0].currency)


def _codes(element: Element, detail: Element | None, path: str) -> str:
    inner = "" if detail is None else said(detail, f"BkTxCd/{path}")
    return inner or said(element, f"BkTxCd/{path}")


def _gvc(element: Element, detail: Element | None) -> str:
    """ "109" in "NRTI+109+00931": the bank's code of the transaction."""
    pieces = _codes(element, detail, "Prtry/Cd").split("+")
    return pieces[1] if len(pieces) > 1 else pieces[0]


def _is_debit(element: Element, detail: Element | None) -> bool:
    """A direct debit that we sent, or its return."""
    is_ours = _codes(element, detail, "Domn/Fmly/Cd") == "IDDT"
    return is_ours or _gvc(element, detail) in _DEBITS_IN | _DEBITS_BACK


def _nature(element: Element, detail: Element | None, made: BankEntry, *, is_in: bool) -> Nature:
    family, sub = (_codes(element, detail, f"Domn/Fmly/{name}") for name in ("Cd", "SubFmlyCd"))
    gvc = _gvc(element, detail)
    has_mandate = detail is not None and bool(said(detail, "Refs/MndtId"))
    if not is_in:
        is_back = _is_debit(element, detail) or (bool(made.reason) and has_mandate and family != "RDDT")
        return Nature.RETURNED if is_back else Nature.OUT
    if family == "RDDT" or gvc in _TRANSFERS_BACK or sub == "RRTN" or family == "ICDT" or made.reason:
        return Nature.CAME_BACK
    if _is_debit(element, detail) or has_mandate:
        return Nature.COLLECTED
    is_batch = detail is None and said(element, "NtryDtls/Btch/NbOfTxs") not in ("", "0", "1")
    return Nature.BATCH if is_batch and one(element, "NtryDtls/TxDtls") is None else Nature.TRANSFER


def _bank_ref(element: Element, detail: Element | None, n: int) -> str:
    """The bank's own id. Some give one to a whole batch: then its parts are told apart by theirs."""
    whole = _ref(said(element, "AcctSvcrRef", most=80))
    if detail is None:
        return whole
    own = _ref(said(detail, "Refs/AcctSvcrRef", "Refs/TxId", most=80))
    if not whole:
        return own
    return f"{whole}/{own or said(detail, 'Refs/EndToEndId', most=80) or n}"


def _key(ref: str, made: BankEntry, page: _Page, is_in: bool) -> str:
    return _hashed(page, "ref", ref, made, is_in) if ref else ""


def _content(made: BankEntry, page: _Page, is_in: bool) -> str:
    words = "".join(letter for letter in made.text.lower() if letter.isalnum())
    return _hashed(page, "content", f"{made.iban}|{made.end_to_end}|{words}", made, is_in)


def _hashed(page: _Page, what: str, text: str, made: BankEntry, is_in: bool) -> str:
    """Two of the same on one page are two bookings; the same on another page is the same again."""
    told = f"{what}|{made.account}|{is_in}|{made.amount}|{made.booked_on}|{text}"
    page.seen[told] += 1
    return sha256(f"{told}|{page.seen[told]}".encode()).hexdigest()
