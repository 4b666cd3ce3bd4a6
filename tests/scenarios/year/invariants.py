"""What must hold after the year, each asked of other tables than those from which it was made."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from email import policy
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path
from typing import Final

import facturx
import pikepdf

from domain.ids import InvoiceId
from domain.settings.returns import ReturnSettings
from reports.einvoice.cii import cii_xml
from reports.einvoice.mapping import e_invoice
from reports.papers import RESOURCES
from reports.texts import load_texts
from storage.queries.papers import invoice_sheet
from tests.machines.house import invariants
from tests.machines.house.sentences import PLACES
from tests.machines.house.world import House
from tests.reports.archive_judge import complaints
from tests.reports.einvoice_judge import judged
from tests.scenarios.year.radwerk import Radwerk, seller

_MONEY: Final = """
    WITH come AS (
        SELECT customer_id, sum(minor) AS minor FROM (
            SELECT a.customer_id, a.amount_minor AS minor FROM umlauf.payment_attempt a WHERE a.status = 'settled'
            UNION ALL SELECT s.customer_id, s.money_minor FROM umlauf.settlement s
                JOIN umlauf.bank_booking b ON b.payment_id = s.id
        ) every GROUP BY 1),
    gone AS (
        SELECT r.customer_id, sum(s.amount_minor) AS minor FROM umlauf.refund r JOIN umlauf.refund_step s
            ON s.refund_id = r.id AND s.step = 'send' WHERE r.status IN ('sent', 'settled') GROUP BY 1),
    placed AS (
        SELECT i.customer_id, sum(CASE i.kind WHEN 'invoice' THEN 1 ELSE -1 END * d.used_minor) AS minor
            FROM umlauf.document_account d JOIN umlauf.invoice i ON i.id = d.invoice_id GROUP BY 1),
    given AS (SELECT customer_id, sum(granted_minor) AS minor FROM umlauf.settlement GROUP BY 1)
    SELECT c.number, coalesce(come.minor, 0)::bigint AS came, coalesce(placed.minor, 0)::bigint AS allocated,
        coalesce(b.balance_minor, 0)::bigint AS balance, coalesce(gone.minor, 0)::bigint AS refunded,
        coalesce(given.minor, 0)::bigint AS given
    FROM umlauf.customer c LEFT JOIN come ON come.customer_id = c.id LEFT JOIN gone ON gone.customer_id = c.id
    LEFT JOIN placed ON placed.customer_id = c.id LEFT JOIN given ON given.customer_id = c.id
    LEFT JOIN umlauf.customer_balance b ON b.customer_id = c.id
    ORDER BY c.number"""
"""Of each customer: what attempts and transfers say that came, what the accounts of documents used, what is left, what
refunds sent out; and what was given as a reward or written off, which is no money."""


def money_is_where_the_books_say(house: Radwerk) -> None:
    """Every customer's money in = allocated + balance + refunded, and all of it is what the bank has."""
    rows = house.rows(_MONEY)
    wrong = [row for row in rows if row["came"] + row["given"] != row["allocated"] + row["balance"] + row["refunded"]]
    assert wrong == [], wrong
    [told] = house.rows("SELECT coalesce(sum(amount_minor), 0)::bigint AS minor FROM umlauf.bank_entry")
    [left] = house.rows("SELECT coalesce(sum(left_minor), 0)::bigint AS minor FROM umlauf.bank_entry")
    collected = sum(each.amount.minor for each in house.bank.statement())
    [back] = house.rows("SELECT coalesce(sum(amount_minor), 0)::bigint AS minor FROM umlauf.pay_back")
    came = sum(row["came"] for row in rows)
    assert came == collected + back["minor"] + told["minor"] - left["minor"], "the bank says something else"


def things_are_in_one_place(house: House) -> None:
    """With exactly one line, in one parcel, on one bench, or here; and each is the fold of its events."""
    for row in house.rows(PLACES):
        places = (row["held"], row["in_parcels"], row["in_work"])
        assert sum(places) <= 1, row
    invariants.always(house)
    invariants.ledger(house)


def documents_are_valid(house: House, every: int = 1) -> int:
    """Of each `every`-th invoice and credit note: its data before both judges of e-invoices, and its paper as it lies
    in the archive. Answers how many that were."""
    rows = house.rows(
        "SELECT i.id, i.number, d.content FROM umlauf.invoice i LEFT JOIN umlauf.document d"
        " ON d.subject_id = i.id AND d.kind = 'invoice' ORDER BY i.series, i.series_number"
    )
    for row in rows:
        assert row["content"] is not None, f"{row['number']} has no paper"
    database = house.business.administrator()
    chosen = rows[::every]
    for row in chosen:
        sheet = invoice_sheet(database, InvoiceId(row["id"]))
        verdict = judged(cii_xml(e_invoice(sheet, seller(), load_texts(RESOURCES / "locale", sheet.language))))
        assert verdict.is_valid, (row["number"], verdict)
        paper = bytes(row["content"])
        with pikepdf.open(BytesIO(paper)) as document:
            has_file = bool(document.attachments)
        assert has_file >= sheet.is_e_invoice, row["number"]
        assert complaints(paper, with_file=has_file) == [], row["number"]
        if has_file:
            assert judged(facturx.get_xml_from_pdf(paper, check_schematron=False)[1]).is_valid, row["number"]
    return len(chosen)


def no_mail_is_twice(house: House, mailbox: Path) -> int:
    """In the box and in the books: one letter about one thing to one address. Answers how many there are."""
    letters = [_seen(path) for path in sorted(mailbox.iterdir())]
    keys = [key for key, _to, _said in letters]
    assert _twice(keys) == [], "a letter was sent twice"
    sent = {row["key"]: row["sent"] for row in house.rows(_SENT)}
    same = [to for to, kinds in _said(house, letters) if len(kinds) > max(_REMINDED.get(each, 1) for each in kinds)]
    assert same == [], f"somebody got the same words twice: {same[:3]}"
    assert _twice(row["what"] for row in house.rows(_ABOUT)) == [], "two letters came of one promise"
    other = set(sent) ^ set(keys)
    assert not other, f"the box is not what the books say: {sorted(other)[:5]}"
    assert [key for key, times in sent.items() if times != 1] == [], "sent more than once"
    return len(letters)


_REMINDED: Final = {"return_overdue": len(ReturnSettings().remind_after)}
"""What customers are told again in the same words, on the days that the owner chose."""
_SENT: Final = (
    "SELECT m.key, count(*) AS sent FROM umlauf.mail m JOIN umlauf.mail_step s ON s.mail_id = m.id"
    " WHERE s.step = 'accept' GROUP BY 1"
)
_ABOUT: Final = "SELECT (outbox_id, recipient, again_of)::text AS what FROM umlauf.mail WHERE outbox_id IS NOT NULL"


def _said(house: House, letters: list[tuple[str, str, str]]) -> list[tuple[str, list[str]]]:
    """Who got the same words, and by which templates, as often as they got them."""
    names = {row["key"]: str(row["template"]) for row in house.rows("SELECT key, template FROM umlauf.mail")}
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, to, said in letters:
        told[to, said].append(names.get(key, ""))
    return [(to, kinds) for (to, _words), kinds in told.items()]


def _seen(path: Path) -> tuple[str, str, str]:
    """Key, address, and what it says: subject, words and the names of what is enclosed."""
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    body = message.get_body(("plain",))
    words = "" if body is None else body.get_content()
    names = ",".join(sorted(each.get_filename() or "" for each in message.iter_attachments()))
    key = str(message["Message-ID"]).strip("<>").rpartition("@")[0]
    return key, str(message["To"]), f"{message['Subject']}\n{words}\n{names}"


def _twice(found: Iterable[object]) -> list[str]:
    return [each for each, times in Counter(map(str, found)).items() if times > 1]


def by_month(house: House) -> dict[str, int]:
    """Invoices of each month, for whoever reads the log."""
    months: dict[str, int] = defaultdict(int)
    for row in house.rows("SELECT to_char(issued_on, 'YYYY-MM') AS month FROM umlauf.invoice"):
        months[row["month"]] += 1
    return dict(sorted(months.items()))
