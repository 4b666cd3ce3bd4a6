"""One question over a real socket that breaks at every stage: what was not asked, and what may have been done."""

import logging
import socket
import ssl
import threading
from contextlib import closing, contextmanager, suppress

import pytest
import requests
from urllib3.exceptions import MaxRetryError, SSLError

from connectors.psp import http
from connectors.psp.http import AnswerLost, Call, Patience, Reply, Secret, Wire
from domain.payments.provider import ProviderDown, ProviderRefusesUs

KEY = "sk_test_very_secret"
GOOD = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{"amount": 5}'
CALL = Call("POST", "/v1/things", {"Authorization": f"Bearer {KEY}"}, b"amount=5")


def _whole(line):
    """A question ends where its body does."""
    told = b""
    while not told.endswith(b"\r\n\r\namount=5") and (part := line.recv(1 << 16)):
        told += part
    return told


@contextmanager
def server(*answers, reads=None, lingers=0.0):
    """Answers each connection with the next bytes after having read so many of the question (None: all of it)."""
    asked = []
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        door.settimeout(5)

        def serve():
            for answer in answers:
                with closing(door.accept()[0]) as line:
                    asked.append(_whole(line) if reads is None else line.recv(reads) if reads else b"")
                    with suppress(OSError):  # who has heard enough hangs up
                        for part in answer if isinstance(answer, list) else [answer]:
                            line.sendall(part)
                            stop.wait(lingers)

        stop = threading.Event()
        thread = threading.Thread(target=serve)
        thread.start()
        yield Wire(f"http://127.0.0.1:{door.getsockname()[1]}", Patience(2, 1, 1)), asked
        stop.set()
        thread.join()


def test_a_whole_answer_comes_back_and_the_question_went_out_as_it_is():
    with server(GOOD) as (wire, asked):
        assert wire.ask(CALL).read() == {"amount": 5}
    [question] = asked
    assert question.startswith(b"POST /v1/things HTTP/1.1")
    assert question.endswith(b"amount=5")
    assert f"Authorization: Bearer {KEY}".encode() in question


def test_cut_at_any_byte_of_the_answer_it_is_lost():
    with server(*(GOOD[:cut] for cut in range(len(GOOD)))) as (wire, _asked):
        for _ in range(len(GOOD)):
            with pytest.raises(AnswerLost):
                wire.ask(CALL).read()


@pytest.mark.parametrize("reads", [0, 1, 60])
def test_cut_while_the_question_is_being_read_it_is_lost(reads):
    with server(b"", reads=reads) as (wire, _asked), pytest.raises(AnswerLost):
        wire.ask(Call("POST", "/v1/things", body=b"x" * 3_000_000))


def test_nobody_there_and_no_such_house_is_nothing_asked():
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        port = door.getsockname()[1]
    for address in (f"http://127.0.0.1:{port}", "https://nobody.invalid"):
        with pytest.raises(ProviderDown):
            Wire(address, Patience(2, 1, 1)).ask(CALL)


def test_slow_endless_and_huge_answers_end(monkeypatch):
    short = Patience(2, 0.3, 0.4)
    with server([GOOD[:20]], lingers=1) as (wire, _), pytest.raises(AnswerLost, match="timed_out"):
        Wire(wire._address, short).ask(CALL)
    drops = [GOOD[: len(GOOD) - 13]] + [bytes([each]) for each in GOOD[-13:]]
    with server(drops, lingers=0.1) as (wire, _), pytest.raises(AnswerLost, match="too_slow"):
        Wire(wire._address, short).ask(CALL)
    monkeypatch.setattr(http, "MOST_BYTES", 100_000)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n"
    with server([head + b"x" * 900_000]) as (wire, _), pytest.raises(AnswerLost, match="too_long"):
        wire.ask(CALL)


@pytest.mark.parametrize("location", [b"https://elsewhere.example/", b"/v1/other"])
def test_our_key_follows_nobody_elsewhere(location):
    moved = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"
    with server(moved) as (wire, asked), pytest.raises(ProviderDown):
        wire.ask(CALL)
    assert len(asked) == 1


def test_answers_that_say_nothing():
    for body in (b"", b"<html>", b"[1]", b'{"a": ', b"\xff"):
        with pytest.raises(AnswerLost):
            Reply(200, body).read()
    exact = Reply(200, b'{"value": 10.10}').read()["value"]
    assert str(exact) == "10.10"


@pytest.mark.parametrize(
    ("status", "meant"),
    [(401, ProviderRefusesUs), (403, ProviderRefusesUs), (429, ProviderDown), (500, AnswerLost), (503, AnswerLost)],
)
def test_what_a_status_means(status, meant):
    assert isinstance(http.refused(Reply(status, b"")), meant)
    assert http.refused(Reply(200, b"")) is http.refused(Reply(402, b"")) is None


def test_a_wrong_certificate_is_nothing_asked_and_a_broken_stream_is_lost():
    wrong = MaxRetryError(None, "/", SSLError(ssl.SSLCertVerificationError(1, "self-signed")))
    assert isinstance(http._told(requests.exceptions.SSLError(wrong)), ProviderDown)
    broken = MaxRetryError(None, "/", SSLError(ssl.SSLEOFError(8, "cut")))
    assert isinstance(http._told(requests.exceptions.SSLError(broken)), AnswerLost)


@pytest.mark.parametrize("address", ["http://api.stripe.com", "ftp://127.0.0.1", "api.stripe.com", ""])
def test_only_https_but_to_this_machine(address):
    with pytest.raises(ProviderRefusesUs):
        Wire(address)


def test_a_key_stands_in_no_text(caplog):
    caplog.set_level(logging.DEBUG)
    shown = [repr(CALL), str(CALL), repr(Secret(KEY)), str(Secret(KEY)), f"{Secret(KEY)}"]
    with server(b"") as (wire, _), pytest.raises(AnswerLost) as lost:
        wire.ask(CALL)
    shown += [repr(lost.value), str(lost.value), repr(lost.value.__cause__), caplog.text]
    assert not [text for text in shown if KEY in text]
