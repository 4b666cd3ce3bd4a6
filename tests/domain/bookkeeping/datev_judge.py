"""Finds what an accountant's program would refuse in a posting batch, from the tables of the format."""

import csv
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path

SPECS = Path(__file__).parent / "specs"
_FIELD = re.compile(r'"(?:[^"]|"")*"|[^";]*')


@cache
def _table(name: str) -> list[dict[str, str]]:
    with (SPECS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def split(line: str) -> list[str]:
    """The fields as they stand, quotes included."""
    fields, at = [], 0
    while True:
        found = _FIELD.match(line, at)
        assert found is not None
        fields.append(found[0])
        at = found.end()
        if at >= len(line):
            return fields
        if line[at] != ";":
            return [*fields, line[at:]]
        at += 1


def complaints(content: bytes) -> list[str]:
    """Empty: nothing to complain of."""
    if content.startswith(b"\xef\xbb\xbf"):
        return ["a byte order mark"]
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return ["not Windows-1252"]
    found = [] if text.endswith("\r\n") else ["the last line does not end"]
    if re.search(r"(?<!\r)\n|\r(?!\n)", text):
        return [*found, "a line end that is not CR LF"]
    head, names, *rows = text.removesuffix("\r\n").split("\r\n")
    found += _of_head(split(head))
    if names.split(";") != [row["name"] for row in _table("buchungsstapel-v13-fields.csv")]:
        found.append("other columns")
    if len(rows) > 99_999:
        found.append("too many rows")
    for number, row in enumerate(rows, start=3):
        found += [f"line {number}: {problem}" for problem in _of_row(split(row), split(head))]
    return found


def _of_head(fields: list[str]) -> list[str]:
    table = _table("header-v700-fields.csv")
    if len(fields) != len(table):
        return [f"the head has {len(fields)} fields"]
    found = [row["name"] for row, value in zip(table, fields, strict=True) if not re.fullmatch(row["pattern"], value)]
    if found:
        return found
    made, begins, first, last = fields[5], *(date.fromisoformat(_iso(fields[n])) for n in (12, 14, 15))
    datetime.strptime(made[:14], "%Y%m%d%H%M%S")  # noqa: DTZ007 - only whether there is such a moment
    is_one_year = begins <= first <= last < begins.replace(year=begins.year + 1)
    return [] if is_one_year else ["more than one fiscal year"]


def _iso(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _of_row(fields: list[str], head: list[str]) -> list[str]:
    table = _table("buchungsstapel-v13-fields.csv")
    if len(fields) != len(table):
        return [f"{len(fields)} fields"]
    found = []
    for row, value in zip(table, fields, strict=True):
        is_quoted = len(value) >= 2 and value[0] == value[-1] == '"'
        plain = value[1:-1].replace('""', '"') if is_quoted else value
        if is_quoted != (row["quoted"] == "yes"):
            found.append(f"{row['name']}: quotes")
        elif row["required"] == "yes" and not plain:
            found.append(f"{row['name']}: empty")
        elif row["max_length"] and len(plain) > int(row["max_length"]) + (1 if row["type"] == "number" else 0):
            found.append(f"{row['name']}: too long")
        elif row["pattern"] and not re.fullmatch(row["pattern"], value):
            found.append(f"{row['name']}: {value}")
    if found:
        return found
    account = int(head[13])
    if len(fields[6]) > account + 1 or len(fields[7]) > account + 1:
        found.append("an account longer than the chart's")
    day, month = int(fields[9][:2]), int(fields[9][2:])
    if not (head[14] <= f"{head[14][:4]}{month:02d}{day:02d}" <= head[15]):
        found.append("a day outside of the period")
    return found
