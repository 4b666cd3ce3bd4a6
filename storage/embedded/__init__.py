"""The Postgres that comes along: started by the first program of a business folder, stopped after the last."""

from typing import TYPE_CHECKING, Any

from storage.embedded.layout import default_data_root

if TYPE_CHECKING:
    from storage.embedded.launcher import EmbeddedServer, Progress, ensure_running

__all__ = ["EmbeddedServer", "Progress", "default_data_root", "ensure_running"]


def __getattr__(name: str) -> Any:
    """The window asks for the folder before anything is started, and the launcher is slow to import."""
    if name not in __all__:
        raise AttributeError(name)
    from storage.embedded import launcher

    return getattr(launcher, name)
