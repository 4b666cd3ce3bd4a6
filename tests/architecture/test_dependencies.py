"""The page about dependencies, the declared ones and the locks agree."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.inspection import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_RUN = [Requirement(line) for line in PROJECT["dependencies"]]
_DEVELOP = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]


def _locked(name: str) -> dict[str, list[str]]:
    """Package -> versions in a lock."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for package, version in re.findall(r"^([a-z0-9-]+)==([^ ]+)", text, re.M):
        found.setdefault(package, []).append(version)
    return found


def test_every_package_has_its_reason() -> None:
    page = (REPOSITORY / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| ([A-Za-z0-9-]+) \|", page, re.M)) - {"package", "---"}
    assert explained == {requirement.name for requirement in (*_RUN, *_DEVELOP)}


def test_the_locks_fulfil_what_is_declared() -> None:
    for lock, wanted in (("requirements.lock", _RUN), ("requirements-dev.lock", [*_RUN, *_DEVELOP])):
        locked = _locked(lock)
        for requirement in wanted:
            versions = locked.get(canonicalize_name(requirement.name), [])
            assert versions, f"{requirement} in {lock}"
            assert all(requirement.specifier.contains(version) for version in versions), f"{requirement} in {lock}"


def test_every_python_gets_the_same_versions() -> None:
    """A newer library on a newer Python alone is one that nobody here has run or checked."""
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert {name: versions for name, versions in _locked(lock).items() if len(versions) > 1} == {}, lock


def test_developing_uses_the_versions_that_run() -> None:
    run, develop = _locked("requirements.lock"), _locked("requirements-dev.lock")
    assert {name: develop.get(name) for name in run} == run


def test_every_locked_package_has_a_hash_and_no_lock_names_an_index() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (REPOSITORY / lock).read_text(encoding="utf-8")
        assert "index-url" not in text
        assert "://" not in text
        blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.M)[1:]
        assert blocks
        assert all("--hash=sha256:" in block for block in blocks)
