"""Print jobs as files of this workplace: what waits outlives a crash, and what was being printed is asked about."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from domain.assets.label_sheet import Label
from domain.errors import AppError
from domain.labels.jobs import OPEN, JobState, PrintJob
from domain.labels.medium import Medium, MediumKind
from domain.labels.printers import LabelPrinter, WayOut, checked
from domain.labels.template import CodeType, LabelField, LabelTemplate, Subject, TemplateId
from hardware.kept import keep

_MOST_KEPT: Final = 100
_UNREADABLE: Final = (OSError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, AppError)


class Spool:
    """`folder` is made when something is kept. One thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> dict[str, PrintJob]:
        """By id. What was being printed when the program ended is unsure now; a file that is no job is left alone."""
        jobs: dict[str, PrintJob] = {}
        for file in sorted(self._folder.glob("*.json")):
            try:
                job = _job(json.loads(file.read_text(encoding="utf-8")))
            except _UNREADABLE:
                continue
            if job.id != file.stem:
                continue
            if job.state is JobState.PRINTING:
                job = replace(job, state=JobState.UNSURE)
            jobs[job.id] = job
        return jobs

    def keep(self, job: PrintJob) -> None:
        """Raises DeviceFileUnusable."""
        facts = asdict(job) | {"made_at": job.made_at.isoformat()}
        facts["template"]["id"] = str(job.template.id)
        facts["facts"] = [(name, str(fact), isinstance(fact, Decimal)) for name, fact in job.facts]
        keep(self._folder / f"{job.id}.json", facts)

    def prune(self, jobs: dict[str, PrintJob]) -> None:
        """The oldest that are over go, in the folder and in `jobs`."""
        over = [job_id for job_id, job in sorted(jobs.items()) if job.state not in OPEN]
        for job_id in over[: max(0, len(over) - _MOST_KEPT)]:
            del jobs[job_id]
            (self._folder / f"{job_id}.json").unlink(missing_ok=True)


def read_printers(file: Path) -> tuple[LabelPrinter, ...]:
    """What cannot be read counts as never set up."""
    try:
        return checked([_printer(each) for each in json.loads(file.read_text(encoding="utf-8"))])
    except _UNREADABLE:
        return ()


def read_positions(file: Path) -> dict[str, int]:
    """The next free label of the sheet in each printer."""
    try:
        return {str(name): int(at) for name, at in json.loads(file.read_text(encoding="utf-8")).items()}
    except _UNREADABLE:
        return {}


def _printer(facts: Mapping[str, Any]) -> LabelPrinter:
    return LabelPrinter(**{**facts, "way": WayOut(facts["way"]), "medium": _medium(facts["medium"])})


def _medium(facts: Mapping[str, Any]) -> Medium:
    return Medium(**{**facts, "kind": MediumKind(facts["kind"])})


def _job(facts: Mapping[str, Any]) -> PrintJob:
    template = facts["template"]
    read = LabelTemplate(
        **{
            **template,
            "id": TemplateId(UUID(template["id"])),
            "subject": Subject(template["subject"]),
            "medium": _medium(template["medium"]),
            "code_type": CodeType(template["code_type"]),
            "fields": tuple(LabelField(each) for each in template["fields"]),
        }
    )
    labels = tuple(Label(**each) for each in facts["labels"])
    return PrintJob(
        **{
            **facts,
            "template": read,
            "labels": labels,
            "made_at": datetime.fromisoformat(facts["made_at"]),
            "state": JobState(facts["state"]),
            "facts": tuple((name, Decimal(fact) if number else fact) for name, fact, number in facts.get("facts", ())),
        }
    )
