"""The server lives as long as somebody uses it, and survives what happens to processes."""

from contextlib import suppress
from pathlib import Path

import psutil
import psycopg

from storage.embedded import EmbeddedServer, ensure_running
from tests.storage.embedded.programs import keeper_of, server_processes, started, within


def _note(server: EmbeddedServer, text: str) -> None:
    with psycopg.connect(server.admin_dsn()) as connection:
        connection.execute("create table if not exists note (text text)")
        connection.execute("insert into note values (%s)", [text])


def _notes(server: EmbeddedServer) -> list[str]:
    with psycopg.connect(server.admin_dsn()) as connection:
        return [row[0] for row in connection.execute("select text from note order by text")]


def _answers(server: EmbeddedServer) -> bool:
    try:
        psycopg.connect(server.admin_dsn()).close()
    except psycopg.OperationalError:
        return False
    return True


def test_it_tells_how_far_it_is(root: Path) -> None:
    told: list[str] = []
    with ensure_running(root, told.append):
        assert told[0] == "initialising"
        assert told[-1] == "ready"


def test_it_stops_cleanly_after_the_last_program_and_starts_again_with_its_data(root: Path) -> None:
    with ensure_running(root) as server:
        _note(server, "kept")
    assert within(3, lambda: not server_processes(root))
    with ensure_running(root) as server:
        assert _notes(server) == ["kept"]
    assert "not properly shut down" not in server.layout.server_log.read_text()


def test_a_killed_program_is_no_user_any_more(root: Path) -> None:
    program = started(root)
    program.wait_until_ready()
    assert server_processes(root)
    program.kill()
    assert within(3, lambda: not server_processes(root))


def test_programs_share_one_server_and_it_stays_for_the_one_that_stays(root: Path) -> None:
    programs = [started(root) for _ in range(5)]
    for program in programs:
        program.wait_until_ready()
    with ensure_running(root) as server, psycopg.connect(server.admin_dsn()) as connection:
        for number, program in enumerate(programs):
            program.kill() if number % 2 else program.leave()
        assert not within(2, lambda: not server_processes(root))
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_killed_server_comes_back_with_everything_committed(root: Path) -> None:
    with ensure_running(root) as server:
        _note(server, "before")
        server_processes(root)[0].kill()
        assert within(10, lambda: _answers(server))
        assert _notes(server) == ["before"]


def test_after_a_killed_keeper_the_server_ends_and_a_new_keeper_can_be_had(root: Path) -> None:
    with ensure_running(root) as server:
        _note(server, "before")
        keeper_of(root).kill()
        assert within(5, lambda: not server_processes(root))
        server.revive()
        assert _notes(server) == ["before"]


def test_keeper_and_server_killed_together(root: Path) -> None:
    with ensure_running(root) as server:
        _note(server, "before")
        victims = [keeper_of(root), *server_processes(root)]
        for victim in victims:
            with suppress(psutil.NoSuchProcess):  # the server's children may have gone with it already
                victim.kill()
        with ensure_running(root) as again:
            assert _notes(again) == ["before"]


def test_a_half_made_cluster_is_made_anew(root: Path) -> None:
    draft = root / "server" / "cluster.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")
    with ensure_running(root) as server:
        assert _answers(server)


def test_a_lock_file_that_names_a_strange_process_stops_nothing(root: Path) -> None:
    with ensure_running(root):
        pass
    assert within(5, lambda: not server_processes(root))
    lock_file = root / "server" / "cluster" / "postmaster.pid"
    lock_file.write_text("1\n" + "\n".join("x" * 7))
    with ensure_running(root) as server:
        assert _answers(server)
