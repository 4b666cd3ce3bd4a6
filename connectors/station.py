"""What a window may use of the outside world by itself, without the worker: its post, and files that banks write."""

from connectors.mail.office import StationPost
from connectors.psp.sepa.reader import SepaReader

__all__ = ["SepaReader", "StationPost"]
