"""The Postgres that comes along: started by the first program of a business folder, stopped after the last."""

from storage.embedded.launcher import EmbeddedServer, Progress, ensure_running
from storage.embedded.layout import default_data_root

__all__ = ["EmbeddedServer", "Progress", "default_data_root", "ensure_running"]
