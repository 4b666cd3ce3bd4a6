"""Why the embedded server cannot serve. Facts are paths, names and lines of its log, for the person who repairs it."""

from typing import final

from domain.errors import Unavailable


@final
class EmbeddedServerFailed(Unavailable):
    """Postgres or its keeper ended instead of starting. Facts: `reason` (end of the log), `log`."""

    code = "embedded_server_failed"


@final
class EmbeddedServerSlow(Unavailable):
    """Postgres did not become ready in time, though it still runs. Facts: `seconds`, `log`."""

    code = "embedded_server_slow"


@final
class DataFolderUnusable(Unavailable):
    """The data folder belongs to someone else or cannot be reached or written. Facts: `folder`, `reason`."""

    code = "data_folder_unusable"


@final
class NoServerAccount(Unavailable):
    """Started by root, and no unprivileged account exists or could be made. Fact: `tried`."""

    code = "no_server_account"


@final
class CredentialsLost(Unavailable):
    """There is a database, but the file with its passwords is gone. Fact: `file`."""

    code = "embedded_credentials_lost"


@final
class ServerBinariesMissing(Unavailable):
    """The wheel with the Postgres binaries is not installed or has none for this machine. Fact: `looked_in`."""

    code = "server_binaries_missing"
