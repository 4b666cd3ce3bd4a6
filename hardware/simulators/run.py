"""The tool behind `main.py simulate`: a device that is none, until Ctrl+C or the end of what is typed."""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TextIO

from hardware.simulators.serial_port import FakeScale, FakeScanner, FakeSerial
from hardware.simulators.tcp_printer import FakePrinter, KeptPrints, labels, slips

HELP: Final = """simulate scanner [--at FILE]            a serial scanner; each line that is typed is a code
simulate scale [--at FILE]              a scale (SICS); each line lies on it: "12.345 kg", "12.3 ~" moves, "+"
simulate labels [--port P] [--to DIR]   a label printer (ZPL, 9100); labels are kept as pictures in DIR (out/labels)
simulate receipts [--port P] [--to DIR] a receipt printer (ESC/POS, 9100); slips are kept in DIR (out/receipts)
A camera needs none of it: in the device lab, name a folder of pictures as its source.
"""
_PORT: Final = 9100
_OPTIONS: Final = {
    "scanner": {"--at"},
    "scale": {"--at"},
    "labels": {"--port", "--to"},
    "receipts": {"--port", "--to"},
}
Lines = Iterable[str]


def run(words: Sequence[str], out: TextIO, typed: Lines | None = None) -> int:
    """The exit status: 2 when the words are not understood. `typed`: instead of what is typed at the terminal."""
    options = _options(words)
    if options is None:
        print(HELP, end="", file=out)
        return 0 if set(words) & {"--help", "-h", "help"} else 2
    kind, lines = words[0], sys.stdin if typed is None else typed
    try:
        if kind in {"labels", "receipts"}:
            _print(kind, options, lines, out)
        else:
            _type(kind, options, lines, out)
    except KeyboardInterrupt:
        return 0
    except OSError as refused:
        print(refused, file=out)
        return 1
    return 0


def _options(words: Sequence[str]) -> dict[str, str] | None:
    """Option -> its word; None: not understood."""
    known = _OPTIONS.get(words[0]) if words else None
    given = dict(zip(words[1::2], words[2::2], strict=False))
    if known is None or len(words) % 2 == 0 or not given.keys() <= known:
        return None
    return None if not given.get("--port", "0").isdecimal() else given


def _type(kind: str, options: dict[str, str], lines: Lines, out: TextIO) -> None:
    link = Path(options["--at"]) if "--at" in options else None
    device: FakeSerial = FakeScanner(link) if kind == "scanner" else FakeScale(link)
    act: Callable[[str], None] = device.scan if isinstance(device, FakeScanner) else partial(_put, device)
    print(f"{kind}: {device.path}", file=out, flush=True)
    try:
        for line in lines:
            if line.strip():
                act(line.strip())
    finally:
        device.close()
        if link is not None:
            link.unlink(missing_ok=True)


def _put(scale: FakeSerial, line: str) -> None:
    value, *rest = line.split()
    if isinstance(scale, FakeScale):
        scale.put(value, next((word for word in rest if word != "~"), "kg"), is_stable="~" not in rest)


def _print(kind: str, options: dict[str, str], lines: Lines, out: TextIO) -> None:
    folder = Path(options.get("--to", f"out/{kind}"))
    kept = KeptPrints(folder, "zpl", labels) if kind == "labels" else KeptPrints(folder, "bin", slips)

    def took(data: bytes) -> None:
        print(", ".join(str(path) for path in kept.keep(data)), file=out, flush=True)

    printer = FakePrinter(took, int(options.get("--port", _PORT)))
    print(f"{kind}: {printer.host}:{printer.port}", file=out, flush=True)
    try:
        for _line in lines:
            continue
    finally:
        printer.close()
