"""The commands of stock counts."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.counts.agree_count import AgreeCount, agree_count
from domain.counts.book_count import BookCount, book_count
from domain.counts.count_pieces import CountPieces, count_pieces
from domain.counts.decide_lines import DecideLines, decide_lines
from domain.counts.drop_count import DropCount, drop_count
from domain.counts.finish_count import FinishCount, finish_count
from domain.counts.open_count import OpenCount, open_count
from domain.counts.reopen_count import ReopenCount, reopen_count
from domain.counts.scan_count import ScanCount, scan_count
from domain.counts.take_back_scan import TakeBackScan, take_back_scan

COUNT_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AgreeCount: agree_count,
    BookCount: book_count,
    CountPieces: count_pieces,
    DecideLines: decide_lines,
    DropCount: drop_count,
    FinishCount: finish_count,
    OpenCount: open_count,
    ReopenCount: reopen_count,
    ScanCount: scan_count,
    TakeBackScan: take_back_scan,
}
