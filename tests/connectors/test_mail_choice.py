"""Letters go to the mail server that the environment names, else into a folder."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.mail.choice import MailServerUnreadable, chosen_post
from connectors.mail.folder import FolderPost
from connectors.mail.smtp import MailServer, SmtpPost
from domain.business import Business
from domain.customers.model import Address
from domain.messages.letter import Letter

BUSINESS = Business("Radwerk", Address("Weg 1", "10115", "Berlin"))


def business(email: str) -> Callable[[], Business]:
    return lambda: replace(BUSINESS, email=email)


def test_the_sender_is_who_the_business_is_when_the_letter_goes(tmp_path: Path) -> None:
    now = [replace(BUSINESS, name="Alt", email="alt@radwerk.example")]
    post = chosen_post({}, tmp_path, lambda: now[0])
    now[0] = replace(BUSINESS, name="Neu", email="")
    post.send(Letter("R-1", "kundin@web.example", "Rechnung", "Guten Tag"))
    assert b"From: Neu <noreply@localhost.localdomain>" in (tmp_path / "R-1.eml").read_bytes()


def test_without_a_mail_server_letters_go_into_the_folder(tmp_path: Path) -> None:
    assert isinstance(chosen_post({}, tmp_path, business("a@radwerk.example")), FolderPost)


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
    chosen = chosen_post({"UMLAUF_SMTP": address, "UMLAUF_SMTP_PASSWORD": "pw"}, tmp_path, business("a@r.example"))
    assert isinstance(chosen, SmtpPost)
    assert chosen.server == server


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:99999"])
def test_what_is_no_mail_server_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(MailServerUnreadable):
        chosen_post({"UMLAUF_SMTP": address}, tmp_path, business("a@r.example"))
