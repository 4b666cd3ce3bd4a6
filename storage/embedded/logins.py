"""The database and the logins of the embedded server: one login per seat, each with its own password and limits."""

from collections.abc import Mapping
from dataclasses import dataclass

import psycopg
from psycopg import sql

from storage.embedded.credentials import DATABASE, Credentials


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a login's statement may run and wait for a lock (Postgres durations)."""

    statement: str
    lock: str


_STATION, _OFFICE, _SERVICE = Limits("5s", "2s"), Limits("30s", "5s"), Limits("10min", "10s")

SEATS: Mapping[str, Limits] = {
    "warehouse": _STATION,
    "pos": _STATION,
    "backoffice": _OFFICE,
    "owner": _OFFICE,
    "auditor": _OFFICE,
    "portal": _STATION,
    "worker": _SERVICE,
}
"""Seats of one machine. The login is `seat_<seat>`, its group role `umlauf_<seat>`. Source: DECISIONS 14."""


def seat_login(seat: str) -> str:
    """Raises KeyError for a seat that does not exist."""
    SEATS[seat]
    return f"seat_{seat}"


def prepare_logins(conninfo: str, credentials: Credentials) -> None:
    """Makes the database and the seats' logins where they are missing. Idempotent.

    The logins have no rights until `join_groups`: groups and grants come with the first migration.
    """
    with psycopg.connect(conninfo, dbname="postgres", autocommit=True) as admin:
        logins = {row[0] for row in admin.execute("select rolname from pg_roles where rolcanlogin")}
        for seat, limits in SEATS.items():
            if seat_login(seat) not in logins:
                _make_login(admin, seat_login(seat), credentials, limits)
        if admin.execute("select from pg_database where datname = %s", [DATABASE]).fetchone() is None:
            admin.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))
            admin.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(DATABASE)))


def join_groups(conninfo: str) -> None:
    """Makes each seat's login a member of its group role, where that role exists. Idempotent; after migrating."""
    with psycopg.connect(conninfo, autocommit=True) as admin:
        roles = {row[0] for row in admin.execute("select rolname from pg_roles")}
        for seat in SEATS:
            group = f"umlauf_{seat}"
            if group in roles:
                words = sql.SQL("grant {} to {}").format(sql.Identifier(group), sql.Identifier(seat_login(seat)))
                admin.execute(words)


def _make_login(admin: psycopg.Connection, login: str, credentials: Credentials, limits: Limits) -> None:
    """The server gets the SCRAM verifier, never the password: nothing to find in its log."""
    password = credentials.password_for(login)
    verifier = admin.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    name = sql.Identifier(login)
    admin.execute(sql.SQL("create role {} login inherit password {}").format(name, sql.Literal(verifier)))
    admin.execute(sql.SQL("alter role {} set statement_timeout = {}").format(name, sql.Literal(limits.statement)))
    admin.execute(sql.SQL("alter role {} set lock_timeout = {}").format(name, sql.Literal(limits.lock)))
