"""The house rules as questions to source code. Each answers with the places that break the rule, empty when none."""

import ast
import re
import sys
import tokenize
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
ROOMS = ("domain", "storage", "connectors", "hardware", "reports", "ui")
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_MAIN = 500, 60, 300
"""Hard limits in lines; what is aimed at is 300 and 30."""

Rule = Callable[[str, Path], list[str]]
"""Source and path in, sentences of the form "path:line: what" out."""

_CLOCKS = frozenset({"now", "utcnow", "today", "time", "monotonic", "perf_counter", "uuid1", "uuid4", "uuid6", "uuid7"})
_CLOCK_OWNERS = frozenset({"datetime", "date", "time", "uuid"})
_OUTWARD_MODULES = frozenset(
    {"asyncio", "ctypes", "gettext", "glob", "http", "io", "locale", "logging", "multiprocessing", "os", "pathlib"}
    | {"random", "secrets", "shutil", "signal", "smtplib", "socket", "sqlite3", "subprocess", "sys", "tempfile"}
    | {"threading", "time", "urllib"}
)
_OUTWARD_CALLS = frozenset({"open", "print", "input", "exec", "eval", "breakpoint"})
_LATE_WORDS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
_LATE_MARKS = frozenset({"skip", "skipif", "xfail"})
_NOQA = re.compile(r"#\s*noqa\b", re.I)
_NOQA_WITH_REASON = re.compile(r"#\s*noqa: ?[A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* +[-–—#] *\S.{4,}")
_MAY_BE_OF_THE_PROGRAM = re.compile(r"\bimport\b.*\bmain\b|\bfrom\s+(main\b|\.)|\\\n")
_MAY_BE_FLOAT = re.compile(r"float|\d\.|\.\d|\d[ej]", re.I)
"""Reading a text is quick, understanding it is not: what cannot hold a breach is not parsed."""
_IGNORE = re.compile(r"#\s*type:\s*ignore")
_IGNORE_WITH_REASON = re.compile(r"#\s*type:\s*ignore\[[\w, -]+\] +(#|[-–—]) *\S.{4,}")


def sources(*folders: str) -> Iterator[tuple[str, Path]]:
    """Text and path (relative to the repository) of every Python file below the folders."""
    for folder in folders:
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            yield path.read_text(encoding="utf-8"), path.relative_to(REPOSITORY)


def breaches(rule: Rule, files: Iterable[tuple[str, Path]]) -> list[str]:
    return [sentence for text, path in files for sentence in rule(text, path)]


def oversized(text: str, path: Path) -> list[str]:
    """Files and functions above the hard limits."""
    limit = LONGEST_MAIN if path.name in {"main.py", "main_window.py"} else LONGEST_FILE
    lines = text.count("\n")
    found = [f"{path}:1: {lines} lines, {limit} at most"] if lines > limit else []
    if lines < LONGEST_FUNCTION:
        return found
    for node in _functions(ast.parse(text)):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > LONGEST_FUNCTION:
            found.append(f"{path}:{node.lineno}: {node.name} has {length} lines, {LONGEST_FUNCTION} at most")
    return found


def _functions(inside: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """However deep they stand; expressions hold none and are not walked through."""
    for node in ast.iter_child_nodes(inside):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        if isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from _functions(node)


def with_float(text: str, path: Path) -> list[str]:
    """The type `float`, wherever it is named, and numbers written with a point."""
    if not _MAY_BE_FLOAT.search(text):
        return []
    return [
        f"{path}:{node.lineno}: float"
        for node in ast.walk(ast.parse(text))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float | complex))
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value == "float")
    ]


def asking_the_world(text: str, path: Path) -> list[str]:
    """Calls for the time, for chance, for files or a terminal; and modules that could do so."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found += [f"{path}:{node.lineno}: imports {name}" for name in _imported(node) & _OUTWARD_MODULES]
        elif isinstance(node, ast.Call) and (name := _outward_call(node.func)):
            found.append(f"{path}:{node.lineno}: calls {name}")
    return found


def _outward_call(called: ast.expr) -> str | None:
    if isinstance(called, ast.Name):
        return called.id if called.id in _OUTWARD_CALLS | {"uuid1", "uuid4", "uuid6", "uuid7"} else None
    if isinstance(called, ast.Attribute) and called.attr in _CLOCKS:
        owner = called.value
        last = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
        return f"{last}.{called.attr}" if last in _CLOCK_OWNERS else None
    return None


def beyond_the_standard_library(text: str, path: Path) -> list[str]:
    """Imports of anything but the standard library and the file's own room."""
    allowed = sys.stdlib_module_names | {path.parts[0]}
    return [
        f"{path}:{node.lineno}: imports {', '.join(sorted(foreign))}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom) and (foreign := _imported(node) - allowed)
    ]


def of_the_program(text: str, path: Path) -> list[str]:
    """Imports of main.py, which introduces the rooms and is known by none; and imports that are not absolute."""
    if not _MAY_BE_OF_THE_PROGRAM.search(text):
        return []
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            if "main" in _imported(node):
                found.append(f"{path}:{node.lineno}: imports main")
            if isinstance(node, ast.ImportFrom) and node.level:
                found.append(f"{path}:{node.lineno}: relative import")
    return found


def _imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    return {(node.module or "").split(".")[0]} if not node.level else set()


def with_side_effects(text: str, path: Path) -> list[str]:
    """Statements at module level that do something when the module is imported. Alembic runs its files by importing."""
    if "migrations" in path.parts:
        return []
    return [f"{path}:{node.lineno}: does something on import" for node in _top_level(ast.parse(text)) if _acts(node)]


def _top_level(module: ast.Module) -> Iterator[ast.stmt]:
    for node in module.body:
        if not isinstance(node, ast.If):
            yield node
        elif "__name__" not in ast.unparse(node.test):
            yield from (*node.body, *node.orelse)


def _acts(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)
    return isinstance(node, ast.For | ast.While | ast.With | ast.Delete | ast.Raise | ast.Assert)


def handler_doing_more(text: str, path: Path) -> list[str]:
    """Use-cases (functions with a `unit`) that commit, print, translate or send."""
    forbidden = {"commit", "rollback", "print", "_", "N_", "gettext", "ngettext", "send", "notify"}
    if "unit" not in text:
        return []
    found = []
    for node in _functions(ast.parse(text)):
        if "unit" in {argument.arg for argument in node.args.args}:
            for call in ast.walk(node):
                name = _called(call)
                if name in forbidden:
                    found.append(f"{path}:{call.lineno}: {node.name} calls {name}")
    return found


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def silenced_without_reason(text: str, path: Path) -> list[str]:
    """`noqa` and `type: ignore` without a code and a reason beside them."""
    if "noqa" not in text.lower() and "ignore" not in text:
        return []
    found = []
    for line, comment in _comments(text):
        if _NOQA.search(comment) and not _NOQA_WITH_REASON.search(comment):
            found.append(f"{path}:{line}: noqa without reason")
        if _IGNORE.search(comment) and not _IGNORE_WITH_REASON.search(comment):
            found.append(f"{path}:{line}: type: ignore without reason")
    return found


def put_off(text: str, path: Path) -> list[str]:
    """Work left for later: marks in comments, NotImplementedError, skipped tests."""
    found = []
    if _LATE_WORDS.search(text):
        found += [f"{path}:{line}: {comment}" for line, comment in _comments(text) if _LATE_WORDS.search(comment)]
    if not any(name in text for name in ("NotImplementedError", *_LATE_MARKS)):
        return found
    for node in ast.walk(ast.parse(text)):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        is_mark = name in _LATE_MARKS and isinstance(node, ast.Attribute)
        if name == "NotImplementedError" or (is_mark and ast.unparse(node.value).startswith("pytest")):
            found.append(f"{path}:{getattr(node, 'lineno', 0)}: {name}")
    return found


def badly_named(_text: str, path: Path) -> list[str]:
    """Rooms for everything: names that say nothing about what is inside."""
    return (
        [f"{path}:1: says nothing"] if {"utils", "util", "helpers", "misc", "common"} & {*path.parts, path.stem} else []
    )


def _comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
