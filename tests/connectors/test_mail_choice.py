"""Letters go to the mail server that the environment names, else into a folder."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.mail.choice import MailServerUnreadable, chosen_ways
from connectors.mail.office import StationPost
from connectors.mail.server_file import FILE_NAME, ServerFile
from connectors.mail.smtp import MailServer, SmtpPost
from domain.business import Business
from domain.customers.model import Address
from domain.messages.delivery import UnknownMail
from domain.messages.letter import Attachment, Letter
from domain.messages.post_office import (
    MailServerByEnvironment,
    MailServerNotKept,
    MailServerWrong,
    Security,
    ServerSettings,
    ServerState,
)

BUSINESS = Business("Radwerk", Address("Weg 1", "10115", "Berlin"))


def business(email: str) -> Callable[[], Business]:
    return lambda: replace(BUSINESS, email=email)


def test_the_sender_is_who_the_business_is_when_the_letter_goes(tmp_path: Path) -> None:
    now = [replace(BUSINESS, name="Alt", email="alt@radwerk.example")]
    post, _ = chosen_ways({}, tmp_path, lambda: now[0])
    now[0] = replace(BUSINESS, name="Neu", email="")
    post.send(Letter("R-1", "kundin@web.example", "Rechnung", "Guten Tag"))
    assert b"From: Neu <noreply@localhost.localdomain>" in (tmp_path / "letters" / "R-1.eml").read_bytes()


def test_a_letter_in_the_box_is_known_and_one_for_a_server_is_not(tmp_path: Path) -> None:
    post, _ = chosen_ways({}, tmp_path, business("a@radwerk.example"))
    assert post.knows("R-1") is False
    post.send(Letter("R-1", "kundin@web.example", "Rechnung", "Guten Tag"))
    assert post.knows("R-1") is True
    ServerFile(tmp_path).keep(ServerSettings("mail.example", 587))
    assert (post.knows("R-1"), post.knows("R-2")) == (True, None)
    (tmp_path / FILE_NAME).write_text("{", encoding="utf-8")
    assert post.knows("R-2") is False, "what cannot be read is no server: the letters stay here"


def test_settings_of_the_server_are_for_their_owner_alone_and_keep_the_password(tmp_path: Path) -> None:
    office, file = StationPost({}, tmp_path), ServerFile(tmp_path)
    assert office.server() == ServerState(None)
    office.keep(ServerSettings(" mail.example ", 465, Security.TLS, "lena", "secret"))
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0
    shown = office.server()
    assert shown == ServerState(ServerSettings("mail.example", 465, Security.TLS, "lena"), has_password=True)
    office.keep(ServerSettings("mail.example", 587, Security.STARTTLS, "lena"))
    kept = file.read()
    assert kept is not None
    assert (kept.port, kept.password) == (587, "secret"), "an empty field does not forget it"
    office.keep(ServerSettings("other.example", 587, Security.STARTTLS, "lena"))
    assert office.server().has_password is False, "nor does another server get it"
    office.keep(None)
    assert office.server() == ServerState(None)


@pytest.mark.parametrize(
    "wrong",
    [
        ServerSettings("", 587),
        ServerSettings("mail example", 587),
        ServerSettings("mail.example", 0),
        ServerSettings("mail.example", 587, Security.TLS, "a\nb"),
        ServerSettings("mail.example", 587, Security.TLS, "", "password of nobody"),
    ],
)
def test_what_cannot_be_a_server_is_said(wrong: ServerSettings, tmp_path: Path) -> None:
    with pytest.raises(MailServerWrong):
        StationPost({}, tmp_path).keep(wrong)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(MailServerNotKept):
        StationPost({}, tmp_path / "file").keep(ServerSettings("mail.example", 587))


def test_what_the_environment_says_is_shown_and_not_changed(tmp_path: Path) -> None:
    office = StationPost({"UMLAUF_SMTP": "smtps://lena@mail.example", "UMLAUF_SMTP_PASSWORD": "pw"}, tmp_path)
    assert office.server().is_by_environment
    with pytest.raises(MailServerByEnvironment):
        office.keep(None)


def test_the_box_shows_what_would_have_been_sent(tmp_path: Path) -> None:
    post, _ = chosen_ways({}, tmp_path, business("a@radwerk.example"))
    paper = Attachment("Rechnung März.pdf", b"%PDF")
    post.send(
        Letter("R-1", "kundin@web.example", "Ihre Rechnung für März", "Guten Tag\n", (paper,), "<p>Guten Tag</p>")
    )
    post.send(Letter("../R-2", "b@web.example", "Zweite", "x"))
    office = StationPost({}, tmp_path)
    assert {row.subject for row in office.mailbox("", 10)} == {"Ihre Rechnung für März", "Zweite"}
    [row] = office.mailbox("kundin", 10)
    opened = office.open(row.name)
    assert (row.enclosures, opened.body.strip(), opened.html.strip()) == (1, "Guten Tag", "<p>Guten Tag</p>")
    assert opened.attachments == (paper,)
    for name in ("../mail-server.json", "nothing.eml", "R-1"):
        with pytest.raises(UnknownMail):
            office.open(name)
    assert StationPost({}, tmp_path / "nowhere").mailbox("", 10) == ()


@pytest.mark.parametrize(
    ("address", "server"),
    [
        (
            "smtp://lena%40radwerk@mail.example:2525",
            MailServer("mail.example", 2525, "lena@radwerk", "pw", "starttls"),
        ),
        ("smtps://lena@mail.example", MailServer("mail.example", 465, "lena", "pw", "tls")),
        ("smtp+plain://127.0.0.1", MailServer("127.0.0.1", 25, "", "pw", "none")),
    ],
)
def test_the_address_says_host_port_user_and_security(address: str, server: MailServer, tmp_path: Path) -> None:
    chosen, _ = chosen_ways({"UMLAUF_SMTP": address, "UMLAUF_SMTP_PASSWORD": "pw"}, tmp_path, business("a@r.example"))
    assert isinstance(chosen, SmtpPost)
    assert chosen.server == server


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:99999"])
def test_what_is_no_mail_server_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(MailServerUnreadable):
        chosen_ways({"UMLAUF_SMTP": address}, tmp_path, business("a@r.example"))
