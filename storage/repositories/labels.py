"""Label templates with their versions."""

from typing import Final

from psycopg.types.json import Jsonb

from domain.labels.medium import Medium
from domain.labels.template import CodeType, LabelField, LabelTemplate, Subject, TemplateId, UnknownTemplate
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk

NEWEST: Final = "SELECT DISTINCT ON (id) * FROM umlauf.label_template ORDER BY id, version DESC"
ONE: Final = f"SELECT t.* FROM ({NEWEST}) t WHERE t.id = %(id)s"  # noqa: S608 - constants only
_SAME: Final = (
    f"SELECT t.* FROM ({NEWEST}) t WHERE NOT t.is_closed AND t.id <> %(id)s AND t.subject = %(subject)s"  # noqa: S608 - constants only
    " AND t.category = %(category)s AND t.medium = %(medium)s"
)


def template_from(row: Row) -> LabelTemplate:
    return LabelTemplate(
        TemplateId(row["id"]),
        row["version"],
        row["name"],
        Subject(row["subject"]),
        row["category"],
        make_converter().structure(row["medium"], Medium),
        CodeType(row["code_type"]),
        tuple(LabelField(each) for each in row["fields"]),
        row["words"],
        row["size"],
        row["is_closed"],
    )


class LabelFile:
    """`domain.labels.book.LabelBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def template(self, template_id: TemplateId) -> LabelTemplate:
        """Raises UnknownTemplate."""
        rows = self._desk.rows(ONE, id=template_id)
        if not rows:
            raise UnknownTemplate(template=template_id)
        return template_from(rows[0])

    def same_target(self, template: LabelTemplate) -> list[LabelTemplate]:
        medium = Jsonb(make_converter().unstructure(template.medium))
        rows = self._desk.rows(
            _SAME, id=template.id, subject=template.subject, category=template.category, medium=medium
        )
        return [template_from(row) for row in rows]

    def save(self, template: LabelTemplate) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.label_template (id, version, name, subject, category, medium, code_type, fields, words,"
            " size, is_closed, saved_at, actor_id, command_id) VALUES (%(id)s, %(version)s, %(name)s, %(subject)s,"
            " %(category)s, %(medium)s, %(code_type)s, %(fields)s, %(words)s, %(size)s, %(closed)s, %(at)s, %(actor)s,"
            " %(command)s)",
            id=template.id,
            version=template.version,
            name=template.name,
            subject=template.subject,
            category=template.category,
            medium=Jsonb(make_converter().unstructure(template.medium)),
            code_type=template.code_type,
            fields=Jsonb(list(template.fields)),
            words=template.text,
            size=template.size,
            closed=template.is_closed,
            at=context.effective_at,
            actor=context.actor_id,
            command=context.command_id,
        )
