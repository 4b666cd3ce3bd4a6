"""`main.py setup`: from a bare Python to everything that Umlauf needs. Asks nothing, and is quick the second time.

Runs before anything is installed, so it imports the standard library only. Its sentences are English: the catalogues
cannot be read yet.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from hardware.machine.environment import ROOT, environment_python
from hardware.machine.system_libraries import Way, missing_packages, way_to_install
from hardware.machine.usage import help_for

Run = Callable[[Sequence[str]], int]
"""Runs a program to its end and returns its exit status."""


def run(arguments: Sequence[str], out: TextIO) -> int:
    """`setup [--for-tests]`. Returns 0 when everything is there, else 1 with a sentence that says what to do."""
    if words := help_for(["setup", *arguments]):
        print(words, file=out)
        return 0
    unknown = set(arguments) - {"--for-tests"}
    if unknown:
        print(f"setup does not know {', '.join(sorted(unknown))}. It knows --for-tests.", file=out)
        return 2
    return Setup(ROOT, out, for_tests="--for-tests" in arguments).run()


class Setup:
    """The steps in their order. Each is skipped when it is done already."""

    def __init__(  # the last three are the machine; tests hand in another
        self,
        root: Path,
        out: TextIO,
        *,
        for_tests: bool,
        start: Run | None = None,
        missing: Callable[..., list[str]] = missing_packages,
        way: Callable[[list[str]], Way] = way_to_install,
    ) -> None:
        self._root = root
        self._out = out
        self._for_tests = for_tests
        self._start = start or _start
        self._start_quietly = start or _start_quietly
        self._missing = missing
        self._way = way
        self._lock = root / ("requirements-dev.lock" if for_tests else "requirements.lock")
        self._stamp = root / ".venv" / "umlauf-setup.json"

    def run(self) -> int:
        """The libraries are looked at each time (some milliseconds): the system may have lost one since."""
        if not self._system_libraries():
            return 1
        if self._is_done():
            return 0
        for step in (self._environment, self._packages, self._write_stamp):
            if not step():
                return 1
        self._say("Everything is installed.")
        return 0

    def _is_done(self) -> bool:
        return self._stamp_now().items() <= self._stamp_found().items() and environment_python(self._root).exists()

    def _system_libraries(self) -> bool:
        missing = self._missing(for_tests=self._for_tests)
        return not missing or self._install_system(missing)

    def _environment(self) -> bool:
        if self._environment_works():
            return True
        self._say("Making the virtual environment .venv …")
        made = self._start([sys.executable, "-m", "venv", "--clear", str(self._root / ".venv")])
        if made != 0:
            self._say("The virtual environment could not be made; the lines above say why.")
        return made == 0

    def _environment_works(self) -> bool:
        """Whether there is one, for this version of Python, with a pip in it (one cut short has none)."""
        python = environment_python(self._root)
        if not python.exists():
            return False
        question = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
        return self._start([str(python), "-c", question]) == 0

    def _packages(self) -> bool:
        self._say("Installing the Python packages (about 400 MB to fetch, 1.3 GB on the disk) …")
        command = [str(environment_python(self._root)), "-m", "pip", "install", "--no-input", "--quiet"]
        command += ["--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:", "-r", str(self._lock)]
        done = self._start(command)
        if done != 0:
            self._say("pip could not install everything; the lines above say why. The same command tries again.")
        return done == 0

    def _install_system(self, packages: list[str]) -> bool:
        way = self._way(packages)
        if not way.commands:
            self._say(
                f"The system lacks packages. Please run this line, then the same command again:\n\n  {way.line}\n"
            )
            return False
        self._say(f"Installing system packages (a minute or two): {' '.join(packages)} …")
        ended = [self._start_quietly(command) for command in way.commands]
        if ended[-1] != 0:  # a list of packages that could not be renewed is often still good enough
            self._say(f"That did not work. Please run this line and look at its answer:\n\n  {way.line}\n")
            return False
        left = " ".join(self._missing(for_tests=self._for_tests))
        if left:  # a file that was deleted by hand; most of the program works without any single one
            self._say(f"Still not there, although the system calls it installed: {left}. Going on without.")
            self._say(f"This may help: apt-get install --reinstall {left}")
        return True

    def _stamp_now(self) -> dict[str, str]:
        """What this setup would have installed. A setup for tests covers the one for running."""
        locks = [self._root / "requirements.lock"] + ([self._lock] if self._for_tests else [])
        versions = {lock.name: hashlib.sha256(lock.read_bytes()).hexdigest() for lock in locks}
        return versions | {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}

    def _stamp_found(self) -> dict[str, str]:
        try:
            found = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write_stamp(self) -> bool:
        try:
            self._stamp.write_text(json.dumps(self._stamp_now()), encoding="utf-8")
        except OSError as error:
            self._say(f"{self._stamp} could not be written: {error.strerror}. The same command tries again.")
            return False
        return True

    def _say(self, sentence: str) -> None:
        print(sentence, file=self._out, flush=True)


def _start(command: Sequence[str]) -> int:
    return _ended(command, None).returncode


def _start_quietly(command: Sequence[str]) -> int:
    """What the program says is only shown when it fails: apt tells hundreds of lines."""
    ended = _ended(command, subprocess.PIPE)
    if ended.returncode != 0:
        print(ended.stdout or "", end="", file=sys.stderr, flush=True)
    return ended.returncode


def _ended(command: Sequence[str], out: int | None) -> "subprocess.CompletedProcess[str]":
    """Settings of the caller that would lead pip out of the environment, or make apt ask, do not reach the program."""
    misleading = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")
    environment = {name: value for name, value in os.environ.items() if name not in misleading}
    environment["DEBIAN_FRONTEND"] = "noninteractive"
    errors = None if out is None else subprocess.STDOUT
    try:
        return subprocess.run(
            list(command),
            env=environment,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
            text=True,
            errors="replace",
        )
    except OSError as error:
        return subprocess.CompletedProcess(list(command), 127, f"{error}\n")
