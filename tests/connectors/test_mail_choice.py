"""Letters go to the mail server that the environment names, else into a folder."""

from pathlib import Path

import pytest

from connectors.mail.choice import MailServerUnreadable, chosen_post
from connectors.mail.folder import FolderPost
from connectors.mail.smtp import MailServer, SmtpPost


def test_without_a_mail_server_letters_go_into_the_folder(tmp_path: Path) -> None:
    assert isinstance(chosen_post({}, tmp_path, "Radwerk", "a@radwerk.example"), FolderPost)


@pytest.mark.parametrize(
    ("address", "server"),
    [
        (
            "smtp://lena%40radwerk@mail.example:2525",
            MailServer("mail.example", 2525, "R", "a@r.example", "lena@radwerk", "pw", "starttls"),
        ),
        ("smtps://lena@mail.example", MailServer("mail.example", 465, "R", "a@r.example", "lena", "pw", "tls")),
        ("smtp+plain://127.0.0.1", MailServer("127.0.0.1", 25, "R", "a@r.example", "", "pw", "none")),
    ],
)
def test_the_address_says_host_port_user_and_security(address: str, server: MailServer, tmp_path: Path) -> None:
    chosen = chosen_post({"UMLAUF_SMTP": address, "UMLAUF_SMTP_PASSWORD": "pw"}, tmp_path, "R", "a@r.example")
    assert isinstance(chosen, SmtpPost)
    assert chosen.server == server


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:99999"])
def test_what_is_no_mail_server_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(MailServerUnreadable):
        chosen_post({"UMLAUF_SMTP": address}, tmp_path, "R", "a@r.example")
