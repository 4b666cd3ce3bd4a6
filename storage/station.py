"""A station's gate: first the journal, then the server, always in the order of the journal. Source: DECISIONS 4."""

from collections.abc import Mapping

from domain.application import Answer, Command, Envelope, Handler, Work
from domain.clock import Clock
from domain.errors import AppError, Unavailable
from domain.ids import CommandId, PersonId
from storage.codec import Codec
from storage.gate import PostgresGate, StationMark
from storage.journal.journal import Entry, EntryState, Journal


class StationGate:
    """Like any gate, but nothing is lost while the server is away: what it did not answer waits in the journal.

    A bug of ours must not hold a station back: the act that met it keeps its number and waits for a person.
    """

    def __init__(
        self,
        journal: Journal,
        gate: PostgresGate,
        codec: Codec,
        handlers: Mapping[type[Command], Handler],
        clock: Clock,
    ) -> None:
        self._journal = journal
        self._gate = gate
        self._codec = codec
        self._handlers = handlers
        self._clock = clock

    @property
    def waiting(self) -> int:
        """Acts the server has not answered yet."""
        return self._journal.waiting()

    def submit(self, envelope: Envelope, work: Work) -> Answer:
        """Writes the act down, delivers all that waits before it, then the act itself. What is kept beside the log (a
        photo) is too large for the journal: it goes to the server at once, or not.

        An answer without event: the server did not answer; the act is kept and delivered later.

        Raises:
            JournalUnusable: it could not be written down, so it did not happen.
            AppError: the server's refusal of this act.
        """
        if self._codec.is_kept_beside(envelope.command):
            return self._gate.submit(envelope, work)
        entry = self._written_down(envelope)
        for waiting in [entry] if self._journal.waiting() == 1 else self._journal.pending():
            try:
                answer = self._deliver(waiting)
            except Unavailable:
                return Answer(envelope.command_id, None)
            except AppError:
                if waiting.seq == entry.seq:
                    raise
                continue
            if waiting.seq == entry.seq:
                return answer
        return Answer(envelope.command_id, None)

    def deliver_waiting(self) -> list[Answer]:
        """Delivers what waits, in order; stops quietly where the server does not answer."""
        answers = []
        for waiting in self._journal.pending():
            try:
                answers.append(self._deliver(waiting))
            except Unavailable:
                break
            except AppError:
                continue
        return answers

    def _written_down(self, envelope: Envelope) -> Entry:
        payload, personal = self._codec.command(envelope.command)
        now = self._clock.now()
        name = type(envelope.command).__name__
        effective = envelope.effective_at or now
        return self._journal.append(
            Entry(0, envelope.command_id, name, payload, personal, envelope.actor_id, effective, now)
        )

    def _deliver(self, entry: Entry) -> Answer:
        command = self._codec.read_command(entry.name, entry.payload, entry.personal)
        handler = self._handlers[type(command)]
        envelope = Envelope(CommandId(entry.command_id), command, PersonId(entry.actor), entry.effective_at)
        mark = StationMark(self._journal.epoch, entry.seq, entry.station_time)
        try:
            answer = self._gate.submit(envelope, lambda unit, clock: handler(command, unit, clock), mark)
        except Unavailable as away:
            self._journal.failed(entry.seq, str(away))
            raise
        except AppError as refused:
            self._journal.mark(entry.seq, EntryState.ATTENTION, self._codec.refusal(refused), self._clock.now())
            raise
        except Exception as bug:
            self._gate.skip(mark)
            answer_of_bug = {"bug": f"{type(bug).__name__}: {bug}"[:500]}
            self._journal.mark(entry.seq, EntryState.ATTENTION, answer_of_bug, self._clock.now())
            raise
        if answer.event is not None:
            self._journal.mark(entry.seq, EntryState.ACKED, self._codec.event(answer.event), self._clock.now())
        return answer
