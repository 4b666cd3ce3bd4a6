"""The setup on machines that lack things, told by what it would run and what it says."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from hardware.machine import system_libraries
from hardware.machine.environment import environment_python
from hardware.machine.setup import Setup, run
from hardware.machine.system_libraries import Way, missing_packages, way_to_install


class Machine:
    """Notes the programs that are started; making the environment leaves an interpreter, as the real one does."""

    def __init__(self, root: Path, failing: str = "nothing at all") -> None:
        self.started: list[str] = []
        self._root = root
        self._failing = failing

    def start(self, command: Sequence[str]) -> int:
        line = " ".join(command)
        self.started.append(line)
        if "-m venv" in line:
            python = environment_python(self._root)
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        return 1 if self._failing in line else 0


def _nothing(*, for_tests: bool) -> list[str]:
    return []


def _zbar(*, for_tests: bool) -> list[str]:
    return ["libzbar0"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_text("one\n")
    (tmp_path / "requirements-dev.lock").write_text("two\n")
    return tmp_path


def test_a_bare_machine_gets_everything_once(root: Path) -> None:
    machine, out = Machine(root), io.StringIO()
    assert Setup(root, out, for_tests=False, start=machine.start, missing=_nothing).run() == 0
    environment, packages = machine.started
    assert environment == f"{sys.executable} -m venv --clear {root / '.venv'}"
    assert "--require-hashes" in packages
    assert packages.endswith("requirements.lock")
    machine.started.clear()
    assert Setup(root, out, for_tests=False, start=machine.start, missing=_nothing).run() == 0
    assert machine.started == []


def test_a_changed_lock_is_installed_into_the_environment_that_is_there(root: Path) -> None:
    machine = Machine(root)
    assert Setup(root, io.StringIO(), for_tests=False, start=machine.start, missing=_nothing).run() == 0
    (root / "requirements.lock").write_text("newer\n")
    machine.started.clear()
    assert Setup(root, io.StringIO(), for_tests=False, start=machine.start, missing=_nothing).run() == 0
    assert not [line for line in machine.started if "venv --clear" in line]
    assert machine.started[-1].endswith("requirements.lock")


def test_a_setup_for_tests_covers_running(root: Path) -> None:
    machine = Machine(root)
    assert Setup(root, io.StringIO(), for_tests=True, start=machine.start, missing=_nothing).run() == 0
    assert machine.started[-1].endswith("requirements-dev.lock")
    machine.started.clear()
    assert Setup(root, io.StringIO(), for_tests=False, start=machine.start, missing=_nothing).run() == 0
    assert machine.started == []


def test_without_rights_it_names_the_line_and_stops(root: Path) -> None:
    machine, out = Machine(root), io.StringIO()
    way = Way((), "sudo apt-get install libzbar0")
    setup = Setup(root, out, for_tests=False, start=machine.start, missing=_zbar, way=lambda _: way)
    assert setup.run() == 1
    assert way.line in out.getvalue()
    assert machine.started == []


def test_a_failing_apt_is_said_and_tried_again_the_next_time(root: Path) -> None:
    machine, out = Machine(root, failing="apt-get install"), io.StringIO()
    way = Way((("apt-get", "install", "libzbar0"),), "apt-get install libzbar0")
    setup = Setup(root, out, for_tests=False, start=machine.start, missing=_zbar, way=lambda _: way)
    assert setup.run() == 1
    assert "did not work" in out.getvalue()
    assert setup.run() == 1
    assert machine.started == ["apt-get install libzbar0"] * 2


def test_a_list_of_packages_that_cannot_be_renewed_stops_nothing(root: Path) -> None:
    machine = Machine(root, failing="apt-get update")
    way = Way((("apt-get", "update"), ("apt-get", "install", "libzbar0")), "")
    setup = Setup(root, io.StringIO(), for_tests=False, start=machine.start, missing=_zbar, way=lambda _: way)
    assert setup.run() == 0
    assert machine.started[:2] == ["apt-get update", "apt-get install libzbar0"]


def test_what_apt_tells_is_only_shown_when_it_fails(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def told(status: int) -> str:
        program = f"print('unpacking'); raise SystemExit({status})"
        way = Way(((sys.executable, "-c", program),), "apt-get install libzbar0")
        setup = Setup(root, io.StringIO(), for_tests=False, missing=_zbar, way=lambda _: way)
        setup._system_libraries()
        return capfd.readouterr().err

    assert told(0) == ""
    assert told(100) == "unpacking\n"


def test_a_library_that_went_missing_later_is_found_by_the_next_setup(root: Path) -> None:
    machine, out = Machine(root), io.StringIO()
    assert Setup(root, out, for_tests=False, start=machine.start, missing=_nothing).run() == 0
    machine.started.clear()
    way = Way((("apt-get", "install", "libzbar0"),), "")
    assert Setup(root, out, for_tests=False, start=machine.start, missing=_zbar, way=lambda _: way).run() == 0
    assert machine.started == ["apt-get install libzbar0"]
    assert "Still not there, although the system calls it installed: libzbar0." in out.getvalue()


def test_a_mark_that_cannot_be_written_is_said(root: Path) -> None:
    machine, out = Machine(root), io.StringIO()
    (root / ".venv" / "umlauf-setup.json").mkdir(parents=True)
    assert Setup(root, out, for_tests=False, start=machine.start, missing=_nothing).run() == 1
    assert "umlauf-setup.json could not be written" in out.getvalue()


def test_a_failing_pip_leaves_no_mark_of_success(root: Path) -> None:
    out = io.StringIO()
    assert Setup(root, out, for_tests=False, start=Machine(root, "pip install").start, missing=_nothing).run() == 1
    assert "pip could not install" in out.getvalue()
    healed = Machine(root)
    assert Setup(root, out, for_tests=False, start=healed.start, missing=_nothing).run() == 0
    assert "pip install" in healed.started[-1]


def test_packages_are_asked_for_by_what_does_not_load() -> None:
    packages = missing_packages(for_tests=False, loads=lambda library: library != "libzbar.so.0")
    assert packages == (["libzbar0"] if sys.platform == "linux" else [])


@pytest.mark.parametrize(
    ("programs", "line"),
    [
        ({"apt-get", "sudo"}, "sudo apt-get update && sudo {install}"),
        ({"apt-get"}, "su -c 'apt-get update && {install}'"),
    ],
)
def test_the_line_to_type_is_whole(monkeypatch: pytest.MonkeyPatch, programs: set[str], line: str) -> None:
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: "/bin/x" if name in programs else None)
    monkeypatch.setattr(system_libraries, "is_root", lambda: False)
    monkeypatch.setattr(system_libraries, "_asks_for_no_password", lambda _: False)
    way = way_to_install(["libzbar0", "xvfb"])
    assert way.commands == ()
    assert way.line == line.format(install="apt-get install --yes --no-install-recommends libzbar0 xvfb")


def test_root_needs_no_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: "/bin/x" if name == "apt-get" else None)
    monkeypatch.setattr(system_libraries, "is_root", lambda: True)
    way = way_to_install(["xvfb"])
    assert [command[0] for command in way.commands] == ["apt-get", "apt-get"]
    assert "sudo" not in way.line


def test_an_unknown_word_is_refused() -> None:
    out = io.StringIO()
    assert run(["--fast"], out) == 2
    assert "--fast" in out.getvalue()


def test_help_is_an_answer_and_sets_nothing_up() -> None:
    out = io.StringIO()
    assert run(["--help"], out) == 0
    assert "setup [--for-tests]" in out.getvalue()
