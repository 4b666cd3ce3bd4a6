"""Letters, their rules, words and blocked addresses, as the screens ask for them."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from domain.clock import Clock
from domain.ids import CustomerId
from domain.messages.book import BlockId, BlockReason
from domain.messages.contract_letter import LetterKind, Told
from domain.messages.delivery import MailId, MailState, MailStep, UnknownMail
from domain.messages.events import MailEvent
from domain.messages.rules import rule_of
from domain.messages.templates import TemplateName, letters_of
from domain.messages.wording import Wording
from domain.money import Currency, Money
from domain.views.letters import (
    BlockRow,
    Enclosed,
    EventRow,
    Example,
    MailPage,
    MailQuestion,
    MailRow,
    MailStepRow,
    WordingPage,
    WordingVersion,
)
from storage.codec import make_converter
from storage.database import Database, Row
from storage.mailing.composing import PAPER
from storage.queries.office_parts import WORDS_MOST
from storage.repositories.mails import RULES_SQL, rule_from

_MANY: Final = (
    "SELECT m.id, m.created_at, m.event, m.template, m.language, m.number, m.recipient, m.state, m.attempts,"
    " m.not_before, m.done_at, m.why, m.customer_id, coalesce(c.name, '') AS name, coalesce(c.address, '') AS address,"
    " coalesce(c.subject, '') AS subject FROM umlauf.mail m LEFT JOIN umlauf.mail_content c ON c.mail_id = m.id"
)
_LIST: Final = (
    f"{_MANY} WHERE (cardinality(%(states)s::text[]) = 0 OR m.state = ANY(%(states)s::text[])) AND {{words}}"
    " ORDER BY m.created_at DESC, m.key LIMIT %(limit)s"
)
_WORD: Final = (
    "m.id IN (SELECT x.mail_id FROM umlauf.mail_content x"
    " WHERE x.name ILIKE %({word})s OR x.address ILIKE %({word})s OR x.subject ILIKE %({word})s"
    " UNION ALL SELECT n.id FROM umlauf.mail n WHERE n.number ILIKE %({word})s)"
)
"""Found by the index of names, addresses and subjects, or by the number, before letters are put in order."""
_OF_CUSTOMER: Final = f"{_MANY} WHERE m.customer_id = %(id)s ORDER BY m.created_at DESC, m.key LIMIT %(limit)s"
_PAGE: Final = (
    "SELECT c.body, c.html, u.number AS customer_number, p.name AS customer_name FROM umlauf.mail m"
    " LEFT JOIN umlauf.mail_content c ON c.mail_id = m.id LEFT JOIN umlauf.customer u ON u.id = m.customer_id"
    " LEFT JOIN umlauf.letter_recipient p ON p.customer_id = m.customer_id WHERE m.id = %(id)s"
)
_STEPS: Final = (
    "SELECT s.at, s.step, s.why, coalesce(p.name, '') AS who FROM umlauf.mail_step s"
    " LEFT JOIN umlauf.person p ON p.id = s.actor_id WHERE s.mail_id = %(id)s ORDER BY s.n DESC"
)
_PAPERS: Final = (
    "SELECT d.id, d.file_name, d.kind FROM umlauf.mail_enclosure e JOIN umlauf.document d ON d.id = e.document_id"
    " WHERE e.mail_id = %(id)s ORDER BY e.n"
)
_PAPER: Final = (
    "SELECT d.content FROM umlauf.document d WHERE d.id = %(id)s"
    " AND EXISTS (SELECT FROM umlauf.mail_enclosure e WHERE e.document_id = d.id)"
)
_BLOCKS: Final = (
    "SELECT b.*, coalesce(p.name, '') AS who FROM umlauf.mail_block b LEFT JOIN umlauf.person p ON p.id = b.released_by"
    " WHERE (%(all)s OR b.released_at IS NULL) AND (%(words)s = '' OR b.address ILIKE %(like)s)"
    " ORDER BY b.blocked_at DESC LIMIT 500"
)
_OWN: Final = (
    "SELECT DISTINCT ON (template, language) template, language, is_reset FROM umlauf.mail_wording"
    " ORDER BY template, language, version DESC"
)
_WRITTEN: Final = "SELECT event, count(*) AS n FROM umlauf.mail WHERE created_at > %(since)s GROUP BY event"
_VERSIONS: Final = (
    "SELECT w.version, w.subject, w.body, w.html, w.is_reset, w.changed_at, p.name AS who FROM umlauf.mail_wording w"
    " JOIN umlauf.person p ON p.id = w.changed_by WHERE w.template = %(template)s AND w.language = %(language)s"
    " ORDER BY w.version DESC"
)
_EXAMPLES: Final = (
    "SELECT o.facts, o.created_at, coalesce(k.number, u.number, '') AS number, coalesce(p.name, '') AS name"
    " FROM umlauf.outbox o LEFT JOIN umlauf.contract k ON k.id = o.subject_id AND o.kind = 'contract'"
    " LEFT JOIN umlauf.customer u ON u.id = coalesce(k.customer_id, o.subject_id)"
    " LEFT JOIN umlauf.letter_recipient p ON p.customer_id = u.id"
    " WHERE o.kind IN ('contract', 'customer') AND o.facts ->> 'kind' = %(kind)s ORDER BY o.created_at DESC LIMIT 20"
)
_BILLS: Final = (
    "SELECT i.number, i.issued_on, i.due_on, i.currency, i.gross_minor, o.created_at, coalesce(p.name, '') AS name"
    " FROM umlauf.outbox o JOIN umlauf.invoice i ON i.id = o.subject_id"
    " LEFT JOIN umlauf.letter_recipient p ON p.customer_id = i.customer_id"
    " WHERE o.kind = %(kind)s ORDER BY o.created_at DESC LIMIT 20"
)
_CONTACT: Final = "SELECT name, address FROM umlauf.mail_contact WHERE customer_id = %(id)s AND role = 'billing'"
_LATELY: Final = timedelta(days=30)


class Letters:
    """`domain.views.letters.LetterQuestions`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def mails(self, question: MailQuestion) -> tuple[MailRow, ...]:
        words = {f"word{n}": _like(word) for n, word in enumerate(question.words.split()[:WORDS_MOST])}
        condition = " AND ".join(_WORD.format(word=word) for word in words) or "true"
        rows = self._database.read(
            _LIST.format(words=condition),
            states=[str(each) for each in question.states],
            limit=question.limit,
            **words,
        )
        return tuple(_row(row) for row in rows)

    def of_customer(self, customer_id: CustomerId, limit: int) -> tuple[MailRow, ...]:
        return tuple(_row(row) for row in self._database.read(_OF_CUSTOMER, id=customer_id, limit=limit))

    def mail(self, ref: str) -> MailPage:
        mail_id = _uuid(ref)
        found = self._database.read_one(f"{_MANY} WHERE m.id = %(id)s", id=mail_id)
        more = self._database.read_one(_PAGE, id=mail_id)
        if found is None or more is None:
            raise UnknownMail(mail=ref)
        papers = tuple(
            Enclosed(row["id"], row["file_name"], row["kind"] == PAPER)
            for row in self._database.read(_PAPERS, id=mail_id)
        )
        steps = tuple(
            MailStepRow(row["at"], MailStep(row["step"]), row["why"], row["who"])
            for row in self._database.read(_STEPS, id=mail_id)
        )
        customer_id = None if found["customer_id"] is None else CustomerId(found["customer_id"])
        who = " ".join(filter(None, (more["customer_number"], more["customer_name"])))
        return MailPage(_row(found), more["body"] or "", more["html"] or "", customer_id, who, papers, steps)

    def paper(self, document_id: UUID) -> bytes:
        row = self._database.read_one(_PAPER, id=document_id)
        if row is None:
            raise UnknownMail(mail=document_id)
        return bytes(row["content"])

    def blocks(self, words: str, *, with_released: bool = False) -> tuple[BlockRow, ...]:
        said = words.strip()
        rows = self._database.read(_BLOCKS, all=with_released, words=said, like=_like(said))
        return tuple(
            BlockRow(
                BlockId(row["id"]),
                row["address"],
                BlockReason(row["reason"]),
                row["why"],
                row["blocked_at"],
                row["released_at"],
                row["who"],
                row["released_why"],
            )
            for row in rows
        )

    def events(self) -> tuple[EventRow, ...]:
        kept = {row["event"]: row for row in self._database.read(RULES_SQL)}
        written = {row["event"]: row["n"] for row in self._database.read(_WRITTEN, since=self._clock.now() - _LATELY)}
        own = [row["template"] for row in self._database.read(_OWN) if not row["is_reset"]]
        return tuple(
            EventRow(
                event,
                rule_from(kept[event]) if event in kept else rule_of(event),
                kept[event]["version"] if event in kept else 0,
                letters_of(event),
                written.get(event, 0),
                sum(own.count(str(each)) for each in letters_of(event)),
            )
            for event in MailEvent
        )

    def wording(self, template: TemplateName, language: str) -> WordingPage:
        rows = self._database.read(_VERSIONS, template=str(template), language=language)
        history = tuple(WordingVersion(row["version"], _words(row), row["who"], row["changed_at"]) for row in rows)
        newest = history[0] if history else None
        held = None if newest is None else newest.wording
        return WordingPage(template, language, 0 if newest is None else newest.version, held, history)

    def examples(self, template: TemplateName) -> tuple[Example, ...]:
        if not isinstance(template, LetterKind):
            kind = "final_statement" if template.startswith("final_statement") else "invoice"
            return tuple(_bill(row) for row in self._database.read(_BILLS, kind=kind))
        converter = make_converter()
        return tuple(
            Example(row["number"], row["name"], row["created_at"], converter.structure(row["facts"], Told))
            for row in self._database.read(_EXAMPLES, kind=str(template))
        )

    def billing_contact(self, customer_id: CustomerId) -> tuple[str, str]:
        row = self._database.read_one(_CONTACT, id=customer_id)
        return ("", "") if row is None else (row["name"], row["address"])


def _row(row: Row) -> MailRow:
    return MailRow(
        MailId(row["id"]),
        row["created_at"],
        MailEvent(row["event"]),
        row["template"],
        row["language"],
        row["number"],
        row["recipient"],
        row["name"],
        row["address"],
        row["subject"],
        MailState(row["state"]),
        row["attempts"],
        row["not_before"],
        row["done_at"],
        row["why"],
    )


def _words(row: Row) -> Wording | None:
    return None if row["is_reset"] else Wording(row["subject"], row["body"], row["html"])


def _bill(row: Row) -> Example:
    """With a paper the sums come from it; what is settled is not looked up for a preview."""
    amount = Money(row["gross_minor"], Currency(row["currency"]))
    days = {"issued_on": row["issued_on"], "due_on": row["due_on"] or row["issued_on"]}
    amounts = {"gross": amount, "to_pay": amount, "settled": Money(0, amount.currency), "amount": amount}
    told = Told(LetterKind.CONTRACT_ENDED, days, amounts, texts={"contracts": ""})
    return Example(row["number"], row["name"], row["created_at"], told)


def _like(words: str) -> str:
    plain = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def _uuid(ref: str) -> UUID:
    """Raises UnknownMail."""
    try:
        return UUID(ref)
    except ValueError:
        raise UnknownMail(mail=ref) from None
