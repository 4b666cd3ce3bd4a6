"""What is stuck, from all its sources, each thing once; who looks after it."""

from typing import Final

from domain.clock import Clock, today
from domain.ids import CustomerId, PersonId, TaskId
from domain.matters.model import MatterId, MatterKind, MatterRef, MatterStep
from domain.money import Currency, Money
from domain.tasks.model import TaskKind
from domain.views.matters import Colleague, MatterFilter, MatterList, MatterQuestion, MatterRow, MatterWord
from storage.database import Database, Row
from storage.queries.matter_sources import FOUND, TASKS
from storage.queries.office_parts import NAME, words_in

_ALL: Final = f"""
    found AS MATERIALIZED ({FOUND}),
    told AS MATERIALIZED (SELECT DISTINCT unnest(doubles) AS key FROM found),
    every AS (SELECT * FROM found UNION ALL {TASKS}),
    said AS (SELECT s.kind, s.matter_id,
            (array_agg(s.person_id ORDER BY s.n DESC) FILTER (WHERE s.step = 'assign'))[1] AS person_id,
            (array_agg(s.until_on ORDER BY s.n DESC) FILTER (WHERE s.step IN ('snooze', 'wake')))[1] AS until_on,
            (array_agg(CASE s.step WHEN 'settle' THEN s.cause END ORDER BY s.n DESC)
                FILTER (WHERE s.step IN ('settle', 'wake')))[1] AS settled,
            (array_agg(s.n ORDER BY s.n DESC) FILTER (WHERE s.step IN ('note', 'snooze', 'settle')))[1] AS words_n
        FROM umlauf.matter_step s GROUP BY s.kind, s.matter_id),
    shown AS (SELECT e.*, m.person_id, m.until_on, m.words_n, m.settled IS NOT DISTINCT FROM e.cause AS is_settled,
            coalesce(m.until_on > %(day)s, false) AS rests
        FROM every e LEFT JOIN said m ON (m.kind, m.matter_id) = (e.kind, e.matter_id))"""  # noqa: S608 - constants
_ME: Final = "(SELECT person_id FROM umlauf.principal WHERE login = session_user)"
_FILTERS: Final = {
    MatterFilter.OPEN: "NOT s.is_settled AND NOT s.rests",
    MatterFilter.MINE: f"NOT s.is_settled AND NOT s.rests AND s.person_id = {_ME}",
    MatterFilter.NOBODYS: "NOT s.is_settled AND NOT s.rests AND s.person_id IS NULL",
    MatterFilter.RESTING: "NOT s.is_settled AND s.rests",
    MatterFilter.SETTLED: "s.is_settled",
}
_NAMED: Final = f"""
    SELECT s.*, coalesce({NAME}, '') AS customer, coalesce(w.name, '') AS person
    FROM shown s LEFT JOIN umlauf.customer_personal p ON p.customer_id = s.customer_id
    LEFT JOIN umlauf.person w ON w.id = s.person_id"""  # noqa: S608 - constants
_TEXT: Final = (
    "s.number || ' ' || s.customer || ' ' || s.person || ' ' || coalesce(s.facts ->> 'payer', '') || ' '"
    " || coalesce(s.facts ->> 'name', '') || ' ' || coalesce(s.facts ->> 'words', '')"
    " || ' ' || coalesce(s.facts ->> 'address', '')"
)
_WORDS: Final = """
    SELECT s.*, w.name AS who, coalesce(g.name, '') AS whom, coalesce(x.words, '') AS words,
        coalesce(c.effective_at, s.taken_at) AS at
    FROM umlauf.matter_step s JOIN umlauf.person w ON w.id = s.taken_by
    LEFT JOIN umlauf.person g ON g.id = s.person_id
    LEFT JOIN umlauf.matter_words x ON (x.kind, x.matter_id, x.n) = (s.kind, s.matter_id, s.n)
    LEFT JOIN umlauf.command c ON c.command_id = s.command_id
    WHERE s.kind = %(kind)s AND s.matter_id = %(id)s ORDER BY s.n DESC"""
_COLLEAGUES: Final = f"""
    SELECT p.id, p.name, p.id = {_ME} AS is_me FROM umlauf.person p
    WHERE p.is_active AND EXISTS (SELECT FROM umlauf.principal l WHERE l.person_id = p.id
        AND l.seat IN ('backoffice', 'owner'))
    ORDER BY p.id = {_ME} DESC, p.name"""  # noqa: S608 - constants


class Matters:
    """`domain.views.matters.MatterQuestions`; with the office's login and the owner's."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def list(self, question: MatterQuestion) -> MatterList:
        condition, words = words_in(_TEXT, question.text)
        rows = self._database.read(
            f"""WITH {_ALL}, chosen AS (SELECT * FROM ({_NAMED}) s WHERE {_FILTERS[question.which]} AND {condition}),
            counted AS (SELECT kind, count(*)::int AS of_kind FROM chosen GROUP BY kind)
            SELECT c.*, n.kind AS of, n.of_kind, coalesce(x.words, '') AS note FROM counted n
            LEFT JOIN LATERAL (SELECT * FROM chosen c WHERE c.kind = n.kind AND (%(kinds)s::text[] = '{{}}'
                OR c.kind = ANY(%(kinds)s::text[])) ORDER BY c.since, c.number LIMIT %(limit)s) c ON true
            LEFT JOIN umlauf.matter_words x ON (x.kind, x.matter_id, x.n) = (c.kind, c.matter_id, c.words_n)
            ORDER BY c.since, c.number""",  # noqa: S608 - constants only
            day=today(self._clock),
            kinds=[str(each) for each in question.kinds],
            limit=question.limit,
            **words,
        )
        shown = tuple(_matter(row) for row in rows if row["matter_id"] is not None)
        counts = {MatterKind(row["of"]): row["of_kind"] for row in rows}
        return MatterList(shown[: question.limit], counts)

    def count(self) -> int:
        rows = self._database.read(
            f"WITH {_ALL} SELECT count(*)::int AS n FROM shown s"  # noqa: S608 - constants only
            f" WHERE {_FILTERS[MatterFilter.OPEN]}",
            day=today(self._clock),
        )
        return int(rows[0]["n"])

    def words(self, matter: MatterRef) -> tuple[MatterWord, ...]:
        return tuple(_word(row) for row in self._database.read(_WORDS, kind=matter.kind, id=matter.id))

    def colleagues(self) -> tuple[Colleague, ...]:
        rows = self._database.read(_COLLEAGUES)
        return tuple(Colleague(PersonId(row["id"]), row["name"], row["is_me"]) for row in rows)


def _matter(row: Row) -> MatterRow:
    kind = MatterKind(row["kind"])
    return MatterRow(
        kind,
        MatterId(row["matter_id"]),
        row["number"],
        row["since"],
        None if row["customer_id"] is None else CustomerId(row["customer_id"]),
        row["customer"],
        None if row["minor"] is None else Money(row["minor"], Currency(row["currency"])),
        row["cause"],
        row["facts"] or {},
        None if row["task_id"] is None else TaskId(row["task_id"]),
        TaskKind(row["cause"]) if kind is MatterKind.TASK else None,
        None if row["person_id"] is None else PersonId(row["person_id"]),
        row["person"],
        row["until_on"] if row["rests"] else None,
        row["note"],
    )


def _word(row: Row) -> MatterWord:
    return MatterWord(row["at"], row["who"], MatterStep(row["step"]), row["whom"], row["until_on"], row["words"])
