"""The letters of a transaction from promise to post, and all others whose time has come. For the worker's login."""

from typing import Final
from uuid import UUID

from domain.clock import Clock
from domain.ids import Entropy
from domain.messages.bounces import ReturnedMail
from domain.messages.invoice_letter import LetterWriter
from domain.messages.letter import Post
from domain.messages.rules import Addressee
from domain.messages.templates import TemplateName
from domain.messages.wording import Wording
from domain.papers import Papers
from storage.contract_letters import ContractLetters, Promised
from storage.database import Database
from storage.jobs.enclosures import Enclosures
from storage.mailing.composing import Composer, Written
from storage.mailing.postman import Postman
from storage.mailing.targets import NOBODY, Target, targets
from storage.outbox import STATEMENT, Outbox, Promise
from storage.queries.final_statements import final_statement
from storage.queries.papers import invoice_sheet
from storage.repositories.mails import WORDING_SQL, wording_from

_PAPERS: Final = ("invoice", STATEMENT)


class LetterRoom:
    """On the thread of its database."""

    def __init__(
        self,
        database: Database,
        outbox: Outbox,
        enclosures: Enclosures,
        *,
        outside: tuple[Papers, LetterWriter, Post, ReturnedMail | None],
        clock: Clock,
        entropy: Entropy,
    ) -> None:
        papers, self._writer, post, self._returned = outside
        self._database, self._outbox, self._enclosures = database, outbox, enclosures
        self._promised = ContractLetters(database)
        self._composer = Composer(database, papers, clock, entropy)
        self._postman = Postman(database, post, clock, entropy)

    def send_batch(self, batch_id: UUID) -> None:
        """What has its paper; what cannot go now is tried again by `send_due`."""
        rules = self._composer.rules()
        own = _Kept(self._database)
        for kind in _PAPERS:
            promises = [each for each in self._outbox.of_batch(batch_id, "made", kind) if each.document_id is not None]
            known = targets(self._database, [each.customer_id for each in promises])
            for promise in promises:
                written = self._with_paper(promise, kind, own, known.get(promise.customer_id, NOBODY))
                self._composer.keep(written, rules[written.event])
        letters = self._promised.of_batch(batch_id)
        known = targets(self._database, [each.customer_id for each in letters if each.customer_id is not None])
        for promised in letters:
            target = NOBODY if promised.customer_id is None else known.get(promised.customer_id, NOBODY)
            written = self._plain(promised, own, target)
            self._composer.keep(written, rules[written.event])
        self._postman.send_due(batch_id)

    def send_due(self) -> int:
        """All whose time has come, and what came back meanwhile; how many went out."""
        self.read_returned()
        self._composer.print_missing()
        return self._postman.send_due()

    def read_returned(self) -> None:
        """Each once: what was read is put away after it was noted."""
        if self._returned is None:
            return
        for name, bounce in self._returned.waiting():
            self._postman.take_back(bounce)
            self._returned.done(name)

    def _with_paper(self, promise: Promise, kind: str, own: "_Kept", target: Target) -> Written:
        """The PDF itself is read when it is sent."""
        if kind == STATEMENT:
            sheet = final_statement(self._database, promise.invoice_id)
            letter, language = self._writer.final_statement(sheet, "", b"", own), sheet.language
        else:
            invoice = invoice_sheet(self._database, promise.invoice_id)
            letter, language = self._writer.invoice(invoice, "", b"", own), invoice.language
        documents = () if promise.document_id is None else (promise.document_id,)
        return Written(promise.id, letter, language, promise.number, target, promise.customer_id, documents)

    def _plain(self, promised: Promised, own: "_Kept", target: Target) -> Written:
        letter = self._writer.contract(promised.letter, "", own)
        documents = self._enclosures.of(promised.letter)
        said = promised.letter
        if promised.only is not None:
            target = Target(Addressee(promised.only), said.name)
        known = (promised.id, letter, said.language, said.number, target, promised.customer_id)
        return Written(*known, documents, promised.only)


class _Kept:
    """The owner's words; each is read once for each batch."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[tuple[TemplateName, str], Wording | None] = {}

    def __call__(self, name: TemplateName, language: str) -> Wording | None:
        if (name, language) not in self._known:
            row = self._database.read_one(WORDING_SQL, template=str(name), language=language)
            self._known[name, language] = wording_from(row).wording
        return self._known[name, language]
